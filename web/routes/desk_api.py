"""The desk API: what agents, and programs in their name, may do."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Response
from fastapi.encoders import jsonable_encoder
from pydantic import BaseModel, Field

from aftersales.use_cases.add_note import add_note
from aftersales.use_cases.claim_ticket import claim_ticket
from aftersales.use_cases.close_ticket import close_ticket
from aftersales.use_cases.complete_task import complete_task
from aftersales.use_cases.desk_view import list_tasks, list_tickets, view_conversation, view_image
from aftersales.use_cases.reply_as_agent import reply_as_agent
from aftersales.use_cases.return_to_bot import return_to_bot
from aftersales.use_cases.reveal_personal_data import reveal_message, reveal_order_field
from aftersales.use_cases.transfer_ticket import transfer_ticket
from web.buyer_access import State
from web.chat_json import clean_text, message_json
from web.desk_access import DeskAgent
from web.desk_json import conversation_json, task_json, ticket_json
from web.errors import accepted

router = APIRouter(prefix="/api/desk", tags=["desk"])

Json = Mapping[str, Any]
DONE: Json = {"ok": True}


class Reply(BaseModel):
    text: str = Field(max_length=2000)
    client_message_id: str | None = Field(None, min_length=1, max_length=64)


class NoteText(BaseModel):
    text: str = Field(max_length=2000)


class Transfer(BaseModel):
    team: str


class Completion(BaseModel):
    result: str
    note: str = Field("", max_length=2000)


class Reason(BaseModel):
    reason: str = Field(max_length=200)


class FieldReason(Reason):
    """`field` is buyer_name, phone or address."""

    field: str


@router.get("/tickets")
def get_tickets(user: DeskAgent, state: State) -> Json:
    """Everybody who waits, and the chats this agent holds."""
    return {"tickets": [ticket_json(view) for view in list_tickets(state.services, user.agent.login)]}


@router.post("/tickets/{ticket_id}/claim")
def claim(ticket_id: int, user: DeskAgent, state: State) -> Json:
    """Take the chat over; 409 already_claimed names who was first."""
    return {"ticket": jsonable_encoder(accepted(claim_ticket(state.services, ticket_id, user.agent.login)))}


@router.post("/tickets/{ticket_id}/reply")
def reply(ticket_id: int, body: Reply, user: DeskAgent, state: State) -> Json:
    """Write to the buyer; 422 blocked tells the reason and the approved wording."""
    text = clean_text(body.text)
    sent = reply_as_agent(state.services, ticket_id, user.agent.login, text, body.client_message_id)
    return {"message": message_json(accepted(sent))}


@router.post("/tickets/{ticket_id}/note")
def note(ticket_id: int, body: NoteText, user: DeskAgent, state: State) -> Json:
    """Leave a note that buyers never see."""
    accepted(add_note(state.services, ticket_id, user.agent.login, clean_text(body.text)))
    return DONE


@router.post("/tickets/{ticket_id}/transfer")
def transfer(ticket_id: int, body: Transfer, user: DeskAgent, state: State) -> Json:
    """Pass the chat to another team's queue."""
    accepted(transfer_ticket(state.services, ticket_id, user.agent.login, body.team))
    return DONE


@router.post("/tickets/{ticket_id}/return")
def give_back(ticket_id: int, user: DeskAgent, state: State) -> Json:
    """Give the chat back to the bot."""
    accepted(return_to_bot(state.services, ticket_id, user.agent.login))
    return DONE


@router.post("/tickets/{ticket_id}/close")
def close(ticket_id: int, user: DeskAgent, state: State) -> Json:
    """End the conversation."""
    accepted(close_ticket(state.services, ticket_id, user.agent.login))
    return DONE


@router.get("/tasks")
def get_tasks(_user: DeskAgent, state: State, team: str | None = None) -> Json:
    """Open tasks, the most urgent first."""
    return {"tasks": [task_json(view) for view in list_tasks(state.services, team)]}


@router.post("/tasks/{task_id}/complete")
def complete(task_id: int, body: Completion, user: DeskAgent, state: State) -> Json:
    """Report a result; a case that waited for it goes on at once."""
    done = complete_task(state.services, task_id, body.result, user.agent.login, clean_text(body.note))
    return {"task": jsonable_encoder(accepted(done))}


@router.get("/conversations/{conversation_id}")
def get_conversation(conversation_id: str, _user: DeskAgent, state: State) -> Json:
    """Messages with intent and confidence, order, cases, tasks, ticket, notes and turns."""
    return conversation_json(accepted(view_conversation(state.services, conversation_id)))


@router.get("/conversations/{conversation_id}/images/{attachment_id}")
def get_image(conversation_id: str, attachment_id: str, _user: DeskAgent, state: State) -> Response:
    image = accepted(view_image(state.services, conversation_id, attachment_id))
    return Response(state.services.images.read(image.path), media_type=image.media_type)


@router.post("/orders/{order_no}/reveal")
def reveal(order_no: str, body: FieldReason, user: DeskAgent, state: State) -> Json:
    """One masked field in full; who looked and why is on record."""
    value = reveal_order_field(state.services, order_no, body.field, clean_text(body.reason), user.agent.login)
    return {"shown": body.field, "value": accepted(value)}


@router.post("/messages/{message_id}/reveal")
def reveal_text(message_id: int, body: Reason, user: DeskAgent, state: State) -> Json:
    """What the buyer wrote in full, on the same terms."""
    text = reveal_message(state.services, message_id, clean_text(body.reason), user.agent.login)
    return {"shown": f"message-{message_id}", "value": accepted(text)}
