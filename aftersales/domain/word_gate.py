"""The word gate: what no text to a buyer may contain, and the approved wording instead."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from aftersales.domain.pattern_search import PatternSearch

SENTENCE_END = re.compile(r"[。.!?;~\n]")
LOOSE_STOPS = "。!?;\n"
# Words around an apology that do not make it less bare: 亲，真的抱歉呢
EMPTY_WORDS = re.compile("亲爱的|您好|你好|非常|真的|实在|万分|亲|很|哦|噢|呢|呀|哈|啦|啊|了|的")


class Action(str, Enum):
    BLOCK = "block"
    REPLACE = "replace"
    WARN = "warn"


@dataclass(frozen=True)
class WordEntry:
    """One forbidden wording; `patterns` are plain texts.

    `alone`: wrong only as the whole text or sentence (a bare 抱歉呢). `innocent`: wordings around a hit that make it
    harmless (最近 for 最). `loose`: found also with spaces or marks between its characters (加 微.信).
    The `replacement` of a blocked entry is advice to an agent.
    """

    id: str
    list: str
    patterns: tuple[str, ...]
    action: Action
    reason: str
    source: str
    replacement: str = ""
    alone: bool = False
    innocent: tuple[str, ...] = ()
    loose: bool = False


@dataclass(frozen=True)
class Hit:
    """`start` and `end` are offsets into the text as it was given."""

    entry: WordEntry
    start: int
    end: int


@dataclass(frozen=True)
class Verdict:
    """`text` is what may be sent: the given text, or the one after all replacements; not to be sent when `blocked`.
    `spoiled`: the replacements themselves made a forbidden wording with the words beside them."""

    text: str
    hits: tuple[Hit, ...] = ()
    spoiled: bool = False

    @property
    def blocked(self) -> bool:
        return self.spoiled or any(hit.entry.action is Action.BLOCK for hit in self.hits)


@dataclass(frozen=True)
class WordGate:
    entries: tuple[WordEntry, ...] = ()

    def review(self, text: str) -> Verdict:
        """Judge one text. Never raises, whatever the text; an unblocked verdict's text passes unchanged again."""
        hits = self._hits(text)
        clean = _replace(text, [hit for hit in hits if hit.entry.action is Action.REPLACE])
        spoiled = clean != text and any(hit.entry.action is not Action.WARN for hit in self._hits(clean))
        return Verdict(clean, hits, spoiled)

    def _hits(self, text: str) -> tuple[Hit, ...]:
        found = [hit for reading in self._readings for hit in reading.hits(text)]
        return tuple(sorted(found, key=lambda hit: (hit.start, -hit.end)))

    @cached_property
    def _readings(self) -> tuple["_Reading", ...]:
        return tuple(_Reading([e for e in self.entries if e.loose is loose], loose) for loose in (False, True))


@dataclass(frozen=True)
class _Folded:
    """A text made equal in width and case; `origin` gives each character's place in the text it came from."""

    text: str
    origin: tuple[int, ...]


def _fold(text: str, loose: bool) -> _Folded:
    chars: list[str] = []
    origin: list[int] = []
    for place, char in enumerate(text):
        for folded in unicodedata.normalize("NFKC", char).casefold():
            if unicodedata.category(folded) == "Cf":  # zero-width characters hide a word from search, not from a reader
                continue
            if loose and not folded.isalnum() and folded not in LOOSE_STOPS:
                continue
            chars.append(folded)
            origin.append(place)
    return _Folded("".join(chars), tuple(origin))


class _Reading:
    """One way of reading a text (tight or loose) and the entries looked for in it."""

    def __init__(self, entries: Iterable[WordEntry], loose: bool) -> None:
        self._loose = loose
        self._wrong: dict[str, list[WordEntry]] = {}
        self._innocent: dict[str, list[WordEntry]] = {}
        for entry in entries:
            _index(self._wrong, entry.patterns, entry, loose)
            _index(self._innocent, entry.innocent, entry, loose)
        self._search = PatternSearch([*self._wrong, *self._innocent])

    def hits(self, text: str) -> Iterator[Hit]:
        folded = _fold(text, self._loose)
        wrong: dict[WordEntry, list[tuple[int, int]]] = {}
        innocent: dict[WordEntry, list[tuple[int, int]]] = {}
        for start, end, pattern in self._search.find(folded.text):
            for spans, owners in ((wrong, self._wrong), (innocent, self._innocent)):
                for entry in owners.get(pattern, ()):
                    spans.setdefault(entry, []).append((start, end))
        bare = _bare_places(folded.text, wrong)
        for entry, places in wrong.items():
            guilty = _outside(places, innocent.get(entry, []))
            for start, end in _longest(guilty):
                if not entry.alone or start in bare:
                    yield Hit(entry, folded.origin[start], folded.origin[end - 1] + 1)


def _index(index: dict[str, list[WordEntry]], words: Iterable[str], entry: WordEntry, loose: bool) -> None:
    for word in words:
        index.setdefault(_fold(word, loose).text, []).append(entry)


def _outside(spans: list[tuple[int, int]], innocent: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans that lie in no innocent one; one walk over both, since both are sorted by their starts."""
    reach, waiting = 0, sorted(innocent, reverse=True)
    for start, end in sorted(spans):
        while waiting and waiting[-1][0] <= start:
            reach = max(reach, waiting.pop()[1])
        if end > reach:
            yield start, end


def _longest(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Leftmost spans that do not overlap, the longest at each place."""
    reach = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= reach:
            yield start, end
            reach = end


def _bare_places(text: str, wrong: Mapping[WordEntry, list[tuple[int, int]]]) -> set[int]:
    """Starts of the `alone` wordings that stand in a sentence holding nothing else that says anything."""
    spans = sorted(span for entry, found in wrong.items() if entry.alone for span in found)
    if not spans:
        return set()
    covered = bytearray(len(text))
    for start, end in spans:
        covered[start:end] = b"\1" * (end - start)
    rest = "".join(" " if covered[place] else char for place, char in enumerate(text))
    saying = {number for number, part in enumerate(SENTENCE_END.split(rest)) if _says_something(part)}
    sentence_of = _sentence_numbers(rest)
    return {start for start, _ in spans if sentence_of[start] not in saying}


def _says_something(part: str) -> bool:
    return any(char.isalnum() for char in EMPTY_WORDS.sub("", part))


def _sentence_numbers(text: str) -> list[int]:
    numbers, current = [], 0
    for char in text:
        numbers.append(current)
        current += bool(SENTENCE_END.match(char))
    return numbers


def _replace(text: str, hits: Iterable[Hit]) -> str:
    """The text with each hit's replacement; the same wording twice in a row (稍等稍等) is replaced once."""
    pieces: list[str] = []
    done, last = 0, None
    for hit in hits:
        if hit.start < done:
            continue
        between = text[done : hit.start]
        repeated = last is hit.entry and not any(char.isalnum() for char in between)
        if not repeated:
            pieces += [between, hit.entry.replacement]
        done, last = hit.end, hit.entry
    return "".join([*pieces, text[done:]])
