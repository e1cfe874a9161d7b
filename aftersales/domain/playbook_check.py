"""What must hold of a set of playbooks before they go live: nothing unreachable, unknown or left open."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from aftersales.domain.case_stage import PARTIES
from aftersales.domain.conditions import implies
from aftersales.domain.fact_check import check_condition, check_fact
from aftersales.domain.playbook import reached_from
from aftersales.domain.playbook_model import FactSource, Playbook, Row, TaskOrder
from aftersales.domain.problems import FileProblem
from aftersales.domain.script_check import check_script
from aftersales.domain.scripts import Script
from aftersales.domain.shop import Shop
from aftersales.domain.task_check import check_task, check_task_conditions
from aftersales.domain.teams import OF_CASE


@dataclass(frozen=True)
class Known:
    """What playbooks may refer to: names of facts read from the record, and variables the wording can fill;
    `shop_variables` are those it can fill without an order."""

    shop: Shop
    scripts: Mapping[str, Script]
    order_facts: Collection[str]
    variables: Collection[str]
    shop_variables: Collection[str] = ()

    def fillable(self, book: Playbook) -> Collection[str]:
        return self.variables if book.needs_order else self.shop_variables


def check_playbooks(playbooks: Mapping[str, Playbook], known: Known) -> list[FileProblem]:
    """Every problem of the playbooks together; empty when they may go live."""
    problems = [*_check_intents(playbooks.values()), *_check_circles(playbooks)]
    for book in playbooks.values():
        found = [*_check_rows(book, known), *_check_order_of_rows(book, known), *_check_evidence(book)]
        found += _check_under_way(book, playbooks)
        for rule in book.facts.values():
            found += check_fact(rule, known.order_facts)
            found += check_script(rule.ask, f"fact {rule.name}, ask", known.scripts, known.fillable(book))
            found += check_script(rule.say, f"fact {rule.name}, say", known.scripts, known.fillable(book))
            found += _check_task(rule.task, f"fact {rule.name}", book, known) if rule.task else ()
        problems += [FileProblem(file_of(book), where, message) for where, message in found]
    return problems


def file_of(book: Playbook) -> str:
    """Where a playbook lives: the reader insists on it."""
    return f"playbooks/{book.name}.yml"


Found = Iterator[tuple[str, str]]
"""Problems of one playbook as (where, message)."""


def _check_rows(book: Playbook, known: Known) -> Found:
    for row in book.rows:
        where = f"row {row.name}"
        for condition in row.when:
            yield from check_condition(condition, f"{where}, when, {condition.fact}", book.facts, known.shop.limits)
        for number, task in enumerate(row.tasks, start=1):
            yield from _check_task(task, f"{where}, task {number}", book, known)
        handoff = row.handoff is not None
        yield from check_script(row.say, f"{where}, say", known.scripts, known.fillable(book), handoff=handoff)
        yield from _check_handoff(row, known.shop)
        if row.responsibility and row.responsibility not in PARTIES:
            names = ", ".join(PARTIES)
            yield f"{where}, responsibility", f"there is no party {row.responsibility}; the parties are {names}"


def _check_evidence(book: Playbook) -> Found:
    for name in book.evidence:
        rule = book.facts.get(name)
        if rule is None:
            yield "evidence", f"the fact {name} is not declared; add it under facts"
        elif rule.sources == (FactSource.ORDER,):
            yield "evidence", f"{name} is read from the record, nobody has to bring it; remove it here"


def _check_under_way(book: Playbook, playbooks: Mapping[str, Playbook]) -> Found:
    """Each intent has a procedure of its own that this one takes it from; each answer is one of a reached choice."""
    intents = {intent for other in playbooks.values() for intent in other.intents}
    offered: dict[str, set[str]] = {}
    for name in reached_from(book.name, playbooks):
        for rule in playbooks[name].facts.values():
            offered.setdefault(rule.name, set()).update(choice.value for choice in rule.choices if rule.ask)
    for name in book.replaces:
        if name not in playbooks or name == book.name:
            yield "replaces", f"{name} is no other playbook; correct or remove it"
    for intent, answers in book.under_way.items():
        where = f"under_way, {intent}"
        if intent not in intents or intent in book.intents:
            yield where, "is no intent of another playbook; correct or remove it"
        for fact, value in answers.items():
            if value not in offered.get(fact, ()):
                yield f"{where}, {fact}", f"no question reached from here offers {value}; correct or remove it"


def _check_handoff(row: Row, shop: Shop) -> Found:
    if row.handoff is None or row.handoff == OF_CASE:
        return
    chat_teams = [name for name, team in shop.teams.items() if team.hours]
    if row.handoff not in chat_teams:
        names = ", ".join([*chat_teams, OF_CASE])
        yield f"row {row.name}, handoff", f"{row.handoff} takes no chats; teams with hours in shop.yml are {names}"


def _check_task(task: TaskOrder, where: str, book: Playbook, known: Known) -> Found:
    yield from check_task(task, where, known.shop, {*book.facts, *known.order_facts, *known.shop.limits})
    yield from check_task_conditions(task.when, where, book.facts, known.shop.limits)


def _check_order_of_rows(book: Playbook, known: Known) -> Found:
    """The last row takes whatever is left; no row stands behind one that always fits when it does."""
    for number, row in enumerate(book.rows):
        for earlier in book.rows[:number]:
            if all(any(implies(own, other, known.shop.limits) for own in row.when) for other in earlier.when):
                yield f"row {row.name}", f"is never reached: row {earlier.name} above fits whenever it does; move it up"
                break
    if not book.rows or book.rows[-1].when:
        yield "decide", "the last row must have no `when`, so that every case is decided"


def _check_intents(books: Iterable[Playbook]) -> Iterator[FileProblem]:
    books = list(books)
    counts = Counter(intent for book in books for intent in book.intents)
    targets = {row.goto for book in books for row in book.rows}
    for book in books:
        for intent in book.intents:
            if counts[intent] > 1:
                yield FileProblem(file_of(book), "intents", f"{intent} is listed {counts[intent]} times; keep one")
        if not book.intents and book.name not in targets:
            yield FileProblem(file_of(book), "intents", "no intent and no goto leads here; list its intents")


def _check_circles(playbooks: Mapping[str, Playbook]) -> Iterator[FileProblem]:
    for book in playbooks.values():
        for row in book.rows:
            where = f"row {row.name}, goto"
            if row.goto and row.goto not in playbooks:
                yield FileProblem(file_of(book), where, f"there is no playbook {row.goto}")
            elif row.goto and book.name in reached_from(row.goto, playbooks):
                yield FileProblem(file_of(book), where, f"{row.goto} leads back here; decide in one of the two")
