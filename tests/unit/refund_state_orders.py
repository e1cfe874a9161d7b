"""Orders with refunds and returns under way, for the tests of P-REF-04, P-REF-05, P-RET-03, P-RET-05 and P-RET-06."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from aftersales.domain.order_facts import OrderView
from aftersales.domain.orders import Compensation, Order, OrderStatus, Refund, ReturnParcel
from tests.unit.orders import ago, line, order, product, signed_parcel, view

BOOKS = ("refund_status", "cancel_refund", "return_shipping_fee", "return_progress")
PAID_BEFORE = (Compensation(500, ago(days=2), "瑕疵"),)


def refund(
    state: str,
    amount_fen: int = 16800,
    channel: str | None = "alipay",
    kind: str = "refund_only",
    done: datetime | None = None,
) -> Refund:
    return Refund(kind, state, amount_fen, channel, ago(days=20), done)


def with_refund(state: str, status: OrderStatus = OrderStatus.SIGNED, /, **more: Any) -> OrderView:
    """An order whose one refund is in this state; `amount_fen`, `channel`, `kind`, `done` are the refund's."""
    ordered = more.pop("ordered_tasks", ())
    of_refund = {name: more.pop(name) for name in ("amount_fen", "channel", "kind", "done") if name in more}
    return placed(status, ordered, refunds=(refund(state, **of_refund),), **more)


def placed(status: OrderStatus = OrderStatus.SIGNED, ordered_tasks: tuple[str, ...] = (), /, **more: Any) -> OrderView:
    """One tea; at the buyer's since yesterday when the status says so."""
    return view(_arrived(order(status, **more)), ordered_tasks=ordered_tasks)


def returned(
    state: str,
    inspection: str | None = None,
    refunded: str | None = "applied",
    *,
    ordered_tasks: tuple[str, ...] = (),
    qty: int = 1,
    **more: Any,
) -> OrderView:
    """A signed order on its way back, with a return applied for (`refunded`: the application's state)."""
    amount = more.pop("amount_fen", 16800)
    kind = more.pop("kind", "return_refund")
    applied = (refund(refunded, amount, kind=kind),) if refunded else ()
    back = (ReturnParcel("SF1", state, ago(hours=5) if state != "sent" else None, inspection),)
    of = order(OrderStatus.SIGNED, [line(qty=qty)], refunds=applied, returns=back, **more)
    return view(_arrived(of), product(), ordered_tasks=ordered_tasks)


def _arrived(of: Order) -> Order:
    at_buyer = of.status in {OrderStatus.SIGNED, OrderStatus.COMPLETED}
    return replace(of, parcels=(signed_parcel(ago(days=1)),)) if at_buyer and not of.parcels else of
