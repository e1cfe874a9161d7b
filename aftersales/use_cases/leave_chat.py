"""An agent leaves a chat: the buyer is told, ticket and owner change together."""

from aftersales.domain.cases import CaseState, TicketState
from aftersales.domain.conversations import Owner, Say, Sender
from aftersales.use_cases.deliver_message import say
from aftersales.use_cases.desk_work import lock_own_ticket
from aftersales.use_cases.services import Refused, Services
from aftersales.use_cases.work import Work


def leave_chat(
    services: Services, ticket_id: int, login: str, state: TicketState, owner: Owner, key: str
) -> Refused | None:
    """Finish the ticket as `state`, hand the conversation to `owner`, say the script `key`."""
    with services.uow() as uow:
        work = lock_own_ticket(services, uow, ticket_id, login)
        if isinstance(work, Refused):
            return work
        say(uow, services, work.conversation.id, Say(key), Sender.SYSTEM)
        uow.tickets.finish(ticket_id, state, work.now)
        _settle_open_cases(work)
        uow.conversations.move(work.conversation.id, Owner.HUMAN, owner)
        work.record(state.value)
        uow.commit()
        return None


def _settle_open_cases(work: Work) -> None:
    """What was still being asked has been dealt with by the agent: the bot does not ask it again."""
    for case in work.uow.cases.of_conversation(work.conversation.id):
        if case.state is CaseState.OPEN:
            work.end(case, CaseState.HANDED_OFF)
