"""An agent ends the chat; the buyer's next message opens a new conversation."""

from aftersales.domain.cases import TicketState
from aftersales.domain.conversations import Owner
from aftersales.use_cases.leave_chat import leave_chat
from aftersales.use_cases.services import Refused, Services


def close_ticket(services: Services, ticket_id: int, login: str) -> Refused | None:
    """None when done; Refused: not_found, not_yours."""
    return leave_chat(services, ticket_id, login, TicketState.CLOSED, Owner.CLOSED, "human.closed")
