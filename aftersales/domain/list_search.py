"""The entries of all lists that are looked for in one manner of reading."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum, auto
from functools import lru_cache, partial

from aftersales.domain.text_reading import HEARD, Manner, Read, Readings
from aftersales.domain.text_spans import not_denied, outside
from aftersales.domain.word_entries import Vocabulary, WordEntry
from aftersales.domain.wording_search import WordingSearch, long_enough
from aftersales.domain.wording_signals import COMMON_SIGNS, KEPT, Piece, Signal, Wording, rarest

GAP = {Manner.TIGHT: 8, Manner.LOOSE: 8, Manner.SPOKEN: 8, Manner.TYPED: 24}
"""Characters that may stand between two pieces of a wording; a syllable that somebody typed has about three letters."""

LATIN = re.compile("[A-Za-z]")
_BEHIND_MARK = re.compile(r"(?<![^\W_]).", re.DOTALL)
_BEFORE_MARK = re.compile(r".(?![^\W_])", re.DOTALL)
SYLLABLES = (3, 2)
"""Characters of a wording that is heard by its sound; of one with gaps each run's: 已经 sounds like 益精."""


SEARCHES_KEPT = 2 * len(Manner)
"""Those of one set of lists: an edit without `sound` leaves the readings by sound as they were."""
search_for = lru_cache(maxsize=SEARCHES_KEPT)(WordingSearch)


class _Shared(Enum):
    """What makes every deniable entry harmless."""

    DENIAL = auto()
    REBUTTAL = auto()


class ListSearch:
    """One manner of reading, and those of the entries that are looked for in it."""

    def __init__(
        self, readings: Readings, manner: Manner, entries: Sequence[WordEntry], vocabulary: Vocabulary
    ) -> None:
        self._readings, self._manner, self._gap = readings, manner, GAP[manner]
        sought = [entry for entry in entries if manner in entry.manners]
        self._wrong = [(entry, wording) for entry in sought for wording in entry.wordings]
        harmless = [(entry, wording) for entry in sought for wording in entry.innocent]
        self._harmless: list[tuple[WordEntry | _Shared, Wording]] = [
            *harmless,
            (_Shared.DENIAL, (Piece(vocabulary.denials),)),
            (_Shared.REBUTTAL, (Piece(vocabulary.rebuttals),)),
        ]
        fewest = SYLLABLES if manner in HEARD else (0, 0)
        wrong = [long_enough(wording, fewest) for _, wording in self._wrong]
        read = partial(_as_read, readings, manner)
        common = readings.read_in(COMMON_SIGNS, manner)
        self._search = search_for(tuple(map(read, wrong)), self._gap, fewest, common)
        self._excuses = search_for(tuple(read(wording) for _, wording in self._harmless), self._gap)

    @property
    def is_empty(self) -> bool:
        return not self._wrong

    def suspected(self, reads: Mapping[Manner, str]) -> Sequence[int]:
        """The wordings that seem to stand in a text, given in every manner; for most texts none, found fast."""
        return self._search.suspected(reads[self._manner])

    def entry(self, number: int) -> WordEntry:
        return self._wrong[number][0]

    def has_gap(self, number: int) -> bool:
        return any(piece.gap for piece in self._wrong[number][1])

    def find(self, text: str, suspected: Iterable[int]) -> Iterator[tuple[WordEntry, int, int]]:
        """Each guilty one of the suspected wordings with its place in the text as it was given."""
        suspected = self._worth_tracing(text, suspected)
        if not suspected:
            return
        read = self._readings.trace(text, self._manner)
        inside = _inside_words(text, read)
        wrong: dict[WordEntry, list[tuple[int, int]]] = {}
        for start, end, number in self._search.find(read.text, suspected, inside, read.starts):
            entry, first, last = self._wrong[number][0], read.starts[start], read.ends[end - 1]
            if not entry.clause or _between_marks(text, first, last):
                wrong.setdefault(entry, []).append((start, end))
        if not wrong:
            return
        excuses: dict[WordEntry | _Shared, list[tuple[int, int]]] = {}
        for start, end, number in self._excuses.find(read.text, self._excuses.suspected(read.text), inside):
            excuses.setdefault(self._harmless[number][0], []).append((start, end))
        denials = excuses.get(_Shared.DENIAL, ())
        rebuttals = [start for start, _ in excuses.get(_Shared.REBUTTAL, ())]
        for entry, spans in wrong.items():
            guilty = outside(spans, excuses.get(entry, ()))
            if entry.deniable:
                guilty = not_denied(guilty, denials, rebuttals, self._gap)
            for start, end in guilty:
                first, last = read.starts[start], read.ends[end - 1]
                if self._manner is not Manner.TYPED or self._readings.has_latin(text[first:last]):
                    yield entry, first, last

    def _worth_tracing(self, text: str, suspected: Iterable[int]) -> Sequence[int]:
        """Without the wordings that must stand between marks where the text has nothing like it there."""
        apart = [number for number in suspected if self._wrong[number][0].clause]
        if not apart:
            return [*suspected]
        firsts, lasts = (frozenset(self._readings.read_in(chars, self._manner)) for chars in _beside_marks(text))
        missing = {n for n in apart if not self._search.may_stand_between(n, firsts, lasts)}
        return [number for number in suspected if number not in missing]


@lru_cache(maxsize=KEPT)
def _as_read(readings: Readings, manner: Manner, wording: Wording) -> tuple[Wording, Signal]:
    """The pieces as a text in this manner shows them, and which of them tell of it."""
    read = tuple(
        replace(piece, spellings=frozenset(readings.read_in(text, manner) for text in piece.spellings))
        for piece in wording
    )
    return read, rarest(wording, manner in HEARD)


def _inside_words(text: str, read: Read) -> frozenset[int]:
    """Places within one character's pinyin, or between two Latin letters that the writer typed side by side."""
    if len(read.text) == len(set(read.starts)) and not LATIN.search(text):
        return frozenset()
    return frozenset(
        place
        for place in range(1, len(read.text))
        if read.starts[place] == read.starts[place - 1]
        or (
            read.starts[place] == read.ends[place - 1]
            and _is_latin(text[read.starts[place]])
            and _is_latin(text[read.starts[place - 1]])
        )
    )


def _beside_marks(text: str) -> tuple[str, str]:
    """The characters behind marks and at the beginning, and those before marks and at the end; each is a line, so that
    digits from several places do not read as one number."""
    return "\n".join(_BEHIND_MARK.findall(text)), "\n".join(_BEFORE_MARK.findall(text))


def _between_marks(text: str, start: int, end: int) -> bool:
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()
