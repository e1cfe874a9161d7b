"""Which tasks are really ordered: those whose conditions hold, and what the shop's rules let follow them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from aftersales.domain.cases import Unknowable, Value
from aftersales.domain.conditions import holds
from aftersales.domain.playbook_model import Condition, FollowUp, TaskOrder


def tasks_due(
    tasks: Sequence[TaskOrder], follow_ups: Iterable[FollowUp], facts: Mapping[str, Value], settings: Mapping[str, int]
) -> list[TaskOrder]:
    """The tasks to store, in their order, each follow-up at the end.

    A follow-up that names no details carries those of the task it follows: what finance reverses is what goes back.
    """
    known: Mapping[str, Value] = {**settings, **facts}

    def fits(when: Iterable[Condition]) -> bool:
        return all(holds(each, known.get(each.fact, Unknowable.UNKNOWN), settings) for each in when)

    due = [task for task in tasks if fits(task.when)]
    causes = {task.kind: task for task in due}
    following = (rule for rule in follow_ups if rule.after in causes and causes.keys().isdisjoint(rule.unless))
    return due + [
        replace(rule.task, details=rule.task.details or causes[rule.after].details)
        for rule in following
        if fits(rule.when)
    ]
