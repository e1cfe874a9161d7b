"""Orders whose parcel stopped, was never scanned or went another way, for walks of P-LOG-02 to P-LOG-04."""

from dataclasses import replace
from typing import Any

from aftersales.domain.cases import Value
from aftersales.domain.order_facts import OrderView
from aftersales.domain.orders import EventKind, OrderStatus, Parcel, Product
from tests.unit.orders import ago, event, line, order, parcel, product, view

LIMIT_FEN = 20000
"""`reship_value_limit` of shop.yml."""

RESENT = ("reship", "recall_parcel")
STOP = ("stop_shipping", "warehouse")
REFUND = ("refund", "backoffice")
RESHIP = ("reship", "warehouse")
RECALL = ("recall_parcel", "courier")
CHECK = ("check_warehouse", "warehouse")
URGE = ("urge_courier", "courier")
URGENT: dict[str, Value] = {"urgency": "urgent"}


def halted(hours: float = 48, kind: EventKind = EventKind.TRANSIT, **more: Any) -> OrderView:
    """A sent order of one tea whose parcel was last scanned `hours` ago; `more` is for `sent`."""
    return sent(parcel(event(ago(hours=hours), kind), shipped=ago(hours=hours + 9)), **more)


def unscanned(hours: float = 49, carrier: str = "yto", **more: Any) -> OrderView:
    """A sent order whose parcel left the warehouse `hours` ago and was never scanned; `more` is for `sent`."""
    return sent(parcel(shipped=ago(hours=hours), carrier=carrier), **more)


def sent(
    *parcels: Parcel, tea: Product | None = None, price_fen: int = 16800, tasks: tuple[str, ...] = (), **more: Any
) -> OrderView:
    """A sent order of one tea with these parcels; `more` replaces fields of the order."""
    fields = {"parcels": parcels, **more}
    status = fields.pop("status", OrderStatus.SHIPPED)
    of = order(status, lines=[line(price_fen=price_fen)], **fields)
    return view(of, tea or product(), ordered_tasks=tasks)


def jammed(seen: OrderView) -> OrderView:
    """The same order while the hub of its last scan is on the shop's list."""
    return replace(seen, shop=replace(seen.shop, jam_hubs=("杭州转运中心",)))
