"""An agent takes a waiting chat; of two at the same instant one wins and the other is told who has it."""

from aftersales.domain.cases import Ticket
from aftersales.domain.conversations import Owner, Say, Sender
from aftersales.use_cases.deliver_message import say
from aftersales.use_cases.desk_work import lock_ticket
from aftersales.use_cases.services import Refused, Services


def claim_ticket(services: Services, ticket_id: int, login: str) -> Ticket | Refused:
    """The claimed ticket; claiming one's own again changes nothing.

    Refused: not_found, already_claimed (detail: login of the holder), closed, unknown_agent.
    """
    with services.uow() as uow:
        work = lock_ticket(services, uow, ticket_id, login)
        if isinstance(work, Refused):
            return work
        agent = uow.agents.get(login)
        if agent is None or not agent.active:
            return Refused("unknown_agent", login)
        if not uow.tickets.claim(ticket_id, login, work.now):
            return _taken(uow.tickets.get(ticket_id), login)
        uow.conversations.move(work.conversation.id, Owner.WAITING, Owner.HUMAN)
        say(uow, services, work.conversation.id, Say("human.taken", {"agent_name": agent.name}), Sender.SYSTEM)
        work.record("claim")
        claimed = uow.tickets.get(ticket_id)
        uow.commit()
        return claimed or Refused("not_found")


def _taken(ticket: Ticket | None, login: str) -> Ticket | Refused:
    if ticket is None or ticket.closed_at is not None:
        return Refused("closed")
    return ticket if ticket.agent_login == login else Refused("already_claimed", ticket.agent_login or "")
