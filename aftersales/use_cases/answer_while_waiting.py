"""A turn while a person owns the chat: its queue status, evidence and “不用等了”; with an agent, silence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from aftersales.domain.answers import parse_opening
from aftersales.domain.bare_information import is_bare_information
from aftersales.domain.buyer_words import asks_if_robot
from aftersales.domain.cases import WITHDRAWN, Case, CaseState, Ticket, TicketState
from aftersales.domain.conversations import ButtonKind, Message, Owner, Say, Sender, TurnState
from aftersales.domain.later_words import asks_how_it_stands, drops_it, names_what_it_drops, wants_it_after_all
from aftersales.domain.orders import Order
from aftersales.domain.playbook import Playbook
from aftersales.domain.waiting import (
    asks_for_place,
    insists_on_person,
    leaves,
    needs_nothing,
    takes_complaint_back,
    wants_back,
)
from aftersales.use_cases.advance_case import advance_case
from aftersales.use_cases.case_status import case_status
from aftersales.use_cases.choose_order import named_order, orders_of_goods
from aftersales.use_cases.deliver_message import say
from aftersales.use_cases.hurry_queue import hurry, waits_too_long
from aftersales.use_cases.open_ticket import queue_status
from aftersales.use_cases.ports import Understanding
from aftersales.use_cases.remark import add_words
from aftersales.use_cases.services import Services
from aftersales.use_cases.turn import INFORMATION
from aftersales.use_cases.withdraw import TAKE_BACK
from aftersales.use_cases.work import Work, work_on

ASKS_FOR_STATUS = frozenset({"ask_human", "urge_reply", "service_complaint", "greet", "abuse"})
COMPLAINT = "complaint_threat"
COMPLAINT_TEAM = "complaint"
COMPLAINT_PRIORITY = 9
TASK_ASKED_FOR = {"refund_status": "refund"}
"""The kind of work whose time is meant by a question of that intent."""

STATUS_AGAIN = timedelta(seconds=60)
LATEST = 20
"""Messages among which the wish of who waited is looked for."""


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


@dataclass(frozen=True)
class Waiting:
    """A turn in the queue; `intent` only when it is confident enough to act on."""

    work: Work
    ticket: Ticket
    messages: Sequence[Message]
    understanding: Understanding
    text: str
    intent: str

    def pressed(self, kind: ButtonKind) -> bool:
        last = next((message.pressed for message in reversed(self.messages) if message.pressed), None)
        return last is not None and last.kind is kind


def _answer(work: Work, messages: Sequence[Message], understanding: Understanding) -> tuple[Say, ...]:
    ticket = work.uow.tickets.live_of(work.conversation.id)
    if work.conversation.owner is not Owner.WAITING or ticket is None:
        return ()
    text = "\n".join(message.text for message in messages if message.text)
    intent = INFORMATION if is_bare_information(text, understanding.entities) else _sure_intent(work, understanding)
    waiting = Waiting(work, ticket, messages, understanding, text, intent)
    answers = (_complaint, _leave, _back_to_bot, _brought, _robot, _under_way, _place, _noted)
    return next((says for answer in answers if (says := answer(waiting))), ())


def _sure_intent(work: Work, understanding: Understanding) -> str:
    """A complaint needs less confidence, as under the bot."""
    top = understanding.top
    book = work.release.playbook_for(top.intent)
    setting = "safety_percent" if book is not None and book.interrupts else "confident_percent"
    return top.intent if work.is_sure(top.confidence, setting) else ""


def _complaint(waiting: Waiting) -> tuple[Say, ...]:
    """A complaint in the queue goes to the top of its own team (P-EMO-05)."""
    if waiting.intent != COMPLAINT:
        return ()
    if takes_complaint_back(waiting.text):
        return (Say("human.noted"),)
    work, ticket = waiting.work, waiting.ticket
    if ticket.team != COMPLAINT_TEAM and work.uow.tickets.transfer(ticket.id, COMPLAINT_TEAM):
        ticket = replace(ticket, team=COMPLAINT_TEAM)
    work.uow.tickets.raise_priority(ticket.id, COMPLAINT_PRIORITY)
    work.tell("ticket", str(ticket.id))
    return (queue_status(work, ticket, "human.complaint_noted"),)


def _leave(waiting: Waiting) -> tuple[Say, ...]:
    """Nobody need come and nothing need be asked (“没事了”)."""
    if not needs_nothing(waiting.text):
        return ()
    _end_queue(waiting.work, waiting.ticket)
    asking = waiting.work.asking()
    if asking is not None:
        waiting.work.end(asking, CaseState.DROPPED)
    return (Say("human.queue_left"),)


def _back_to_bot(waiting: Waiting) -> tuple[Say, ...]:
    """The bot goes on where it stood: with the question that was open, with what was told in the queue, or by asking
    what it may do. A complaint stays on record."""
    work, text = waiting.work, waiting.text
    gives_up = leaves(text) or (wants_back(text) and not _has_concern(waiting))
    if not gives_up and not waiting.pressed(ButtonKind.BACK_TO_BOT):
        return ()
    _end_queue(work, waiting.ticket)
    complained = _keep_complaint(waiting)
    asking = work.asking()
    if asking is not None:
        asking, told = replace(asking, attempts=0), ""
    else:
        asking, told = _told_in_queue(waiting)
    if asking is None:
        return complained or (Say("human.back_to_bot"),)
    again = advance_case(work, asking, told)
    return (*complained, Say("human.back_to_question", {"topic": work.topic(asking.intent)}), *again.says)


def _keep_complaint(waiting: Waiting) -> tuple[Say, ...]:
    """Who does not wait for the people of complaints is called by them: the procedure says so."""
    work, ticket = waiting.work, waiting.ticket
    book = work.release.playbook_for(COMPLAINT)
    if ticket.team != COMPLAINT_TEAM or ticket.priority < COMPLAINT_PRIORITY or book is None:
        return ()
    case = _new_case(work, book, COMPLAINT, ticket.created_at)
    return advance_case(work, replace(case, facts={**case.facts, "complaint_left": True})).says


def _told_in_queue(waiting: Waiting) -> tuple[Case | None, str]:
    """What the buyer surely wanted last while they waited, and in which words; who leaves wants nothing new by it."""
    work, ticket, now = waiting.work, waiting.ticket, {message.id for message in waiting.messages}
    for message in reversed(work.uow.messages.last(work.conversation.id, LATEST)):
        if message.created_at <= ticket.created_at:
            break
        if message.id in now:
            continue
        book = work.release.playbook_for(message.intent or "")
        sure = work.is_sure(message.confidence or 0, "confident_percent")
        if message.sender is Sender.BUYER and book is not None and book.offered and sure:
            case = _new_case(work, book, message.intent or "", message.created_at)
            return replace(case, facts={**case.facts, **parse_opening(book, message.text)}), message.text
    return None, ""


def _new_case(work: Work, book: Playbook, intent: str, now: datetime) -> Case:
    seen = work.conversation
    return work.uow.cases.add(seen.id, seen.order_no, book.name, intent, now, work.release.number)


def _has_concern(waiting: Waiting) -> bool:
    """Whether the buyer wants something done: “我不等了，退款” is no wish to leave the queue, nor is another person."""
    if waiting.intent == "ask_human":
        return insists_on_person(waiting.text)
    book = waiting.work.release.playbook_for(waiting.intent)
    return book is not None and book.offered


def _end_queue(work: Work, ticket: Ticket) -> None:
    work.uow.tickets.finish(ticket.id, TicketState.RETURNED, work.now)
    work.uow.conversations.move(work.conversation.id, Owner.WAITING, Owner.BOT)
    work.conversation = replace(work.conversation, owner=Owner.BOT)
    work.tell("ticket", str(ticket.id))


def _brought(waiting: Waiting) -> tuple[Say, ...]:
    """An order or a picture for the person who takes over."""
    work = waiting.work
    entities = waiting.understanding.entities
    named = named_order(work, entities)
    fits = orders_of_goods(work, waiting.text, entities) if named is None else ()
    named = fits[0] if len(fits) == 1 else named
    if isinstance(named, Order):
        work.bind(named.order_no)
        return (Say("human.order_noted", {"order_title": named.title}),)
    pictures = any(message.attachment_id for message in waiting.messages)
    return (Say("chat.evidence_saved_queued"),) if pictures else ()


def _robot(waiting: Waiting) -> tuple[Say, ...]:
    """The truth, whoever comes next (P-EMO-06)."""
    asked = asks_if_robot(waiting.text)
    return (queue_status(waiting.work, waiting.ticket, "human.bot_queued"),) if asked else ()


def _under_way(waiting: Waiting) -> tuple[Say, ...]:
    """Of work that goes on meanwhile: when it is due, and that it is not wanted any more reaches who does it."""
    work, text = waiting.work, waiting.text
    case = _running(work)
    if case is None:
        return ()
    book = work.release.playbook_for(waiting.intent)
    theirs = book is not None and (
        book.name == case.playbook or waiting.intent in work.release.playbooks[case.playbook].under_way
    )
    if theirs and asks_how_it_stands(text):
        return (case_status(work, case, TASK_ASKED_FOR.get(waiting.intent)),)
    dropped = drops_it(text) and names_what_it_drops(text)
    if not dropped and not wants_it_after_all(text) and waiting.intent != TAKE_BACK:
        return ()
    for task in work.uow.tasks.list(case_id=case.id):
        add_words(work, task, text)
    if case.state is CaseState.WAITING:
        work.uow.cases.save(replace(case, facts={**case.facts, WITHDRAWN: True}, updated_at=work.now))
    return (Say("chat.case_remark", {"topic": work.topic(case.intent)}),)


def _running(work: Work) -> Case | None:
    """The latest case of the order in hand that work is open for."""
    busy = {task.case_id for task in work.uow.tasks.list(conversation_id=work.conversation.id)}
    cases = work.uow.cases.of_conversation(work.conversation.id)
    return next((case for case in cases if case.id in busy and work.is_about(case)), None)


def _place(waiting: Waiting) -> tuple[Say, ...]:
    """The place in the queue; after too long with an apology, and the chat moves up (P-EMO-07)."""
    work, ticket = waiting.work, waiting.ticket
    asks = asks_for_place(waiting.text)
    pressed = waiting.pressed(ButtonKind.HUMAN)
    if not asks and not pressed and waiting.intent not in ASKS_FOR_STATUS and not _long_unsaid(work):
        return ()
    matter = _matter(work) if asks and asks_how_it_stands(waiting.text) else ()
    if not waits_too_long(work.release.shop, ticket, work.now):
        return (*matter, queue_status(work, ticket, "human.still_waiting"))
    hurry(work, ticket)
    return (*matter, queue_status(work, ticket, "human.still_waiting_late"))


def _matter(work: Work) -> tuple[Say, ...]:
    """How the work stands that goes on meanwhile: “怎么样了” may ask after that as well."""
    cases = work.uow.cases.of_conversation(work.conversation.id)
    under_way = next((case for case in cases if case.state is CaseState.WAITING), None)
    return (case_status(work, under_way),) if under_way is not None else ()


def _noted(waiting: Waiting) -> tuple[Say, ...]:
    """Sure thanks and small talk and advertisements lose nothing by silence; all else is for the person."""
    book = waiting.work.release.playbook_for(waiting.intent)
    talk = f"utter_{waiting.intent}" in waiting.work.release.scripts
    calls_for_nothing = not waiting.text or talk or (book is not None and not book.offered)
    return () if calls_for_nothing else (Say("human.noted"),)


def _long_unsaid(work: Work) -> bool:
    """The buyer has heard nothing from us for a while: the queue's status is worth repeating."""
    ours = [m for m in work.uow.messages.last(work.conversation.id, 20) if m.sender is not Sender.BUYER]
    return not ours or work.now - ours[-1].created_at > STATUS_AGAIN
