"""Orders, parcels and products for tests, all relative to one fixed moment."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from aftersales.domain.calendar import SHANGHAI
from aftersales.domain.order_facts import OrderView
from aftersales.domain.orders import (
    EventKind,
    Order,
    OrderLine,
    OrderStatus,
    Parcel,
    Part,
    PriceClass,
    Product,
    TrackingEvent,
)
from tests.unit.procedures import release

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=SHANGHAI)


def ago(*, days: float = 0, hours: float = 0, minutes: float = 0) -> datetime:
    return NOW - timedelta(days=days, hours=hours, minutes=minutes)


def event(
    at: datetime, kind: EventKind, place: str = "杭州转运中心", text: str = "", signer: str = ""
) -> TrackingEvent:
    return TrackingEvent(at, kind, place, text, signer or None)


def parcel(
    *events: TrackingEvent, shipped: datetime | None = None, waybill: str = "YT1", carrier: str = "yto"
) -> Parcel:
    return Parcel(carrier, waybill, shipped or (events[0].at if events else None), events=events)


def signed_parcel(at: datetime, waybill: str = "YT9", signer: str = "本人") -> Parcel:
    return parcel(
        event(at - timedelta(days=1), EventKind.PICKUP),
        event(at, EventKind.SIGNED, "杭州", signer=signer),
        waybill=waybill,
    )


def line(sku: str = "TEA", qty: int = 1, price_fen: int = 16800, title: str = "龙井", spec: str = "") -> OrderLine:
    return OrderLine(sku, title, qty, price_fen, spec)


def order(status: OrderStatus = OrderStatus.PAID, lines: Sequence[OrderLine] = (), **more: Any) -> Order:
    """A paid order of one tea, paid a day ago; `more` replaces fields."""
    lines = tuple(lines) or (line(),)
    base = Order(
        order_no="2026112400000001",
        platform="taobao",
        buyer_id="b1",
        status=status,
        created_at=ago(days=1),
        paid_fen=sum(each.price_fen * each.qty for each in lines),
        lines=lines,
        address="浙江省杭州市西湖区文三路1号",
        paid_at=ago(days=1),
    )
    return replace(base, **more)


def product(sku: str = "TEA", current_fen: int | None = 16800, stock: int | None = 9, **more: Any) -> Product:
    return Product(sku, sku, current_price_fen=current_fen, stock=stock, **more)


def classed(price_class: PriceClass, current_fen: int, sku: str = "TEA") -> Product:
    return product(sku, current_fen, price_class=price_class)


def with_parts(*prices_fen: int) -> Product:
    return product(parts=tuple(Part(f"配件{price}", 5, price) for price in prices_fen))


def view(of: Order, *products: Product, **more: Any) -> OrderView:
    return OrderView(of, {each.sku: each for each in products or (product(),)}, release().shop, NOW, **more)
