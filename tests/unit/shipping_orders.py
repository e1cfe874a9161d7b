"""Orders before and after the sending, for walks of P-SHIP-02 to P-SHIP-06."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from aftersales.domain.calendar import SHANGHAI
from aftersales.domain.order_facts import OrderView
from aftersales.domain.orders import EventKind, Order, OrderStatus, Refund
from tests.unit.orders import ago, event, line, order, parcel, product, view

BIG_SALE = datetime(2026, 11, 11, 12, 0, tzinfo=SHANGHAI)
CANCELLED = [("stop_shipping", "warehouse"), ("refund", "backoffice")]
HELD = [("stop_shipping", "warehouse")]
BOOKS = ("change_address", "modify_order", "cancel_order", "change_courier", "combine_shipment")
REFUNDING = (Refund("refund_only", "applied", 16800),)
XINJIANG = "新疆乌鲁木齐市天山区1号"


def sent(kind: EventKind | None = EventKind.TRANSIT, **more: Any) -> OrderView:
    """A shipped order whose one parcel was last seen doing `kind`; None: never scanned."""
    parcels = (parcel(event(ago(hours=2), kind)) if kind else parcel(shipped=ago(hours=3)),)
    return view(order(OrderStatus.SHIPPED, parcels=parcels), **more)


def on_big_sale(of: Order, **more: Any) -> OrderView:
    return replace(view(replace(of, paid_at=BIG_SALE.replace(hour=1)), **more), now=BIG_SALE)


def short(days: int | None = 5, price_fen: int = 16800, **more: Any) -> OrderView:
    """A paid order whose goods are sold out; `days` until more come, None for never."""
    return view(order(lines=[line(price_fen=price_fen)], **more), product(stock=0, replenish_days=days))
