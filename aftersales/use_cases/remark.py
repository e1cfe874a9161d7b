"""Words of the buyer go to whoever works on a matter: beside the task, and to the shop's system once more."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from aftersales.domain.cases import BUYER_ADDED, LINE, WITHDRAWN, Case, Task, Value
from aftersales.domain.conversations import Outcome, Say
from aftersales.use_cases.turn import Turning, outcome_of
from aftersales.use_cases.work import Work

LONGEST_ADDED = 200


def remark(turning: Turning, case: Case, heard: Mapping[str, Value] | None = None) -> None:
    """Keep the case with what it tells now, and add the words to its open tasks; `heard` takes the place of details."""
    turning.work.uow.cases.save(replace(case, updated_at=turning.work.now))
    for task in open_tasks(turning, case):
        told = {name: str(value) for name, value in (heard or {}).items() if name in task.details}
        add_words(turning.work, task, turning.text, told)


def wanted_again(case: Case) -> Case:
    """The case as if it had not been dropped."""
    return replace(case, facts={name: value for name, value in case.facts.items() if name != WITHDRAWN})


def add_words(work: Work, task: Task, text: str, details: Mapping[str, str] | None = None) -> None:
    """New details of an open task, and the buyer's words beside them."""
    words = " ".join(text.split())[:LONGEST_ADDED]
    before = task.details.get(BUYER_ADDED)
    added = {BUYER_ADDED: LINE.join(part for part in (before, words) if part)} if words else {}
    if work.uow.tasks.amend(task.id, {**(details or {}), **added}):
        work.uow.deliveries.again(task.id, work.now)
        work.tell("task", str(task.id))


def said_of(turning: Turning, case: Case, key: str) -> Outcome:
    """A script about the case's topic."""
    return outcome_of(None, (Say(key, {"topic": turning.work.topic(case.intent)}),))


def open_tasks(turning: Turning, case: Case) -> Sequence[Task]:
    """What is still to be done for a case, the earliest due first."""
    return turning.work.uow.tasks.list(case_id=case.id)


def latest_running(turning: Turning) -> Case | None:
    """The matter that work runs for, of the order in hand; the latest of several."""
    return next(filter(turning.is_about, turning.under_way()), None)
