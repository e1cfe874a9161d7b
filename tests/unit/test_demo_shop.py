"""The demo shop holds what it promises, whatever the moment it is loaded at."""

from collections import Counter
from datetime import datetime, timedelta

import pytest

from aftersales.adapters.demo.agents import STAFF
from aftersales.adapters.demo.personas import PERSONAS
from aftersales.adapters.demo.shop import demo_shop
from aftersales.adapters.importers.neutral_json import NeutralRows
from aftersales.domain.calendar import SHANGHAI, days_since
from aftersales.domain.orders import EventKind, Order, OrderStatus, PriceClass, Product, Promotion
from aftersales.use_cases.import_orders import SourceRow

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=SHANGHAI)
MOMENTS = (NOON, datetime(2026, 11, 11, 0, 0, 1, tzinfo=SHANGHAI), datetime(2028, 2, 29, 23, 59, tzinfo=SHANGHAI))


class Shop:
    """The demo shop as the importer reads it."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        rows = NeutralRows(demo_shop(now))
        records = [row.record for row in rows if isinstance(row, SourceRow)]
        self.unknown = rows.unknown
        self.refused = [row for row in NeutralRows(demo_shop(now)) if not isinstance(row, SourceRow)]
        self.orders = {record.order_no: record for record in records if isinstance(record, Order)}
        self.products = {record.sku: record for record in records if isinstance(record, Product)}
        self.promotions = [record for record in records if isinstance(record, Promotion)]

    def of(self, buyer_id: str) -> list[Order]:
        return [order for order in self.orders.values() if order.buyer_id == buyer_id]

    def only(self, buyer_id: str) -> Order:
        (order,) = self.of(buyer_id)
        return order

    def signed_days(self, order: Order) -> int | None:
        signed = [event for parcel in order.parcels if (event := parcel.first(EventKind.SIGNED))]
        return days_since(signed[-1].at, self.now) if len(signed) == len(order.parcels) > 0 else None

    def drop_fen(self, order: Order) -> int:
        return sum(
            (line.price_fen - (self.products[line.sku].current_price_fen or 0)) * line.qty for line in order.lines
        )


@pytest.fixture(params=MOMENTS, ids=["noon", "just past midnight", "leap day"])
def shop(request: pytest.FixtureRequest) -> Shop:
    now: datetime = request.param
    return Shop(now)


def test_the_importer_takes_every_row_and_every_key(shop: Shop) -> None:
    assert shop.refused == []
    assert not shop.unknown


def test_it_is_large_enough_and_the_same_every_time(shop: Shop) -> None:
    assert len(shop.orders) >= 120
    assert len({order.buyer_id for order in shop.orders.values()}) >= 80
    assert demo_shop(shop.now) == demo_shop(shop.now)


def test_every_line_is_of_a_product_and_no_waybill_is_used_twice(shop: Shop) -> None:
    waybills = [parcel.waybill for order in shop.orders.values() for parcel in order.parcels]
    assert len(waybills) == len(set(waybills))
    assert {line.sku for order in shop.orders.values() for line in order.lines} <= shop.products.keys()


def test_nothing_happens_in_the_future_or_out_of_order(shop: Shop) -> None:
    for order in shop.orders.values():
        for parcel in order.parcels:
            assert order.paid_at is not None
            assert parcel.shipped_at is not None
            times = [order.created_at, order.paid_at, parcel.shipped_at, *(event.at for event in parcel.events)]
            assert times == sorted(times), order.order_no
            assert times[-1] <= shop.now, order.order_no


def test_every_order_state_is_there(shop: Shop) -> None:
    assert {order.status for order in shop.orders.values()} == set(OrderStatus)
    kinds = {event.kind for order in shop.orders.values() for parcel in order.parcels for event in parcel.events}
    assert kinds == set(EventKind)


def test_orders_wait_within_and_past_their_promise(shop: Shop) -> None:
    paid = [order for order in shop.orders.values() if order.status is OrderStatus.PAID and not order.refunds]
    late = [order for order in paid if order.promised_ship_at and order.promised_ship_at < shop.now]
    fresh = [order for order in paid if order.paid_at and shop.now - order.paid_at < timedelta(hours=48)]
    assert len(late) >= 2
    assert len(fresh) >= 2
    assert not set(map(id, late)) & set(map(id, fresh))


def test_parcels_are_unscanned_stalled_and_on_their_way(shop: Shop) -> None:
    sent = [p for o in shop.orders.values() if o.status is OrderStatus.SHIPPED for p in o.parcels if p.shipped_at]
    unscanned = [p for p in sent if not p.events and p.shipped_at and shop.now - p.shipped_at > timedelta(hours=72)]
    quiet = [p.last_event for p in sent if p.last_event and p.last_event.kind is EventKind.TRANSIT]
    stalled = [event for event in quiet if shop.now - event.at > timedelta(hours=72)]
    moving = [event for event in quiet if shop.now - event.at < timedelta(hours=24)]
    assert min(len(unscanned), len(stalled), len(moving)) >= 2


@pytest.mark.parametrize("days", [0, 3, 8, 20])
def test_parcels_were_signed_today_and_some_days_ago(shop: Shop, days: int) -> None:
    signed = [order for order in shop.orders.values() if shop.signed_days(order) == days]
    insured = {order.return_insurance for order in signed}
    assert signed
    if days:
        assert {True, False} <= insured


def test_refunds_are_in_every_state_and_channel(shop: Shop) -> None:
    refunds = [refund for order in shop.orders.values() for refund in order.refunds]
    assert {refund.state for refund in refunds} == {
        "applied",
        "approved",
        "processing",
        "succeeded",
        "rejected",
        "closed",
    }
    succeeded = Counter(refund.channel for refund in refunds if refund.state == "succeeded")
    assert set(succeeded) == {"credit_card", "debit_card", "alipay", "net_bank", "wechat"}
    assert {refund.kind for refund in refunds} == {"refund_only", "return_refund", "deposit"}
    on_the_way = [refund for order in shop.orders.values() if order.returns for refund in order.refunds]
    assert {refund.state for refund in on_the_way} == {"approved"}, "no money leaves before the goods are looked at"


@pytest.mark.parametrize("price_class", list(PriceClass))
@pytest.mark.parametrize("days", [3, 20])
def test_prices_have_dropped_since_in_every_class(shop: Shop, price_class: PriceClass, days: int) -> None:
    dropped = [
        order
        for order in shop.orders.values()
        if order.paid_at and days_since(order.paid_at, shop.now) == days and shop.drop_fen(order) > 0
    ]
    assert any(shop.products[order.lines[0].sku].price_class is price_class for order in dropped)


def test_the_rarer_things_are_there(shop: Shop) -> None:
    found = list(shop.orders.values())
    assert {o.presale.balance_paid_at is None for o in found if o.presale} == {True, False}
    assert {o.installation.state for o in found if o.installation} == {"booked", "no_show", "done", "cancelled"}
    assert {o.invoice.state for o in found if o.invoice} == {"requested", "issued"}
    assert {parcel.inspection for o in found for parcel in o.returns} == {None, "ok", "short", "mismatch", "used"}
    assert {o.membership for o in found} == {None, "vip1", "vip2", "vip3"}
    assert any(o.gifts_promised and o.note for o in found)
    assert any(o.compensations for o in found)
    assert any(o.reship_of for o in found)
    assert any(len(o.payments) > 1 for o in found)
    assert {product.replenish_days for product in shop.products.values() if product.stock == 0} == {None, 5}


def test_zhejiang_by_yto_has_enough_deliveries_for_a_forecast_and_tibet_has_not(shop: Shop) -> None:
    delivered = Counter(
        (order.address[:2], parcel.carrier)
        for order in shop.orders.values()
        for parcel in order.parcels
        if parcel.first(EventKind.SIGNED)
    )
    assert delivered["浙江", "yto"] >= 25
    assert delivered["西藏", "yto"] < 20
    assert any(order.address.startswith("西藏") for order in shop.orders.values())


def test_one_promotion_runs_and_one_is_over(shop: Shop) -> None:
    assert [promotion.from_at <= shop.now <= promotion.until for promotion in shop.promotions] == [True, False]
    winners = [no for promotion in shop.promotions for no in promotion.winners]
    assert winners
    assert set(winners) <= shop.orders.keys()


def test_personas_own_the_orders_they_name(shop: Shop) -> None:
    assert len(PERSONAS) >= 10
    for persona in PERSONAS:
        assert tuple(order.order_no for order in shop.of(persona.buyer_id)) == persona.order_nos


def test_personas_are_in_the_situation_they_tell(shop: Shop) -> None:
    moving = shop.only("demo-wang")
    late, boxes, several = shop.only("demo-li"), shop.only("demo-zhang"), shop.only("demo-chen")
    assert moving.parcels[0].last_event is not None
    assert moving.parcels[0].last_event.kind is EventKind.TRANSIT
    assert late.promised_ship_at is not None
    assert late.promised_ship_at < shop.now
    assert (len(boxes.lines), boxes.lines[0].qty, shop.signed_days(boxes)) == (1, 3, 1)
    assert (len(several.lines), shop.signed_days(several)) == (3, 2)
    assert shop.of("demo-zheng") == []
    assert len(shop.of("demo-wu")) == 3
    two = shop.only("demo-qian").parcels
    assert [parcel.first(EventKind.SIGNED) is not None for parcel in two] == [True, False]


@pytest.mark.parametrize(
    ("buyer_id", "price_class", "days", "drop_fen"),
    [
        ("demo-liu", PriceClass.REGULAR, 3, 1000),
        ("demo-zhao", PriceClass.REGULAR, 20, 4000),
        ("demo-sun", PriceClass.PROMOTED, 3, 4000),
        ("demo-zhou", PriceClass.SALE, 3, 220000),
    ],
)
def test_price_personas(shop: Shop, buyer_id: str, price_class: PriceClass, days: int, drop_fen: int) -> None:
    order = shop.only(buyer_id)
    assert order.paid_at is not None
    assert days_since(order.paid_at, shop.now) == days
    assert shop.products[order.lines[0].sku].price_class is price_class
    assert shop.drop_fen(order) == drop_fen


def test_each_chat_team_has_somebody_and_there_is_a_lead_and_a_manager() -> None:
    first_agents = {teams[0] for _, _, role, teams in STAFF if role == "agent"}
    assert first_agents == {"backoffice", "parcel", "difficult", "complaint", "presales"}
    assert {role for _, _, role, _ in STAFF} == {"agent", "team_lead", "shop_manager"}
    assert ("li", "小李") in {(login, name) for login, name, _, _ in STAFF}
