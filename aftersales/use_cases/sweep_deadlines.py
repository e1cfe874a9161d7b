"""Worker's sweep (P-REF-06): orders near their shipping deadline or past it are followed up before the buyer asks."""

from datetime import timedelta

from aftersales.domain.calendar import shanghai_date
from aftersales.domain.cases import CaseState
from aftersales.domain.conversations import Owner, Say, Sender
from aftersales.domain.opening_hours import is_open
from aftersales.domain.orders import Order
from aftersales.domain.shipping_facts import promised_by
from aftersales.use_cases.advance_case import advance_case
from aftersales.use_cases.deliver_message import say
from aftersales.use_cases.open_conversation import open_conversation
from aftersales.use_cases.ports import UnitOfWork
from aftersales.use_cases.services import Services
from aftersales.use_cases.work import Work, work_on

INTENT = "urge_shipment"
"""The buyer would ask just this: its procedure stops what is to be refunded, urges, owns up, offers the choices."""

LEAD = "outreach.shipping"
TEAM = "backoffice"
"""Buyers are written to while this team works, never at night."""

OPEN_STATES = frozenset({CaseState.OPEN, CaseState.WAITING})


def sweep_deadlines(services: Services) -> int:
    """Write to every buyer whose order needs it; returns to how many. Each order in its own transaction.

    An order is followed up once before its deadline and once after it, unless its buyer has talked about it since; a
    buyer is written to `outreach_per_day_count` times a day at most, and never while a person owns the chat or another
    question is open.
    """
    release, now = services.release(), services.now()
    limit = release.shop.limit
    if limit("outreach_per_day_count") < 1 or not is_open(release.shop.teams[TEAM], now):
        return 0
    with services.reader() as uow:
        after, until = timedelta(hours=limit("sweep_back_hours")), timedelta(hours=limit("sweep_ahead_hours"))
        due = uow.orders.to_ship_between(now - after, now + until, limit("ship_within_hours"))
    return sum(_follow_up(services, order_no) for order_no in due)


def _follow_up(services: Services, order_no: str) -> bool:
    with services.reader() as uow:
        order = uow.orders.get(order_no)
        if order is None or not order.buyer_id or not _is_wanted(services, uow, order):
            return False
    conversation = open_conversation(services, order.buyer_id)
    with services.uow() as uow:
        work = work_on(services, uow, uow.conversations.lock(conversation.id))
        if not _is_wanted(services, uow, order) or not _may_speak(work):
            return False
        lead = Say(LEAD, {"order_title": order.title})
        case = uow.cases.add(conversation.id, order_no, INTENT, INTENT, work.now, work.release.number)
        for one in (lead, *advance_case(work, case).says):
            say(uow, services, conversation.id, one)
        uow.audit.append("worker", "outreach", f"order:{order_no}", {"case": case.case_no}, work.now)
        uow.commit()
        return True


def _is_wanted(services: Services, uow: UnitOfWork, order: Order) -> bool:
    """Nobody has talked about the order since it came near the deadline, or since the deadline when that is over."""
    deadline, now = promised_by(order, services.release().shop), services.now()
    if deadline is None:
        return False
    ahead = timedelta(hours=services.release().shop.limit("sweep_ahead_hours"))
    since = deadline if now > deadline else deadline - ahead
    return not any(case.updated_at >= since or case.state in OPEN_STATES for case in uow.cases.of_order(order.order_no))


def _may_speak(work: Work) -> bool:
    """The bot has the chat, owes no answer, has no question open, and has not written first too often today."""
    said = work.uow.messages.last(work.conversation.id, 200)
    cases = work.uow.cases.of_conversation(work.conversation.id)
    if work.conversation.owner is not Owner.BOT or any(c.question for c in cases if c.state is CaseState.OPEN):
        return False
    if said and said[-1].sender is Sender.BUYER:
        return False
    today = [m for m in said if m.script_key == LEAD and shanghai_date(m.created_at) == shanghai_date(work.now)]
    return len(today) < work.release.shop.limit("outreach_per_day_count")
