"""The word gate: what no text to a buyer may contain, and the approved wording instead."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from functools import cached_property

from aftersales.domain.learned_words import LearnedWords
from aftersales.domain.sentence_rules import ChatRule, SentenceRule, broken_places
from aftersales.domain.text_reading import Manner, Read, Readings
from aftersales.domain.text_spans import longest, not_denied, outside
from aftersales.domain.wording_search import Piece, Wording, WordingSearch, long_enough, rarest

GAP = {Manner.TIGHT: 8, Manner.LOOSE: 8, Manner.SPOKEN: 32, Manner.TYPED: 24}
"""Characters that may stand between two pieces of a wording; a syllable has about three letters, and a tone."""

HEARD = (Manner.SPOKEN, Manner.TYPED)

SUSPICIOUS = 0.05
"""The least chance that a message is wrong, by what was learnt, for a doubtful entry to count."""

SYLLABLES = (3, 2)
"""Characters of a wording that is heard by its sound; of one with gaps each run's: 已经 sounds like 益精."""


class Action(str, Enum):
    BLOCK = "block"
    REPLACE = "replace"
    WARN = "warn"


class Grade(str, Enum):
    """How the platform judges one such message (P-OPS-07): a warning, 12, 25 or 100 points; NONE where it does not."""

    NONE = "none"
    SLIGHT = "slight"
    MINOR = "minor"
    SERIOUS = "serious"
    GRAVE = "grave"


@dataclass(frozen=True, eq=False)
class WordEntry:
    """One forbidden wording, or the `rule` it stands for.

    `manners`: how a text is read to find its `wordings`. `alone`: wrong only when the whole message says nothing else
    (a bare 抱歉呢); `clause`: wrong only where it stands between marks (靠，又漏件). `innocent`: wordings that make a
    hit harmless where they touch it (最近 for 最). `deniable`: harmless behind a 不要, 不会, 请勿. `since`: the day
    from which it holds. `doubtful`: counts only in a message that by what was learnt may be wrong. The `replacement`
    of a blocked entry is advice to an agent.
    """

    id: str
    list: str
    wordings: tuple[Wording, ...]
    action: Action
    reason: str
    source: str
    replacement: str = ""
    manners: tuple[Manner, ...] = (Manner.LOOSE,)
    alone: bool = False
    clause: bool = False
    innocent: tuple[Wording, ...] = ()
    deniable: bool = False
    grade: Grade = Grade.NONE
    since: date | None = None
    rule: SentenceRule | ChatRule | None = None
    limit: int = 0
    doubtful: bool = False

    def holds(self, today: date | None) -> bool:
        return self.since is None or today is None or self.since <= today


@dataclass(frozen=True)
class Vocabulary:
    """What all lists share: words that deny, words that say nothing by themselves, and what signs stand for."""

    denials: frozenset[str] = frozenset()
    fillers: frozenset[str] = frozenset()
    signs: Mapping[str, str] = field(default_factory=dict)


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
        return self.spoiled or bool(self.blocking)

    @property
    def blocking(self) -> Sequence[Hit]:
        """The hits that keep the text from being sent."""
        return [hit for hit in self.hits if hit.entry.action is Action.BLOCK]

    @property
    def instead(self) -> Sequence[str]:
        """The approved wordings of what blocks, each once; empty when an agent must find one."""
        return list(dict.fromkeys(hit.entry.replacement for hit in self.blocking if hit.entry.replacement))

    @property
    def action(self) -> Action | None:
        """The strictest thing that was decided; None when the text passes as it is."""
        if self.blocked:
            return Action.BLOCK
        found = {hit.entry.action for hit in self.hits}
        return next((action for action in (Action.REPLACE, Action.WARN) if action in found), None)


