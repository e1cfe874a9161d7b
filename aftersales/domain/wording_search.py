"""Finds wordings in a text, also with gaps between their pieces: one pass (Aho–Corasick) tells which to look for."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import ahocorasick

from aftersales.domain.text_reading import STOPS
from aftersales.domain.wording_signals import KEPT, Piece, Signal, Wording, spelt

REMEMBERED = 8
"""Beginnings of one wording kept in mind at once; older ones are out of reach but in hostile texts."""


@lru_cache(maxsize=KEPT)
def long_enough(wording: Wording, fewest: tuple[int, int]) -> Wording:
    """Without spellings too short to count where their piece makes up a whole run; nothing when a piece has none left.
    `fewest`: as WordingSearch takes it."""
    least = fewest[any(piece.gap for piece in wording)]
    kept = []
    for number, piece in enumerate(wording):
        whole_run = piece.gap is (number > 0) and (number + 1 == len(wording) or wording[number + 1].gap)
        spellings = frozenset(text for text in piece.spellings if not whole_run or len(text) >= least)
        kept.append(replace(piece, spellings=spellings))
    return tuple(kept) if all(piece.optional or piece.spellings for piece in kept) else ()


@dataclass(frozen=True)
class _Place:
    """A piece of a wording by its number: `after` tells which earlier pieces it may follow, and whether a gap may lie
    between."""

    piece: int
    begins: bool
    ends: bool
    after: Mapping[int, bool]


@dataclass(frozen=True)
class _Begun:
    """A wording found up to a piece: from `first` to `end`; its last run without a gap began at `run`. `heard`: every
    run before that was long enough to be told by its sound."""

    piece: int
    first: int
    run: int
    end: int
    heard: bool


class WordingSearch:
    """Time to search: length of the text plus number of finds. Each wording comes with its signal, the pieces that tell
    of it; one without pieces is never found. `gap`: the most characters a gap may hold; `fewest`: the
    source characters that a wording in one run, and that each of several runs, must have to count; `common`: signs, the
    commonest first: a sign is found the sooner the earlier it was learnt."""

    def __init__(
        self,
        wordings: Iterable[tuple[Wording, Signal]],
        gap: int,
        fewest: tuple[int, int] = (0, 0),
        common: str = "",
    ) -> None:
        self._gap, self._fewest = gap, fewest
        self._sought: list[_Sought] = []
        signals: dict[str, tuple[int, ...]] = {}
        for number, (pieces, signal) in enumerate(wordings):
            self._sought.append(_sought(pieces, gap))
            itself = (number,)
            for spelling in spelt(pieces[slice(*signal)]):
                signals[spelling] = signals.get(spelling, ()) + itself
        firsts = {spelling[0]: spelling for spelling in signals}
        begun = {firsts[sign]: signals[firsts[sign]] for sign in common if sign in firsts}
        self._signals = _automaton(begun | signals)

    def suspected(self, text: str) -> Sequence[int]:
        """The wordings whose signal stands in the text, and all of whose pieces stand in order: for most texts
        none, found fast. What counts of them, `find` tells."""
        if not text or not self._signals:
            return ()
        signalled = {number for _, numbers in self._signals.iter(text) for number in numbers}
        if not signalled:
            return ()
        signs, sought = set(text), self._sought
        return [number for number in signalled if sought[number].may_stand(text, signs)]

    def may_stand_between(self, number: int, firsts: Collection[str], lasts: Collection[str]) -> bool:
        """False when a wording begins with none of the `firsts` or ends with none of the `lasts`."""
        return self._sought[number].may_stand_between(firsts, lasts)

    def find(
        self,
        text: str,
        wordings: Iterable[int],
        inside: Collection[int] = (),
        sources: Sequence[int] | None = None,
    ) -> Iterator[tuple[int, int, int]]:
        """Every (start, end, number) of these wordings, overlapping ones too. A piece that begins or ends at a place of
        `inside`, within a longer word, does not count. `sources`: the source character of each character of the text;
        without them every wording is long enough."""
        for number in wordings:
            begun: list[_Begun] = []
            for last, (length, places) in self._sought[number].pieces.iter(text):
                start, end = last + 1 - length, last + 1
                if start in inside or end in inside:
                    continue
                for place in places:
                    for found in self._found(text, start, end, place, begun, sources):
                        begun.append(found)
                        del begun[:-REMEMBERED]
                        if place.ends and self._is_heard(found, sources):
                            yield found.first, end, number

    def _found(
        self,
        text: str,
        start: int,
        end: int,
        place: _Place,
        begun: Iterable[_Begun],
        sources: Sequence[int] | None,
    ) -> list[_Begun]:
        found = [_Begun(place.piece, start, start, end, heard=True)] if place.begins else []
        for before in begun:
            gap = place.after.get(before.piece)
            if gap is None:
                continue
            if start == before.end:
                found.append(_Begun(place.piece, before.first, before.run, end, before.heard))
            elif gap and 0 < start - before.end <= self._gap and not _stops(text, before.end, start):
                heard = before.heard and _count(sources, before.run, before.end) >= self._fewest[1]
                found.append(_Begun(place.piece, before.first, start, end, heard))
        return found

    def _is_heard(self, found: _Begun, sources: Sequence[int] | None) -> bool:
        fewest = self._fewest[found.run != found.first]
        return found.heard and _count(sources, found.run, found.end) >= fewest


class _Sought:
    """A wording as it is looked for, made ready when a text first has its signal."""

    def __init__(self, wording: Wording, gap: int) -> None:
        self._wording, self._gap = wording, gap

    def may_stand(self, text: str, signs: Collection[str]) -> bool:
        """False when the wording does not stand in the text, of whose `signs` it needs one for each of its pieces."""
        for needed in self._begin:
            if needed.isdisjoint(signs):
                return False
        return self._find(text) is not None

    def may_stand_between(self, firsts: Collection[str], lasts: Collection[str]) -> bool:
        return not (self._ends[0].isdisjoint(firsts) or self._ends[1].isdisjoint(lasts))

    @cached_property
    def _ends(self) -> tuple[frozenset[str], frozenset[str]]:
        """What the wording may begin and end with."""
        begun = (piece for place, piece in self._placed if place.begins)
        ended = (piece for place, piece in self._placed if place.ends)
        return (
            frozenset(text[0] for piece in begun for text in piece.spellings if text),
            frozenset(text[-1] for piece in ended for text in piece.spellings if text),
        )

    @cached_property
    def _begin(self) -> Sequence[frozenset[str]]:
        """What each necessary piece may begin with."""
        necessary = (piece.spellings for piece in self._wording if not piece.optional and "" not in piece.spellings)
        return sorted({frozenset(text[0] for text in spellings) for spellings in necessary}, key=len)

    @cached_property
    def _find(self) -> Callable[[str], re.Match[str] | None]:
        """Matches wherever the wording may stand, and perhaps elsewhere."""
        return re.compile("".join(_shapes(self._wording, self._gap))).search

    @cached_property
    def _placed(self) -> Sequence[tuple[_Place, Piece]]:
        return [*zip(_places(self._wording), self._wording, strict=True)]

    @cached_property
    def pieces(self) -> Any:
        """Finds every piece: its length, and the places it may have in the wording."""
        places: dict[str, list[_Place]] = {}
        for place, piece in self._placed:
            for spelling in piece.spellings - {""}:
                places.setdefault(spelling, []).append(place)
        return _automaton({spelling: (len(spelling), found) for spelling, found in places.items()})


_sought = lru_cache(maxsize=KEPT)(_Sought)


def _automaton(words: Mapping[str, Any]) -> Any:
    """Aho–Corasick over the words, giving their values; None without words."""
    if not words:
        return None
    automaton = ahocorasick.Automaton()
    for word, value in words.items():
        automaton.add_word(word, value)
    automaton.make_automaton()
    return automaton


def _shapes(pieces: Wording, gap: int) -> Iterator[str]:
    for number, piece in enumerate(pieces):
        spellings = sorted(piece.spellings - {""}, key=lambda spelling: (-len(spelling), spelling))
        between = f"[^{STOPS}]{{0,{gap}}}" if piece.gap and number else ""
        yield f"{between}(?:{'|'.join(map(re.escape, spellings))}){'?' if piece.optional else ''}"


def _places(pieces: Wording) -> Iterator[_Place]:
    for index in range(len(pieces)):
        after: dict[int, bool] = {}
        for before in reversed(range(index)):
            after[before] = any(piece.gap for piece in pieces[before + 1 : index + 1])
            if not pieces[before].optional:
                break
        yield _Place(
            index,
            begins=all(piece.optional for piece in pieces[:index]),
            ends=all(piece.optional for piece in pieces[index + 1 :]),
            after=after,
        )


def _stops(text: str, start: int, end: int) -> bool:
    return any(stop in text[start:end] for stop in STOPS)


def _count(sources: Sequence[int] | None, start: int, end: int) -> float:
    return float("inf") if sources is None else len(set(sources[start:end]))
