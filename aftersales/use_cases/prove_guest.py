"""A guest proves an order by its number and the last four digits of the phone; guesses are counted and limited."""

import re
from datetime import timedelta

from aftersales.domain.conversations import Say
from aftersales.domain.orders import Order
from aftersales.use_cases.access_order import prove_order
from aftersales.use_cases.work import Work

MOST_GUESSES = 5
WINDOW = timedelta(hours=1)
LAST_FOUR = re.compile(r"(?<!\d)(?:1\d{6})?(\d{4})(?!\d)")


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
