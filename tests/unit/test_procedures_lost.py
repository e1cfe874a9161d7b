"""P-LOG-05 walked row by row: signed and not received, lost, brought to a wrong place; how a loss is made good."""

from typing import Any

import pytest

from aftersales.domain.answers import parse_answer, parse_opening
from aftersales.domain.cases import Value
from aftersales.domain.order_facts import OrderView
from aftersales.domain.orders import EventKind, OrderStatus, Parcel
from tests.unit.delivery_orders import REFUNDED, ROAD, received, road, two_parcels
from tests.unit.orders import order, view
from tests.unit.procedures import Walk, release, walk
from tests.unit.refund_orders import MADE_GOOD, MONEY
from tests.unit.shipping_orders import HELD, REFUNDING

CLAIM = ("courier_claim", "courier")
NO_PROOF: dict[str, Value] = {"situation": "searched", "proof": "none"}


def missed(seen: OrderView, **told: Value) -> Walk:
    return walk("signed_not_received", seen, **told)


def test_who_may_have_taken_it_in_is_asked_before_the_courier() -> None:
    seen = received()
    assert missed(seen).asks == "situation"
    assert missed(seen, situation="signed").asks == "found"
    assert missed(seen, situation="signed", found=True).row == "signed_not_received.found"
    for answer in (False, "unknown"):
        assert missed(seen, situation="signed", found=answer).waits_for == "proof"
    assert missed(seen, situation="unknown").row == "signed_not_received.situation_untold"


def test_an_order_without_scans_claims_no_signing_time() -> None:
    seen = view(order(OrderStatus.COMPLETED))
    assert missed(seen, situation="signed").asks == "found_untimed"
    assert missed(seen, situation="signed", found_untimed=True).row == "signed_not_received.found_untimed"
    assert missed(seen, situation="signed", found_untimed=False).waits_for == "proof"


@pytest.mark.parametrize("situation", ["searched", "lost"])
def test_who_has_looked_everywhere_is_not_sent_to_look_again(situation: str) -> None:
    assert missed(received(), situation=situation).waits_for == "proof"


def test_the_couriers_slip_decides() -> None:
    own = missed(received(), situation="searched", proof="self")
    assert (own.row, own.handoff, own.tasks) == ("signed_not_received.signed_self", "parcel", [])
    for result in ("other", "none"):
        assert missed(received(), situation="searched", proof=result).asks == "remedy"


def test_a_wrong_place_is_delivered_again_and_made_good_when_that_fails() -> None:
    for seen in (received(), road(EventKind.DELIVERING)):
        assert missed(seen, situation="wrong_place").waits_for == "redelivered"
        done = missed(seen, situation="wrong_place", redelivered="done")
        assert done.row == "signed_not_received.redelivered"
        assert missed(seen, situation="wrong_place", redelivered="impossible").asks == "remedy"


@pytest.mark.parametrize("kind", ROAD)
def test_a_loss_the_record_does_not_show_is_asked_of_the_courier(kind: EventKind | None) -> None:
    seen = road(kind)
    assert missed(seen, situation="lost").waits_for == "still_coming"
    assert missed(seen, situation="lost", still_coming="done").row == "signed_not_received.still_coming"
    assert missed(seen, situation="lost", still_coming="impossible").asks == "remedy"
    assert missed(seen, situation="signed").row.startswith("track_parcel.")


@pytest.mark.parametrize(
    ("seen", "row"),
    [
        (view(order(OrderStatus.PENDING_PAYMENT, paid_at=None)), "track_parcel.unpaid"),
        (view(order()), "track_parcel.not_shipped"),
        (view(order(OrderStatus.CLOSED, refunds=REFUNDING)), "signed_not_received.closed_refunding"),
        (view(order(OrderStatus.CLOSED, refunds=REFUNDED)), "signed_not_received.closed_refunded"),
        (view(order(OrderStatus.CLOSED)), "signed_not_received.closed"),
        (received(seen={"ordered_tasks": ("refund",)}), "signed_not_received.again"),
        (received(seen={"ordered_tasks": ("reship",)}), "signed_not_received.again"),
        (received(seen={"ordered_tasks": ("reship_part",)}), "signed_not_received.again"),
        (road(EventKind.RETURNING), "track_parcel.turned_back"),
        (two_parcels(), "track_parcel.several"),
    ],
)
def test_the_record_goes_first(seen: OrderView, row: str) -> None:
    found = missed(seen)
    assert found.row == row
    assert not {"refund", "reship"} & {kind for kind, _ in found.tasks}


