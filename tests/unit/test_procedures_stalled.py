"""P-LOG-02 walked row by row: a parcel that stopped is urged by the shop, or made good within its limits."""

from dataclasses import replace
from typing import Any

import pytest

from aftersales.domain.answers import parse_answer, parse_opening
from aftersales.domain.cases import Value
from aftersales.domain.order_facts import OrderView
from aftersales.domain.orders import Compensation, EventKind, OrderStatus, Refund
from tests.unit.orders import ago, event, parcel, product
from tests.unit.procedures import Walk, release, walk
from tests.unit.shipping_orders import REFUNDING, XINJIANG
from tests.unit.stalled_orders import (
    LIMIT_FEN,
    RECALL,
    REFUND,
    RESENT,
    RESHIP,
    STOP,
    URGE,
    URGENT,
    halted,
    jammed,
    sent,
)

MONEY = {"refund", "compensate", "reship"}


def stopped(seen: OrderView, **told: Value) -> Walk:
    return walk("parcel_stalled", seen, **told)


@pytest.mark.parametrize(
    ("kind", "row"), [(EventKind.TRANSIT, "moving"), (EventKind.PICKUP, "moving"), (EventKind.DELIVERING, "delivering")]
)
def test_below_the_limit_the_node_is_told(kind: EventKind, row: str) -> None:
    found = stopped(halted(47.9, kind))
    assert (found.row, found.tasks) == (f"parcel_stalled.{row}", [])
    assert stopped(halted(48, kind)).asks == "urgency"


def test_an_expected_day_is_told_where_the_history_allows_one() -> None:
    fast = replace(halted(5), delivery_days=[3.0] * 20)
    assert stopped(fast).row == "parcel_stalled.expected"


def test_a_remote_province_stops_later() -> None:
    assert stopped(halted(95.9, address=XINJIANG)).row == "parcel_stalled.moving"
    assert stopped(halted(96, address=XINJIANG)).asks == "urgency"


@pytest.mark.parametrize(
    ("status", "row"),
    [
        (OrderStatus.PENDING_PAYMENT, "track_parcel.unpaid"),
        (OrderStatus.CLOSED, "track_parcel.closed"),
        (OrderStatus.COMPLETED, "track_parcel.received"),
    ],
)
def test_a_parcel_of_an_order_that_is_not_on_its_way_is_not_made_good(status: OrderStatus, row: str) -> None:
    assert stopped(halted(90, status=status)).row == row


def test_everything_else_is_told_as_to_who_asks_where_the_parcel_is() -> None:
    assert stopped(halted(1, EventKind.RETURNING)).row == "track_parcel.turned_back"
    assert stopped(halted(1, EventKind.EXCEPTION)).row == "track_parcel.exception"
    assert stopped(sent(parcel(shipped=ago(hours=3)))).row == "track_parcel.not_picked_up"
    assert stopped(sent(status=OrderStatus.PAID)).row == "track_parcel.not_shipped"


def test_who_can_wait_has_the_courier_urged_by_the_shop() -> None:
    for answer in ("wait", "unknown"):
        assert stopped(halted(), urgency=answer).waits_for == "courier_reply"
    done = stopped(halted(), urgency="wait", courier_reply="done")
    assert (done.row, done.tasks) == ("courier_urged.answered", [])
    failed = stopped(halted(), urgency="wait", courier_reply="impossible")
    assert (failed.row, failed.handoff) == ("courier_urged.otherwise", "parcel")
    assert stopped(halted(2), urgency="wait", courier_reply="done").row == "parcel_stalled.moving"


def test_who_needs_it_chooses_between_sf_and_the_money() -> None:
    assert stopped(halted(), **URGENT).asks == "remedy_sf"
    reship = stopped(halted(), **URGENT, remedy_sf="reship")
    assert (reship.row, reship.tasks) == ("stalled_remedy.reship_sf", [RESHIP, RECALL])
    refund = stopped(halted(), **URGENT, remedy_sf="refund")
    assert (refund.row, refund.tasks) == ("stalled_refund.refund", [STOP, REFUND, RECALL])
    for answer in ("wait", "unknown"):
        assert stopped(halted(), **URGENT, remedy_sf=answer).waits_for == "courier_reply"


@pytest.mark.parametrize("address", [XINJIANG, "某地1号"])
def test_sf_is_not_promised_where_it_may_not_go(address: str) -> None:
    seen = halted(96, address=address)
    assert stopped(seen, **URGENT).asks == "remedy"
    assert stopped(seen, **URGENT, remedy="reship").row == "stalled_remedy.reship"
    assert stopped(seen, **URGENT, remedy="reship").tasks == [RESHIP, RECALL]
    assert stopped(seen, **URGENT, remedy="refund").row == "stalled_refund.refund"
    assert stopped(seen, **URGENT, remedy="wait").waits_for == "courier_reply"


