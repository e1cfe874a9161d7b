"""The desk API: what agents, and programs in their name, may do."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from fastapi import APIRouter, Response
from fastapi.encoders import jsonable_encoder
from pydantic import BaseModel, Field

from aftersales.adapters.files.content import build_release
from aftersales.domain.approvals import may_publish
from aftersales.use_cases.add_note import add_note
from aftersales.use_cases.claim_ticket import claim_ticket
from aftersales.use_cases.close_ticket import close_ticket
from aftersales.use_cases.complete_task import complete_task
from aftersales.use_cases.desk_view import list_tasks, list_tickets, view_conversation, view_image
from aftersales.use_cases.judge_case import judge_case
from aftersales.use_cases.judge_reply import judge_draft
from aftersales.use_cases.publish_release import Rejected
from aftersales.use_cases.redeliver_task import redeliver_task
from aftersales.use_cases.register_work import register_work
from aftersales.use_cases.reply_as_agent import reply_as_agent
from aftersales.use_cases.return_to_bot import return_to_bot
from aftersales.use_cases.reveal_personal_data import reveal_message, reveal_order_field
from aftersales.use_cases.rollback_release import rollback_release
from aftersales.use_cases.transfer_ticket import transfer_ticket
from web.buyer_access import State
from web.chat_json import clean_text, message_json
from web.desk_access import DeskAgent
from web.desk_json import conversation_json, task_json, ticket_json, verdict_json
from web.errors import ApiError, accepted

router = APIRouter(prefix="/api/desk", tags=["desk"])

Json = Mapping[str, Any]
DONE: Json = {"ok": True}


class Reply(BaseModel):
    text: str = Field(max_length=2000)
    client_message_id: str | None = Field(None, min_length=1, max_length=64)
    confirmed: bool = False


class Draft(BaseModel):
    text: str = Field(max_length=2000)


class NoteText(BaseModel):
    text: str = Field(max_length=2000)


class Transfer(BaseModel):
    team: str


class Completion(BaseModel):
    result: str
    note: str = Field("", max_length=2000)


class HandTask(BaseModel):
    """`kind` is one of `use_cases/register_work.py`; a repeated `client_id` registers nothing twice."""

    kind: str
    text: str = Field(max_length=500)
    client_id: str | None = Field(None, min_length=1, max_length=64)


class Judgement(BaseModel):
    """`party` is one of `domain/case_stage.py`; `who` the unit or person in it."""

    party: str
    who: str = Field("", max_length=100)
    conclusion: str = Field("", max_length=500)


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
    """Write to the buyer; 422 blocked tells the reason and the approved wording, 409 warned asks for `confirmed`."""
    text, login = clean_text(body.text), user.agent.login
    sent = reply_as_agent(state.services, ticket_id, login, text, body.client_message_id, confirmed=body.confirmed)
    return {"message": message_json(accepted(sent))}


@router.post("/conversations/{conversation_id}/check")
def check(conversation_id: str, body: Draft, _user: DeskAgent, state: State) -> Json:
    """What the word gate says to a text being written; nothing is sent or kept."""
    return verdict_json(judge_draft(state.services, conversation_id, body.text))


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


@router.post("/tasks/{task_id}/redeliver")
def redeliver(task_id: int, user: DeskAgent, state: State) -> Json:
    """Hand a task to the shop's own system anew after it was given up (P-OPS-06)."""
    accepted(redeliver_task(state.services, task_id, user.agent.login))
    return DONE


@router.post("/conversations/{conversation_id}/tasks", status_code=201)
def register(conversation_id: str, body: HandTask, user: DeskAgent, state: State) -> Json:
    """Register work by hand: what presales promised, a note on the order, a call back (P-HUM-04, P-HUM-05)."""
    text, client_id = clean_text(body.text), body.client_id or uuid4().hex
    task = register_work(state.services, conversation_id, user.agent.login, body.kind, text, client_id)
    return {"task": jsonable_encoder(accepted(task))}


@router.post("/cases/{case_id}/judge")
def judge(case_id: int, body: Judgement, user: DeskAgent, state: State) -> Json:
    """Who was responsible for a case, and how it ended (P-HUM-02)."""
    who, conclusion = clean_text(body.who), clean_text(body.conclusion)
    judged = judge_case(state.services, case_id, user.agent.login, body.party, who, conclusion)
    return {"case": jsonable_encoder(accepted(judged))}


@router.post("/releases/{number}/rollback")
def roll_back(number: int, user: DeskAgent, state: State) -> Json:
    """Make an older release live again, under a new number; from the team lead up."""
    if not may_publish(user.agent.role):
        raise ApiError("needs_role", "组长")
    result = rollback_release(state.services, number, user.agent.login, build_release)
    if isinstance(result, Rejected):
        raise ApiError("unusable_release", str(result))
    return {"number": accepted(result).number}


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
