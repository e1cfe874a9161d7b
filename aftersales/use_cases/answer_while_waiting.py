"""A turn while a person owns the chat: its queue status, evidence and “不用等了”; with an agent, silence."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from aftersales.domain.cases import Ticket, TicketState
from aftersales.domain.conversations import Button, ButtonKind, Message, Owner, Say, Sender, TurnState
from aftersales.domain.orders import Order
from aftersales.domain.waiting import insists_on_person, wants_back
from aftersales.use_cases.advance_case import advance_case
from aftersales.use_cases.choose_order import named_order, orders_of_goods
from aftersales.use_cases.deliver_message import say
from aftersales.use_cases.hurry_queue import hurry, waits_too_long
from aftersales.use_cases.open_ticket import queue_status
from aftersales.use_cases.ports import Understanding
from aftersales.use_cases.services import Services
from aftersales.use_cases.turn import INFORMATION
from aftersales.use_cases.work import Work, work_on

ASKS_FOR_STATUS = frozenset({"ask_human", "urge_reply", "service_complaint"})
COMPLAINT = "complaint_threat"
COMPLAINT_TEAM = "complaint"
COMPLAINT_PRIORITY = 9
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
        says = _answer(work, messages, understanding)
        state = TurnState.ANSWERED if says else TurnState.SILENT
        reason = f"owned_by_{conversation.owner.value}"
        if not uow.turns.finish(turn_id, state, reason, services.now()):
            return
        for one in says:
            say(uow, services, conversation.id, one, Sender.BOT, turn_id)
        uow.feed.append(conversation.id, "turn", turn_id, services.now())
        uow.commit()


def _answer(work: Work, messages: Sequence[Message], understanding: Understanding) -> tuple[Say, ...]:
    ticket = work.uow.tickets.live_of(work.conversation.id)
    if work.conversation.owner is not Owner.WAITING or ticket is None:
        return ()
    text = "\n".join(message.text for message in messages if message.text)
    pressed = next((message.pressed for message in reversed(messages) if message.pressed), None)
    intent = _sure_intent(work, understanding)
    if intent == COMPLAINT:
        return (_complaint(work, ticket),)
    if _is(pressed, ButtonKind.BACK_TO_BOT) or (wants_back(text) and not _has_concern(work, intent, text)):
        return _back_to_bot(work, ticket)
    brought = _brought(work, messages, understanding, text)
    if brought is not None:
        return (brought,)
    if _long_unsaid(work) or intent in ASKS_FOR_STATUS or _is(pressed, ButtonKind.HUMAN):
        return (_status(work, ticket),)
    return (Say("human.noted"),) if intent == INFORMATION or _has_concern(work, intent, text) else ()


def _brought(work: Work, messages: Sequence[Message], understanding: Understanding, text: str) -> Say | None:
    """An order or a picture for the person who takes over."""
    named = named_order(work, understanding.entities)
    fits = orders_of_goods(work, text, understanding.entities) if named is None else ()
    named = fits[0] if len(fits) == 1 else named
    if isinstance(named, Order):
        work.bind(named.order_no)
        return Say("order.chosen", {"order_title": named.title})
    return Say("chat.evidence_saved_queued") if any(message.attachment_id for message in messages) else None


def _sure_intent(work: Work, understanding: Understanding) -> str:
    """The intent when it is confident enough to act on; a complaint needs less, as under the bot."""
    top = understanding.top
    book = work.release.playbook_for(top.intent)
    setting = "safety_percent" if book is not None and book.interrupts else "confident_percent"
    return top.intent if work.is_sure(top.confidence, setting) else ""


def _has_concern(work: Work, intent: str, text: str) -> bool:
    """Whether the buyer wants something done: “我不等了，退款” is no wish to leave the queue, nor is another person."""
    if intent == "ask_human":
        return insists_on_person(text)
    book = work.release.playbook_for(intent)
    return book is not None and book.offered


def _status(work: Work, ticket: Ticket) -> Say:
    """The place in the queue; after too long with an apology, and the chat moves up (P-EMO-07)."""
    if not waits_too_long(work.release.shop, ticket, work.now):
        return queue_status(work, ticket, "human.still_waiting")
    hurry(work, ticket)
    return queue_status(work, ticket, "human.still_waiting_late")


def _complaint(work: Work, ticket: Ticket) -> Say:
    """A complaint in the queue goes to the top of its own team (P-EMO-05)."""
    if ticket.team != COMPLAINT_TEAM and work.uow.tickets.transfer(ticket.id, COMPLAINT_TEAM):
        ticket = replace(ticket, team=COMPLAINT_TEAM)
    work.uow.tickets.raise_priority(ticket.id, COMPLAINT_PRIORITY)
    work.tell("ticket", str(ticket.id))
    return queue_status(work, ticket, "human.complaint_noted")


def _is(pressed: Button | None, kind: ButtonKind) -> bool:
    return pressed is not None and pressed.kind is kind


def _back_to_bot(work: Work, ticket: Ticket) -> tuple[Say, ...]:
    """The bot goes on where it stood: with the question that was open, or by asking what it may do."""
    work.uow.tickets.finish(ticket.id, TicketState.RETURNED, work.now)
    work.uow.conversations.move(work.conversation.id, Owner.WAITING, Owner.BOT)
    work.conversation = replace(work.conversation, owner=Owner.BOT)
    work.tell("ticket", str(ticket.id))
    asking = work.asking()
    if asking is None:
        return (Say("human.back_to_bot"),)
    again = advance_case(work, replace(asking, attempts=0))
    return (Say("human.back_to_question", {"topic": work.topic(asking.intent)}), *again.says)


def _long_unsaid(work: Work) -> bool:
    """The buyer has heard nothing from us for a while: the queue's status is worth repeating."""
    ours = [m for m in work.uow.messages.last(work.conversation.id, 20) if m.sender is not Sender.BUYER]
    return not ours or work.now - ours[-1].created_at > STATUS_AGAIN
