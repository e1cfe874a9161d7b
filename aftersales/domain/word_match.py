"""Which of several word lists a buyer's text speaks of: the longest words win, denied ones do not count."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

DENIED_CHOICE = re.compile(r"(?<!是)(?:不是|并非|不算|不|别|甭|无需)(?:要|想|用|需要|想要|给我)?$")
"""Before a choice: “不是配件”, “不要退款”. Not 没/没有: “没有说明书” says what is missing."""

DENIED_STATE = re.compile(r"(?:没有|没|不|无|未)(?:有|被|什么|任何|怎么|太|明显|出现)?$")
"""Before a state: “没坏”, “没有什么破损”, “不完整”."""

SEVERAL = "more_than_one"
"""The choice that stands for more than one of the others (“螺丝和钥匙都少了”)."""


@dataclass(frozen=True)
class Match:
    """A word found in a text, standing for `value`; `denied` as the text negates it."""

    value: str
    start: int
    end: int
    denied: bool


def plain(text: str) -> str:
    """The text as words are looked for in it: half width, lower case, without spaces."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).lower())


def find_words(text: str, lists: Mapping[str, Sequence[str]], denial: re.Pattern[str]) -> list[Match]:
    """Where a plain text holds words of the lists (by value); a word inside a longer found one does not count."""
    found = {
        (start, start + len(word), value)
        for value, words in lists.items()
        for word in {plain(word) for word in words} - {""}
        for start in _starts(text, word)
    }
    return [
        Match(value, start, end, denied=denial.search(text[:start]) is not None)
        for start, end, value in sorted(found)
        if not any(s <= start and end <= e and (s, e) != (start, end) for s, e, _ in found)
    ]


def meant_value(matches: Sequence[Match]) -> str | None:
    """The value of the longest word not denied; None when there is none, or equally long ones disagree."""
    meant = [match for match in matches if not match.denied]
    longest = max((match.end - match.start for match in meant), default=0)
    values = {match.value for match in meant if match.end - match.start == longest}
    return values.pop() if len(values) == 1 else None


def chosen(words: str, lists: Mapping[str, Sequence[str]]) -> str | None:
    """The choice that a plain text names; several of them are the choice `more_than_one`, where it is offered."""
    matches = find_words(words, lists, DENIED_CHOICE)
    named = {match.value for match in matches if not match.denied}
    return SEVERAL if SEVERAL in lists and len(named) > 1 else meant_value(matches)


def shared_part(text: str, title: str) -> str:
    """The longest piece of a title, at least two characters, that a plain text names; empty when none."""
    title = plain(title)
    pieces = (title[i:j] for i in range(len(title)) for j in range(i + 2, len(title) + 1) if title[i:j] in text)
    return max(pieces, key=len, default="")


def _starts(text: str, word: str) -> Iterator[int]:
    start = text.find(word)
    while start >= 0:
        yield start
        start = text.find(word, start + 1)
