"""Take a picture from a buyer: store it clean, then receive it as a message."""

import uuid
from datetime import timedelta

from aftersales.domain.conversations import Attachment, Message, Owner
from aftersales.use_cases.access_conversation import access_conversation
from aftersales.use_cases.ports import UnitOfWork
from aftersales.use_cases.receive_message import receive_message
from aftersales.use_cases.services import Refused, Services

IMAGES_PER_HOUR = 40


def store_image(
    services: Services, conversation_id: str, buyer_id: str, client_message_id: str, data: bytes
) -> Message | Refused:
    """Store a picture and the buyer's message that carries it; the same client id twice gives the stored message back.

    Refused: not_found | conversation_closed | too_many_images | bad_image (detail says what is wrong with it).
    """
    with services.reader() as uow:
        stored = _already_received(services, uow, conversation_id, buyer_id, client_message_id)
    if stored is not None:
        return stored
    attachment_id = uuid.uuid4().hex
    try:
        media_type, path, size = services.images.save(attachment_id, data)
    except ValueError as error:
        return Refused("bad_image", str(error))
    with services.uow() as uow:
        uow.attachments.add(Attachment(attachment_id, conversation_id, media_type, path, size, services.now()))
        uow.commit()
    return receive_message(services, conversation_id, buyer_id, client_message_id, attachment_id=attachment_id)


def _already_received(
    services: Services, uow: UnitOfWork, conversation_id: str, buyer_id: str, client_message_id: str
) -> Message | Refused | None:
    """What makes storing needless: a refusal, or the message of an earlier attempt."""
    conversation = access_conversation(uow, conversation_id, buyer_id)
    if isinstance(conversation, Refused):
        return conversation
    stored = uow.messages.by_client_id(conversation_id, client_message_id)
    if stored is not None:
        return stored
    if conversation.owner is Owner.CLOSED:
        return Refused("conversation_closed")
    if uow.attachments.count(conversation_id, services.now() - timedelta(hours=1)) >= IMAGES_PER_HOUR:
        return Refused("too_many_images")
    return None
