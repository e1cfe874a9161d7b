"""Store a buyer's message before anything else can fail; the same message twice is stored once."""

from aftersales.domain.conversations import Conversation, Message, Owner, Sender
from aftersales.use_cases.ports import UnitOfWork
from aftersales.use_cases.services import Refused, Services


def receive_message(
    services: Services,
    conversation_id: str,
    buyer_id: str,
    client_message_id: str,
    *,
    text: str | None = None,
    button_id: str | None = None,
    attachment_id: str | None = None,
) -> Message | Refused:
    """The stored message; the same `client_message_id` gives the first one back.

    Refused: not_found (also somebody else's conversation), conversation_closed, unknown_button, empty.
    """
    with services.uow() as uow:
        found = uow.conversations.get(conversation_id)
        if found is None or found.buyer_id != buyer_id:
            return Refused("not_found")
        conversation = uow.conversations.lock(conversation_id)
        before = uow.messages.by_client_id(conversation_id, client_message_id)
        if before is not None:
            return before
        stored = _store(services, uow, conversation, client_message_id, text, button_id, attachment_id)
        if isinstance(stored, Message):
            uow.feed.append(conversation_id, "message", str(stored.id), services.now())
            uow.commit()
        return stored


def _store(
    services: Services,
    uow: UnitOfWork,
    conversation: Conversation,
    client_message_id: str,
    text: str | None,
    button_id: str | None,
    attachment_id: str | None,
) -> Message | Refused:
    if conversation.owner is Owner.CLOSED:
        return Refused("conversation_closed")
    pressed = uow.messages.offered_button(conversation.id, button_id) if button_id else None
    if button_id and pressed is None:
        return Refused("unknown_button", button_id)
    words = pressed.title if pressed else (text or "").replace("\x00", "").strip()
    if not words and attachment_id is None:
        return Refused("empty")
    return uow.messages.add(
        conversation.id,
        Sender.BUYER,
        words,
        services.now(),
        pressed=pressed,
        attachment_id=attachment_id,
        client_message_id=client_message_id,
    )
