"""The playbook engine: a procedure is data, and this decides what it asks, waits for or does next."""

from collections.abc import Mapping
from dataclasses import replace

from aftersales.domain.cases import Unknowable, Value
from aftersales.domain.conditions import holds
from aftersales.domain.playbook_model import (
    AnswerKind,
    Ask,
    Choice,
    Condition,
    Decision,
    FactRule,
    FactSource,
    FollowUp,
    Playbook,
    Row,
    TaskOrder,
    Wait,
)

__all__ = [
    "AnswerKind",
    "Ask",
    "Choice",
    "Condition",
    "Decision",
    "FactRule",
    "FactSource",
    "FollowUp",
    "Playbook",
    "ProcedureBroken",
    "Row",
    "TaskOrder",
    "Wait",
    "decide",
    "reached_from",
]


class ProcedureBroken(LookupError):
    """No row fits, a playbook is missing or gotos run in a circle: `aftersales check` refuses such a release."""


def decide(
    playbooks: Mapping[str, Playbook], name: str, facts: Mapping[str, Value], settings: Mapping[str, int]
) -> Ask | Wait | Decision:
    """What the procedure does next, given the facts known so far.

    `facts` holds read facts, buyer's answers and task results; a name that is missing is not yet known.
    `settings` are the shop's named limits. Pure: equal arguments give equal answers.
    Raises ProcedureBroken for playbooks that `aftersales check` refuses.
    """
    visited: set[str] = set()
    matter = name
    while name not in visited:
        visited.add(name)
        if name not in playbooks:
            raise ProcedureBroken(f"there is no playbook {name}")
        matter = name if playbooks[name].intents else matter
        step = _first_possible(playbooks[name], facts, settings)
        if not (isinstance(step, Decision) and step.row.goto):
            return replace(step, matter=matter)
        name = step.row.goto
    raise ProcedureBroken(f"the gotos run in a circle at playbook {name}")


def reached_from(name: str, playbooks: Mapping[str, Playbook]) -> list[str]:
    """The playbook itself, then all that gotos reach from it."""
    reached: list[str] = []
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if current in playbooks and current not in reached:
            reached.append(current)
            waiting += [row.goto for row in playbooks[current].rows if row.goto]
    return reached


def _first_possible(
    playbook: Playbook, facts: Mapping[str, Value], settings: Mapping[str, int]
) -> Ask | Wait | Decision:
    for row in playbook.rows:
        step = _try_row(playbook, row, facts, settings)
        if step:
            return step
    raise ProcedureBroken(f"no row of playbook {playbook.name} fits")


def _try_row(
    playbook: Playbook, row: Row, facts: Mapping[str, Value], settings: Mapping[str, int]
) -> Ask | Wait | Decision | None:
    """The row's decision, what its first missing fact needs, or None when a condition is false."""
    for condition in row.when:
        value = facts.get(condition.fact)
        if value is None:
            step = _obtain(playbook, condition.fact)
            if step:
                return step
            value = Unknowable.UNKNOWN
        if not holds(condition, value, settings):
            return None
    return Decision(playbook.name, row)


def _obtain(playbook: Playbook, name: str) -> Ask | Wait | None:
    """How a missing fact becomes known; None when only the record could have told it."""
    rule = playbook.facts.get(name)
    if rule is None:
        return None
    if rule.task:
        return Wait(playbook.name, (replace(rule.task, fact=name),), rule.say or "")
    return Ask(playbook.name, rule) if rule.ask else None
