"""P-SHIP-05 and P-SHIP-06 walked, and what all procedures before the sending have in common."""

import pytest

from aftersales.domain.answers import parse_opening
from aftersales.domain.cases import Value
from aftersales.domain.order_facts import OrderView
from aftersales.domain.orders import EventKind, OrderStatus
from tests.unit.orders import ago, event, order, parcel, signed_parcel, view
from tests.unit.procedures import Walk, release, walk
from tests.unit.shipping_orders import BOOKS, HELD, REFUNDING, XINJIANG, sent


def courier(seen: OrderView, **told: Value) -> Walk:
    return walk("change_courier", seen, **told)


@pytest.mark.parametrize("wish", ["sf", "fast"])
def test_sf_costs_a_surcharge_where_it_reaches(wish: str) -> None:
    seen = view(order())
    assert courier(seen).asks == "courier_wish"
    assert courier(seen, courier_wish=wish).asks == "pays_sf"
    waiting = courier(seen, courier_wish=wish, pays_sf=True)
    assert waiting.waits_for == "sf_upgraded"
    assert courier(seen, courier_wish=wish, pays_sf=True, sf_upgraded="done").row == "change_courier.sf_upgraded"
    failed = courier(seen, courier_wish=wish, pays_sf=True, sf_upgraded="impossible")
    assert failed.row == "change_courier.sf_impossible"
    for answer in (False, "unknown"):
        assert courier(seen, courier_wish=wish, pays_sf=answer).row == "change_courier.otherwise"


@pytest.mark.parametrize("wish", ["sf", "ems", "fast"])
def test_a_remote_province_is_reached_by_ems_at_its_own_price(wish: str) -> None:
    seen = view(order(address=XINJIANG))
    assert courier(seen, courier_wish=wish).asks == "pays_remote_ems"
    assert courier(seen, courier_wish=wish, pays_remote_ems=True).waits_for == "remote_ems_upgraded"
    done = courier(seen, courier_wish=wish, pays_remote_ems=True, remote_ems_upgraded="done")
    assert done.row == "change_courier.remote_ems_upgraded"
    failed = courier(seen, courier_wish=wish, pays_remote_ems=True, remote_ems_upgraded="impossible")
    assert failed.row == "change_courier.remote_ems_impossible"
    assert courier(seen, courier_wish=wish, pays_remote_ems=False).row == "change_courier.remote_unchanged"


def test_ems_near_by_costs_less() -> None:
    seen = view(order())
    assert courier(seen, courier_wish="ems").asks == "pays_ems"
    assert courier(seen, courier_wish="ems", pays_ems=True).waits_for == "ems_upgraded"
    assert courier(seen, courier_wish="ems", pays_ems=True, ems_upgraded="done").row == "change_courier.ems_upgraded"
    assert courier(seen, courier_wish="ems", pays_ems=False).row == "change_courier.ems_unchanged"


def test_an_unknown_province_goes_to_a_person() -> None:
    assert courier(view(order(address="文三路1号")), courier_wish="sf").handoff == "parcel"


def test_other_couriers_are_noted_and_not_promised() -> None:
    assert courier(view(order()), courier_wish="other").asks == "courier_text"
    noted = courier(view(order()), courier_wish="other", courier_text="不要圆通")
    assert (noted.row, noted.tasks) == ("change_courier.other", [("order_flag", "warehouse")])
    assert courier(view(order()), courier_wish="other", courier_text="refused").tasks == []
    assert courier(view(order()), courier_wish="which").row == "change_courier.which"
    assert courier(view(order()), courier_wish="unknown").row == "change_courier.wish_untold"


@pytest.mark.parametrize("kind", [None, EventKind.TRANSIT, EventKind.SIGNED])
def test_a_sent_parcel_keeps_its_courier(kind: EventKind | None) -> None:
    assert courier(sent(kind)).row == "change_courier.shipped"
    assert courier(view(order(OrderStatus.SHIPPED))).row == "change_courier.shipped_unlisted"
    lagging = view(order(parcels=(parcel(event(ago(hours=1), EventKind.PICKUP)),)))
    assert courier(lagging).row == "change_courier.on_the_road"


