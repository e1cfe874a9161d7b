"""A guest proves an order by its number and the last four digits of the phone; guesses are counted and limited."""

import re
from datetime import timedelta

from aftersales.domain.conversations import Say
from aftersales.domain.orders import Order
from aftersales.use_cases.access_order import prove_order
from aftersales.use_cases.work import Work

MOST_GUESSES = 5
WINDOW = timedelta(hours=1)
RECENT = 6
NUMBER = re.compile(r"(?<!\d)\d{12,20}(?!\d)")
LAST_FOUR = re.compile(r"(?<!\d)(?:1\d{6})?(\d{4})(?!\d)")


def told_number(work: Work, text: str) -> str | None:
    """The order number a guest wrote a while ago, when only the digits of the phone come now."""
    if work.conversation.order_no is not None or LAST_FOUR.search(text) is None or NUMBER.search(text):
        return None
    said = reversed(work.uow.messages.last(work.conversation.id, RECENT))
    return next((number[-1] for message in said if (number := NUMBER.findall(message.text))), None)


def prove_guest(work: Work, order_no: str, text: str) -> Order | Say:
    """The order a guest has proved (bound to the conversation), or what to say: wrong and unknown sound the same."""
    ref = f"guest:{work.conversation.id}"
    guesses = [at for at, *_ in work.uow.audit.of(ref) if work.now - at < WINDOW]
    if len(guesses) >= MOST_GUESSES:
        return Say("order.guest_limit")
    tail = LAST_FOUR.search(text.replace(order_no, " "))
    if tail is None:
        return Say("order.guest_ask")
    work.uow.audit.append(work.conversation.buyer_id, "prove_order", ref, {}, work.now)
    order = prove_order(work.uow, order_no, tail.group(1))
    if order is None:
        return Say("order.guest_wrong")
    work.bind(order.order_no)
    return order
