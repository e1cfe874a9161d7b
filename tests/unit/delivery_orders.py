"""Orders on the road and signed ones, for walks of P-LOG-05 to P-LOG-08."""

from typing import Any

from aftersales.domain.order_facts import OrderView
from aftersales.domain.orders import EventKind, Order, OrderStatus, Refund
from tests.unit.orders import ago, event, line, order, parcel, product, signed_parcel, view

REFUNDED = (Refund("refund_only", "succeeded", 16800, "alipay", ago(days=2), ago(days=1)),)
ROAD: tuple[EventKind | None, ...] = (None, EventKind.TRANSIT, EventKind.DELIVERING)


def received(price_fen: int = 16800, stock: int | None = 9, seen: Any = None, **more: Any) -> OrderView:
    """An order whose one parcel the courier calls signed; `seen` replaces fields of the view."""
    of = order(
        OrderStatus.SIGNED,
        lines=[line(price_fen=price_fen)],
        **{"parcels": (signed_parcel(ago(days=1), signer="驿站"),), **more},
    )
    return view(of, product(stock=stock), **(seen or {}))


def road(
    kind: EventKind | None = EventKind.TRANSIT,
    price_fen: int = 16800,
    carrier: str = "yto",
    seen: Any = None,
    **more: Any,
) -> OrderView:
    """A sent order last seen doing `kind`; None: never scanned."""
    one = parcel(event(ago(hours=2), kind), carrier=carrier) if kind else parcel(shipped=ago(hours=3), carrier=carrier)
    of = order(OrderStatus.SHIPPED, lines=[line(price_fen=price_fen)], **{"parcels": (one,), **more})
    return view(of, **(seen or {}))


def two_parcels(second: EventKind = EventKind.TRANSIT, status: OrderStatus = OrderStatus.SHIPPED) -> OrderView:
    """One parcel signed; the second was last seen doing `second`."""
    other = parcel(event(ago(hours=3), second), waybill="YT2")
    of: Order = order(status, parcels=(signed_parcel(ago(days=1)), other))
    return view(of)
