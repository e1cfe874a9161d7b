"""What is known before an order leaves the warehouse: the promised time, whether it is late, stock, the late payout."""

from datetime import datetime, timedelta

from aftersales.domain.cases import Value
from aftersales.domain.order_view import OrderView
from aftersales.domain.orders import Order, OrderStatus
from aftersales.domain.shop import Shop

SHIPPING_FACTS = {
    "ship_late": "超时未发货：付了款还没发货，而且已经过了承诺发货时间",
    "shipped_late": "超时才发货：第一个包裹的发货时间晚于承诺发货时间（没发货或缺时间时不知道）",
    "in_stock": "有库存：这单的商品都有库存",
    "urge_in_time": "加急在办：这单以前的售后单催过仓库，还没到约好的时间",
    "late_payout_fen": "超时赔付：分，实付的 late_payout_percent，在 late_payout_min 和 late_payout_max 之间",
}


def read_shipping_facts(view: OrderView) -> dict[str, Value | None]:
    """The facts of SHIPPING_FACTS; None where the record is silent."""
    late, sent_late = is_late(view), was_shipped_late(view)
    return {
        "ship_late": late,
        "shipped_late": sent_late,
        "in_stock": _in_stock(view),
        "urge_in_time": view.progress({"urge_ship"}) == "open",
        "late_payout_fen": late_payout_fen(view.order.paid_fen, view.shop) if late or sent_late else None,
    }


def ship_deadline(view: OrderView) -> datetime | None:
    """The time the order of this view was promised to be sent by; see `promised_by`."""
    return promised_by(view.order, view.shop)


def promised_by(order: Order, shop: Shop) -> datetime | None:
    """The promised shipping time; without one, `ship_within_hours` after payment; None for an unpaid order."""
    if order.promised_ship_at is not None or order.paid_at is None:
        return order.promised_ship_at
    return order.paid_at + timedelta(hours=shop.limit("ship_within_hours"))


def is_late(view: OrderView) -> bool | None:
    """Paid, not shipped, and the deadline is over; the deadline itself is still in time. None without a deadline."""
    if view.order.status is not OrderStatus.PAID:
        return False
    deadline = ship_deadline(view)
    return None if deadline is None else view.now > deadline


def was_shipped_late(view: OrderView) -> bool | None:
    """The first parcel left after the deadline; the deadline itself is still in time (P-REF-03).

    None before the sending, and without a deadline or a time of sending.
    """
    sent = min((p.shipped_at for p in view.order.parcels if p.shipped_at is not None), default=None)
    deadline = ship_deadline(view)
    return None if sent is None or deadline is None else sent > deadline


def late_payout_fen(paid_fen: int, shop: Shop) -> int:
    """The payout for shipping late, fen (sop.md §7, late-shipping payout), rounded to the nearest fen."""
    share = (paid_fen * shop.limit("late_payout_percent") + 50) // 100
    return min(max(share, shop.limit("late_payout_min")), shop.limit("late_payout_max"))


def _in_stock(view: OrderView) -> bool | None:
    stocks = [view.stock(line) for line in view.order.lines]
    if any(stock is not None and stock <= 0 for stock in stocks):
        return False
    return None if not stocks or None in stocks else True
