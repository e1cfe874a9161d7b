"""How far a 售后单 is, who answers for it, and which of its evidence is there (P-HUM-02, P-HUM-06)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from aftersales.domain.cases import Case, CaseState, Task, TaskState, Unknowable, Value
from aftersales.domain.playbook_model import FactRule

PARTIES: Mapping[str, str] = {
    "production": "生产",
    "courier": "快递",
    "purchasing": "采购",
    "operations": "运营",
    "service": "客服",
    "warehouse": "打单仓库",
    "buyer": "买家",
    "none": "无",
}
"""Who can be responsible (P-HUM-02) and what the desk calls them."""

GOODS_TASKS = frozenset({"receive_goods", "pickup_at_door"})
CHECKING_TASKS = frozenset({"weigh_parcel", "check_warehouse", "proof_of_delivery", "inspect", "approval"})


class Stage(str, Enum):
    """The stages of S2's procedure: talking, goods on their way back, finding out what is true, done."""

    TALK = "talk"
    GOODS = "goods"
    CONFIRM = "confirm"
    DONE = "done"


class Proof(str, Enum):
    """THERE: the fact is known; ASKED: a question or a task for it is open; REFUSED: the buyer has none;
    MISSING: nobody has asked for it yet."""

    THERE = "there"
    ASKED = "asked"
    REFUSED = "refused"
    MISSING = "missing"


@dataclass(frozen=True)
class Evidence:
    """One piece of evidence a dispute needs, by the name of its fact; `value` when it is there."""

    fact: str
    proof: Proof
    value: Value | None = None


def case_stage(case: Case, tasks: Iterable[Task]) -> Stage:
    """The stage by the case's state and by what it waits for; a person's case is in talk until it is decided."""
    if case.state in {CaseState.ANSWERED, CaseState.RESOLVED, CaseState.DROPPED}:
        return Stage.DONE
    waiting = [task for task in tasks if task.state is TaskState.OPEN and task.case_id == case.id]
    if any(task.kind in GOODS_TASKS for task in waiting):
        return Stage.GOODS
    if any(task.is_review or task.kind in CHECKING_TASKS for task in waiting):
        return Stage.CONFIRM
    return Stage.TALK


def evidence_of(
    case: Case, needed: Sequence[str], rules: Mapping[str, FactRule], tasks: Iterable[Task]
) -> Sequence[Evidence]:
    """What the procedure lists as evidence, each with its tick."""
    asked = (case.question or "").rpartition(".")[2]
    ordered = {task.fact for task in tasks if task.case_id == case.id and task.state is TaskState.OPEN}
    return [_piece(case, name, name == asked or name in ordered) for name in needed if name in rules]


def _piece(case: Case, name: str, asked: bool) -> Evidence:
    value = case.facts.get(name)
    if value == Unknowable.REFUSED.value:
        return Evidence(name, Proof.REFUSED)
    if value is not None and value != Unknowable.UNKNOWN.value:
        return Evidence(name, Proof.THERE, value)
    return Evidence(name, Proof.ASKED if asked else Proof.MISSING)
