"""P-LOG-08 walked row by row: intercepted on the road, refused at the door, never refunded twice."""

from typing import Any

import pytest

from aftersales.domain.answers import parse_opening
from aftersales.domain.cases import Value
from aftersales.domain.order_facts import OrderView, read_order_facts
from aftersales.domain.orders import EventKind, OrderStatus
from tests.unit.delivery_orders import REFUNDED, received, road, two_parcels
from tests.unit.orders import order, view
from tests.unit.procedures import Walk, release, walk
from tests.unit.refund_orders import MONEY
from tests.unit.shipping_orders import CANCELLED, HELD, REFUNDING

FLAG = [("order_flag", "backoffice")]


def stop(seen: OrderView, **told: Value) -> Walk:
    return walk("intercept_parcel", seen, **told)


@pytest.mark.parametrize("kind", [None, EventKind.PICKUP, EventKind.TRANSIT])
def test_what_is_not_yet_being_delivered_is_intercepted_and_refunded_once_back(kind: EventKind | None) -> None:
    seen = road(kind)
    assert stop(seen).asks == "turn_back"
    assert stop(seen, turn_back="back").waits_for == "intercepted"
    assert stop(seen, turn_back="back", intercepted="done").waits_for == "returned"
    back = stop(seen, turn_back="back", intercepted="done", returned="ok")
    assert (back.row, back.tasks) == ("cancel_shipped.returned", [("refund", "backoffice")])
    missed = stop(seen, turn_back="back", intercepted="impossible")
    assert (missed.row, missed.tasks) == ("cancel_shipped.not_intercepted", FLAG)


@pytest.mark.parametrize("wish", ["back", "refuse"])
def test_in_delivery_the_buyer_learns_to_refuse_it(wish: str) -> None:
    found = stop(road(EventKind.DELIVERING), turn_back=wish)
    assert (found.row, found.tasks) == ("cancel_shipped.delivering", FLAG)


def test_a_question_about_refusing_intercepts_nothing() -> None:
    found = stop(road(), turn_back="refuse")
    assert (found.row, found.tasks) == ("intercept_parcel.refuse_at_the_door", FLAG)
    asked = stop(road(), turn_back="about")
    assert (asked.row, asked.tasks) == ("intercept_parcel.about", [])


@pytest.mark.parametrize("kind", [None, EventKind.TRANSIT, EventKind.DELIVERING])
def test_a_refused_parcel_is_refunded_when_the_warehouse_has_it(kind: EventKind | None) -> None:
    seen = road(kind)
    assert stop(seen, turn_back="refused").waits_for == "refused_back"
    back = stop(seen, turn_back="refused", refused_back="ok")
    assert (back.row, back.tasks) == ("intercept_parcel.refused_returned", [("refund", "backoffice")])
    for result in ("short", "mismatch", "used"):
        odd = stop(seen, turn_back="refused", refused_back=result)
        assert (odd.row, odd.handoff, odd.tasks) == ("intercept_parcel.refused_damaged", "backoffice", [])
    running = stop(road(kind, refunds=REFUNDING), turn_back="refused")
    assert (running.row, running.tasks) == ("intercept_parcel.refused_refunding", [])


def test_a_parcel_on_its_way_back_is_waited_for() -> None:
    seen = road(EventKind.RETURNING)
    assert stop(seen, turn_back="back").waits_for == "returned"
    assert stop(seen, turn_back="back", returned="ok").row == "cancel_shipped.returned"
    assert stop(seen, turn_back="keep").row == "intercept_parcel.keep_turned_back"


def test_a_refused_parcel_is_not_waited_for_twice_when_the_scans_catch_up() -> None:
    seen = road(EventKind.RETURNED)
    assert stop(seen, turn_back="refused").waits_for == "refused_back"
    assert stop(seen, turn_back="refused", refused_back="ok").tasks == [("refund", "backoffice")]


def test_a_signed_parcel_is_offered_a_return_and_a_contradiction_goes_to_a_person() -> None:
    for wish in ("back", "refuse", "keep", "about", "unknown"):
        found = stop(received(), turn_back=wish)
        assert (found.row, found.tasks) == ("intercept_parcel.signed", [])
    odd = stop(received(), turn_back="refused", refused_back="ok")
    assert (odd.row, odd.handoff, odd.tasks) == ("intercept_parcel.signed_refused", "parcel", [])


def test_who_wants_it_after_all_gets_it() -> None:
    kept = stop(road(), turn_back="keep")
    assert (kept.row, kept.tasks) == ("intercept_parcel.keep", [])
    stopped = road(seen={"ordered_tasks": ("intercept_parcel",)})
    assert stop(stopped, turn_back="keep").row == "intercept_parcel.keep_intercepted"


