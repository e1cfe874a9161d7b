"""Orders, products and promotions in the database: written in bulk, read whole."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from aftersales.adapters.db.engine import lock_table
from aftersales.adapters.db.order_merge import merge, merge_order
from aftersales.adapters.db.records import from_row, to_row
from aftersales.adapters.db.statements import chunks, fetch, upsert
from aftersales.adapters.db.tables import (
    order_lines,
    orders,
    parcels,
    products,
    promotions,
    refunds,
    tracking_events,
)
from aftersales.domain.orders import TURNED_BACK, EventKind, Order, OrderStatus, PriceClass, Product, Promotion
from aftersales.domain.provinces import province_of

_SECONDS_OF_DAY = 86_400
_PARTS_OF_ORDER = {"lines": order_lines, "parcels": parcels, "refunds": refunds}


class SqlOrders:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, order_no: str) -> Order | None:
        return self._load([order_no]).get(order_no)

    def of_buyer(self, buyer_id: str, limit: int = 20) -> Sequence[Order]:
        query = sa.select(orders.c.order_no).where(orders.c.buyer_id == buyer_id)
        newest_first = query.order_by(orders.c.created_at.desc(), orders.c.order_no.desc()).limit(limit)
        order_nos = self._connection.execute(newest_first).scalars().all()
        found = self._load(order_nos)
        return [found[order_no] for order_no in order_nos]

    def by_waybill(self, waybill: str) -> Order | None:
        """The newest order with a parcel of that number."""
        query = (
            sa.select(orders.c.order_no)
            .join_from(parcels, orders)
            .where(parcels.c.waybill == waybill)
            .order_by(orders.c.created_at.desc())
        )
        order_no = self._connection.execute(query.limit(1)).scalar()
        return None if order_no is None else self.get(order_no)

    def products(self, skus: Sequence[str]) -> Mapping[str, Product]:
        found = fetch(self._connection, Product, sa.select(products).where(products.c.sku.in_(skus)))
        return {product.sku: product for product in found}

    def promotions(self, at: datetime) -> Sequence[Promotion]:
        """Those running at that time, `until` itself excluded; the earliest begun first."""
        query = sa.select(promotions).where(promotions.c.from_at <= at, promotions.c.until > at)
        return fetch(self._connection, Promotion, query.order_by(promotions.c.from_at, promotions.c.name))

    def delivery_days(self, province: str, carrier: str, since: datetime) -> Sequence[float]:
        """Days from pickup to signing of parcels signed at `since` or later; the province may be 浙江 or 浙江省.

        What turned back before is signed by its sender, and tells nothing of the way to the buyer.
        """
        picked_up, signed, turned = (
            sa.func.min(sa.case((tracking_events.c.kind.in_(kinds), tracking_events.c.at)))
            for kinds in ({EventKind.PICKUP}, {EventKind.SIGNED}, TURNED_BACK)
        )
        query = (
            sa.select(picked_up.label("picked_up"), signed.label("signed"))
            .select_from(orders.join(parcels).join(tracking_events))
            .where(orders.c.province == province_of(province), parcels.c.carrier == carrier)
            .group_by(tracking_events.c.order_no, tracking_events.c.parcel)
            .having(sa.and_(signed >= picked_up, signed >= since, sa.or_(turned.is_(None), turned > signed)))
        )
        rows = self._connection.execute(query)
        return [(row.signed - row.picked_up).total_seconds() / _SECONDS_OF_DAY for row in rows]

    def product_names(self) -> Sequence[str]:
        """Every title of the catalogue and of order lines once, sorted."""
        titles = sa.union(sa.select(products.c.title), sa.select(order_lines.c.title))
        return sorted(title for title in self._connection.execute(titles).scalars() if title)

    def to_ship_between(self, after: datetime, until: datetime, ship_within_hours: int) -> Sequence[str]:
        """Paid orders by their deadline, `until` itself included."""
        hours = timedelta(hours=ship_within_hours)
        promised, paid = orders.c.promised_ship_at, orders.c.paid_at
        due = sa.or_(
            sa.and_(promised > after, promised <= until),
            sa.and_(promised.is_(None), paid > after - hours, paid <= until - hours),
        )
        query = sa.select(orders.c.order_no).where(orders.c.status == OrderStatus.PAID, due)
        return list(self._connection.execute(query.order_by(orders.c.order_no)).scalars())

    def cheaper_now(self, since: datetime) -> Sequence[str]:
        """By payment, each order once; how much it is owed is for the price facts to say."""
        dropped = sa.and_(
            products.c.price_class != PriceClass.REGULAR, products.c.current_price_fen < order_lines.c.price_fen
        )
        query = (
            sa.select(orders.c.order_no)
            .select_from(orders.join(order_lines).join(products, products.c.sku == order_lines.c.sku))
            .where(orders.c.paid_at >= since, orders.c.status != OrderStatus.CLOSED, dropped)
            .group_by(orders.c.order_no, orders.c.paid_at)
        )
        return list(self._connection.execute(query.order_by(orders.c.paid_at, orders.c.order_no)).scalars())

    def put_orders(self, new_orders: Sequence[Order]) -> None:
        """Insert or update orders; what a new one does not tell (None, empty text, empty list) stays as stored.

        Lines, parcels and refunds are replaced as a whole, the events of a parcel when it brings any.
        """
        lock_table(self._connection, orders)
        for chunk in chunks(new_orders):
            stored = self._load([order.order_no for order in chunk])
            merged = dict(stored)
            for order in chunk:
                merged[order.order_no] = merge_order(merged.get(order.order_no), order)
            self._replace([order for order_no, order in merged.items() if order != stored.get(order_no)])

    def put_products(self, new_products: Sequence[Product]) -> None:
        """Insert or update by SKU; what a new one does not tell stays as stored."""
        lock_table(self._connection, products)
        for chunk in chunks(new_products):
            merged = dict(self.products([product.sku for product in chunk]))
            for product in chunk:
                merged[product.sku] = merge(merged.get(product.sku), product)
            upsert(self._connection, products, [to_row(product) for product in merged.values()])

    def put_promotions(self, new_promotions: Sequence[Promotion]) -> None:
        """Insert or replace by name; of two with one name the last counts."""
        by_name = {promotion.name: promotion for promotion in new_promotions}
        upsert(self._connection, promotions, [to_row(promotion) for promotion in by_name.values()])

    def count(self) -> int:
        """How many orders are stored."""
        return int(self._connection.execute(sa.select(sa.func.count()).select_from(orders)).scalar_one())

    def _load(self, order_nos: Sequence[str]) -> dict[str, Order]:
        heads = self._rows_of(orders, order_nos, order_by=())
        if not heads:
            return {}
        events = _grouped(self._rows_of(tracking_events, order_nos, ("parcel", "position")), "order_no", "parcel")
        parts = {
            name: _grouped(self._rows_of(table, order_nos, ("position",)), "order_no")
            for name, table in _PARTS_OF_ORDER.items()
        }
        return {head["order_no"]: _order(head, parts, events) for head in heads}

    def _rows_of(self, table: sa.Table, order_nos: Sequence[str], order_by: Iterable[str]) -> list[Mapping[str, Any]]:
        query = sa.select(table).where(table.c.order_no.in_(order_nos)).order_by(*(table.c[name] for name in order_by))
        return list(self._connection.execute(query).mappings())

    def _replace(self, changed_orders: Sequence[Order]) -> None:
        order_nos = [order.order_no for order in changed_orders]
        upsert(self._connection, orders, [_head_row(order) for order in changed_orders])
        for table in (tracking_events, order_lines, parcels, refunds):
            self._connection.execute(sa.delete(table).where(table.c.order_no.in_(order_nos)))
        for name, table in _PARTS_OF_ORDER.items():
            self._insert(table, [row for order in changed_orders for row in _part_rows(order, name)])
        self._insert(tracking_events, [row for order in changed_orders for row in _event_rows(order)])

    def _insert(self, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
        if rows:
            self._connection.execute(sa.insert(table), rows)


Rows = Mapping[Any, list[Mapping[str, Any]]]


def _grouped(rows: Iterable[Mapping[str, Any]], *keys: str) -> Rows:
    groups: dict[Any, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[tuple(row[key] for key in keys)].append(row)
    return groups


def _order(head: Mapping[str, Any], parts: Mapping[str, Rows], events: Rows) -> Order:
    key = (head["order_no"],)
    own = {name: rows.get(key, []) for name, rows in parts.items()}
    own["parcels"] = [{**row, "events": events.get((*key, row["position"]))} for row in own["parcels"]]
    return from_row(Order, {**head, **own})


def _head_row(order: Order) -> dict[str, Any]:
    row = to_row(order)
    for name in _PARTS_OF_ORDER:
        del row[name]
    return {**row, "province": province_of(order.address)}


def _part_rows(order: Order, name: str) -> Iterable[dict[str, Any]]:
    for position, part in enumerate(getattr(order, name)):
        row = to_row(part)
        row.pop("events", None)
        yield {"order_no": order.order_no, "position": position, **row}


def _event_rows(order: Order) -> Iterable[dict[str, Any]]:
    for number, parcel in enumerate(order.parcels):
        for position, event in enumerate(parcel.events):
            yield {"order_no": order.order_no, "parcel": number, "position": position, **to_row(event)}
