"""Tasks that a row or a fact of a playbook orders, or that the shop lets follow another task."""

from aftersales.adapters.files.condition_reader import read_conditions
from aftersales.adapters.files.entry import Entry
from aftersales.adapters.files.quantities import Unit
from aftersales.domain.playbook import FollowUp, TaskOrder

DEFAULT_DUE_HOURS = 24
TASK_KEYS = ("kind", "team", "due", "details")


def read_task(row: Entry, number: int, value: object) -> TaskOrder:
    """The row's task `{kind, team, due, details, when}`; due in 24 hours when nothing is said."""
    return _task(row.child(f"task {number}", value, (*TASK_KEYS, "when")))


def read_follow_up(shop: Entry, number: int, value: object) -> FollowUp:
    """The shop's rule `{after, when, unless, task}`."""
    rule = shop.child(f"follow_ups, {number}", value, ("after", "when", "unless", "task"))
    return FollowUp(
        after=rule.text("after", required=True),
        task=_task(rule.block("task", TASK_KEYS)),
        when=read_conditions(rule),
        unless=rule.texts("unless"),
    )


def _task(task: Entry) -> TaskOrder:
    return TaskOrder(
        kind=task.text("kind", required=True),
        team=task.text("team", required=True),
        due_hours=task.quantity("due", Unit.HOURS, DEFAULT_DUE_HOURS),
        details=task.texts("details"),
        when=read_conditions(task),
    )


def read_fact_task(entry: Entry, fact: str) -> TaskOrder | None:
    """The task (`task`, `team`, `details`) or review (`review` team, `show`) whose result is the fact; None without."""
    due = entry.quantity("due", Unit.HOURS, DEFAULT_DUE_HOURS)
    if "review" in entry:
        return TaskOrder("review", entry.text("review", required=True), due, entry.texts("show"), fact, is_review=True)
    if "task" in entry:
        kind, team = entry.text("task", required=True), entry.text("team", required=True)
        return TaskOrder(kind, team, due, entry.texts("details"), fact)
    return None
