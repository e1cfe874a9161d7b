"""What every move of an agent needs: the ticket, held by this agent, and its conversation locked."""

from dataclasses import dataclass

from aftersales.domain.cases import Ticket, TicketState
from aftersales.use_cases.ports import UnitOfWork
from aftersales.use_cases.services import Refused, Services
from aftersales.use_cases.work import Work


@dataclass
class DeskWork(Work):
    ticket: Ticket
    login: str

    def record(self, action: str, **details: str) -> None:
        """One audit row and one feed row: who did what with this ticket."""
        self.uow.audit.append(self.login, action, f"ticket:{self.ticket.id}", details, self.now)
        self.tell("ticket", str(self.ticket.id))


def lock_ticket(services: Services, uow: UnitOfWork, ticket_id: int, login: str) -> DeskWork | Refused:
    """Any ticket, with its conversation locked; Refused: not_found."""
    found = uow.tickets.get(ticket_id)
    if found is None:
        return Refused("not_found")
    conversation = uow.conversations.lock(found.conversation_id)
    ticket = uow.tickets.get(ticket_id) or found
    return DeskWork(uow, services.release(), services.now(), conversation, services.slips.url, ticket, login)


def lock_own_ticket(services: Services, uow: UnitOfWork, ticket_id: int, login: str) -> DeskWork | Refused:
    """A ticket this agent has claimed and still holds; Refused: not_found, not_yours (detail: who has it)."""
    work = lock_ticket(services, uow, ticket_id, login)
    if isinstance(work, Refused):
        return work
    if work.ticket.state is not TicketState.CLAIMED or work.ticket.agent_login != login:
        return Refused("not_yours", work.ticket.agent_login or work.ticket.state.value)
    return work