def test_a_jammed_hub_offers_the_choice_without_asking_for_haste() -> None:
    assert stopped(jammed(halted())).asks == "remedy_sf"
    assert stopped(jammed(halted(47))).row == "parcel_stalled.moving"


def test_what_was_told_at_once_is_not_asked() -> None:
    assert stopped(halted(), urgency_told="urgent").asks == "remedy_sf"
    assert stopped(halted(), urgency_told="wait").waits_for == "courier_reply"


def test_goods_out_of_stock_are_refunded_if_the_buyer_agrees() -> None:
    none = halted(tea=product(stock=0))
    assert stopped(none, **URGENT).asks == "refund_instead"
    assert stopped(none, **URGENT, refund_instead=True).tasks == [STOP, REFUND, RECALL]
    for answer in (False, "unknown"):
        assert stopped(none, **URGENT, refund_instead=answer).waits_for == "courier_reply"


def test_an_unknown_stock_leads_to_a_person() -> None:
    found = stopped(halted(tea=product(stock=None)), **URGENT)
    assert (found.row, found.handoff, found.tasks) == ("stalled_remedy.otherwise", "parcel", [URGE])


def test_the_limit_itself_needs_no_review_and_a_fen_more_does() -> None:
    assert stopped(halted(price_fen=LIMIT_FEN), **URGENT).asks == "remedy_sf"
    dear = halted(price_fen=LIMIT_FEN + 1)
    assert stopped(dear, **URGENT).waits_for == "remedy_allowed"
    assert stopped(dear, **URGENT, remedy_allowed=True).asks == "remedy_sf"
    granted = stopped(dear, **URGENT, remedy_allowed=True, remedy_sf="refund")
    assert granted.row == "stalled_refund.refund"
    assert stopped(dear, **URGENT, remedy_allowed=False).waits_for == "courier_reply"
    assert stopped(dear, urgency="wait").waits_for == "courier_reply"


@pytest.mark.parametrize("tea", [product(oversize=True), product("OTHER")])
def test_bulky_or_unknown_goods_are_reviewed_first(tea: Any) -> None:
    seen = halted(tea=tea)
    assert stopped(seen).waits_for == "remedy_allowed"
    assert stopped(seen, remedy_allowed=False).waits_for == "courier_reply"
    if tea.oversize:
        assert stopped(seen, remedy_allowed=True).asks == "remedy_sf"
    else:
        assert stopped(seen, remedy_allowed=True).row == "stalled_remedy.otherwise"


def test_of_several_parcels_nobody_guesses_what_the_stopped_one_is_worth() -> None:
    seen = sent(*(parcel(event(ago(hours=60), EventKind.TRANSIT), waybill=number) for number in ("YT1", "YT2")))
    assert stopped(seen).waits_for == "several_reply"
    urgent = stopped(seen, urgency_told="urgent")
    assert (urgent.row, urgent.handoff, urgent.tasks) == ("stalled_remedy.several", "parcel", [URGE])
    direct = walk("stalled_refund", seen)
    assert (direct.row, direct.tasks) == ("stalled_refund.several", [])


def test_who_was_reshipped_before_is_refunded_only_when_that_parcel_is_gone_too() -> None:
    seen = halted(tasks=RESENT)
    assert stopped(seen).waits_for == "reship_missing"
    assert stopped(seen, reship_missing=False).row == "stalled_refund.reship_coming"
    assert stopped(seen, reship_missing=True).tasks == [STOP, REFUND, RECALL]
    assert stopped(halted(reship_of="1")).waits_for == "reship_missing"


def test_a_refund_is_never_ordered_twice() -> None:
    arranged = stopped(halted(tasks=("stop_shipping", "refund", "recall_parcel")))
    assert (arranged.row, arranged.tasks) == ("stalled_refund.running", [])
    again = stopped(halted(tasks=("refund",)))
    assert (again.row, again.handoff) == ("stalled_refund.again", "parcel")
    assert stopped(halted(tasks=("refund", *RESENT)), reship_missing=True).row == "stalled_refund.again"


