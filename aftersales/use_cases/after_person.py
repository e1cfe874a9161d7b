"""A matter that a person had in hand before leaving the chat: what was settled there only that person knows."""

from aftersales.domain.agent_promises import speaks_of_goods, speaks_of_money
from aftersales.domain.cases import Case, CaseState, Ticket
from aftersales.domain.conversations import Message, Outcome, Sender, TurnState
from aftersales.domain.later_words import asks_how_it_stands
from aftersales.use_cases.choose_order import choose_order
from aftersales.use_cases.follow_up import STATUS_INTENTS
from aftersales.use_cases.open_ticket import open_ticket
from aftersales.use_cases.start_topic import TOLD_FOR
from aftersales.use_cases.turn import REFUND_STATUS, RETURN_PROGRESS, Turning

TOLD_TO_PERSON = 50
PROMISED = {REFUND_STATUS: speaks_of_money, RETURN_PROGRESS: speaks_of_goods}
"""What an agent may have promised that no order tells, by what is asked afterwards."""

ON_RECORD = frozenset({"track_parcel", "urge_shipment"})
"""What the order's record answers, whatever a person said of it."""

SEEN_BY_PERSON = "asked_after_person"
PRIORITY = 2


def answer_after_person(turning: Turning) -> Outcome | None:
    """Who asks how it stands is neither asked anew nor answered by a record that does not hold what the person agreed
    to: a person goes on. A wish told anew is the bot's."""
    ticket = turning.work.uow.tickets.last_served(turning.work.conversation.buyer_id)
    if ticket is None or ticket.closed_at is None or turning.pressed is not None or turning.asking() is not None:
        return None
    if turning.work.now - ticket.closed_at > TOLD_FOR or turning.under_way():
        return None
    handed = _handed(turning, ticket)
    if not _is_theirs(turning, ticket, handed) and not _asks_after(turning, handed):
        return None
    queued = open_ticket(
        turning.work, ticket.team, PRIORITY, SEEN_BY_PERSON, "human.had_it", handed[0].id if handed else None
    )
    return Outcome(TurnState.TICKETED, (queued.say,), SEEN_BY_PERSON, ticket_id=queued.ticket.id)


def _handed(turning: Turning, ticket: Ticket) -> list[Case]:
    """The buyer's concerns that were left to that person, the latest first."""
    books = turning.work.release.playbooks
    return [
        case
        for case in turning.work.uow.cases.of_conversation(ticket.conversation_id)
        if case.state is CaseState.HANDED_OFF
        and turning.is_about(case)
        and not books[case.playbook].interrupts
        and _while_served(case, ticket)
    ]


def _while_served(case: Case, ticket: Ticket) -> bool:
    return ticket.closed_at is not None and ticket.closed_at - TOLD_FOR <= case.updated_at <= ticket.closed_at


def _asks_after(turning: Turning, handed: list[Case]) -> bool:
    """“弄好了没”, when nothing else has been talked of since."""
    if turning.topic is not None or not asks_how_it_stands(turning.text):
        return False
    books, cases = turning.work.release.playbooks, turning.work.uow.cases.of_conversation(turning.work.conversation.id)
    latest = next((case for case in cases if not books[case.playbook].interrupts), next(iter(handed), None))
    return any(latest is not None and case.id == latest.id for case in handed)


def _is_theirs(turning: Turning, ticket: Ticket, handed: list[Case]) -> bool:
    """Whether the message names such a concern, what belongs to it, or what was told to the person alone."""
    book = turning.topic
    if book is None or book.interrupts or not book.offered or _on_record(turning):
        return False
    if turning.top.intent not in STATUS_INTENTS and not asks_how_it_stands(turning.text):
        return False
    books = turning.work.release.playbooks
    if any(book.name == case.playbook or turning.top.intent in books[case.playbook].under_way for case in handed):
        return True
    told = turning.work.uow.messages.last(ticket.conversation_id, TOLD_TO_PERSON)
    promised = PROMISED.get(turning.top.intent)
    if promised and any(m.sender is Sender.AGENT and promised(m.text) for m in told):
        return True
    return any(message.intent in book.intents and _heard(turning, ticket, message) for message in told)


def _heard(turning: Turning, ticket: Ticket, message: Message) -> bool:
    """Whether the buyer surely said it to the person, or in the queue for one."""
    sure = turning.work.is_sure(message.confidence or 0, "confident_percent")
    until = ticket.closed_at or turning.work.now
    return message.sender is Sender.BUYER and sure and ticket.created_at <= message.created_at <= until


def _on_record(turning: Turning) -> bool:
    if turning.top.intent not in PROMISED:
        return turning.top.intent in ON_RECORD
    order = choose_order(turning.work)
    told = order and (order.refunds if turning.top.intent == REFUND_STATUS else order.returns)
    return bool(told)
