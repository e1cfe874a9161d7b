"""A turn while a person owns the chat: its queue status, evidence and “不用等了”; with an agent, silence."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from aftersales.domain.cases import Ticket, TicketState
from aftersales.domain.conversations import Button, ButtonKind, Message, Owner, Say, Sender, TurnState
from aftersales.domain.waiting import wants_back
from aftersales.use_cases.choose_order import named_order
from aftersales.use_cases.deliver_message import say
from aftersales.use_cases.open_ticket import queue_status
from aftersales.use_cases.ports import Understanding
from aftersales.use_cases.services import Services
from aftersales.use_cases.work import Work, work_on

ASKS_FOR_STATUS = frozenset({"ask_human", "urge_reply", "service_complaint"})
URGENT = frozenset({"complaint_threat"})
PRESSING = frozenset({"refund_request", "cancel_order", "return_goods", "intercept_parcel"})
"""Wishes a buyer in the queue must not be left alone with: “我不等了，退款” is no wish to leave it, and is answered."""
ANSWERED = ASKS_FOR_STATUS | URGENT | PRESSING
URGENT_PRIORITY = 9
STATUS_AGAIN = timedelta(seconds=60)


def answer_while_waiting(
    services: Services, turn_id: str, messages: Sequence[Message], understanding: Understanding
) -> None:
    """Finish the turn in one transaction: answered with the queue's status, or silent with the reason."""
    with services.uow() as uow:
        found = uow.turns.get(turn_id)
        if found is None:
            return
        conversation = uow.conversations.lock(found.conversation_id)
        work = work_on(services, uow, conversation)
        top = understanding.top
        uow.messages.understood(found.message_ids, top.intent, top.confidence)
        answer = _answer(work, messages, understanding)
        state = TurnState.SILENT if answer is None else TurnState.ANSWERED
        reason = f"owned_by_{conversation.owner.value}"
        if not uow.turns.finish(turn_id, state, reason, services.now()):
            return
        if answer is not None:
            say(uow, services, conversation.id, answer, Sender.BOT, turn_id)
        uow.feed.append(conversation.id, "turn", turn_id, services.now())
        uow.commit()


def _answer(work: Work, messages: Sequence[Message], understanding: Understanding) -> Say | None:
    ticket = work.uow.tickets.live_of(work.conversation.id)
    if work.conversation.owner is not Owner.WAITING or ticket is None:
        return None
    text = "\n".join(message.text for message in messages if message.text)
    pressed = next((message.pressed for message in reversed(messages) if message.pressed), None)
    intent = understanding.top.intent
    if (wants_back(text) and intent not in PRESSING) or _is(pressed, ButtonKind.BACK_TO_BOT):
        return _back_to_bot(work, ticket)
    if intent in URGENT and ticket.priority < URGENT_PRIORITY:
        work.uow.tickets.raise_priority(ticket.id, URGENT_PRIORITY)
    named = named_order(work, text, understanding.entities)
    if named is not None and not isinstance(named, str):
        work.uow.conversations.bind_order(work.conversation.id, named.order_no)
        return Say("order.chosen", {"order_title": named.title})
    if any(message.attachment_id for message in messages):
        return Say("chat.evidence_saved")
    asked = intent in ANSWERED or _is(pressed, ButtonKind.HUMAN)
    return queue_status(work, ticket, "human.still_waiting") if asked or _long_unsaid(work) else None


def _is(pressed: Button | None, kind: ButtonKind) -> bool:
    return pressed is not None and pressed.kind is kind


def _back_to_bot(work: Work, ticket: Ticket) -> Say:
    work.uow.tickets.finish(ticket.id, TicketState.RETURNED, work.now)
    work.uow.conversations.move(work.conversation.id, Owner.WAITING, Owner.BOT)
    work.conversation = replace(work.conversation, owner=Owner.BOT)
    work.tell("ticket", str(ticket.id))
    return Say("human.back_to_bot")


def _long_unsaid(work: Work) -> bool:
    """The buyer has heard nothing from us for a while: the queue's status is worth repeating."""
    ours = [m for m in work.uow.messages.last(work.conversation.id, 20) if m.sender is not Sender.BUYER]
    return not ours or work.now - ours[-1].created_at > STATUS_AGAIN