def combine(seen: OrderView, **told: Value) -> Walk:
    return walk("combine_shipment", seen, **told)


def test_every_parcel_of_a_sent_order_is_told() -> None:
    coming = parcel(event(ago(hours=3), EventKind.TRANSIT), waybill="YT2")
    two = view(order(OrderStatus.SHIPPED, parcels=(signed_parcel(ago(days=1)), coming)))
    assert combine(two).row == "combine_shipment.several"
    assert combine(sent()).row == "combine_shipment.one"
    assert combine(view(order(OrderStatus.SHIPPED))).row == "combine_shipment.shipped_unlisted"


def test_two_unsent_orders_are_combined_when_the_warehouse_can() -> None:
    assert combine(view(order())).asks == "shipping_wish"
    assert combine(view(order()), shipping_wish="orders").asks == "other_order"
    told: dict[str, Value] = {"shipping_wish": "orders", "other_order": "2026110000000109"}
    assert combine(view(order()), **told).waits_for == "combined"
    assert combine(view(order()), combined="done", **told).row == "combine_shipment.combined"
    assert combine(view(order()), combined="impossible", **told).row == "combine_shipment.not_combined"
    assert combine(view(order()), shipping_wish="orders", other_order="refused").tasks == []


@pytest.mark.parametrize(("wish", "result"), [("together", "packed_together"), ("split", "split_up")])
def test_one_order_is_sent_whole_or_split_as_the_warehouse_can(wish: str, result: str) -> None:
    told: dict[str, Value] = {"shipping_wish": wish}
    assert combine(view(order()), **told).waits_for == result
    assert combine(view(order()), **{**told, result: "done"}).row == f"combine_shipment.{wish}"
    assert combine(view(order()), **{**told, result: "impossible"}).row == f"combine_shipment.not_{wish}"
    assert combine(view(order()), shipping_wish="unknown").handoff == "parcel"


@pytest.mark.parametrize(
    ("playbook", "text", "fact", "value"),
    [
        ("combine_shipment", "两个订单一起发可以吗", "shipping_wish", "orders"),
        ("combine_shipment", "不要分开发，我就在家一天", "shipping_wish", "together"),
        ("combine_shipment", "有货的先发", "shipping_wish", "split"),
        ("combine_shipment", "能一起发吗", "shipping_wish", None),
        ("change_courier", "麻烦发顺丰，我补差价", "courier_wish", "sf"),
        ("change_courier", "你们发什么快递", "courier_wish", "which"),
        ("change_courier", "能加急吗", "courier_wish", "fast"),
        ("change_courier", "换成EMS", "courier_wish", "ems"),
        ("change_courier", "别给我发圆通", "courier_wish", "other"),
    ],
)
def test_the_opening_words_tell_the_wish(playbook: str, text: str, fact: str, value: str | None) -> None:
    assert parse_opening(release().playbooks[playbook], text).get(fact) == value


@pytest.mark.parametrize("playbook", BOOKS)
@pytest.mark.parametrize(("status", "row"), [(OrderStatus.PENDING_PAYMENT, "unpaid"), (OrderStatus.CLOSED, "closed")])
def test_an_unpaid_or_closed_order_leaves_no_work(playbook: str, status: OrderStatus, row: str) -> None:
    if (playbook, row) == ("modify_order", "unpaid"):
        return
    found = walk(playbook, view(order(status, paid_at=None)))
    assert (found.row, found.tasks) == (f"{playbook}.{row}", [])


@pytest.mark.parametrize("playbook", [*BOOKS, "out_of_stock"])
def test_a_requested_refund_stops_the_shipping_whatever_is_asked(playbook: str) -> None:
    found = walk(playbook, view(order(refunds=REFUNDING)))
    deciding = "cancel_order" if playbook == "cancel_order" else "refund_under_way"
    assert (found.row, found.tasks) == (f"{deciding}.refund_requested", HELD)
