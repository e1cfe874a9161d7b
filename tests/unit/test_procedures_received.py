"""P-RCV-02 and 03 walked, and what all procedures of received goods look at first."""

from typing import Any

import pytest

from aftersales.domain.cases import Value
from aftersales.domain.orders import EventKind, OrderStatus, Promotion, Refund
from tests.unit.orders import ago, event, order, parcel, signed_parcel, view
from tests.unit.procedures import walk
from tests.unit.received_orders import PHOTO, answer, opening, received, row

BOOKS = ("missing_gift", "extra_item", "wrong_item", "damaged_item", "description_mismatch")


@pytest.mark.parametrize("book", BOOKS)
@pytest.mark.parametrize("status", [OrderStatus.PENDING_PAYMENT, OrderStatus.PAID])
def test_what_is_still_in_the_warehouse_is_told_so(book: str, status: OrderStatus) -> None:
    assert row(walk(book, view(order(status)))) == "not_sent"


@pytest.mark.parametrize("book", [book for book in BOOKS if book != "extra_item"])
def test_a_closed_order_goes_to_a_person(book: str) -> None:
    assert walk(book, view(order(OrderStatus.CLOSED))).handoff == "difficult"


@pytest.mark.parametrize("book", [book for book in BOOKS if book != "extra_item"])
def test_a_running_refund_is_not_topped_up(book: str) -> None:
    running = received(refunds=(Refund("refund_only", "applied", 10000),))
    assert row(walk(book, running)) == "refund_running"


@pytest.mark.parametrize("book", [book for book in BOOKS if book != "extra_item"])
@pytest.mark.parametrize("kind", ["reship", "reship_part", "refund"])
def test_what_was_made_good_before_is_not_made_good_again(book: str, kind: str) -> None:
    found = walk(book, received(ordered_tasks=(kind,)))
    assert (row(found), found.handoff) == ("again", "difficult")


# P-RCV-02


NOTED: dict[str, Any] = {"gifts_promised": ("无线门铃",)}


def test_the_buyer_looks_for_the_gift_first() -> None:
    assert walk("missing_gift", received(**NOTED)).asks == "gift_found"
    assert row(walk("missing_gift", received(**NOTED), gift_found=True)) == "found"


@pytest.mark.parametrize(
    ("text", "found"),
    [("没有", False), ("找过了没有", False), ("还是没找到", False), ("没有找到", False), ("找到了", True)],
)
def test_found_or_not_is_understood(text: str, found: bool) -> None:
    assert answer("missing_gift", "gift_found", text) is found


def test_a_noted_gift_is_checked_by_the_warehouse_and_sent() -> None:
    seen = received(**NOTED)
    assert walk("missing_gift", seen, gift_found=False).waits_for == "warehouse_check"
    sent = walk("missing_gift", seen, gift_found=False, warehouse_check="missed")
    assert row(sent) == "promised_missed"
    assert sent.tasks == [("resend_gift", "warehouse"), ("order_flag", "backoffice")]


def test_a_gift_the_warehouse_packed_comes_next_time_or_a_call_is_made() -> None:
    seen = received(**NOTED)
    told: dict[str, Value] = {"gift_found": False, "warehouse_check": "sent"}
    assert walk("missing_gift", seen, **told).asks == "next_time"
    assert walk("missing_gift", seen, next_time=True, **told).tasks == [("order_flag", "backoffice")]
    refusals: tuple[Value, ...] = (False, "unknown")
    for answered in refusals:
        called = walk("missing_gift", seen, next_time=answered, **told)
        assert (row(called), called.tasks) == ("call", [("call_back", "difficult")])


@pytest.mark.parametrize(
    ("text", "agreed"), [("可以的", True), ("下次吧", True), ("不行，现在就补", False), ("不买了", False)]
)
def test_next_time_or_not_is_understood(text: str, agreed: bool) -> None:
    assert answer("missing_gift", "next_time", text) is agreed


