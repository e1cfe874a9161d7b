"""The buyer API: conversations, messages, pictures and how to hear of answers."""

from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, File, Form, Header, Query, Request, Response, UploadFile
from pydantic import BaseModel, Field, root_validator
from sse_starlette import EventSourceResponse
from starlette.concurrency import run_in_threadpool

from aftersales.adapters.buyer_tokens import make_buyer_token
from aftersales.domain.conversations import Message
from aftersales.use_cases.access_conversation import read_chat, read_own_image
from aftersales.use_cases.open_conversation import open_conversation
from aftersales.use_cases.receive_message import receive_message
from aftersales.use_cases.services import Refused
from aftersales.use_cases.store_image import store_image
from web.buyer_access import Buyer, State
from web.chat_json import Json, chat_json, clean_text, message_json
from web.errors import ApiError, accepted
from web.live import chat_events, wait_for_messages
from web.state import address_of

router = APIRouter(prefix="/api/chat", tags=["chat"])

ClientId = Annotated[str, Form(min_length=1, max_length=64, pattern=r"^[!-~]+$")]
MAX_TEXT = 2000
MAX_WAIT_S = 30


class NewMessage(BaseModel):
    """Either what the buyer typed (1–2000 characters after trimming) or the id of a button offered to them."""

    client_message_id: str = Field(min_length=1, max_length=64, regex=r"^[!-~]+$")
    text: str | None = None
    button: str | None = Field(None, min_length=1, max_length=64)

    @root_validator(skip_on_failure=True)
    def _either(cls, values: Json) -> Json:
        text = values["text"] = clean_text(values["text"] or "") or None
        if (text is None) == (values["button"] is None):
            raise ValueError("give text or button")
        if text is not None and len(text) > MAX_TEXT:
            raise ValueError(f"text is longer than {MAX_TEXT} characters")
        return values


@router.post("/guest")
def become_guest(request: Request, state: State) -> Json:
    """A token for somebody the shop does not know; 429 when an address asks for too many."""
    if not state.guests.allow(address_of(request)):
        raise ApiError("too_many_requests")
    buyer_id = f"guest-{uuid4().hex}"
    return {"token": make_buyer_token(state.settings.shop_secret, buyer_id, guest=True, now=state.services.now())}


@router.post("/conversations")
def start_conversation(buyer: Buyer, state: State) -> Json:
    """The buyer's open conversation, begun now if there is none."""
    conversation = open_conversation(state.services, buyer.buyer_id, order_no=buyer.order_no, guest=buyer.guest)
    return {"conversation_id": conversation.id}


@router.get("/conversations/{conversation_id}")
def show_chat(conversation_id: str, buyer: Buyer, state: State) -> Json:
    """The state of the chat, without messages."""
    return chat_json(accepted(read_chat(state.services, conversation_id, buyer.buyer_id, 0, 0)))


@router.post("/conversations/{conversation_id}/messages", status_code=202)
def post_message(conversation_id: str, new: NewMessage, buyer: Buyer, state: State) -> Json:
    """Take in a message; the same client id again gives the stored message back."""
    message = receive_message(
        state.services, conversation_id, buyer.buyer_id, new.client_message_id, text=new.text, button_id=new.button
    )
    return _received(message)


@router.post("/conversations/{conversation_id}/images", status_code=202)
def post_image(
    conversation_id: str,
    buyer: Buyer,
    state: State,
    client_message_id: ClientId,
    file: Annotated[UploadFile, File()],
) -> Json:
    """Take in a picture (at most 8 MB) as a message."""
    data = file.file.read()
    return _received(store_image(state.services, conversation_id, buyer.buyer_id, client_message_id, data))


@router.get("/conversations/{conversation_id}/messages")
async def get_messages(
    conversation_id: str,
    buyer: Buyer,
    state: State,
    after: Annotated[int, Query(ge=0)] = 0,
    wait: Annotated[float, Query(ge=0, le=MAX_WAIT_S)] = 0,
) -> Json:
    """Messages above `after`, waiting up to `wait` seconds for the first, and the state of the chat."""
    view = accepted(await wait_for_messages(state, conversation_id, buyer.buyer_id, after, wait))
    return {"messages": [message_json(message) for message in view.messages], "chat": chat_json(view)}


@router.get("/conversations/{conversation_id}/stream")
async def stream(
    conversation_id: str,
    buyer: Buyer,
    state: State,
    after: Annotated[int, Query(ge=0)] = 0,
    last_event_id: Annotated[int | None, Header(ge=0)] = None,
) -> EventSourceResponse:
    """Server-sent events; `Last-Event-ID` (or `after`) is the last message the page has."""
    accepted(await run_in_threadpool(read_chat, state.services, conversation_id, buyer.buyer_id, 0, 0))
    start = after if last_event_id is None else last_event_id
    return EventSourceResponse(chat_events(state, conversation_id, buyer.buyer_id, start))


@router.get("/conversations/{conversation_id}/images/{attachment_id}")
def get_image(conversation_id: str, attachment_id: str, buyer: Buyer, state: State) -> Response:
    image = accepted(read_own_image(state.services, conversation_id, buyer.buyer_id, attachment_id))
    return Response(
        state.services.images.read(image.path),
        media_type=image.media_type,
        headers={"Cache-Control": "private, max-age=86400"},
    )


def _received(result: Message | Refused) -> Json:
    return {"message": message_json(accepted(result))}
