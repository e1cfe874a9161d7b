"""Between frozen dataclasses and rows: columns are named as fields, and whatever is nested travels as JSON."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
_hints: Callable[[Any], Mapping[str, Any]] = cache(get_type_hints)


def to_row(record: Any) -> dict[str, Any]:
    """The columns of a dataclass; an empty tuple or mapping becomes None, as a record that tells nothing."""
    return {field.name: _to_column(getattr(record, field.name)) for field in fields(record)}


def from_row(kind: type[T], row: Mapping[str, Any]) -> T:
    """The dataclass a row holds; columns that are no fields are left out, missing ones take their default."""
    hints = _hints(kind)
    return kind(**{name: from_json(hint, row[name]) for name, hint in hints.items() if name in row})


def to_json(value: Any) -> Any:
    """A value of dataclasses, enums, times, tuples and mappings as JSON types."""
    if is_dataclass(value):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: to_json(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def from_json(kind: Any, value: Any) -> Any:
    """The value `to_json` wrote for a field of this type; None gives an empty tuple or mapping where one belongs."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        present = [option for option in arguments if option is not NoneType]
        return from_json(present[0], value) if len(present) == 1 and value is not None else value
    if origin is tuple:
        kinds = arguments[:1] * len(value or ()) if Ellipsis in arguments else arguments
        return tuple(from_json(item_kind, item) for item_kind, item in zip(kinds, value or (), strict=True))
    if origin is not None:
        return {key: from_json(arguments[1], item) for key, item in (value or {}).items()}
    if is_dataclass(kind) and isinstance(kind, type):
        return value if isinstance(value, kind) else from_row(kind, value)
    if issubclass(kind, Enum):
        return kind(value)
    return kind.fromisoformat(value) if issubclass(kind, date) and isinstance(value, str) else value


def _to_column(value: Any) -> Any:
    """Columns take enums and times as they are."""
    if isinstance(value, tuple | Mapping):
        return to_json(value) if value else None
    return to_json(value) if is_dataclass(value) else value
