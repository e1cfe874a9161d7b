"""The return slip of a case, for whoever holds its signed link."""

from aftersales.domain.cases import Case, Task, TaskState
from aftersales.domain.return_slip import ReturnSlip, return_slip
from aftersales.domain.task_kinds import BUYERS_MOVE
from aftersales.use_cases.ports import UnitOfWork
from aftersales.use_cases.services import Refused, Services


def read_return_slip(services: Services, case_no: str, signature: str) -> ReturnSlip | Refused:
    """The slip of the return that is agreed for the case's order, as the case and the shop stand now.

    Who asks once more where to send the goods gets that same slip, not another one. Refused: not_found, also for a
    forged signature.
    """
    if not services.slips.proves(case_no, signature):
        return Refused("not_found")
    with services.reader() as uow:
        case = uow.cases.get(int(case_no.rpartition("-")[2]))
        order = uow.orders.get(case.order_no) if case and case.order_no else None
        if case is None or case.case_no != case_no or order is None:
            return Refused("not_found")
        agreed, task = agreed_return(uow, case)
        return return_slip(agreed, task, order, services.release(), services.slips.url(agreed.case_no))


def agreed_return(uow: UnitOfWork, case: Case) -> tuple[Case, Task | None]:
    """The case that the warehouse awaits goods for: this one, else another one of the order that still awaits them."""
    own = [task for task in uow.tasks.list(case_id=case.id, open_only=False) if _awaits(task)]
    if own:
        return case, max(own, key=lambda task: task.id)
    others = uow.cases.of_order(case.order_no or "")
    awaiting = [(other, task) for other in others for task in uow.tasks.list(case_id=other.id) if _awaits(task)]
    return max(awaiting, key=lambda each: ("missing_sku" in each[1].details, each[1].id), default=(case, None))


def _awaits(task: Task) -> bool:
    return task.kind in BUYERS_MOVE and task.state is not TaskState.CANCELLED
