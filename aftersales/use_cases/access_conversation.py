"""The buyer's own view of a conversation; a foreign conversation and an unknown one get the same answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from aftersales.domain.conversations import Attachment, Conversation, Message, Owner, Sender, TurnState
from aftersales.domain.orders import Order
from aftersales.use_cases.access_order import order_of_chat
from aftersales.use_cases.ports import UnitOfWork
from aftersales.use_cases.services import Refused, Services

NOT_FOUND = Refused("not_found")


@dataclass(frozen=True)
class ChatView:
    """What the chat page shows. `agent` is the display name of the person who owns the chat, `position` the place in
    the queue (1 is next), `answering` tells that the bot still owes the answer to a message."""

    conversation: Conversation
    messages: Sequence[Message]
    agent: str | None = None
    position: int | None = None
    answering: bool = False
    order: Order | None = None


def access_conversation(uow: UnitOfWork, conversation_id: str, buyer_id: str) -> Conversation | Refused:
    """The conversation when it is this buyer's, else `not_found`; the only way from a buyer to a conversation."""
    conversation = uow.conversations.get(conversation_id)
    if conversation is None or conversation.buyer_id != buyer_id:
        return NOT_FOUND
    return conversation


def read_chat(
    services: Services, conversation_id: str, buyer_id: str, after: int, limit: int = 200
) -> ChatView | Refused:
    """Messages with an id above `after` (at most `limit`, oldest first) and the state of the chat, read together."""
    with services.reader() as uow:
        conversation = access_conversation(uow, conversation_id, buyer_id)
        if isinstance(conversation, Refused):
            return conversation
        agent, position = _person(uow, conversation)
        return ChatView(
            conversation,
            uow.messages.after(conversation_id, after, limit),
            agent,
            position,
            _answering(uow, conversation),
            order_of_chat(uow, conversation),
        )


def read_own_image(services: Services, conversation_id: str, buyer_id: str, attachment_id: str) -> Attachment | Refused:
    """A picture of the buyer's own conversation."""
    with services.reader() as uow:
        access = access_conversation(uow, conversation_id, buyer_id)
        if isinstance(access, Refused):
            return access
        return image_of(uow, conversation_id, attachment_id)


def image_of(uow: UnitOfWork, conversation_id: str, attachment_id: str) -> Attachment | Refused:
    """A picture that belongs to that conversation, else `not_found`."""
    attachment = uow.attachments.get(attachment_id)
    if attachment is None or attachment.conversation_id != conversation_id:
        return NOT_FOUND
    return attachment


def _person(uow: UnitOfWork, conversation: Conversation) -> tuple[str | None, int | None]:
    if conversation.owner not in (Owner.WAITING, Owner.HUMAN):
        return None, None
    ticket = uow.tickets.live_of(conversation.id)
    if ticket is None:
        return None, None
    if conversation.owner is Owner.WAITING:
        return None, uow.tickets.position(ticket.id)
    agent = uow.agents.get(ticket.agent_login) if ticket.agent_login else None
    return (agent.name if agent else None), None


def _answering(uow: UnitOfWork, conversation: Conversation) -> bool:
    if conversation.owner is not Owner.BOT:
        return False
    if uow.messages.unread(conversation.id):
        return True
    said = [message.turn_id for message in uow.messages.last(conversation.id, 10) if message.sender is Sender.BUYER]
    turn = uow.turns.get(said[-1]) if said and said[-1] else None
    return turn is not None and turn.state is TurnState.OPEN
