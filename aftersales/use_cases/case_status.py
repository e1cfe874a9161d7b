"""What a buyer hears who asks how a waiting matter stands: what is awaited, and until when."""

from collections.abc import Sequence

from aftersales.domain.calendar import format_time
from aftersales.domain.cases import Case, Task
from aftersales.domain.conversations import Say
from aftersales.domain.task_kinds import BUYERS_MOVE, TOLD_KINDS
from aftersales.use_cases.work import Work


def case_status(work: Work, case: Case, kind: str | None = None) -> Say:
    """By the open task the buyer waits for that is due first, of a kind asked for where there is one; an overdue
    one is owned up to."""
    topic = work.topic(case.intent)
    tasks = work.uow.tasks.list(case_id=case.id)
    told = [task for task in tasks if task.kind in TOLD_KINDS or task.fact]
    tasks = [task for task in tasks if task.kind == kind] or told or tasks
    if tasks and all(task.kind in BUYERS_MOVE for task in tasks):
        return Say(_awaited(tasks), {"topic": topic})
    if not tasks or tasks[0].due_at <= work.now:
        return Say("chat.case_late", {"topic": topic})
    return Say("chat.case_waiting", {"topic": topic, "due": format_time(tasks[0].due_at)})


def _awaited(tasks: Sequence[Task]) -> str:
    """Goods we had called back, goods whose waybill is known, or goods that the buyer has to send."""
    told = {name for task in tasks for name in task.details}
    if "intercepted" in told:
        return "chat.case_parcel_back"
    return "chat.case_goods_sent" if "return_waybill" in told else "chat.case_awaits_goods"
