"""P-LOG-01 and P-SHIP-01 walked row by row: what the record says decides what the buyer hears and who gets work."""

import pytest

from aftersales.domain.orders import Compensation, EventKind, OrderStatus, Parcel, Refund
from tests.unit.orders import ago, event, line, order, parcel, product, signed_parcel, view
from tests.unit.procedures import walk

MOVING = (event(ago(days=2), EventKind.PICKUP), event(ago(hours=5), EventKind.TRANSIT))
TWENTY = [2.0] * 20


@pytest.mark.parametrize(
    ("parcels", "row"),
    [
        ((parcel(*MOVING),), "moving"),
        ((parcel(event(ago(hours=1), EventKind.DELIVERING)),), "delivering"),
        ((parcel(event(ago(hours=1), EventKind.EXCEPTION)),), "exception"),
        ((parcel(event(ago(hours=1), EventKind.RETURNING)),), "turned_back"),
        ((signed_parcel(ago(days=1)),), "signed"),
        ((signed_parcel(ago(days=1)), signed_parcel(ago(days=1), "YT8")), "several_signed"),
        ((signed_parcel(ago(days=1)), parcel(*MOVING)), "several"),
        ((parcel(event(ago(hours=47, minutes=59), EventKind.TRANSIT)),), "moving"),
        ((parcel(shipped=ago(hours=48)),), "not_picked_up"),
        ((Parcel("yto", "YT1"),), "waybill_only"),
        ((), "otherwise"),
    ],
)
def test_a_sent_order_is_told_by_its_newest_scan(parcels: tuple[Parcel, ...], row: str) -> None:
    of = order(OrderStatus.SHIPPED, parcels=parcels)
    assert walk("track_parcel", view(of)).row == f"track_parcel.{row}"
    assert walk("urge_shipment", view(of)).row == f"track_parcel.{row}"


@pytest.mark.parametrize("playbook", ["track_parcel", "urge_shipment"])
@pytest.mark.parametrize(
    ("sent", "asks"),
    [
        (parcel(event(ago(hours=48), EventKind.TRANSIT)), "urgency"),
        (parcel(event(ago(hours=48), EventKind.EXCEPTION)), "urgency"),
        (parcel(shipped=ago(hours=48, minutes=1)), "remedy_sf"),
    ],
)
def test_a_parcel_that_stopped_or_never_started_is_made_good(playbook: str, sent: Parcel, asks: str) -> None:
    assert walk(playbook, view(order(OrderStatus.SHIPPED, parcels=(sent,)))).asks == asks


def test_a_day_is_named_only_with_twenty_delivered_parcels() -> None:
    of = order(OrderStatus.SHIPPED, parcels=(parcel(*MOVING),))
    assert walk("track_parcel", view(of, delivery_days=TWENTY)).row == "track_parcel.expected"
    assert walk("track_parcel", view(of, delivery_days=TWENTY[1:])).row == "track_parcel.moving"


def test_no_day_is_named_once_most_parcels_would_have_arrived() -> None:
    started = event(ago(days=4), EventKind.PICKUP), event(ago(hours=5), EventKind.TRANSIT)
    of = order(OrderStatus.SHIPPED, parcels=(parcel(*started),))
    assert walk("track_parcel", view(of, delivery_days=TWENTY)).row == "track_parcel.moving"


@pytest.mark.parametrize("playbook", ["track_parcel", "urge_shipment"])
@pytest.mark.parametrize(("status", "row"), [(OrderStatus.PENDING_PAYMENT, "unpaid"), (OrderStatus.CLOSED, "closed")])
def test_an_order_that_is_not_paid_or_closed_gets_no_promise(playbook: str, status: OrderStatus, row: str) -> None:
    found = walk(playbook, view(order(status, paid_at=None)))
    assert found.row == f"{playbook}.{row}"
    assert found.tasks == []


def test_a_received_order_without_scans_claims_no_signing_time() -> None:
    assert walk("track_parcel", view(order(OrderStatus.COMPLETED))).row == "track_parcel.received"


