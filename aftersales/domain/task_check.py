"""Whether a task can be ordered as it is written: by a row, by a fact, or by the shop's rule after another task."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from aftersales.domain.fact_check import check_condition
from aftersales.domain.playbook_model import Condition, FactRule, FactSource, TaskOrder
from aftersales.domain.shop import Shop
from aftersales.domain.task_kinds import TASK_RESULTS


def check_task(task: TaskOrder, where: str, shop: Shop, details: Collection[str]) -> Iterator[tuple[str, str]]:
    """Problems as (where, message): an unknown kind, team or detail; `details` are the names that have a value."""
    if not task.is_review:
        yield from check_kinds([task.kind], where)
    if task.team not in shop.teams:
        yield where, f"there is no team {task.team}; teams of shop.yml are {', '.join(shop.teams)}"
    for name in task.details:
        if name not in details:
            yield where, f"the detail {name} is neither a fact nor a setting of shop.yml; declare it or remove it"


def check_kinds(kinds: Iterable[str], where: str) -> Iterator[tuple[str, str]]:
    for kind in kinds:
        if kind not in TASK_RESULTS:
            yield where, f"there is no task kind {kind}; the kinds are listed in domain/task_kinds.py"


def check_task_conditions(
    when: Iterable[Condition], where: str, facts: Mapping[str, FactRule], settings: Mapping[str, int]
) -> Iterator[tuple[str, str]]:
    """Nobody is asked and nothing waited for when a task is ordered: its conditions are on the record and settings."""
    readable = {**record_rules(settings), **facts}
    for condition in when:
        place = f"{where}, when, {condition.fact}"
        rule = readable.get(condition.fact)
        if rule and rule.sources != (FactSource.ORDER,):
            yield place, "a task only looks at the record: this fact has more than `from: order`; move it to the row"
        else:
            yield from check_condition(condition, place, readable, settings)


def record_rules(names: Iterable[str]) -> dict[str, FactRule]:
    """The names as facts that are only read."""
    return {name: FactRule(name, (FactSource.ORDER,)) for name in names}
