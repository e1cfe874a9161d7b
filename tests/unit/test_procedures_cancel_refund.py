"""P-REF-05 walked: what is not finished is withdrawn on the platform, what we stopped ourselves a person undoes."""

import pytest

from aftersales.domain.order_facts import OrderView
from aftersales.domain.orders import EventKind, OrderStatus
from tests.unit.orders import ago, event, order, parcel, view
from tests.unit.procedures import Walk, walk
from tests.unit.refund_state_orders import placed, returned, with_refund

CLOSED, PAID, SHIPPED, SIGNED = OrderStatus.CLOSED, OrderStatus.PAID, OrderStatus.SHIPPED, OrderStatus.SIGNED
OPEN = ("applied", "approved")


def cancel(seen: OrderView) -> Walk:
    return walk("cancel_refund", seen)


@pytest.mark.parametrize("state", OPEN)
@pytest.mark.parametrize(
    ("status", "row"),
    [
        (PAID, "open_unshipped"),
        (SHIPPED, "open_shipped"),
        (SIGNED, "open_received"),
        (OrderStatus.COMPLETED, "open_received"),
        (OrderStatus.PENDING_PAYMENT, "open_unpaid"),
    ],
)
def test_an_open_refund_is_withdrawn_by_the_buyer(state: str, status: OrderStatus, row: str) -> None:
    found = cancel(with_refund(state, status))
    assert (found.row, found.tasks, found.handoff) == (f"cancel_refund.{row}", [], None)


@pytest.mark.parametrize("status", [SIGNED, CLOSED])
def test_a_finished_refund_cannot_be_withdrawn(status: OrderStatus) -> None:
    assert cancel(with_refund("succeeded", status)).row == "cancel_refund.finished"
    assert cancel(with_refund("succeeded", CLOSED, amount_fen=500)).row == "cancel_refund.finished_closed"


def test_a_finished_part_leaves_nothing_to_withdraw() -> None:
    assert cancel(with_refund("succeeded", amount_fen=500)).row == "cancel_refund.part_finished"


@pytest.mark.parametrize("state", [*OPEN, "processing"])
def test_what_we_told_the_warehouse_to_stop_a_person_undoes(state: str) -> None:
    seen = with_refund(state, PAID, ordered_tasks=("stop_shipping",))
    found = cancel(seen)
    assert (found.row, found.handoff, found.tasks) == ("cancel_refund.stop_undone", "backoffice", [])


def test_a_stop_that_outlived_its_application_is_undone_too() -> None:
    found = cancel(with_refund("closed", PAID, ordered_tasks=("stop_shipping",)))
    assert (found.row, found.handoff) == ("cancel_refund.stop_left", "backoffice")
    assert cancel(placed(PAID, ("stop_shipping",))).row == "cancel_refund.stop_left"


@pytest.mark.parametrize("kind", ["intercept_parcel", "recall_parcel"])
def test_a_parcel_we_called_back_is_a_persons_work(kind: str) -> None:
    found = cancel(with_refund("applied", SHIPPED, ordered_tasks=(kind,)))
    assert (found.row, found.handoff) == ("cancel_refund.intercept_undone", "backoffice")


def test_a_refund_we_ordered_ourselves_is_stopped_by_a_person_if_at_all() -> None:
    found = cancel(placed(PAID, ("refund", "stop_shipping")))
    assert (found.row, found.handoff) == ("cancel_refund.cancel_undone", "backoffice")
    assert cancel(placed(SIGNED, ("refund",))).row == "cancel_refund.refund_undone"


@pytest.mark.parametrize("state", ["sent", "received", "inspected"])
def test_goods_on_their_way_back_are_not_simply_kept(state: str) -> None:
    found = cancel(returned(state))
    assert (found.row, found.handoff) == ("cancel_refund.goods_returning", "backoffice")


def test_a_parcel_turned_round_by_the_courier_is_a_persons_work() -> None:
    back = (parcel(event(ago(hours=2), EventKind.RETURNING)),)
    found = cancel(with_refund("applied", SHIPPED, parcels=back))
    assert (found.row, found.handoff) == ("cancel_refund.parcel_back", "backoffice")


def test_money_on_its_way_is_withdrawn_only_if_the_page_still_offers_it() -> None:
    assert cancel(with_refund("processing", PAID)).row == "cancel_refund.processing"
    assert cancel(with_refund("processing")).tasks == []


@pytest.mark.parametrize(("kind", "row"), [("receive_goods", "return_undone"), ("exchange_ship", "exchange_undone")])
def test_a_return_or_exchange_we_noted_is_taken_back_by_a_person(kind: str, row: str) -> None:
    found = cancel(placed(SIGNED, (kind,)))
    assert (found.row, found.handoff) == (f"cancel_refund.{row}", "backoffice")


@pytest.mark.parametrize("state", ["closed", "rejected"])
def test_what_is_withdrawn_already_needs_nothing(state: str) -> None:
    assert cancel(with_refund(state)).row == "cancel_refund.withdrawn"
    assert cancel(with_refund(state, CLOSED)).row == "cancel_refund.order_closed"


def test_an_order_without_a_refund_has_nothing_to_withdraw() -> None:
    assert cancel(placed()).row == "cancel_refund.otherwise"
    assert cancel(view(order(OrderStatus.PENDING_PAYMENT, paid_fen=0))).row == "cancel_refund.unpaid"
    assert cancel(view(order(CLOSED))).row == "cancel_refund.order_closed"


def test_who_only_wants_nothing_to_be_sent_gets_the_parcel_stopped() -> None:
    found = walk("cancel_refund", with_refund("applied", OrderStatus.PAID), stop_told="stop")
    assert (found.row, found.tasks) == ("cancel_refund.stop_shipping", [("stop_shipping", "warehouse")])
    unseen = walk("cancel_refund", placed(PAID), stop_told="stop")
    assert (unseen.row, unseen.tasks, unseen.handoff) == (
        "cancel_refund.stop_unseen",
        [("stop_shipping", "warehouse")],
        "backoffice",
    )
    assert walk("cancel_refund", placed(SHIPPED), stop_told="stop").tasks == []
