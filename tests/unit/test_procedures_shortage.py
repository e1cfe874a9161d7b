"""P-SHIP-02 walked: goods that are sold out are waited for, swapped or refunded, and nobody is told tales."""

from dataclasses import replace

import pytest

from aftersales.domain.answers import parse_answer, parse_opening
from aftersales.domain.cases import Value
from aftersales.domain.orders import Compensation, OrderStatus
from tests.unit.orders import ago, line, order, product, view
from tests.unit.procedures import release, walk
from tests.unit.refund_orders import MONEY
from tests.unit.shipping_orders import CANCELLED, XINJIANG, short


@pytest.mark.parametrize("stock", [0, 1])
def test_the_last_piece_in_stock_is_no_shortage(stock: int) -> None:
    found = walk("out_of_stock", view(order(), product(stock=stock, replenish_days=5)))
    if stock:
        assert found.row == "out_of_stock.in_stock"
    else:
        assert found.asks == "shortage_choice"


def test_goods_in_stock_that_are_late_go_the_way_of_late_orders() -> None:
    assert walk("out_of_stock", view(order(paid_at=ago(hours=48)))).row == "out_of_stock.in_stock"
    assert walk("out_of_stock", view(order(paid_at=ago(hours=48, minutes=1)))).asks == "wanted"


def test_a_late_order_without_stock_is_told_so_before_anything_is_promised() -> None:
    assert walk("urge_shipment", short(paid_at=ago(days=4))).asks == "shortage_choice"
    assert walk("urge_shipment", short(None, paid_at=ago(days=4))).asks == "gone_choice"


def test_who_waits_is_noted_and_given_the_first_step_once() -> None:
    found = walk("out_of_stock", short(), shortage_choice="wait")
    assert found.row == "shortage_wait.wait"
    assert found.tasks == [("order_flag", "warehouse"), ("compensate", "backoffice")]
    paid = walk("out_of_stock", short(compensations=(Compensation(500, ago(days=1), "缺货"),)), shortage_choice="wait")
    assert (paid.row, paid.tasks) == ("shortage_wait.otherwise", [("order_flag", "warehouse")])
    again = walk("out_of_stock", replace(short(), ordered_tasks=("compensate",)), shortage_choice="wait")
    assert again.tasks == [("order_flag", "warehouse")]


@pytest.mark.parametrize(
    ("price_fen", "row", "payer"), [(40000, "wait_late", "backoffice"), (40020, "wait_late_reviewed", "finance")]
)
def test_who_waits_for_a_late_order_gets_the_late_payout_instead(price_fen: int, row: str, payer: str) -> None:
    found = walk("out_of_stock", short(price_fen=price_fen, paid_at=ago(days=4)), shortage_choice="wait")
    assert (found.row, found.tasks) == (f"shortage_wait.{row}", [("order_flag", "warehouse"), ("compensate", payer)])


@pytest.mark.parametrize(("address", "row"), [("浙江省杭州市", "swapped_sf"), (XINJIANG, "swapped_fastest")])
def test_who_cannot_wait_gets_other_goods_by_the_faster_courier(address: str, row: str) -> None:
    seen, told = short(address=address), {"shortage_choice": "swap"}
    assert walk("out_of_stock", seen, **told).asks == "swap_text"
    assert walk("out_of_stock", seen, swap_text="铁观音", **told).waits_for == "swapped"
    found = walk("out_of_stock", seen, swap_text="铁观音", swapped="done", **told)
    assert (found.row, found.tasks) == (f"shortage_swap.{row}", [("upgrade_courier", "warehouse")])


