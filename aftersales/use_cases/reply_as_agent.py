"""An agent writes to the buyer, through the same door and the same word gate as the bot."""

from aftersales.domain.conversations import Message, Sender
from aftersales.domain.word_gate import Action
from aftersales.use_cases.deliver_message import Blocked, deliver_message
from aftersales.use_cases.desk_work import lock_own_ticket
from aftersales.use_cases.services import Refused, Services


def reply_as_agent(
    services: Services, ticket_id: int, login: str, text: str, client_message_id: str | None = None
) -> Message | Refused:
    """The delivered message; the same `client_message_id` gives the first one back.

    Refused: not_found, not_yours, empty, blocked (detail: the reason and the approved wording).
    """
    with services.uow() as uow:
        work = lock_own_ticket(services, uow, ticket_id, login)
        if isinstance(work, Refused):
            return work
        if not text.strip():
            return Refused("empty")
        before = uow.messages.by_client_id(work.conversation.id, client_message_id) if client_message_id else None
        if before is not None:
            return before
        sent = deliver_message(
            uow,
            services,
            work.conversation.id,
            Sender.AGENT,
            text.strip(),
            agent_login=login,
            client_message_id=client_message_id,
        )
        if isinstance(sent, Blocked):
            return Refused("blocked", _reasons(sent))
        uow.commit()
        return sent


def _reasons(blocked: Blocked) -> str:
    """Why it may not be sent and what to write instead; a replacement that made a new hit names all its hits."""
    hits = [hit for hit in blocked.verdict.hits if hit.entry.action is Action.BLOCK] or blocked.verdict.hits
    return "；".join(f"{hit.entry.reason} {hit.entry.replacement}".strip() for hit in hits)