def test_a_running_refund_is_not_doubled() -> None:
    found = missed(received(refunds=REFUNDING), situation="searched", proof="none", remedy="refund")
    assert (found.row, found.tasks) == ("signed_not_received.refund_running", [("proof_of_delivery", "courier")])
    assert missed(view(order(refunds=REFUNDING))).tasks == HELD


def test_of_several_signed_parcels_a_person_finds_out_which_is_missing() -> None:
    found = missed(two_parcels(EventKind.SIGNED, OrderStatus.SIGNED))
    assert (found.row, found.handoff) == ("signed_not_received.several", "parcel")


def test_the_buyer_chooses_between_goods_and_money() -> None:
    reship = missed(received(), **NO_PROOF, remedy="reship")
    assert (reship.row, reship.tasks) == ("lost_parcel.reship", [("reship", "warehouse"), CLAIM])
    refund = missed(received(), **NO_PROOF, remedy="refund")
    assert (refund.row, refund.tasks) == ("lost_parcel.refund", [("refund", "backoffice"), CLAIM])
    assert missed(received(), **NO_PROOF, remedy="unknown").row == "lost_parcel.otherwise"


def test_without_stock_the_money_goes_back_unasked() -> None:
    assert missed(received(stock=0), **NO_PROOF).row == "lost_parcel.no_stock"
    unknown = received(stock=None)
    assert missed(unknown, **NO_PROOF, remedy="refund").row == "lost_parcel.refund"
    assert missed(unknown, **NO_PROOF, remedy="reship").row == "lost_parcel.otherwise"


def test_beyond_the_limit_somebody_approves_first() -> None:
    assert missed(received(20000), **NO_PROOF).asks == "remedy"
    dear = received(20001)
    assert missed(dear, **NO_PROOF).waits_for == "loss_approved"
    assert missed(dear, **NO_PROOF, loss_approved="granted").asks == "remedy"
    assert missed(dear, **NO_PROOF, loss_approved="granted", remedy="refund").row == "lost_parcel.refund"
    refused = missed(dear, **NO_PROOF, loss_approved="refused")
    assert (refused.row, refused.handoff, refused.tasks) == ("lost_parcel.not_approved", "parcel", [])


@pytest.mark.parametrize(
    ("more", "row"),
    [
        ({"reship_of": "2026110000000001"}, "reship_order"),
        *(({"seen": {"ordered_tasks": (kind,)}}, "given_before") for kind in MONEY if kind not in MADE_GOOD),
        ({"refunds": REFUNDED}, "nothing_to_refund"),
    ],
)
def test_an_order_made_good_in_part_is_counted_by_a_person(more: dict[str, Any], row: str) -> None:
    found = missed(received(**more), **NO_PROOF, remedy="refund")
    assert (found.row, found.handoff, found.tasks) == (f"lost_parcel.{row}", "parcel", [])


def test_a_parcel_without_scans_counts_as_on_the_road() -> None:
    bare = view(order(OrderStatus.SHIPPED, parcels=(Parcel("yto", "YT1"),)))
    assert missed(bare, situation="signed").row == "track_parcel.waybill_only"


@pytest.mark.parametrize(
    ("text", "situation"),
    [
        ("显示签收了我根本没拿到", "signed"),
        ("没有收到货，怎么就签收了", "signed"),
        ("家人和驿站都问过了，没有", "searched"),
        ("去驿站找了，驿站说没有这个件", "searched"),
        ("快递给我送错了，在隔壁小区", "wrong_place"),
        ("在别的城市被签收了", "wrong_place"),
        ("包裹是不是丢了", "lost"),
        ("放门口被人拿走了", "lost"),
        ("货呢", None),
    ],
)
def test_the_opening_words_tell_the_situation(text: str, situation: str | None) -> None:
    assert parse_opening(release().playbooks["signed_not_received"], text).get("situation") == situation


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("没有", False),
        ("都问过了，没有", False),
        ("没找到啊", False),
        ("家里人都说没收", False),
        ("找到了，在驿站", True),
        ("问过了，在驿站", True),
        ("拿到了谢谢", True),
        ("没", False),
    ],
)
def test_hurried_answers_to_whether_it_was_found(text: str, found: bool) -> None:
    rule = release().playbooks["signed_not_received"].facts["found"]
    assert parse_answer(rule, text, 0, rule.choices) is found
