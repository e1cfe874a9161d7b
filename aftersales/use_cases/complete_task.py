"""A task or review is done: store the result once, go on with the case that waited for it, tell the buyer."""

from dataclasses import replace

from aftersales.domain.cases import Case, CaseState, PromiseState, Task, TaskState
from aftersales.domain.conversations import Owner
from aftersales.domain.task_results import fact_of, results_of
from aftersales.use_cases.advance_case import advance_case
from aftersales.use_cases.deliver_message import say
from aftersales.use_cases.services import Refused, Services
from aftersales.use_cases.work import Work


def complete_task(services: Services, task_id: int, result: str, by: str, note: str = "") -> Task | Refused:
    """The task as done; a fact it was ordered for continues its case in the same transaction.

    Refused: not_found, bad_result (detail: the allowed ones), already_done (detail: by whom).
    """
    with services.uow() as uow:
        task = uow.tasks.get(task_id)
        if task is None:
            return Refused("not_found")
        if result not in results_of(task):
            return Refused("bad_result", "|".join(results_of(task)))
        conversation = uow.conversations.lock(task.conversation_id)
        if not uow.tasks.complete(task_id, result, note, by, services.now()):
            return _done_before(uow.tasks.get(task_id) or task)
        work = Work(uow, services.release(), services.now(), conversation)
        uow.promises.settle_for_task(task_id, PromiseState.KEPT)
        uow.audit.append(by, "complete", f"task:{task_id}", {"result": result, "note": note}, work.now)
        work.tell("task", str(task_id))
        _continue(services, work, task, result)
        done = uow.tasks.get(task_id)
        uow.commit()
        return done or task


def _done_before(task: Task) -> Refused:
    return Refused("already_done" if task.state is TaskState.DONE else task.state.value, task.done_by or "")


def _continue(services: Services, work: Work, task: Task, result: str) -> None:
    """Decide again with the result; a chat that a person owns keeps the bot silent, the case still moves on."""
    case = work.uow.cases.get(task.case_id) if task.case_id is not None else None
    if case is None or task.fact is None or case.state is not CaseState.WAITING:
        return
    owner = work.conversation.owner
    step = advance_case(work, _with_result(case, task, result))
    if owner is Owner.BOT:
        for one in step.says:
            say(work.uow, services, work.conversation.id, one)


def _with_result(case: Case, task: Task, result: str) -> Case:
    return replace(case, state=CaseState.OPEN, facts={**case.facts, task.fact or "": fact_of(task, result)})
