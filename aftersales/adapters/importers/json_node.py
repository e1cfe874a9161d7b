"""One object of a JSON file, read field by field; it knows where it stands and which of its keys nobody asked for."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import Enum
from typing import TypeVar

from aftersales.adapters.importers.cells import MAX_FEN, parse_order_no

E = TypeVar("E", bound=Enum)
MAX_NUMBER = MAX_FEN


class BadField(ValueError):
    """A field that cannot be used; the text names its place, its value and what is expected."""


class Node:
    """Accessors give the typed value or the default; BadField when it is of another kind, or missing where required."""

    def __init__(self, place: str, value: object) -> None:
        if not isinstance(value, Mapping):
            raise BadField(f"{place}: is not an object {{…}}")
        self.place = place
        self._fields = value
        self._asked: set[str] = set()
        self._children: list[tuple[str, Node]] = []

    def _get(self, key: str) -> object:
        self._asked.add(key)
        return self._fields.get(key)

    def _bad(self, key: str, expected: str) -> BadField:
        value = self._fields.get(key)
        return BadField(f"{self.place}.{key}: {'is missing' if value is None else repr(value)}, expected {expected}")

    def text(self, key: str, default: str = "") -> str:
        value = self._get(key)
        if value is None:
            return default
        if not isinstance(value, str) or "\0" in value:
            raise self._bad(key, "a text")
        return value.strip()

    def optional_text(self, key: str) -> str | None:
        return self.text(key) or None

    def required_text(self, key: str) -> str:
        if not (value := self.text(key)):
            raise self._bad(key, "a text")
        return value

    def order_no(self, key: str) -> str:
        try:
            return parse_order_no(self.required_text(key))
        except ValueError as problem:
            raise BadField(f"{self.place}.{key}: {self._fields[key]!r} {problem}") from None

    def number(self, key: str) -> int | None:
        value = self._get(key)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MAX_NUMBER:
            raise self._bad(key, f"a whole number from 0 to {MAX_NUMBER}")
        return value

    def required_number(self, key: str) -> int:
        value = self.number(key)
        if value is None:
            raise self._bad(key, "a whole number")
        return value

    def flag(self, key: str) -> bool | None:
        value = self._get(key)
        if value is not None and not isinstance(value, bool):
            raise self._bad(key, "true or false")
        return value

    def time(self, key: str) -> datetime | None:
        value = self.text(key)
        if not value:
            return None
        try:
            # Python 3.10 reads no "Z"
            at = datetime.fromisoformat(value.replace("Z", "+00:00"))
        except ValueError:
            raise self._bad(key, "a time such as 2026-11-25T10:00:00+08:00") from None
        if at.tzinfo is None:
            raise self._bad(key, "a time with its offset, such as 2026-11-25T10:00:00+08:00")
        return at

    def required_time(self, key: str) -> datetime:
        at = self.time(key)
        if at is None:
            raise self._bad(key, "a time such as 2026-11-25T10:00:00+08:00")
        return at

    def day(self, key: str) -> date | None:
        value = self.text(key)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            raise self._bad(key, "a day such as 2026-09-01") from None

    def choice(self, key: str, kind: type[E]) -> E:
        value = self.required_text(key)
        try:
            return kind(value)
        except ValueError:
            raise self._bad(key, f"one of {', '.join(str(member.value) for member in kind)}") from None

    def word(self, key: str, words: frozenset[str]) -> str:
        value = self.required_text(key)
        if value not in words:
            raise self._bad(key, f"one of {', '.join(sorted(words))}")
        return value

    def _list(self, key: str) -> list[object]:
        value = self._get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self._bad(key, "a list […]")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        values = self._list(key)
        if not all(isinstance(value, str) for value in values):
            raise self._bad(key, "a list of texts")
        return tuple(str(value) for value in values)

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        value = self._get(key)
        if value is None:
            return ()
        if not isinstance(value, Mapping) or not all(isinstance(text, str) for text in value.values()):
            raise self._bad(key, "an object of texts")
        return tuple((str(name), str(text)) for name, text in value.items())

    def child(self, key: str) -> "Node | None":
        value = self._get(key)
        return None if value is None else self._adopt(key, f"{self.place}.{key}", value)

    def children(self, key: str) -> "Iterator[Node]":
        for index, value in enumerate(self._list(key)):
            yield self._adopt(key, f"{self.place}.{key}[{index}]", value)

    def _adopt(self, key: str, place: str, value: object) -> "Node":
        node = Node(place, value)
        self._children.append((key, node))
        return node

    def unknown(self, path: str) -> Counter[str]:
        """Keys nobody asked for, with their path (`orders.lines.colour`) and how often they stand there."""
        found = Counter(f"{path}.{key}" for key in self._fields if key not in self._asked)
        for key, node in self._children:
            found.update(node.unknown(f"{path}.{key}"))
        return found
