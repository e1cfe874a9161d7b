"""Orders, products and promotions in memory."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from aftersales.adapters.db.order_merge import merge, merge_order
from aftersales.domain.orders import EventKind, Order, OrderStatus, PriceClass, Product, Promotion
from aftersales.domain.provinces import province_of


class MemoryOrders:
    def __init__(
        self, orders: dict[str, Order], products: dict[str, Product], promotions: dict[str, Promotion]
    ) -> None:
        self._orders = orders
        self._products = products
        self._promotions = promotions

    def get(self, order_no: str) -> Order | None:
        return self._orders.get(order_no)

    def of_buyer(self, buyer_id: str, limit: int = 20) -> Sequence[Order]:
        return self._newest([order for order in self._orders.values() if order.buyer_id == buyer_id])[:limit]

    def by_waybill(self, waybill: str) -> Order | None:
        holding = [o for o in self._orders.values() if any(parcel.waybill == waybill for parcel in o.parcels)]
        return next(iter(self._newest(holding)), None)

    def products(self, skus: Sequence[str]) -> dict[str, Product]:
        return {sku: product for sku, product in self._products.items() if sku in skus}

    def promotions(self, at: datetime) -> Sequence[Promotion]:
        running = [row for row in self._promotions.values() if row.from_at <= at < row.until]
        return sorted(running, key=lambda row: (row.from_at, row.name))

    def delivery_days(self, province: str, carrier: str, since: datetime) -> Sequence[float]:
        there = [order for order in self._orders.values() if province_of(order.address) == province_of(province)]
        days = []
        for parcel in (parcel for order in there for parcel in order.parcels if parcel.carrier == carrier):
            picked_up, signed = parcel.first(EventKind.PICKUP), parcel.first(EventKind.SIGNED)
            if picked_up and signed and signed.at >= picked_up.at and signed.at >= since:
                days.append((signed.at - picked_up.at).total_seconds() / 86_400)
        return days

    def product_names(self) -> Sequence[str]:
        lines = {line.title for order in self._orders.values() for line in order.lines}
        return sorted((lines | {product.title for product in self._products.values()}) - {""})

    def to_ship_between(self, after: datetime, until: datetime, ship_within_hours: int) -> Sequence[str]:
        def deadline(order: Order) -> datetime | None:
            paid = order.paid_at and order.paid_at + timedelta(hours=ship_within_hours)
            return order.promised_ship_at or paid

        paid = [order for order in self._orders.values() if order.status is OrderStatus.PAID]
        return sorted(o.order_no for o in paid if (at := deadline(o)) is not None and after < at <= until)

    def cheaper_now(self, since: datetime) -> Sequence[str]:
        def dropped(sku: str, price_fen: int) -> bool:
            product = self._products.get(sku)
            if product is None or product.price_class is PriceClass.REGULAR or product.current_price_fen is None:
                return False
            return product.current_price_fen < price_fen

        live = [o for o in self._orders.values() if o.paid_at and o.paid_at >= since]
        live = [o for o in live if o.status is not OrderStatus.CLOSED]
        found = [o for o in live if any(dropped(line.sku, line.price_fen) for line in o.lines)]
        return [o.order_no for o in sorted(found, key=lambda o: (o.paid_at, o.order_no))]

    def put_orders(self, orders: Sequence[Order]) -> None:
        for order in orders:
            self._orders[order.order_no] = merge_order(self._orders.get(order.order_no), order)

    def put_products(self, products: Sequence[Product]) -> None:
        for product in products:
            self._products[product.sku] = merge(self._products.get(product.sku), product)

    def put_promotions(self, promotions: Sequence[Promotion]) -> None:
        self._promotions.update({promotion.name: promotion for promotion in promotions})

    def count(self) -> int:
        return len(self._orders)

    def _newest(self, orders: list[Order]) -> list[Order]:
        return sorted(orders, key=lambda order: (order.created_at, order.order_no), reverse=True)
