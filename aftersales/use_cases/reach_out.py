"""The shop writes first: one order's procedure is taken up before its buyer asks (P-OPS-08 limits how often)."""

from collections.abc import Callable

from aftersales.domain.calendar import shanghai_date
from aftersales.domain.cases import Case
from aftersales.domain.conversations import Owner, Say, Sender
from aftersales.domain.opening_hours import is_open
from aftersales.domain.orders import Order
from aftersales.use_cases.advance_case import advance_case
from aftersales.use_cases.deliver_message import say
from aftersales.use_cases.open_conversation import open_conversation
from aftersales.use_cases.services import Services
from aftersales.use_cases.work import Work, work_on

LEADS = "outreach."
"""Scripts that begin a message nobody asked for."""

TEAM = "backoffice"
"""Buyers are written to while this team works, never at night."""


def may_reach_out(services: Services) -> bool:
    """Whether the shop writes first at all, and now."""
    shop = services.release().shop
    return shop.limit("outreach_per_day_count") > 0 and is_open(shop.teams[TEAM], services.now())


def reach_out(
    services: Services, order: Order, intent: str, lead: str, wanted: Callable[[Work, Case], bool] | None = None
) -> bool:
    """Open the intent's case for the order and say `lead` and what the procedure says; True when it was said.

    Nothing is stored when the buyer may not be written to, or `wanted` finds that the case is not worth it.
    """
    if not order.buyer_id:
        return False
    conversation = open_conversation(services, order.buyer_id)
    with services.uow() as uow:
        work = work_on(services, uow, uow.conversations.lock(conversation.id))
        book = work.release.playbook_for(intent)
        if book is None or not _may_speak(work):
            return False
        case = uow.cases.add(conversation.id, order.order_no, book.name, intent, work.now, work.release.number)
        if wanted is not None and not wanted(work, case):
            return False
        for one in (Say(lead, {"order_title": order.title}), *advance_case(work, case).says):
            say(uow, services, conversation.id, one)
        uow.audit.append("worker", "outreach", f"order:{order.order_no}", {"case": case.case_no}, work.now)
        uow.commit()
        return True


def _may_speak(work: Work) -> bool:
    """The bot has the chat, owes no answer, has no question open, and has not written first too often today."""
    said = work.uow.messages.last(work.conversation.id, 200)
    if work.conversation.owner is not Owner.BOT or work.asking() is not None:
        return False
    if said and said[-1].sender is Sender.BUYER:
        return False
    first = [message for message in said if (message.script_key or "").startswith(LEADS)]
    today = [message for message in first if shanghai_date(message.created_at) == shanghai_date(work.now)]
    return len(today) < work.release.shop.limit("outreach_per_day_count")
