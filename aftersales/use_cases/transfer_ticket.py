"""An agent passes a chat to another team's queue."""

from aftersales.domain.conversations import Owner, Sender
from aftersales.use_cases.deliver_message import say
from aftersales.use_cases.desk_work import lock_own_ticket
from aftersales.use_cases.open_ticket import queue_status
from aftersales.use_cases.services import Refused, Services


def transfer_ticket(services: Services, ticket_id: int, login: str, team: str) -> Refused | None:
    """None when the chat waits in the other queue; Refused: not_found, not_yours, unknown_team."""
    with services.uow() as uow:
        work = lock_own_ticket(services, uow, ticket_id, login)
        if isinstance(work, Refused):
            return work
        if team not in work.release.shop.teams:
            return Refused("unknown_team", team)
        uow.tickets.transfer(ticket_id, team)
        uow.conversations.move(work.conversation.id, Owner.HUMAN, Owner.WAITING)
        moved = uow.tickets.get(ticket_id) or work.ticket
        say(uow, services, work.conversation.id, queue_status(work, moved, "human.transferred"), Sender.SYSTEM)
        work.record("transfer", team=team)
        uow.commit()
        return None
