"""The word gate: what no text to a buyer may contain, and the approved wording instead."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from string import ascii_lowercase

from aftersales.domain.learned_words import NO, LearnedWords, said
from aftersales.domain.list_search import ListSearch
from aftersales.domain.numerals import amounts_in, number_before
from aftersales.domain.sentence_rules import ChatRule, SentenceRule, broken_places
from aftersales.domain.text_reading import STOPS, Manner, Readings, readings_with
from aftersales.domain.text_spans import MARK, clause_around, longest, not_inside, quotation
from aftersales.domain.word_entries import Action, Bound, Hit, Verdict, Vocabulary, WordEntry

SUSPICIOUS, DENYING = 0.05, 0.15
"""The least chance that a message is wrong, by what was learnt, for a doubtful entry to count; and of one that may
deny, refuse or warn of what the entry forbids."""
LIKELY, SURE = 0.5, 0.8
"""The same of the clause that holds the wording alone, and of one that may deny; the first also of the message for any
entry whose wordings all stand in quotation marks: of 6,900 new wrong sentences one quoted, of 250 that were stopped for
nothing 36 did."""
QUOTED = quotation(fewest=1)

REMEMBERED, LONGEST_REMEMBERED = 4096, 80
"""Verdicts kept, and characters of a text whose verdict is worth keeping: a shop says most of its short texts again."""


@dataclass(frozen=True)
class WordGate:
    entries: tuple[WordEntry, ...] = ()
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    learned: LearnedWords | None = None
    limits: Mapping[str, int] = field(default_factory=dict)
    """What the shop allows, by the names of its settings; of one that is missing anything is allowed."""

    def allowing(self, limits: Mapping[str, int]) -> "WordGate":
        """The same lists in a shop that allows this. What was compiled is kept, and the very gate, with its verdicts,
        while the limits that an entry asks for stay the same."""
        asked = {entry.beyond.setting for entry in self.entries if entry.beyond}
        return self._allowing(tuple(sorted((name, limits[name]) for name in asked & limits.keys())))

    @cached_property
    def _allowing(self) -> Callable[[tuple[tuple[str, int], ...]], "WordGate"]:
        def bound(limits: tuple[tuple[str, int], ...]) -> WordGate:
            gate = replace(self, limits=dict(limits))
            gate.__dict__["_searches"] = self._searches
            return gate

        return lru_cache(maxsize=1)(bound)

    def review(self, text: str, today: date | None = None) -> Verdict:
        """Judge one text; entries that hold from a later day than `today` do not count. Never raises, whatever the
        text; an unblocked verdict's text passes unchanged again."""
        return self._judge_once(text, today) if len(text) <= LONGEST_REMEMBERED else self._judge(text, today)

    @cached_property
    def _judge_once(self) -> Callable[[str, date | None], Verdict]:
        return lru_cache(maxsize=REMEMBERED)(self._judge)

    def _judge(self, text: str, today: date | None) -> Verdict:
        hits = self._hits(text, today)
        if not hits:
            return Verdict(text)
        clean = _replace(text, [hit for hit in hits if hit.entry.action is Action.REPLACE])
        spoiled = clean != text and any(hit.entry.action is not Action.WARN for hit in self._hits(clean, today))
        return Verdict(clean, hits, spoiled)

    def _hits(self, text: str, today: date | None) -> tuple[Hit, ...]:
        reads = self._readings.read(text, self._has_tight)
        found = self._found(text, reads)
        if not found and not self._learned:
            return ()
        chances = self._chances(text, reads[Manner.LOOSE])
        holding = {entry: spans for entry, spans in found.items() if entry.holds(today)}
        counted = {entry: spans for entry, spans in holding.items() if self._agreed(text, entry, spans, chances)}
        if counted and not self._bare(text, counted):
            counted = {entry: spans for entry, spans in counted.items() if not entry.alone}
        if all(entry.bot_only for entry in counted) and (likely := self._likely(chances)):
            counted[likely] = [(0, len(text))]
        hits = [Hit(entry, start, end) for entry, spans in counted.items() for start, end in longest(spans)]
        return tuple(sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.entry.id)))

    def _found(self, text: str, reads: Mapping[Manner, str]) -> Mapping[WordEntry, Sequence[tuple[int, int]]]:
        """What the lists and the rules find, alone or not."""
        found: dict[WordEntry, list[tuple[int, int]]] = {}
        suspected = [(search, numbers) for search in self._searches if (numbers := search.suspected(reads))]
        for search, numbers in self._worth_finding(suspected, reads) if suspected else ():
            for entry, first, end in search.find(text, numbers):
                start = number_before(text, first) if entry.beyond else first
                if not entry.beyond or self._exceeds(text[start:end], entry.beyond):
                    found.setdefault(entry, []).append((start, end))
        for entry, rule in self._rules:
            if places := broken_places(text, rule, entry.limit, self._readings, reads):
                found[entry] = [*places]
        return found

    def _exceeds(self, said: str, bound: Bound) -> bool:
        """Whether these words, of one clause, name nothing but more than the shop allows."""
        if bound.setting not in self.limits:
            return False
        read = self._readings.read_in(said, Manner.TIGHT)
        amounts = () if MARK.search(read) else amounts_in(read, bound.measure)
        return min(amounts, default=0) > self.limits[bound.setting]

    def _worth_finding(
        self, suspected: Sequence[tuple[ListSearch, Sequence[int]]], reads: Mapping[Manner, str]
    ) -> Sequence[tuple[ListSearch, Sequence[int]]]:
        """Without the wordings that are wrong alone where the text surely says more."""
        alone = [(search, n) for search, numbers in suspected for n in numbers if search.entry(n).alone]
        if not alone or any(search.has_gap(n) for search, n in alone) or not self._says_more(reads[Manner.SPOKEN]):
            return suspected
        return [(search, [n for n in numbers if not search.entry(n).alone]) for search, numbers in suspected]

    def _says_more(self, spoken: str) -> bool:
        """Whether some sound of the text is in none of the wordings without a gap that are wrong alone, and in nothing
        that says nothing."""
        return any(char not in self._said_alone for char in spoken)

    @cached_property
    def _said_alone(self) -> frozenset[str]:
        wordings = [piece for entry in self.entries if entry.alone for wording in entry.wordings for piece in wording]
        texts = [*(text for piece in wordings for text in piece.spellings), *self.vocabulary.signs.values()]
        heard = (self._readings.read_in(text, Manner.SPOKEN) for text in (*texts, *self.vocabulary.fillers))
        return frozenset(ascii_lowercase + STOPS).union(*heard)

    def _chances(self, text: str, loose: str) -> Mapping[str, float]:
        """What the learned words think of a text with this loose reading; empty without them."""
        if self.learned is None:
            return {}
        own = said(text, loose, self._readings)
        return self.learned.chances(own, self._readings.syllables(own))

    def _agreed(
        self, text: str, entry: WordEntry, spans: Sequence[tuple[int, int]], chances: Mapping[str, float]
    ) -> bool:
        """Whether what was learnt does not speak against an entry that is doubtful or found in quotations alone: of
        the message, or of the clause around it, as a long polite message hides a short rude one."""
        if not chances:
            return True
        wrong = sum(chances.values())
        if next(not_inside(spans, (match.span() for match in QUOTED.finditer(text))), None) is None:
            return wrong >= LIKELY
        if not entry.doubtful or wrong >= (SUSPICIOUS if NO.isdisjoint(text) else DENYING):
            return True
        clauses = {text[slice(*clause_around(text, *span))] for span in spans}
        return any(map(self._is_wrong_alone, clauses))

    def _is_wrong_alone(self, clause: str) -> bool:
        """Whether a clause is likely wrong whatever stands beside it."""
        loose = self._readings.read_in(clause, Manner.LOOSE)
        return sum(self._chances(clause, loose).values()) >= (LIKELY if NO.isdisjoint(loose) else SURE)

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
        return readings_with(frozenset(self.vocabulary.signs.items()))

    @cached_property
    def _fillers(self) -> tuple[str, ...]:
        fillers = {self._readings.read_in(filler, Manner.TIGHT) for filler in self.vocabulary.fillers}
        return tuple(sorted(fillers - {""}, key=lambda filler: (-len(filler), filler)))

    @cached_property
    def chat_rules(self) -> tuple[WordEntry, ...]:
        """The entries that look at the chat before a text."""
        return tuple(entry for entry in self.entries if isinstance(entry.rule, ChatRule))

    @cached_property
    def _rules(self) -> tuple[tuple[WordEntry, SentenceRule], ...]:
        rules = [(entry, entry.rule) for entry in self.entries if isinstance(entry.rule, SentenceRule)]
        return tuple((entry, rule) for entry, rule in rules if rule is not SentenceRule.LEARNED)

    @cached_property
    def _has_tight(self) -> bool:
        return any(Manner.TIGHT in entry.manners for entry in self.entries)

    @cached_property
    def _searches(self) -> tuple[ListSearch, ...]:
        searches = (ListSearch(self._readings, manner, self.entries, self.vocabulary) for manner in Manner)
        return tuple(search for search in searches if not search.is_empty)


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
