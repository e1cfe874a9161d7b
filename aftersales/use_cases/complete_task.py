"""A task or review is done: store the result once, go on with the case that waited for it, tell the buyer."""

from collections.abc import Sequence
from dataclasses import replace

from aftersales.domain.approvals import APPROVAL, may_decide, needed_role
from aftersales.domain.cases import WITHDRAWN, Case, CaseState, PromiseState, Task, TaskState
from aftersales.domain.conversations import Owner, Say
from aftersales.domain.task_kinds import IMPOSSIBLE, TOLD_KINDS
from aftersales.domain.task_results import fact_of, results_of
from aftersales.use_cases.advance_case import advance_case
from aftersales.use_cases.deliver_message import say
from aftersales.use_cases.open_ticket import open_ticket
from aftersales.use_cases.ports import UnitOfWork
from aftersales.use_cases.services import Refused, Services
from aftersales.use_cases.work import Work, work_on

NOTE_BY = "worker"
PROMISE_FAILED = 3
"""Priority of a ticket about something promised that turned out impossible."""


def complete_task(services: Services, task_id: int, result: str, by: str, note: str = "") -> Task | Refused:
    """The task as done; a fact it was ordered for continues its case in the same transaction.

    Refused: not_found, bad_result (detail: the allowed ones), already_done (detail: by whom), needs_role (detail: the
    lowest role that may decide an approval of this amount, P-HUM-03).
    """
    with services.uow() as uow:
        task = uow.tasks.get(task_id)
        if task is None:
            return Refused("not_found")
        if result not in results_of(task):
            return Refused("bad_result", "|".join(results_of(task)))
        if task.kind == APPROVAL and not _may_decide(services, uow, task, by):
            return Refused("needs_role", needed_role(task, services.release().shop))
        conversation = uow.conversations.lock(task.conversation_id)
        if not uow.tasks.complete(task_id, result, note, by, services.now()):
            return _done_before(uow.tasks.get(task_id) or task)
        work = work_on(services, uow, conversation)
        uow.promises.settle_for_task(task_id, PromiseState.KEPT)
        uow.audit.append(by, "complete", f"task:{task_id}", {"result": result, "note": note}, work.now)
        work.tell("task", str(task_id))
        _continue(services, work, task, result)
        done = uow.tasks.get(task_id)
        uow.commit()
        return done or task


def _may_decide(services: Services, uow: UnitOfWork, task: Task, by: str) -> bool:
    agent = uow.agents.get(by)
    return agent is not None and may_decide(agent.role, task, services.release().shop)


def _done_before(task: Task) -> Refused:
    return Refused("already_done" if task.state is TaskState.DONE else task.state.value, task.done_by or "")


def _continue(services: Services, work: Work, task: Task, result: str) -> None:
    """Decide again with the result, or tell what was promised. Where a person has the chat the bot stays silent, in the
    queue it asks nothing; who has the chat, or is to have it, finds the words as a note."""
    owner, chat = work.conversation.owner, work.conversation.id
    for one in _after(work, task, result, owner):
        ticket = work.uow.tickets.live_of(chat)
        if owner is Owner.BOT or (owner is Owner.WAITING and not one.buttons):
            say(work.uow, services, chat, one)
        if owner is not Owner.BOT and ticket is not None:
            words = services.voice.render(chat, one).text
            work.uow.audit.append(NOTE_BY, "note", f"ticket:{ticket.id}", {"text": words}, work.now)
            work.tell("ticket", str(ticket.id))


def _after(work: Work, task: Task, result: str, owner: Owner) -> Sequence[Say]:
    case = work.uow.cases.get(task.case_id) if task.case_id is not None else None
    if case is None:
        return ()
    if task.fact is not None:
        return _decide(work, case, task, result) if case.state is CaseState.WAITING else ()
    if task.kind not in TOLD_KINDS:
        return ()
    if result == IMPOSSIBLE:
        return _to_person(work, case) if owner is not Owner.HUMAN else ()
    order = work.order(task.order_no) if task.order_no else None
    return (Say(f"task.done.{task.kind}", {"order_title": order.title if order else ""}),)


def _decide(work: Work, case: Case, task: Task, result: str) -> Sequence[Say]:
    """The procedure goes on; what its buyer does not want any more is a person's to decide."""
    with_result = _with_result(case, task, result)
    if WITHDRAWN not in case.facts:
        return advance_case(work, with_result).says
    work.end(with_result, CaseState.HANDED_OFF)
    queued = open_ticket(work, work.team_of(case), PROMISE_FAILED, WITHDRAWN, "chat.withdrawn", case.id)
    topic = work.topic(case.intent)
    return (replace(queued.say, variables={**queued.say.variables, "topic": topic}),)


def _to_person(work: Work, case: Case) -> Sequence[Say]:
    """What was promised cannot be done: a person takes over and finds another way."""
    return (open_ticket(work, work.team_of(case), PROMISE_FAILED, case.intent, "task.impossible", case.id).say,)


def _with_result(case: Case, task: Task, result: str) -> Case:
    return replace(case, state=CaseState.OPEN, facts={**case.facts, task.fact or "": fact_of(task, result)})