@pytest.mark.parametrize(
    ("state", "fen", "price_fen", "row"),
    [
        ("applied", 16800, 16800, "applied"),
        ("applied", 16801, 16800, "applied_too_high"),
        ("applied", LIMIT_FEN + 1, LIMIT_FEN + 1, "applied_dear"),
        ("approved", 16800, 16800, "agreed"),
        ("processing", 16800, 16800, "agreed"),
    ],
)
def test_a_refund_applied_for_is_agreed_to_within_the_limits(state: str, fen: int, price_fen: int, row: str) -> None:
    found = stopped(halted(price_fen=price_fen, refunds=(Refund("refund_only", state, fen),)))
    assert found.row == f"stalled_refund.{row}"
    assert not {kind for kind, _ in found.tasks} & MONEY
    assert found.handoff == (None if row in {"applied", "agreed"} else "parcel")


def test_a_rejected_refund_stops_nothing() -> None:
    assert stopped(halted(refunds=(Refund("refund_only", "rejected", 16800),))).asks == "urgency"


@pytest.mark.parametrize(("before", "row"), [("compensate", "paid_out"), ("refund_price_diff", "difference_paid")])
def test_money_under_way_has_the_amount_checked_by_a_person(before: str, row: str) -> None:
    found = stopped(halted(tasks=(before,)), **URGENT, remedy_sf="refund")
    assert (found.row, found.handoff, found.tasks) == (f"stalled_refund.{row}", "parcel", [STOP, RECALL])
    assert stopped(halted(tasks=(before,)), **URGENT, remedy_sf="reship").tasks == [RESHIP, RECALL]


def test_nothing_left_to_refund_promises_nothing() -> None:
    spent = halted(compensations=(Compensation(16800, ago(days=1), "补偿"),))
    found = stopped(spent, **URGENT, remedy_sf="refund")
    assert (found.row, found.tasks) == ("stalled_refund.otherwise", [])


def test_the_refund_procedure_may_come_here_directly() -> None:
    assert walk("stalled_remedy", halted()).asks == "remedy_sf"
    assert walk("stalled_refund", halted()).row == "stalled_refund.refund"
    dear = halted(price_fen=LIMIT_FEN + 1)
    for name in ("stalled_remedy", "stalled_refund"):
        assert walk(name, dear).waits_for == "remedy_allowed"
        assert walk(name, dear, remedy_allowed=False).waits_for == "courier_reply"
        assert walk(name, halted(refunds=REFUNDING)).row == "stalled_refund.applied"
    assert walk("stalled_refund", halted(tea=product(oversize=True))).waits_for == "remedy_allowed"
    assert walk("stalled_refund", halted(5, EventKind.RETURNING)).row == "stalled_refund.otherwise"


def test_an_original_that_moves_again_calls_off_the_reship_if_it_still_can() -> None:
    seen = halted(3, tasks=RESENT)
    assert stopped(seen).waits_for == "reship_held"
    held = stopped(seen, reship_held="done")
    assert (held.row, held.tasks) == ("parcel_stalled.moving_again", [("redeliver", "courier")])
    gone = stopped(seen, reship_held="impossible")
    assert (gone.row, gone.tasks) == ("parcel_stalled.reship_gone", [])
    assert stopped(halted(3, tasks=(*RESENT, "stop_shipping"))).row == "parcel_stalled.moving"
    assert stopped(halted(3, tasks=("reship",))).row == "parcel_stalled.moving"
    assert stopped(halted(3, EventKind.RETURNING, tasks=RESENT)).row == "track_parcel.turned_back"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("急用", "urgent"),
        ("嗯很着急", "urgent"),
        ("等不了，退款吧", "urgent"),
        ("给我补发", "urgent"),
        ("不急", "wait"),
        ("不着急，帮我催一下", "wait"),
        ("还好，可以等", "wait"),
        ("没那么急", "wait"),
    ],
)
def test_haste_is_understood(text: str, meant: str) -> None:
    rule = release().playbooks["stalled_parcel"].facts["urgency"]
    assert parse_answer(rule, text, 0, rule.choices) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("补发吧", "reship"),
        ("顺丰", "reship"),
        ("不要了，退款", "refund"),
        ("不用补发了，退我钱", "refund"),
        ("再等等吧", "wait"),
        ("1", "reship"),
    ],
)
def test_the_choice_is_understood(text: str, meant: str) -> None:
    for name in ("stalled_remedy", "no_pickup_scan"):
        rule = release().playbooks[name].facts["remedy_sf"]
        assert parse_answer(rule, text, 0, rule.choices) == meant


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("物流三天没动了，我急用", {"urgency_told": "urgent"}),
        ("不急，就问问怎么停在武汉", {"urgency_told": "wait"}),
        ("急死了，怎么还不动", {}),
        ("再不动我就退款了", {}),
        ("物流不动了", {}),
    ],
)
def test_only_clear_words_of_the_opening_count(text: str, told: dict[str, str]) -> None:
    assert parse_opening(release().playbooks["parcel_stalled"], text) == told
