"""Work that is not wanted any more: cancelled, its promise settled, and the case that waited for it put aside."""

from collections.abc import Collection, Sequence

from aftersales.domain.approvals import APPROVAL
from aftersales.domain.cases import Case, CaseState, PromiseState, Task
from aftersales.domain.task_kinds import BUYERS_MOVE
from aftersales.use_cases.work import Work

ON_THE_WAY = frozenset({"return_waybill", "intercepted"})
"""Details of goods that come back already: sent by the buyer, or called back on the road."""

DEPOSIT = "deposit_paid"
"""The fact of the look whether a deposit has come in: it may be paid already."""


def call_off(work: Work, case: Case, tasks: Sequence[Task]) -> None:
    """Cancel open tasks of a case; without another one it has nothing to wait for."""
    for task in tasks:
        work.uow.tasks.cancel(task.id)
        work.uow.promises.settle_for_task(task.id, PromiseState.KEPT)
        work.tell("task", str(task.id))
    if case.state is CaseState.WAITING and not work.uow.tasks.list(case_id=case.id):
        work.end(case, CaseState.DROPPED)


def call_off_kinds(work: Work, order_no: str | None, kinds: Collection[str]) -> None:
    """Cancel open tasks of these kinds, whichever case of the order they belong to."""
    for case, tasks in open_work(work, order_no):
        unwanted = [task for task in tasks if task.kind in kinds]
        if unwanted:
            call_off(work, case, unwanted)


def open_work(work: Work, order_no: str | None) -> list[tuple[Case, Sequence[Task]]]:
    """The open tasks of an order, by the case they belong to."""
    cases = work.uow.cases.of_order(order_no) if order_no else ()
    return [(case, work.uow.tasks.list(case_id=case.id)) for case in cases]


def nothing_begun(tasks: Sequence[Task]) -> bool:
    """Whether all that is open is goods the buyer has not sent yet."""
    return bool(tasks) and all(task.kind in BUYERS_MOVE and not task.details.keys() & ON_THE_WAY for task in tasks)


def only_looks(tasks: Sequence[Task]) -> bool:
    """Whether all that is open is a person looking at something, and nothing has been sent or paid for it."""
    looks = (task.is_review or task.kind == APPROVAL for task in tasks)
    return all(looks) and not any(task.fact == DEPOSIT or task.details.keys() & ON_THE_WAY for task in tasks)
