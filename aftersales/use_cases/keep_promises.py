"""Worker's round: overdue tasks go up to the team lead, and what was promised to a buyer in time is owned up to."""

from aftersales.domain.agent_promises import REPLY
from aftersales.domain.cases import Promise, PromiseState, Task
from aftersales.domain.conversations import Owner, Say
from aftersales.use_cases.deliver_message import say
from aftersales.use_cases.hurry_queue import move_up
from aftersales.use_cases.services import Services
from aftersales.use_cases.work import work_on


def keep_promises(services: Services) -> int:
    """Handle everything that is due now, each in its own transaction; returns how many."""
    with services.reader() as uow:
        tasks = uow.tasks.overdue(services.now())
        promises = uow.promises.due(services.now())
    return sum(_escalate(services, task) for task in tasks) + sum(_own_up(services, promise) for promise in promises)


def _escalate(services: Services, task: Task) -> bool:
    with services.uow() as uow:
        if not uow.tasks.escalate(task.id, services.now()):
            return False
        uow.audit.append("worker", "escalate", f"task:{task.id}", {"team": task.team}, services.now())
        uow.feed.append(task.conversation_id, "task", str(task.id), services.now())
        uow.commit()
        return True


def _own_up(services: Services, promise: Promise) -> bool:
    """Tell the buyer that it takes longer, once; the bot is silent where a person has taken over. An answer that an
    agent promised and did not give makes the chat urgent, and stays on record."""
    with services.uow() as uow:
        conversation = uow.conversations.lock(promise.conversation_id)
        if not uow.promises.settle(promise.id, PromiseState.BROKEN):
            return False
        ticket = uow.tickets.live_of(conversation.id)
        if promise.about == REPLY and ticket is not None:
            move_up(uow, ticket, "reply_overdue", {}, services.now())
        elif promise.about != REPLY and conversation.owner in {Owner.BOT, Owner.WAITING}:
            work = work_on(services, uow, conversation)
            say(uow, services, conversation.id, Say("promise.broken", {"topic": work.topic(promise.about)}))
        uow.commit()
        return True
