"""Orders whose buyers ask for their money: sent late or in time, stalled, signed, with an application running."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from aftersales.domain.cases import Value
from aftersales.domain.order_facts import OrderView
from aftersales.domain.orders import Compensation, EventKind, OrderStatus, Refund
from tests.unit.orders import ago, event, line, order, parcel, product, signed_parcel, view
from tests.unit.procedures import Walk, walk

GIVEN = ("reship", "refund", "compensate", "refund_price_diff")
MADE_GOOD = ("reship", "reship_part", "refund")
MONEY = (*MADE_GOOD, "compensate", "refund_price_diff", "refund_postage", "refund_deposit", "refund_installation")
"""Every kind of task that `made_good_before` and `money_before` count."""
COMPENSATED = (Compensation(500, ago(days=1), "延迟发货"),)
RECEIVED = (OrderStatus.SIGNED, OrderStatus.COMPLETED)


def refund(seen: OrderView | None, /, **told: Value) -> Walk:
    """What comes of a plain “我要退款”, with these further answers."""
    return walk("refund_request", seen, **{"refund_wish": "whole", "return_reason": "personal", **told})


def late(seen: OrderView, /, **told: Value) -> Walk:
    """What comes of “没按时发货，退款”."""
    return refund(seen, reason_told="late", return_reason="late", **told)


def applied(seen: OrderView, amount_fen: int = 16800, state: str = "applied") -> OrderView:
    return replace(seen, order=replace(seen.order, refunds=(Refund("refund_only", state, amount_fen),)))


def on_way(
    kind: EventKind | None, *, is_late: bool, price_fen: int = 16800, hours: float = 2, **more: Any
) -> OrderView:
    """A shipped order last seen doing `kind` `hours` ago, and sent in time or a minute late; None: never scanned."""
    shipped = ago(hours=hours + 1)
    parcels = (parcel(event(ago(hours=hours), kind), shipped=shipped),) if kind else (parcel(shipped=shipped),)
    return _sent(shipped, is_late, price_fen, parcels=parcels, **more)


def received(
    days: float, *, is_late: bool, price_fen: int = 16800, status: OrderStatus = OrderStatus.SIGNED, **more: Any
) -> OrderView:
    """An order signed `days` ago, sent in time or late."""
    return _sent(ago(days=days + 1), is_late, price_fen, status, parcels=(signed_parcel(ago(days=days)),), **more)


def excluded(seen: OrderView) -> OrderView:
    """The same order of goods that may not be returned without a reason."""
    return replace(seen, products={"TEA": product(seven_day_return=False)})


def _sent(
    shipped: datetime, is_late: bool, price_fen: int, status: OrderStatus = OrderStatus.SHIPPED, **more: Any
) -> OrderView:
    deadline = shipped - (ago() - ago(minutes=1)) if is_late else shipped
    ordered = tuple(more.pop("ordered", ()))
    of = order(status, lines=[line(price_fen=price_fen)], promised_ship_at=deadline, **more)
    return view(of, product(seven_day_return=True), ordered_tasks=ordered)