@dataclass(frozen=True)
class WordGate:
    entries: tuple[WordEntry, ...] = ()
    vocabulary: Vocabulary = Vocabulary()
    learned: LearnedWords | None = None

    def review(self, text: str, today: date | None = None) -> Verdict:
        """Judge one text; entries that hold from a later day than `today` do not count. Never raises, whatever the
        text; an unblocked verdict's text passes unchanged again."""
        hits = self._hits(text, today)
        if not hits:
            return Verdict(text)
        clean = _replace(text, [hit for hit in hits if hit.entry.action is Action.REPLACE])
        spoiled = clean != text and any(hit.entry.action is not Action.WARN for hit in self._hits(clean, today))
        return Verdict(clean, hits, spoiled)

    def _hits(self, text: str, today: date | None) -> tuple[Hit, ...]:
        found: dict[WordEntry, list[tuple[int, int]]] = {}
        reads = self._readings.read(text)
        for search in self._searches:
            for entry, start, end in search.find(text, reads):
                found.setdefault(entry, []).append((start, end))
        for entry, rule in self._rules:
            if places := [*broken_places(text, rule, entry.limit, self._readings, reads)]:
                found[entry] = places
        chances = self._chances(reads) if found or self._learned else {}
        counted = {entry: spans for entry, spans in found.items() if entry.holds(today) and _agreed(entry, chances)}
        if not self._bare(text, counted):
            counted = {entry: spans for entry, spans in counted.items() if not entry.alone}
        if not counted and (likely := self._likely(chances)):
            counted = {likely: [(0, len(text))]}
        hits = [Hit(entry, start, end) for entry, spans in counted.items() for start, end in longest(spans)]
        return tuple(sorted(hits, key=lambda hit: (hit.start, -hit.end)))

    def _chances(self, reads: Mapping[Manner, str]) -> Mapping[str, float]:
        """What the learned words think; empty without them."""
        if self.learned is None:
            return {}
        loose = reads[Manner.LOOSE]
        return self.learned.chances(loose, self._readings.syllables(loose))

    def _likely(self, chances: Mapping[str, float]) -> WordEntry | None:
        """The entry of the list a message most likely breaks, when it likely breaks one."""
        name = max(chances, key=lambda name: chances[name], default="")
        entry = self._learned.get(name)
        return entry if entry and sum(chances.values()) * 100 >= entry.limit else None

    @cached_property
    def _learned(self) -> Mapping[str, WordEntry]:
        return {entry.list: entry for entry in self.entries if entry.rule is SentenceRule.LEARNED}

    def _bare(self, text: str, found: Mapping[WordEntry, Sequence[tuple[int, int]]]) -> bool:
        """Whether the message holds nothing but wordings that are wrong alone and words that say nothing."""
        spans = [span for entry, spans in found.items() if entry.alone for span in spans]
        if not spans:
            return False
        covered = bytearray(len(text))
        for start, end in spans:
            covered[start:end] = b"\1" * (end - start)
        rest = "".join(" " if hidden else char for char, hidden in zip(text, covered, strict=True))
        said = self._readings.read_in(rest, Manner.TIGHT)
        for filler in self._fillers:
            said = said.replace(filler, " ")
        return not any(char.isalnum() for char in said)

    @cached_property
    def _readings(self) -> Readings:
        return Readings(self.vocabulary.signs)

    @cached_property
    def _fillers(self) -> tuple[str, ...]:
        fillers = {self._readings.read_in(filler, Manner.TIGHT) for filler in self.vocabulary.fillers}
        return tuple(sorted(fillers - {""}, key=lambda filler: (-len(filler), filler)))

    @cached_property
    def _rules(self) -> tuple[tuple[WordEntry, SentenceRule], ...]:
        return tuple((entry, entry.rule) for entry in self.entries if isinstance(entry.rule, SentenceRule))

    @cached_property
    def _searches(self) -> tuple["_Search", ...]:
        return tuple(_Search(self._readings, manner, self.entries, self.vocabulary) for manner in Manner)


class _Search:
    """One manner of reading, and those of the entries that are looked for in it."""

    def __init__(
        self, readings: Readings, manner: Manner, entries: Sequence[WordEntry], vocabulary: Vocabulary
    ) -> None:
        self._readings, self._manner, self._gap = readings, manner, GAP[manner]
        sought = [entry for entry in entries if manner in entry.manners]
        self._wrong = [(entry, wording) for entry in sought for wording in entry.wordings]
        harmless = [(entry, wording) for entry in sought for wording in entry.innocent]
        denials: list[tuple[WordEntry | None, Wording]] = [(None, (Piece(vocabulary.denials),))]
        self._harmless = [*harmless, *denials]
        fewest = SYLLABLES if manner in HEARD else (0, 0)
        wrong = [long_enough(wording, fewest) for _, wording in self._wrong]
        self._search = WordingSearch(map(self._read, wrong), self._gap, fewest)
        self._excuses = WordingSearch((self._read(wording) for _, wording in self._harmless), self._gap)

    def _read(self, wording: Wording) -> tuple[Wording, int]:
        """The pieces as a text in this manner shows them, and which of them is the rarest."""
        read = tuple(
            replace(piece, spellings=frozenset(self._readings.read_in(text, self._manner) for text in piece.spellings))
            for piece in wording
        )
        return read, rarest(wording)

    def find(self, text: str, reads: Mapping[Manner, str]) -> Iterator[tuple[WordEntry, int, int]]:
        """Each guilty wording with its place in the text as it was given; `reads`: the text in every manner."""
        signalled = self._search.signalled(reads[self._manner])
        if not signalled or next(self._search.find(reads[self._manner], signalled), None) is None:
            return
        read = self._readings.trace(text, self._manner)
        inside = _inside_words(text, read)
        wrong: dict[WordEntry, list[tuple[int, int]]] = {}
        for start, end, number in self._search.find(read.text, signalled, inside, read.starts):
            wrong.setdefault(self._wrong[number][0], []).append((start, end))
        if not wrong:
            return
        excuses: dict[WordEntry | None, list[tuple[int, int]]] = {}
        for start, end, number in self._excuses.find(read.text, self._excuses.signalled(read.text), inside):
            excuses.setdefault(self._harmless[number][0], []).append((start, end))
        for entry, spans in wrong.items():
            guilty = outside(spans, excuses.get(entry, ()))
            if entry.deniable:
                guilty = not_denied(guilty, (end for _, end in excuses.get(None, ())), self._gap)
            for start, end in guilty:
                first, last = read.starts[start], read.ends[end - 1]
                if self._manner is Manner.TYPED and not self._readings.has_latin(text[first:last]):
                    continue
                if not entry.clause or _between_marks(text, first, last):
                    yield entry, first, last


def _agreed(entry: WordEntry, chances: Mapping[str, float]) -> bool:
    return not entry.doubtful or not chances or sum(chances.values()) >= SUSPICIOUS


def _inside_words(text: str, read: Read) -> frozenset[int]:
    """Places within one character's pinyin, or between two Latin letters that the writer typed side by side."""
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


def _between_marks(text: str, start: int, end: int) -> bool:
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


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
