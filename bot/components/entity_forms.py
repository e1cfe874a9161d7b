"""Written forms of an entity: a regular expression with the reader of its value, and the choice between overlaps."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

HAN_DIGIT = "[一二两三四五六七八九]"
HAN_NUMBER = "[一二两俩三仨四五六七八九十百千万][零一二两三四五六七八九十百千万]{0,8}"
NOT_IN_WORD = r"(?<![A-Za-z\d_])"
"""A form that begins with a digit or a letter never begins within a run of them."""


@dataclass(frozen=True)
class Found:
    """One entity: its kind, the normalised value, offsets into the text, and what else is known (`unit`)."""

    kind: str
    value: str
    start: int
    end: int
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def length(self) -> int:
        return self.end - self.start


@dataclass(frozen=True)
class Form:
    """`read` gives the value of a match, or None when it is no such entity after all.

    A group `unit` in the expression goes beside the value. A group `it` is the entity when the match is more than it.
    """

    kind: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], str | None]

    def find(self, text: str) -> Iterator[Found]:
        for match in self.pattern.finditer(text):
            value = self.read(match)
            if value is not None:
                groups = match.groupdict()
                start, end = match.span("it" if "it" in groups else 0)
                unit = groups.get("unit")
                yield Found(self.kind, value, start, end, {"unit": unit} if unit else {})


def without_overlaps(found: Iterable[Found]) -> list[Found]:
    """The entities in the order of the text; of two that overlap the longer stays, of equal ones the earlier given."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: -one.length):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)
