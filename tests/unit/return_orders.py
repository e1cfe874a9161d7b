"""Orders at the buyer's that may be sent back: one piece or several, of goods with or without the seven days."""

from typing import Any

from aftersales.domain.cases import Value
from aftersales.domain.order_facts import OrderView
from aftersales.domain.orders import Compensation, Invoice, OrderStatus, Product, Refund
from tests.unit.orders import ago, line, order, product, signed_parcel, view

PAID_FIVE = (Compensation(500, ago(days=1), "瑕疵"),)
APPLIED = (Refund("return_refund", "applied", 16800, None, ago(days=1)),)
PARTLY_REFUNDED = (Refund("refund_only", "succeeded", 1000, None, ago(days=1)),)
ISSUED = Invoice("issued")
WISH: dict[str, Value] = {"return_reason": "personal", "goods_state": "intact"}
PART: dict[str, Value] = {**WISH, "return_scope": "part", "missing_sku": "BELL"}


def returnable(sku: str = "TEA", *, stock: int | None = 9, free: bool | None = True) -> Product:
    return product(sku, stock=stock, seven_day_return=free)


def at_home(days: float = 1, *products: Product, qty: int = 1, price_fen: int = 16800, **more: Any) -> OrderView:
    """One line, signed some days ago."""
    ordered = more.pop("ordered_tasks", ())
    fields = {"parcels": (signed_parcel(ago(days=days)),), **more}
    of = order(OrderStatus.SIGNED, [line(qty=qty, price_fen=price_fen)], **fields)
    return view(of, *(products or (returnable(),)), ordered_tasks=ordered)


def two_kinds(*products: Product, **more: Any) -> OrderView:
    """A lock, and two bells at 50 元 each."""
    ordered = more.pop("ordered_tasks", ())
    lines = [line("LOCK", title="锁"), line("BELL", 2, 5000, "门铃")]
    of = order(OrderStatus.SIGNED, lines, parcels=(signed_parcel(ago(days=1)),), **more)
    return view(of, *(products or (returnable("LOCK"), returnable("BELL"))), ordered_tasks=ordered)
