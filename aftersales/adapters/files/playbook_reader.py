"""Playbook YAML (docs/playbooks.md) → Playbook; every problem is collected with its file, row or fact, and the fix."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from aftersales.adapters.files.condition_reader import read_conditions
from aftersales.adapters.files.entry import Entry
from aftersales.adapters.files.fact_reader import read_fact
from aftersales.adapters.files.quantities import Unit
from aftersales.adapters.files.task_reader import read_task
from aftersales.adapters.files.yaml_reader import read_mapping
from aftersales.domain.cases import CaseState
from aftersales.domain.playbook import FactRule, Playbook, Row
from aftersales.domain.problems import FileProblem

BOOK_KEYS = (
    *("playbook", "intents", "opened_by", "needs_order", "interrupts", "offered", "can_wait", "each_order", "evidence"),
    *("under_way", "replaces", "facts", "decide"),
)
ROW_KEYS = ("row", "sop", "when", "say", "tasks", "responsibility", "outcome", "handoff", "goto", "silent")
OUTCOMES = (CaseState.ANSWERED, CaseState.RESOLVED, CaseState.HANDED_OFF)
SOP_ID = re.compile(r"P-[A-Z]+-\d\d")


def read_playbooks(files: Mapping[str, str]) -> tuple[Mapping[str, Playbook], list[FileProblem]]:
    """Playbooks by name from `{path: YAML text}`; a file with problems gives none."""
    books: dict[str, Playbook] = {}
    problems: list[FileProblem] = []
    for file, text in sorted(files.items()):
        book, found = read_playbook(file, text)
        problems += found
        if book:
            books[book.name] = book
    return books, problems


def read_playbook(file: str, text: str) -> tuple[Playbook | None, list[FileProblem]]:
    """One playbook; None when there are problems."""
    value = read_mapping(file, text)
    if isinstance(value, FileProblem):
        return None, [value]
    problems: list[FileProblem] = []
    entry = Entry(file, "", value, problems, BOOK_KEYS)
    interrupts = entry.flag("interrupts", default=False)
    book = Playbook(
        name=entry.text("playbook", required=True),
        intents=entry.texts("intents"),
        facts=_facts(entry),
        rows=_rows(entry),
        needs_order=entry.flag("needs_order", default=True),
        interrupts=interrupts,
        offered=entry.flag("offered", default=not interrupts),
        evidence=tuple(entry.texts("evidence")),
        under_way=_under_way(entry),
        replaces=entry.texts("replaces"),
        opened_by=entry.texts("opened_by"),
        can_wait=entry.flag("can_wait", default=False),
        each_order=entry.flag("each_order", default=False),
    )
    if book.name and book.name != PurePosixPath(file).stem:
        entry.problem(f"the name {book.name} must be the file's name; rename one of them", "playbook")
    return (None if problems else book), problems


def _facts(entry: Entry) -> Mapping[str, FactRule]:
    facts = entry.block("facts")
    return {name: read_fact(facts, name) for name in facts.values}


def _under_way(entry: Entry) -> Mapping[str, Mapping[str, str]]:
    intents = entry.block("under_way")
    answers = {intent: intents.block(intent) for intent in intents.values}
    return {intent: {name: told.text(name, required=True) for name in told.values} for intent, told in answers.items()}


def _rows(entry: Entry) -> tuple[Row, ...]:
    items = entry.items("decide")
    if not items:
        entry.problem("has no rows; the last one must be `row: otherwise`", "decide")
    rows = tuple(_row(entry, number, item) for number, item in enumerate(items, start=1))
    names = [row.name for row in rows]
    for name in sorted({name for name in names if names.count(name) > 1}):
        entry.problem("this name is used twice; row names of a playbook differ", f"row {name}")
    return rows


def _row(entry: Entry, number: int, item: object) -> Row:
    name = item.get("row") if isinstance(item, dict) else None
    row = entry.child(f"row {name or f'number {number}'}", item, ROW_KEYS)
    sop = row.text("sop", required=True)
    if sop and not SOP_ID.fullmatch(sop):
        row.problem(f"{sop} is no procedure id; write it like P-RCV-01", "sop")
    handoff = row.block("handoff", ("team", "priority"))
    _check_end(row)
    return Row(
        name=row.text("row", required=True),
        sop=sop,
        when=read_conditions(row),
        say=row.text("say") or None,
        outcome=_outcome(row),
        tasks=tuple(read_task(row, number, task) for number, task in enumerate(row.items("tasks"), start=1)),
        handoff=handoff.text("team", required="handoff" in row) or None,
        priority=handoff.quantity("priority", Unit.COUNT, 0),
        responsibility=row.text("responsibility") or None,
        goto=row.text("goto") or None,
    )


def _outcome(row: Entry) -> CaseState | None:
    word = row.text("outcome")
    outcome = next((state for state in OUTCOMES if state.value == word), None)
    if word and outcome is None:
        row.problem(f"{word} is no outcome; write one of {', '.join(OUTCOMES)}", "outcome")
    return outcome


def _check_end(row: Entry) -> None:
    """A row either goes on in another playbook or says one thing and has an outcome."""
    if "goto" in row:
        for key in ("say", "tasks", "responsibility", "outcome", "handoff"):
            if key in row:
                row.problem("a row with goto decides nothing itself; move this to the other playbook", key)
        return
    silent = row.flag("silent", default=False)
    if silent and ("say" in row or "handoff" in row):
        row.problem("a silent row says nothing; remove `say` and `handoff`, or `silent`", "silent")
    row.text("say", required="say" not in row and not silent)
    row.text("outcome", required="outcome" not in row)
    if "outcome" in row and ("handoff" in row) is not (row.values["outcome"] == CaseState.HANDED_OFF.value):
        row.problem("`handoff` and `outcome: handed_off` belong together; write both or neither", "handoff")