@pytest.mark.parametrize(("days", "fact"), [(5, "shortage_choice"), (None, "gone_choice")])
def test_a_swap_that_fails_ends_in_a_refund_or_with_a_person(days: int | None, fact: str) -> None:
    told: dict[str, Value] = {fact: "swap", "swap_text": "铁观音", "swapped": "impossible"}
    assert walk("out_of_stock", short(days), **told).asks == "refund_instead"
    assert walk("out_of_stock", short(days), refund_instead=True, **told).tasks == CANCELLED
    assert walk("out_of_stock", short(days), refund_instead=False, **told).handoff == "parcel"
    assert walk("out_of_stock", short(days), **{fact: "swap", "swap_text": "refused"}).handoff == "parcel"
    assert walk("out_of_stock", short(days), **{fact: "unknown"}).handoff == "parcel"


def test_goods_that_never_come_back_are_swapped_or_refunded() -> None:
    told: dict[str, Value] = {"gone_choice": "swap", "swap_text": "A1", "swapped": "done"}
    swapped = walk("out_of_stock", short(None), **told)
    assert (swapped.row, swapped.tasks) == ("stock_shortage.gone_swapped", [("urge_ship", "warehouse")])
    refunded = walk("out_of_stock", short(None), gone_choice="refund")
    assert (refunded.row, refunded.tasks) == ("stock_shortage.refund", CANCELLED)


def test_a_shortage_refund_follows_the_rules_of_cancelling() -> None:
    assert walk("out_of_stock", short(), shortage_choice="refund").row == "stock_shortage.refund"
    late = walk("out_of_stock", short(paid_at=ago(days=4)), shortage_choice="refund")
    assert late.row == "cancel_unshipped.late"
    for kind in MONEY:
        before = walk(
            "out_of_stock", replace(short(), ordered_tasks=(kind,), finished_tasks=(kind,)), shortage_choice="refund"
        )
        assert (before.row, before.handoff) == ("cancel_unshipped.given_before", "backoffice")


def test_of_several_goods_only_the_missing_ones_may_be_refunded() -> None:
    of = order(lines=[line("A"), line("B")])
    seen = view(of, product("A", stock=0, replenish_days=3), product("B"))
    assert walk("out_of_stock", seen, shortage_choice="refund").asks == "refund_scope"
    part = walk("out_of_stock", seen, shortage_choice="refund", refund_scope="part")
    assert part.handoff == "backoffice"
    assert walk("out_of_stock", seen, shortage_choice="refund", refund_scope="whole").tasks == CANCELLED
    assert walk("out_of_stock", seen, shortage_choice="refund", refund_scope="unknown").handoff == "parcel"


@pytest.mark.parametrize("status", [OrderStatus.PENDING_PAYMENT, OrderStatus.CLOSED, OrderStatus.COMPLETED])
@pytest.mark.parametrize(
    ("stock", "days", "row"),
    [(3, None, "available"), (0, 5, "coming"), (0, None, "gone"), (None, None, "otherwise")],
)
def test_who_waits_for_no_order_is_told_the_stock(
    status: OrderStatus, stock: int | None, days: int | None, row: str
) -> None:
    found = walk("out_of_stock", view(order(status), product(stock=stock, replenish_days=days)))
    assert found.row == f"out_of_stock.{row}"
    assert found.tasks == ([("notify_stock", "operations")] if row == "coming" else [])


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("我等等吧", "wait"),
        ("愿意等", "wait"),
        ("不想等了", "refund"),
        ("急用，给我换一款", "swap"),
        ("退款吧", "refund"),
    ],
)
def test_the_choice_is_understood_in_the_buyers_words(text: str, meant: str) -> None:
    rule = release().playbooks["stock_shortage"].facts["shortage_choice"]
    assert parse_answer(rule, text, 0, rule.choices) == meant
    assert parse_opening(release().playbooks["out_of_stock"], text) == {}


@pytest.mark.parametrize("days", [5, None])
def test_who_asks_where_unsent_goods_are_is_promised_no_day_without_stock(days: int | None) -> None:
    asked = walk("track_parcel", short(days)).asks
    assert asked == ("shortage_choice" if days else "gone_choice")
    assert walk("track_parcel", view(order(), product(stock=1))).row == "track_parcel.not_shipped"
