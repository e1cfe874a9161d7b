"""An agent gives the chat back to the bot."""

from aftersales.domain.cases import TicketState
from aftersales.domain.conversations import Owner
from aftersales.use_cases.leave_chat import leave_chat
from aftersales.use_cases.services import Refused, Services


def return_to_bot(services: Services, ticket_id: int, login: str) -> Refused | None:
    """None when done; Refused: not_found, not_yours."""
    return leave_chat(services, ticket_id, login, TicketState.RETURNED, Owner.BOT, "human.returned")
