"""How much an order's goods have become cheaper since, and which part of it the shop refunds (P-PRICE-01)."""

from datetime import datetime

from aftersales.domain.calendar import days_since
from aftersales.domain.cases import Value
from aftersales.domain.order_view import OrderView, line_paid_fen
from aftersales.domain.orders import Order, OrderLine, OrderStatus, PriceClass
from aftersales.domain.parcel_facts import is_received

PRICE_FACTS = {
    "days_since_paid": "付款天数：付款后第几天（付款当天是 0）",
    "price_difference_fen": "降价合计：分，各商品实付减现价，逐行相加，已退过的差价扣掉",
    "amount_fen": "可退差价：分，新品、主推、清仓款全部，常规品付款后不满 price_diff_days 天的",
    "own_difference_fen": "占预算的差价：分，占用活动差价预算的部分，新品、主推、清仓款",
    "within_budget": "差价在预算内：占用预算的差价没有超出活动差价预算的余额",
    "promotion": "活动：正在进行的活动名，差价预算按它累计",
    "in_price_protection": "京东价保期内：未签收，或签收后 price_protect_days 天内",
    "promotion_timing": "付款与活动：before 付款时正在进行的活动还没开始 during 活动期间付的款",
    "difference_told": "说的什么差价：买家第一句话里说了 pay 我来补差价",
    "coupon_remedy_fen": "没用券的补救：分，运营定的补救金额（coupon_remedy），0 是没有",
}

ALREADY_PAID_FOR = ("差价", "价保")
"""Reasons of earlier compensations that were price differences."""


def read_price_facts(view: OrderView, signed_days: int | None) -> dict[str, Value | None]:
    """The facts of PRICE_FACTS; None where the record is silent. `signed_days`: days since the signing, if signed."""
    order = view.order
    days = days_since(order.paid_at, view.now) if order.paid_at else None
    facts: dict[str, Value | None] = {
        "days_since_paid": days,
        "promotion": view.promotions[0].name if view.promotions else None,
        "in_price_protection": _in_price_protection(view, signed_days),
        "promotion_timing": _promotion_timing(view),
        "coupon_remedy_fen": view.shop.limit("coupon_remedy"),
    }
    drops = [(line, drop) for line in order.lines if (drop := _drop_fen(view, line)) is not None]
    if drops and (any(drop for _, drop in drops) or len(drops) == len(order.lines)):
        facts.update(_differences(view, drops, days))
    return facts


def _differences(view: OrderView, drops: list[tuple[OrderLine, int]], days: int | None) -> dict[str, Value | None]:
    """The sums over the lines; what has been paid back before is taken off each of them."""
    regular = sum(drop for line, drop in drops if _is_regular(view, line))
    own = sum(drop for _, drop in drops) - regular
    fresh = days is not None and days < view.shop.limit("price_diff_days")
    paid_back = sum(c.amount_fen for c in view.order.compensations if any(w in c.reason for w in ALREADY_PAID_FOR))
    own_left = max(0, own - paid_back)
    return {
        "price_difference_fen": max(0, own + regular - paid_back),
        "amount_fen": max(0, own + (regular if fresh else 0) - paid_back),
        "own_difference_fen": own_left,
        "within_budget": None if view.budget_left_fen is None else own_left <= view.budget_left_fen,
    }


def _drop_fen(view: OrderView, line: OrderLine) -> int | None:
    current = view.current_price_fen(line)
    return None if current is None else max(0, line_paid_fen(view.order, line) - current * line.qty)


def _is_regular(view: OrderView, line: OrderLine) -> bool:
    return view.products[line.sku].price_class is PriceClass.REGULAR


def settled_at(order: Order) -> datetime | None:
    """When discounts were settled: a presale's with its balance, any other order's with its payment."""
    return (order.presale.balance_paid_at if order.presale else None) or order.paid_at


def _promotion_timing(view: OrderView) -> str | None:
    """Whether the order was paid before the running promotion began or in it; None without either."""
    paid_at = settled_at(view.order)
    if paid_at is None or not view.promotions:
        return None
    return "before" if paid_at < view.promotions[0].from_at else "during"


def _in_price_protection(view: OrderView, signed_days: int | None) -> bool | None:
    order = view.order
    if order.platform != "jd":
        return None
    if signed_days is not None:
        return signed_days <= view.shop.limit("price_protect_days")
    on_the_way = order.status in {OrderStatus.PAID, OrderStatus.SHIPPED} and not is_received(order)
    return True if on_the_way else None
