"""The chat as buyers' programs see it; nothing internal leaves with it."""

import re
from typing import Any

from aftersales.domain.conversations import Message, Sender
from aftersales.use_cases.access_conversation import ChatView

Json = dict[str, Any]

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""Control characters and lone surrogates: no database stores them all."""


def clean_text(text: str) -> str:
    """What a buyer typed, without characters that cannot be stored and without blanks around it."""
    return CONTROL.sub("", text.replace("\r\n", "\n")).strip()


def message_json(message: Message) -> Json:
    """One message. `client_message_id` and `pressed` are set on the buyer's own, so a page can match and mark them."""
    own = message.sender is Sender.BUYER
    return {
        "id": message.id,
        "sender": message.sender.value,
        "text": message.text,
        "script_key": message.script_key,
        "buttons": [{"id": button.id, "title": button.title} for button in message.buttons],
        "created_at": message.created_at.isoformat(),
        "attachment_id": message.attachment_id,
        "client_message_id": message.client_message_id if own else None,
        "pressed": message.pressed.id if message.pressed else None,
    }


def chat_json(view: ChatView) -> Json:
    """The state of the chat: who owns it, the place in the queue, whether an answer is on its way, its order."""
    order = view.order
    return {
        "conversation_id": view.conversation.id,
        "owner": view.conversation.owner.value,
        "agent": view.agent,
        "position": view.position,
        "answering": view.answering,
        "order": order
        and {
            "order_no": order.order_no,
            "title": order.title,
            "status": order.status.value,
            "paid_fen": order.paid_fen,
            "created_at": order.created_at.isoformat(),
        },
    }
