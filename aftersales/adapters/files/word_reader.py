"""Word lists (scripts_lib/words/*.yml) → the word gate; every problem names file, entry and the fix."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from functools import lru_cache, partial
from pathlib import PurePosixPath
from typing import TypeVar

from aftersales.adapters.files.entry import Entry
from aftersales.adapters.files.quantities import Unit, unit_of_setting
from aftersales.adapters.files.wording_reader import read_wording, spellings_of
from aftersales.adapters.files.yaml_reader import read_mapping
from aftersales.domain.learned_words import LearnedWords
from aftersales.domain.numerals import Measure
from aftersales.domain.problems import FileProblem
from aftersales.domain.sentence_rules import ChatRule, SentenceRule
from aftersales.domain.text_reading import HEARD, MOBILE, Manner
from aftersales.domain.word_entries import Action, Bound, Grade, Vocabulary, WordEntry
from aftersales.domain.word_gate import WordGate
from aftersales.domain.wording_signals import KEPT as WORDINGS_KEPT
from aftersales.domain.wording_signals import Wording

TERMS = "terms.yml"
LEARNED = "learned.json"
KEPT = 2
TERMS_KEYS = ("terms", "denials", "rebuttals", "fillers", "signs")
FILE_KEYS = ("list", "entries")
ENTRY_KEYS = (
    *("id", "patterns", "rule", "limit", "action", "replacement", "reason", "source", "since", "grade"),
    *("innocent", "deniable", "doubtful", "alone", "clause", "tight", "sound", "beyond", "bot_only"),
)
MEASURES = {Unit.FEN: Measure.FEN, Unit.DAYS: Measure.DAYS}
RULES: tuple[SentenceRule | ChatRule, ...] = (*SentenceRule, *ChatRule)
Member = TypeVar("Member", bound=Enum)
Made = TypeVar("Made")
Reader = Callable[[str], Wording]


def read_words(files: Mapping[str, str]) -> tuple[WordGate, list[FileProblem]]:
    """One gate over all lists of `{path: YAML text}`; an entry with problems is left out of it.

    A gate takes seconds to build, so that of the newest few sets of lists is kept: most edits are of other files.
    """
    gate, problems = _read_words(tuple(sorted(files.items())))
    return gate, list(problems)


@lru_cache(maxsize=KEPT)
def _read_words(of: tuple[tuple[str, str], ...]) -> tuple[WordGate, Sequence[FileProblem]]:
    files = dict(of)
    problems: list[FileProblem] = []
    owner: dict[str, str] = {}
    entries: list[tuple[Entry, WordEntry]] = []
    lists = {file: text for file, text in files.items() if PurePosixPath(file).name not in {TERMS, LEARNED}}
    others = {PurePosixPath(file).name: (file, text) for file, text in files.items() if file not in lists}
    reader, vocabulary = _read_terms(*others[TERMS], problems) if TERMS in others else (_reader(()), Vocabulary())
    learned = _read_learned(*others[LEARNED], problems) if LEARNED in others else None
    for file, text in sorted(lists.items()):
        for entry, word in _read_list(file, text, reader, vocabulary.signs, problems):
            if word.id in owner:
                entry.problem(f"this id stands in {owner[word.id]} already; rename one of them")
            owner.setdefault(word.id, file)
            entries.append((entry, word))
    gate = WordGate(tuple(word for _, word in entries), vocabulary, learned)
    for entry, word in entries:
        if gate.review(word.replacement).hits:
            entry.problem(f"“{word.replacement}” holds a listed wording itself; write another", "replacement")
    return gate, problems


def _read_terms(file: str, text: str, problems: list[FileProblem]) -> tuple[Reader, Vocabulary]:
    value = read_mapping(file, text)
    if isinstance(value, FileProblem):
        problems.append(value)
        return _reader(()), Vocabulary()
    top = Entry(file, "", value, problems, TERMS_KEYS)
    lists = top.block("terms")
    signs = top.block("signs")
    return _reader(tuple((name, _term(lists, name)) for name in lists.values)), Vocabulary(
        frozenset(top.texts("denials")),
        frozenset(top.texts("rebuttals")),
        frozenset(top.texts("fillers")),
        {sign: signs.text(sign, required=True) for sign in signs.values},
    )


@lru_cache(maxsize=KEPT)
def _reader(terms: tuple[tuple[str, frozenset[str]], ...]) -> Reader:
    """Reads wordings with these terms, each once: an edit of the lists leaves most of them as they were."""
    return lru_cache(maxsize=WORDINGS_KEPT)(partial(read_wording, terms=dict(terms)))


def _read_learned(file: str, text: str, problems: list[FileProblem]) -> LearnedWords | None:
    """What `make words` wrote."""
    learned = _learned(text)
    if learned is None:
        problems.append(FileProblem(file, "top", "is not as `make words` writes it; run that again"))
    return learned


@lru_cache(maxsize=1)
def _learned(text: str) -> LearnedWords | None:
    """Kept, as most edits are of the lists."""
    try:
        told = json.loads(text)
        return LearnedWords(tuple(told["lists"]), told["scale"], tuple(told["bias"]), told["weights"])
    except (ValueError, KeyError, TypeError):
        return None


def _term(lists: Entry, name: str) -> frozenset[str]:
    return frozenset().union(*(_tried(lists, name, partial(spellings_of, text)) or () for text in lists.texts(name)))


def _read_list(
    file: str, text: str, reader: Reader, signs: Collection[str], problems: list[FileProblem]
) -> Iterator[tuple[Entry, WordEntry]]:
    value = read_mapping(file, text)
    if isinstance(value, FileProblem):
        problems.append(value)
        return
    top = Entry(file, "", value, problems, FILE_KEYS)
    name = top.text("list", required=True)
    if name and name != PurePosixPath(file).stem:
        top.problem(f"the list {name} must bear the file's name; rename one of them", "list")
    for number, item in enumerate(top.items("entries"), start=1):
        word_id = item.get("id") if isinstance(item, dict) else None
        entry = top.child(str(word_id or f"entry {number}"), item, ENTRY_KEYS)
        before = len(problems)
        word = _read_entry(entry, name, reader, signs)
        if word and len(problems) == before:
            yield entry, word


def _read_entry(entry: Entry, list_name: str, reader: Reader, signs: Collection[str]) -> WordEntry | None:
    action = _member(entry, "action", Action, None)
    if action is None:
        return None
    word = WordEntry(
        id=entry.text("id", required=True),
        list=list_name,
        wordings=_wordings(entry, "patterns", reader),
        action=action,
        reason=entry.text("reason", required=True),
        source=entry.text("source", required=True),
        replacement=entry.text("replacement") if entry.values.get("replacement") else "",
        manners=_manners(entry),
        alone=entry.flag("alone", default=False),
        clause=entry.flag("clause", default=False),
        innocent=_wordings(entry, "innocent", reader),
        deniable=entry.flag("deniable", default=False),
        grade=_member(entry, "grade", Grade, Grade.NONE) or Grade.NONE,
        since=_day(entry),
        rule=_member(entry, "rule", RULES, None) if "rule" in entry else None,
        limit=entry.quantity("limit", Unit.COUNT, 0),
        doubtful=entry.flag("doubtful", default=False),
        beyond=_bound(entry) if "beyond" in entry else None,
        bot_only=entry.flag("bot_only", default=False),
    )
    for where, message in _wrong(entry, word, signs):
        entry.problem(message, where)
    return word


def _bound(entry: Entry) -> Bound | None:
    setting = entry.text("beyond", required=True)
    measure = MEASURES.get(unit_of_setting(setting))
    if measure is None:
        entry.problem("must be a setting of shop.yml in money or days, such as agent_limit or return_days", "beyond")
    return Bound(setting, measure) if measure else None


def _manners(entry: Entry) -> tuple[Manner, ...]:
    heard = HEARD if entry.flag("sound", default=False) else ()
    return (Manner.TIGHT if entry.flag("tight", default=False) else Manner.LOOSE, *heard)


def _member(entry: Entry, key: str, members: Iterable[Member], default: Member | None) -> Member | None:
    if key not in entry and default is not None:
        return default
    word = entry.text(key, required=True)
    found = next((member for member in members if member.value == word), None)
    if found is None:
        entry.problem(f"must be one of {', '.join(str(member.value) for member in members)}", key)
    return found


def _day(entry: Entry) -> date | None:
    day = entry.values.get("since")
    if day is None or isinstance(day, date):
        return day
    entry.problem(f"{day!r} is no day; write it like 2025-09-01", "since")
    return None


def _wordings(entry: Entry, key: str, reader: Reader) -> tuple[Wording, ...]:
    found = (_tried(entry, key, partial(reader, written)) for written in entry.texts(key))
    return tuple(wording for wording in found if wording)


def _tried(entry: Entry, key: str, read: Callable[[], Made]) -> Made | None:
    try:
        return read()
    except ValueError as error:
        entry.problem(str(error), key)
        return None


def _wrong(entry: Entry, word: WordEntry, signs: Collection[str]) -> Iterator[tuple[str, str]]:
    if bool(word.wordings) is (word.rule is not None):
        yield "patterns", "is missing; list at least one wording, or a `rule` instead"
    if word.rule in {SentenceRule.ROW, SentenceRule.LONG, SentenceRule.LEARNED, ChatRule.REPEATED} and word.limit < 1:
        yield "limit", "is missing; write how many, such as `limit: 5`"
    if word.action is Action.REPLACE and isinstance(word.rule, ChatRule):
        yield "action", "no words can be replaced for a rule of the whole chat; write warn or block"
    if word.bot_only and word.action is not Action.WARN:
        yield "action", "must be warn where only the bot may not say it: a person's text would be changed or kept back"
    if word.action is Action.REPLACE and "replacement" not in entry:
        yield "replacement", 'is missing; write the approved wording, or "" to leave the words out'
    if Manner.TIGHT not in word.manners:
        marks = {char for pieces in word.wordings for piece in pieces for text in piece.spellings for char in text}
        unread = sorted(char for char in marks if not char.isalnum() and char not in {*signs, MOBILE})
        if unread:
            yield "patterns", f"the marks {' '.join(unread)} are not read; leave them out, or add `tight: yes`"