def test_the_courier_is_asked_once() -> None:
    found = stop(road(seen={"ordered_tasks": ("intercept_parcel",)}), turn_back="back")
    assert (found.row, found.tasks) == ("intercept_parcel.in_hand", [])
    both = road(seen={"ordered_tasks": ("intercept_parcel",)})
    assert stop(both, turn_back="back", intercepted="done").waits_for == "returned"


def test_an_unsent_order_is_cancelled_and_a_question_cancels_nothing() -> None:
    seen = view(order())
    assert stop(seen).asks == "turn_back"
    assert stop(seen, turn_back="back").tasks == CANCELLED
    assert stop(seen, turn_back="keep").row == "intercept_parcel.unshipped_keep"
    for wish in ("refuse", "refused", "about"):
        found = stop(seen, turn_back=wish)
        assert (found.row, found.tasks) == ("intercept_parcel.unshipped_refuse", [])
    assert stop(seen, turn_back="unknown").row == "intercept_parcel.unshipped_untold"
    assert stop(view(order(refunds=REFUNDING))).tasks == HELD


@pytest.mark.parametrize(
    ("seen", "row"),
    [
        (view(order(OrderStatus.PENDING_PAYMENT, paid_at=None)), "unpaid"),
        (view(order(refunds=REFUNDING)), "refund_requested"),
        (view(order(OrderStatus.CLOSED, refunds=REFUNDING)), "closed_refunding"),
        (view(order(OrderStatus.CLOSED, refunds=REFUNDED)), "closed_refunded"),
        (view(order(OrderStatus.CLOSED)), "closed"),
        (two_parcels(), "several"),
        (road(EventKind.RETURNING, refunds=REFUNDED), "refunded_back"),
        (road(EventKind.DELIVERING, refunds=REFUNDED), "refunded_delivering"),
    ],
)
def test_the_record_goes_first(seen: OrderView, row: str) -> None:
    found = stop(seen)
    assert found.row == f"intercept_parcel.{row}"
    assert "refund" not in dict(found.tasks)


def test_what_was_refunded_is_stopped_and_not_refunded_again() -> None:
    seen = road(refunds=REFUNDED)
    assert stop(seen).waits_for == "stopped"
    for result, row in (("done", "refunded_stopped"), ("impossible", "refunded_not_stopped")):
        found = stop(seen, stopped=result)
        assert (found.row, found.tasks) == (f"intercept_parcel.{row}", [])


def test_a_closed_order_on_the_road_without_a_refund_goes_to_a_person() -> None:
    closed = road(EventKind.TRANSIT)
    odd = view(order(OrderStatus.CLOSED, parcels=closed.order.parcels))
    assert stop(odd).row == "intercept_parcel.closed_on_the_road"
    assert stop(road(), turn_back="unknown").row == "intercept_parcel.wish_untold"


@pytest.mark.parametrize(
    ("more", "row"),
    [
        *(({"seen": {"ordered_tasks": (kind,)}}, "given_before") for kind in MONEY),
        ({"paid_fen": 0}, "nothing_to_refund"),
    ],
)
def test_money_given_before_is_counted_by_a_person(more: dict[str, Any], row: str) -> None:
    found = stop(road(**more), turn_back="back", intercepted="done", returned="ok")
    assert (found.row, found.handoff, found.tasks) == (f"intercept_parcel.{row}", "backoffice", [])


def test_the_record_tells_whether_the_courier_was_asked_before() -> None:
    assert read_order_facts(road(seen={"ordered_tasks": ("intercept_parcel",)}))["intercepted_before"] is True
    assert read_order_facts(road())["intercepted_before"] is False
    own = {"ordered_tasks": ("intercept_parcel",), "case_facts": {"intercepted": "done"}}
    assert read_order_facts(road(seen=own))["intercepted_before"] is False


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("帮我把快递拦截一下", "back"),
        ("不想要了能追回吗", "back"),
        ("我都退款了怎么还在派送", "back"),
        ("到了我直接拒收可以吗", "refuse"),
        ("怎么拒收啊", "refuse"),
        ("快递我已经拒收了", "refused"),
        ("拒收了多久退钱", "refused"),
        ("拦截要钱吗", "about"),
        ("拦截成功没", "about"),
        ("别拦截了，我还要", "keep"),
        ("家人误拒收了，能再送吗", "keep"),
    ],
)
def test_the_opening_words_tell_the_wish(text: str, wish: str) -> None:
    assert parse_opening(release().playbooks["intercept_parcel"], text).get("turn_back") == wish
