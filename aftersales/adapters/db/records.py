"""Between frozen dataclasses and rows: columns are named as fields, and whatever is nested travels as JSON."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache, partial
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
Reader = Callable[[Any], Any]


def to_row(record: Any) -> dict[str, Any]:
    """The columns of a dataclass; an empty tuple or mapping becomes None, as a record that tells nothing."""
    return {field.name: _to_column(getattr(record, field.name)) for field in fields(record)}


def from_row(kind: type[T], row: Mapping[str, Any]) -> T:
    """The dataclass a row holds; columns that are no fields are left out, missing ones take their default."""
    return kind(**{name: read(row[name]) for name, read in _field_readers(kind).items() if name in row})


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
    return _reader(kind)(value)


def _to_column(value: Any) -> Any:
    """Columns take enums and times as they are."""
    if isinstance(value, tuple | Mapping):
        return to_json(value) if value else None
    return to_json(value) if is_dataclass(value) else value


def _plain(value: Any) -> Any:
    return value


def _readers_of(kind: Any) -> Mapping[str, Reader]:
    return {name: _reader(hint) for name, hint in get_type_hints(kind).items()}


def _reader_of(kind: Any) -> Reader:
    """How values of a type are read; made once for each type, because orders are read by the thousand."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        present = [_reader(option) for option in arguments if option is not NoneType]
        return _optional(present[0]) if len(present) == 1 else _plain
    if origin is tuple:
        return _tuple([_reader(item) for item in arguments if item is not Ellipsis], Ellipsis in arguments)
    if origin is not None:
        read = _reader(arguments[1])
        return lambda value: {key: read(item) for key, item in (value or {}).items()}
    return _class_reader(kind)


def _class_reader(kind: type[Any]) -> Reader:
    if is_dataclass(kind):
        return partial(from_row, kind)
    if issubclass(kind, Enum):
        return kind
    if issubclass(kind, date):
        return lambda value: kind.fromisoformat(value) if isinstance(value, str) else value
    return _plain


def _optional(read: Reader) -> Reader:
    return read if read is _plain else lambda value: None if value is None else read(value)


def _tuple(readers: Sequence[Reader], any_length: bool) -> Reader:
    if any_length:
        read = readers[0]
        return lambda value: tuple(read(item) for item in value or ())
    return lambda value: tuple(read(item) for read, item in zip(readers, value, strict=True))


_reader: Callable[[Any], Reader] = cache(_reader_of)
_field_readers: Callable[[Any], Mapping[str, Reader]] = cache(_readers_of)
