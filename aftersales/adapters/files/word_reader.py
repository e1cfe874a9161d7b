"""Word lists (scripts_lib/words/*.yml) → the word gate; every problem names file, entry and the fix."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from aftersales.adapters.files.entry import Entry
from aftersales.adapters.files.yaml_reader import read_mapping
from aftersales.domain.problems import FileProblem
from aftersales.domain.word_gate import Action, WordEntry, WordGate

FILE_KEYS = ("list", "entries")
ENTRY_KEYS = ("id", "patterns", "action", "replacement", "reason", "source", "innocent", "alone", "loose")


def read_words(files: Mapping[str, str]) -> tuple[WordGate, list[FileProblem]]:
    """One gate over all lists of `{path: YAML text}`; an entry with problems is left out of it."""
    problems: list[FileProblem] = []
    owner: dict[str, str] = {}
    entries: list[tuple[Entry, WordEntry]] = []
    for file, text in sorted(files.items()):
        for entry, word in _read_list(file, text, problems):
            if word.id in owner:
                entry.problem(f"this id stands in {owner[word.id]} already; rename one of them")
            owner.setdefault(word.id, file)
            entries.append((entry, word))
    gate = WordGate(tuple(word for _, word in entries))
    for entry, word in entries:
        if gate.review(word.replacement).hits:
            entry.problem(f"“{word.replacement}” holds a listed wording itself; write another", "replacement")
    return gate, problems


def _read_list(file: str, text: str, problems: list[FileProblem]) -> Iterator[tuple[Entry, WordEntry]]:
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
        word = _read_entry(entry, name)
        if word and len(problems) == before:
            yield entry, word


def _read_entry(entry: Entry, list_name: str) -> WordEntry | None:
    action = entry.text("action", required=True)
    if action not in {known.value for known in Action}:
        entry.problem("must be block, replace or warn", "action")
        return None
    word = WordEntry(
        id=entry.text("id", required=True),
        list=list_name,
        patterns=entry.texts("patterns"),
        action=Action(action),
        reason=entry.text("reason", required=True),
        source=entry.text("source", required=True),
        replacement=entry.text("replacement") if entry.values.get("replacement") else "",
        alone=entry.flag("alone", default=False),
        innocent=entry.texts("innocent"),
        loose=entry.flag("loose", default=False),
    )
    for where, message in _wrong(entry, word):
        entry.problem(message, where)
    return word


def _wrong(entry: Entry, word: WordEntry) -> Iterator[tuple[str, str]]:
    if not word.patterns:
        yield "patterns", "is missing; list at least one wording"
    if not all(any(char.isalnum() for char in pattern) for pattern in word.patterns):
        yield "patterns", "holds an empty wording; remove it"
    if word.action is Action.REPLACE and "replacement" not in entry:
        yield "replacement", 'is missing; write the approved wording, or "" to leave the words out'
    for innocent in word.innocent:
        if not any(pattern.casefold() in innocent.casefold() for pattern in word.patterns):
            yield "innocent", f"“{innocent}” holds none of the patterns; remove it"