def test_a_gift_of_a_running_promotion_goes_by_the_list_of_winners() -> None:
    won = (Promotion("双11", ago(days=2), ago(days=-2), winners=("2026112400000001",)),)
    seen = received(promotions=won)
    assert walk("missing_gift", seen, gift_found=False).waits_for == "warehouse_check"
    sent = walk("missing_gift", seen, gift_found=False, warehouse_check="missed")
    assert (row(sent), sent.tasks) == ("winner_missed", [("resend_gift", "warehouse")])
    lost = received(promotions=(Promotion("双11", ago(days=2), ago(days=-2), winners=("1",)),))
    assert walk("missing_gift", lost, gift_found=False).asks == "gift_source"


def test_a_list_that_is_not_in_the_record_is_looked_up_by_operations() -> None:
    told: dict[str, Value] = {"gift_found": False, "gift_source": "promo"}
    assert walk("missing_gift", received(), **told).waits_for == "in_winner_list"
    refused = walk("missing_gift", received(), in_winner_list=False, **told)
    assert (row(refused), refused.tasks) == ("not_listed", [])
    assert walk("missing_gift", received(), in_winner_list=True, **told).waits_for == "warehouse_check"
    sent = walk("missing_gift", received(), in_winner_list=True, warehouse_check="missed", **told)
    assert sent.tasks == [("resend_gift", "warehouse")]


def test_an_unnoted_sample_is_sent_as_goodwill_once_the_warehouse_looked() -> None:
    told: dict[str, Value] = {"gift_found": False, "gift_source": "sample"}
    assert walk("missing_gift", received(), **told).waits_for == "warehouse_check"
    sent = walk("missing_gift", received(), warehouse_check="missed", **told)
    assert row(sent) == "sample_missed"
    assert sent.tasks == [("resend_gift", "warehouse"), ("order_flag", "backoffice")]
    assert walk("missing_gift", received(), warehouse_check="sent", **told).asks == "next_time"


@pytest.mark.parametrize("source", ["promised", "unknown"])
def test_a_promise_without_a_note_is_looked_at_by_a_person(source: str) -> None:
    told: dict[str, Value] = {"gift_found": False, "gift_source": source}
    assert walk("missing_gift", received(), **told).waits_for == "gift_owed"
    owed = walk("missing_gift", received(), gift_owed=True, **told)
    assert owed.tasks == [("resend_gift", "warehouse"), ("order_flag", "backoffice")]
    refused = walk("missing_gift", received(), gift_owed=False, **told)
    assert (row(refused), refused.tasks) == ("not_owed", [])


def test_a_parcel_still_coming_may_hold_the_gift() -> None:
    coming = parcel(event(ago(hours=3), EventKind.TRANSIT), waybill="YT2")
    of = order(OrderStatus.SHIPPED, parcels=(signed_parcel(ago(days=1)), coming))
    assert row(walk("missing_gift", view(of))) == "parcel_coming"


def test_a_gift_told_as_a_missing_item_is_the_same_procedure() -> None:
    assert walk("missing_item", received(), missing_kind="gift").asks == "gift_found"
    sent = walk("missing_item", received(**NOTED), missing_kind="gift", gift_found=False, warehouse_check="missed")
    assert sent.row == "missing_gift.promised_missed"


@pytest.mark.parametrize(
    ("text", "source"),
    [("活动送的赠品没收到", "promo"), ("说好送门铃的没给", "promised"), ("小样怎么没有", "sample"), ("赠品没有", None)],
)
def test_the_source_of_a_gift_is_heard_in_the_opening(text: str, source: str | None) -> None:
    assert opening("missing_gift", text, "gift_source") == source


# P-RCV-03


def test_what_was_sent_too_much_is_fetched_at_the_shops_cost() -> None:
    assert walk("extra_item", received()).asks == "evidence_photos"
    fetched = walk("extra_item", received(), **PHOTO)
    assert (row(fetched), fetched.tasks) == ("pickup", [("pickup_at_door", "courier"), ("order_flag", "backoffice")])


@pytest.mark.parametrize("photo", ["refused", "unknown"])
def test_without_a_picture_the_warehouse_counts_as_well(photo: str) -> None:
    found = walk("extra_item", received(), evidence_photos=photo)
    assert [kind for kind, _ in found.tasks] == ["check_warehouse", "pickup_at_door", "order_flag"]
    assert found.handoff is None
