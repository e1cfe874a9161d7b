"""One order with everything that is read beside it: catalogue, shop, delivery history, budget, the case's answers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from aftersales.domain.cases import Value
from aftersales.domain.orders import Order, OrderLine, Product, Promotion
from aftersales.domain.shop import Shop


@dataclass(frozen=True)
class OrderView:
    """`products` by sku; `delivery_days` from pickup to signing of delivered parcels to the same province by the same
    courier; `budget_left_fen` of the first of `promotions`, None when none is running; `case_facts` as answered so far;
    `ordered_tasks` the kinds of tasks ordered for this order before, so that nothing is paid or sent twice, and
    `finished_tasks` those of them that are done, `ordered_details` the names of all their details,
    `due_at` when the first open one of a kind is due and `open_details` what it carries;
    `compensations_given` to this buyer, for whatever order, within `goodwill_window_days`.
    """

    order: Order
    products: Mapping[str, Product]
    shop: Shop
    now: datetime
    delivery_days: Sequence[float] = ()
    budget_left_fen: int | None = None
    promotions: Sequence[Promotion] = ()
    case_facts: Mapping[str, Value] = field(default_factory=dict)
    ordered_tasks: Collection[str] = ()
    finished_tasks: Collection[str] = ()
    ordered_details: Collection[str] = ()
    due_at: Mapping[str, datetime] = field(default_factory=dict)
    open_details: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    compensations_given: int = 0

    def current_price_fen(self, line: OrderLine) -> int | None:
        product = self.products.get(line.sku)
        return product.current_price_fen if product else None

    def is_under_way(self, kind: str) -> bool:
        """A task of this kind was ordered before and is not done."""
        return kind in self.due_at or (kind in self.ordered_tasks and kind not in self.finished_tasks)

    def progress(self, kinds: Collection[str]) -> str:
        """How far work of these kinds is that other cases ordered: none, open, late, done; by the last that is due."""
        due = [self.due_at[kind] for kind in kinds if kind in self.due_at]
        if due:
            return "open" if max(due) > self.now else "late"
        return "none" if set(kinds).isdisjoint(self.finished_tasks) else "done"

    def stock(self, line: OrderLine) -> int | None:
        product = self.products.get(line.sku)
        return product.stock if product else None


def line_paid_fen(order: Order, line: OrderLine) -> int:
    """What the buyer really paid for a line, fen: its list price, less its share of the order's coupons.

    Refunds go by money paid, not by list price (P-PRICE-01, P-RET-06); shares are rounded down.
    """
    listed = sum(each.price_fen * each.qty for each in order.lines)
    goods_paid = order.paid_fen - order.postage_fen
    if not 0 < goods_paid < listed:
        return line.price_fen * line.qty
    return line.price_fen * line.qty * goods_paid // listed
