"""P-SHIP-03 walked: another address, other goods, a price or a wish, before the sending, on a big sale and after it."""

import pytest

from aftersales.domain.answers import parse_opening
from aftersales.domain.cases import Value
from aftersales.domain.order_facts import OrderView
from aftersales.domain.orders import EventKind, OrderStatus
from tests.unit.orders import ago, order, parcel, signed_parcel, view
from tests.unit.procedures import Walk, release, walk
from tests.unit.shipping_orders import CANCELLED, on_big_sale, sent


@pytest.mark.parametrize("phase", [None, "waybill"])
def test_a_new_address_before_the_sending_is_changed_and_noted(phase: str | None) -> None:
    seen = view(order(parcels=(parcel(),) if phase else ()))
    assert walk("change_address", seen).asks == "new_address"
    assert walk("change_address", seen, new_address="文三路2号").waits_for == "address_changed"
    done = walk("change_address", seen, new_address="文三路2号", address_changed="done")
    assert (done.row, done.tasks) == ("change_address.changed", [("order_flag", "backoffice")])


@pytest.mark.parametrize("told", ["refused", "unknown"])
def test_without_a_new_address_nothing_is_claimed(told: str) -> None:
    found = walk("change_address", view(order()), new_address=told)
    assert (found.row, found.tasks) == ("change_address.no_address", [])


@pytest.mark.parametrize(
    ("playbook", "told", "result"),
    [
        ("change_address", {"new_address": "文三路2号"}, "address_changed"),
        ("modify_order", {"change": "goods", "change_text": "改两罐"}, "order_changed"),
    ],
)
def test_what_cannot_be_changed_is_kept_or_refunded_as_the_buyer_likes(
    playbook: str, told: dict[str, Value], result: str
) -> None:
    told = {**told, result: "impossible"}
    for seen in (view(order()), on_big_sale(order())):
        assert walk(playbook, seen, **told).asks == "keep_or_refund"
        assert walk(playbook, seen, keep_or_refund="refund", **told).tasks == CANCELLED
        assert walk(playbook, seen, keep_or_refund="keep", **told).row == "change_impossible.keep"
        assert walk(playbook, seen, keep_or_refund="unknown", **told).handoff == "parcel"


@pytest.mark.parametrize(
    ("playbook", "told", "result", "row"),
    [
        ("change_address", {"new_address": "文三路2号"}, "address_changed", "address_on_big_sale"),
        ("modify_order", {"change": "goods", "change_text": "改两罐"}, "order_changed", "order_on_big_sale"),
    ],
)
def test_on_a_big_sale_day_the_change_is_registered_and_followed_the_next_day(
    playbook: str, told: dict[str, Value], result: str, row: str
) -> None:
    waiting = walk(playbook, on_big_sale(order()), **told).move
    assert getattr(waiting, "say", "") == f"{playbook}.registered_big_sale"
    ordinary = walk(playbook, view(order()), **told).move
    assert getattr(ordinary, "say", "") == f"{playbook}.registered"
    told = {**told, result: "done"}
    assert walk(playbook, on_big_sale(order()), **told).row == f"{row}.changed"
    assert walk(playbook, view(order()), **told).row == f"{playbook}.changed", "the next day is no big sale any more"


@pytest.mark.parametrize(
    ("kind", "task", "row"),
    [
        (None, "intercept_parcel", "change_address"),
        (EventKind.TRANSIT, "intercept_parcel", "change_address"),
        (EventKind.DELIVERING, "redeliver", "address_in_delivery"),
    ],
)
def test_a_parcel_on_the_road_is_redirected_without_a_guarantee(kind: EventKind | None, task: str, row: str) -> None:
    seen, told = sent(kind), {"new_address": "文三路2号"}
    waiting = walk("change_address", seen, **told)
    assert waiting.waits_for == "redirected"
    assert [(each.kind, each.team) for each in getattr(waiting.move, "tasks", ())] == [(task, "courier")]
    assert walk("change_address", seen, redirected="done", **told).row == f"{row}.redirected"
    failed = walk("change_address", seen, redirected="impossible", **told)
    assert failed.tasks == [("order_flag", "backoffice")]