def test_the_deadline_itself_is_still_in_time() -> None:
    on_time = walk("urge_shipment", view(order(paid_at=ago(hours=48))))
    assert on_time.row == "urge_shipment.on_time"
    assert on_time.tasks == [("urge_ship", "warehouse")]
    assert walk("urge_shipment", view(order(paid_at=ago(hours=48, minutes=1)))).asks == "wanted"


def test_a_promised_time_goes_before_the_usual_hours() -> None:
    of = order(paid_at=ago(days=4), promised_ship_at=ago(hours=-3))
    assert walk("urge_shipment", view(of)).row == "urge_shipment.on_time"
    assert walk("track_parcel", view(of)).row == "track_parcel.not_shipped"


def test_a_late_order_asks_the_same_whichever_way_the_buyer_comes() -> None:
    assert walk("track_parcel", view(order(paid_at=ago(days=4)))).asks == "wanted"


def test_late_and_not_wanted_is_refunded_and_held_back() -> None:
    found = walk("urge_shipment", view(order(paid_at=ago(days=4))), wanted="money")
    assert found.row == "cancel_unshipped.late"
    assert found.tasks == [("stop_shipping", "warehouse"), ("refund", "backoffice"), ("compensate", "backoffice")]


def test_nothing_is_promised_of_goods_that_are_out_of_stock() -> None:
    assert walk("urge_shipment", view(order(), product(stock=0))).asks == "gone_choice"


@pytest.mark.parametrize(
    ("price_fen", "row", "payer"),
    [(40000, "payout", "backoffice"), (40020, "payout_reviewed", "finance"), (1000, "payout", "backoffice")],
)
def test_late_and_wanted_is_urged_and_paid_within_the_limit(price_fen: int, row: str, payer: str) -> None:
    """5 % of 400 元 is the agent's 20 元; a fen more goes to finance."""
    of = order(lines=[line(price_fen=price_fen)], paid_at=ago(days=4))
    found = walk("urge_shipment", view(of), wanted="goods")
    assert found.row == f"late_shipment.{row}"
    assert found.tasks == [("urge_ship", "warehouse"), ("compensate", payer)]


def test_nobody_is_paid_twice_for_the_same_delay() -> None:
    late = order(paid_at=ago(days=4))
    paid = order(paid_at=ago(days=4), compensations=(Compensation(500, ago(days=1), "延迟发货"),))
    assert walk("urge_shipment", view(paid), wanted="goods").tasks == [("urge_ship", "warehouse")]
    again = walk("urge_shipment", view(late, ordered_tasks=("urge_ship", "compensate")))
    assert again.row == "late_shipment.again"
    assert again.handoff == "parcel"


def test_without_an_answer_the_late_order_is_only_urged() -> None:
    found = walk("urge_shipment", view(order(paid_at=ago(days=4))), wanted="unknown")
    assert found.tasks == [("urge_ship", "warehouse")]


def test_out_of_stock_is_said_and_not_urged() -> None:
    found = walk("urge_shipment", view(order(paid_at=ago(days=4)), product(stock=0)), wanted="goods")
    assert found.asks == "gone_choice"


@pytest.mark.parametrize("paid_days", [1, 4])
def test_a_running_refund_stops_the_shipping(paid_days: int) -> None:
    of = order(paid_at=ago(days=paid_days), refunds=(Refund("refund_only", "applied", 16800),))
    found = walk("urge_shipment", view(of))
    assert found.row == "urge_shipment.refund_applied"
    assert found.tasks == [("stop_shipping", "warehouse"), ("refund", "backoffice")]
    assert walk("track_parcel", view(of)).row == "refund_under_way.refund_requested"
    processing = order(paid_at=ago(days=paid_days), refunds=(Refund("refund_only", "processing", 16800),))
    found = walk("urge_shipment", view(processing))
    assert found.row == "refund_under_way.refund_requested"
    assert found.tasks == [("stop_shipping", "warehouse")]
    rejected = order(refunds=(Refund("refund_only", "rejected", 16800),))
    assert walk("urge_shipment", view(rejected)).row == "urge_shipment.on_time"


def test_an_order_without_payment_time_gets_no_invented_deadline() -> None:
    assert walk("urge_shipment", view(order(paid_at=None))).handoff == "parcel"
    assert walk("track_parcel", view(order(paid_at=None))).row == "track_parcel.not_shipped_undated"
