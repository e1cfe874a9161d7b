"""What is understood by what was told last: “怎么还没到” of a refund, “锁也改”, “没找到” of a parcel found before."""

from collections.abc import Mapping
from dataclasses import replace

from aftersales.domain.buyer_words import parcel_found
from aftersales.domain.cases import Case, Value
from aftersales.domain.conversations import Outcome
from aftersales.domain.later_words import (
    asks_how_much,
    asks_if_arrived,
    asks_the_same,
    asks_to_pay_back,
    says_not_wanted,
    wants_the_same,
)
from aftersales.domain.named_goods import without_goods
from aftersales.domain.parcel_facts import SENT_AGAIN
from aftersales.domain.refund_facts import MONEY_GIVEN
from aftersales.use_cases.choose_order import kinds_of
from aftersales.use_cases.start_topic import TOLD_FOR, new_case
from aftersales.use_cases.turn import REFUND_STATUS, Turning, go_on

NOT_RECEIVED = "signed_not_received"
AWAITED = frozenset({"track_parcel", "urge_shipment", "parcel_stalled", "no_tracking_info"})
"""Intents of who still waits for the goods."""

PAID_TOO_MUCH = frozenset({"shipping_fee", "price_protection", "coupon_issue", "compensation_request", "vip_discount"})
"""Intents of who wants a part of the money."""

SEARCHED = {"situation": "searched"}


def answer_follow_last(turning: Turning) -> Outcome | None:
    """None when the message stands by itself, or nothing was told lately."""
    last = turning.last_case(TOLD_FOR)
    if last is None or turning.pressed is not None or turning.asking() is not None:
        return None
    return (
        _money(turning, last)
        or _money_asked(turning, last)
        or _not_wanted(turning, last)
        or _not_found(turning, last)
        or _same_of_another(turning, last)
    )


def _money(turning: Turning, last: Case) -> Outcome | None:
    """Who was told of money last and asks how much, when, or why it is not there means that and no parcel."""
    if not (asks_if_arrived(turning.text) or asks_how_much(turning.text)) or not turning.is_about(last):
        return None
    kinds = {task.kind for task in turning.work.uow.tasks.list(case_id=last.id, open_only=False)}
    told = last.intent == REFUND_STATUS or (kinds & MONEY_GIVEN and not kinds.intersection(SENT_AGAIN))
    return _anew(turning, REFUND_STATUS) if told else None


def _money_asked(turning: Turning, last: Case) -> Outcome | None:
    """“退我” after what was paid too much means that, and never the whole order."""
    if last.intent not in PAID_TOO_MUCH or not asks_to_pay_back(turning.text):
        return None
    rules = turning.work.release.facts_of(last.playbook)
    told = {name: value for name, value in last.facts.items() if name in rules and rules[name].ask}
    return _anew(turning, last.intent, told)


def _not_wanted(turning: Turning, last: Case) -> Outcome | None:
    """“不要了” to where the parcel is or when it is sent: the money is wanted instead of the goods."""
    late = last.intent in AWAITED and turning.is_about(last) and says_not_wanted(turning.text)
    return _anew(turning, "refund_request") if late and turning.topic is None else None


def _not_found(turning: Turning, last: Case) -> Outcome | None:
    """The parcel that was found is not there after all."""
    found = last.intent == NOT_RECEIVED and ".found" in (last.row or "")
    return _anew(turning, NOT_RECEIVED, SEARCHED) if found and parcel_found(turning.text) is False else None


def _same_of_another(turning: Turning, last: Case) -> Outcome | None:
    order = turning.named
    if order is None or order.order_no == last.order_no:
        return None
    rest = without_goods(turning.text, order, kinds_of(turning.work, [order]))
    same = asks_the_same(rest) or (wants_the_same(rest) and turning.topic is None)
    return _anew(turning, last.intent) if same else None


def _anew(turning: Turning, intent: str, told: Mapping[str, Value] | None = None) -> Outcome | None:
    book = turning.work.release.playbook_for(intent)
    if book is None or not book.offered:
        return None
    case = new_case(turning, book, intent)
    return go_on(turning, replace(case, facts={**(told or {}), **case.facts}))