def test_a_redirected_parcel_that_is_out_for_delivery_meanwhile_is_not_redirected_again() -> None:
    told: dict[str, Value] = {"new_address": "文三路2号", "redirected": "done"}
    assert walk("change_address", sent(EventKind.DELIVERING), **told).row == "address_in_delivery.redirected"


def test_an_address_is_too_late_for_a_signed_parcel_and_a_persons_work_for_a_returning_one() -> None:
    signed = view(order(OrderStatus.SIGNED, parcels=(signed_parcel(ago(days=1)),)))
    assert walk("change_address", signed).row == "change_address.signed"
    assert walk("change_address", sent(EventKind.RETURNING)).handoff == "parcel"


def modify(seen: OrderView, **told: Value) -> Walk:
    return walk("modify_order", seen, **told)


@pytest.mark.parametrize("change", ["sturdy", "no_list", "check", "fresh"])
@pytest.mark.parametrize("status", [OrderStatus.PENDING_PAYMENT, OrderStatus.PAID])
def test_a_packing_wish_is_noted_without_a_question(change: str, status: OrderStatus) -> None:
    found = modify(view(order(status)), change=change)
    assert (found.row, found.tasks) == ("modify_order.wish", [("order_flag", "warehouse")])
    assert modify(sent(), change=change).row == "modify_order.shipped_wish"


def test_any_other_note_is_taken_in_the_buyers_words() -> None:
    assert modify(view(order()), change="note").asks == "note_text"
    assert modify(view(order()), change="note", note_text="写生日快乐").tasks == [("order_flag", "warehouse")]
    assert modify(view(order()), change="note", note_text="refused").tasks == []


def test_other_goods_before_the_sending_are_changed_by_the_backoffice() -> None:
    assert modify(view(order())).asks == "change"
    assert modify(view(order()), change="goods").asks == "change_text"
    assert modify(view(order()), change="goods", change_text="两罐").waits_for == "order_changed"
    done = modify(view(order()), change="goods", change_text="两罐", order_changed="done")
    assert (done.row, done.tasks) == ("modify_order.changed", [("order_flag", "warehouse")])
    assert modify(view(order()), change="goods", change_text="unknown").row == "modify_order.goods_untold"
    assert modify(view(order()), change="unknown").handoff == "parcel"


def test_the_price_is_changed_before_the_payment_only() -> None:
    unpaid = view(order(OrderStatus.PENDING_PAYMENT))
    assert modify(unpaid, change="price").asks == "price_text"
    assert modify(unpaid, change="price", price_text="减10").waits_for == "price_changed"
    assert modify(unpaid, change="price", price_text="减10", price_changed="done").row == "modify_order.price_changed"
    refused = modify(unpaid, change="price", price_text="减10", price_changed="impossible")
    assert refused.row == "modify_order.price_not_changed"
    assert modify(unpaid, change="price", price_text="unknown").row == "modify_order.price_untold"
    assert modify(view(order()), change="price").handoff == "backoffice"
    assert modify(unpaid, change="goods").row == "modify_order.unpaid_goods"


def test_sent_goods_are_called_back_if_the_buyer_likes_or_exchanged_later() -> None:
    assert modify(sent(), change="goods").asks == "intercept_wanted"
    assert modify(sent(), change="goods", intercept_wanted=True).waits_for == "intercepted"
    assert modify(sent(), change="goods", intercept_wanted=False).row == "modify_order.otherwise"
    assert modify(sent(EventKind.DELIVERING), change="goods").row == "modify_order.delivering"
    assert modify(sent(EventKind.SIGNED)).row == "modify_order.signed"
    assert modify(sent(EventKind.REFUSED)).row == "modify_order.turned_back"


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("包装结实点，路上别压坏了", "sturdy"),
        ("里面不要放清单", "no_list"),
        ("不要发错颜色", "check"),
        ("日期新一点", "fresh"),
        ("拍错颜色了，能改吗", "goods"),
        ("拍下了，改一下价格", "price"),
        ("帮我备注一下", "note"),
        ("订单能改吗", None),
    ],
)
def test_the_opening_words_tell_what_is_to_be_changed(text: str, change: str | None) -> None:
    assert parse_opening(release().playbooks["modify_order"], text).get("change") == change
