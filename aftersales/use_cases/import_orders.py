"""Bring the orders, products, promotions and parcel events of one file in; a bad row never loses the rest."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from aftersales.domain.orders import (
    Order,
    OrderLine,
    OrderStatus,
    Parcel,
    ParcelEvents,
    Product,
    Promotion,
    Refund,
    ReturnParcel,
    TrackingEvent,
)
from aftersales.use_cases.ports import UnitOfWork
from aftersales.use_cases.services import Services

CHUNK = 500


@dataclass(frozen=True)
class OrderLines:
    """Lines whose order's head (buyer, address, parcels) stands in another file; the head fields given here are used
    only while that file has not come."""

    order_no: str
    platform: str
    lines: tuple[OrderLine, ...]
    refunds: tuple[Refund, ...] = ()
    returns: tuple[ReturnParcel, ...] = ()
    status: OrderStatus | None = None
    created_at: datetime | None = None
    paid_at: datetime | None = None
    paid_fen: int = 0


Record = Order | OrderLines | Product | Promotion | ParcelEvents

Seen = dict[str, bool]
"""The order numbers a file has given so far, and whether it gave refunds of them too."""


@dataclass(frozen=True)
class SourceRow:
    """What one row of a file says; `place` tells where it stands ("17", "orders[3]"), `cells` are the original."""

    place: str
    cells: tuple[str, ...]
    record: Record


@dataclass(frozen=True)
class RejectedRow:
    place: str
    cells: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class ImportCounts:
    """`orders` are distinct order numbers; `rows` are all rows read, rejected ones included."""

    rows: int = 0
    orders: int = 0
    products: int = 0
    promotions: int = 0
    events: int = 0
    rejected: int = 0


def import_orders(
    services: Services, rows: Iterable[SourceRow | RejectedRow], reject: Callable[[RejectedRow], None]
) -> ImportCounts:
    """Store the rows of one file, 500 per transaction; the same file twice leaves the same rows.

    Rows of one order may lie anywhere in the file: their lines add up, and together they replace the lines stored from
    an earlier file. A row that cannot be used goes to `reject` with its reason; database faults are raised.
    """
    counts = ImportCounts()
    seen: Seen = {}
    for chunk in _chunks(rows):
        with services.uow() as uow:
            usable, rejected = _store(uow, chunk, seen)
            uow.commit()
        for row in rejected:
            reject(row)
        counts = _add(counts, usable, len(rejected))
    return replace(counts, orders=len(seen))


def _chunks(rows: Iterable[SourceRow | RejectedRow]) -> Iterator[Sequence[SourceRow | RejectedRow]]:
    iterator = iter(rows)
    while chunk := list(islice(iterator, CHUNK)):
        yield chunk


def _store(
    uow: UnitOfWork, chunk: Sequence[SourceRow | RejectedRow], seen: Seen
) -> tuple[list[Record], list[RejectedRow]]:
    orders: dict[str, Order] = {}
    usable: list[Record] = []
    rejected: list[RejectedRow] = []
    for row in chunk:
        if isinstance(row, RejectedRow):
            rejected.append(row)
        elif reason := _collect(uow, row.record, orders, seen):
            rejected.append(RejectedRow(row.place, row.cells, reason))
        else:
            usable.append(row.record)
    uow.orders.put_products([record for record in usable if isinstance(record, Product)])
    uow.orders.put_promotions([record for record in usable if isinstance(record, Promotion)])
    uow.orders.put_orders(_named(uow, list(orders.values())))
    return usable, rejected


def _collect(uow: UnitOfWork, record: Record, orders: dict[str, Order], seen: Seen) -> str:
    """Merge a row into the chunk's orders; the reason when it cannot be used."""
    if isinstance(record, Product | Promotion):
        return ""
    if isinstance(record, ParcelEvents):
        return _add_events(uow, record, orders)
    order_no = record.order_no
    known = orders.get(order_no)
    if known is None and (isinstance(record, OrderLines) or order_no in seen):
        known = uow.orders.get(order_no)
    head = _head(record, known)
    if head is None:
        return (
            f"order {order_no} is not known yet and this row has no order status or creation time: "
            "import the order list first, then this file again"
        )
    orders[order_no] = _join(head, known, seen[order_no]) if known and order_no in seen else head
    seen[order_no] = seen.get(order_no, False) or bool(record.refunds)
    return ""


def _add_events(uow: UnitOfWork, told: ParcelEvents, orders: dict[str, Order]) -> str:
    """Events known already stay; a waybill of no order is a reason, for its order may come later."""
    held = (o for o in orders.values() if any(parcel.waybill == told.waybill for parcel in o.parcels))
    order = next(held, None) or uow.orders.by_waybill(told.waybill)
    if order is None:
        return f"no order has a parcel {told.waybill}: import its order first, then this again"
    order = orders.get(order.order_no, order)
    parcels = tuple(_told(p, told.events) if p.waybill == told.waybill else p for p in order.parcels)
    orders[order.order_no] = replace(order, parcels=parcels)
    return ""


def _told(parcel: Parcel, events: Sequence[TrackingEvent]) -> Parcel:
    known = {(event.at, event.kind, event.text) for event in parcel.events}
    new = [event for event in events if (event.at, event.kind, event.text) not in known]
    return replace(parcel, events=tuple(sorted([*parcel.events, *new], key=lambda event: event.at)))


def _head(record: Order | OrderLines, known: Order | None) -> Order | None:
    """The order a row belongs to, with the row's own lines and refunds; None when nothing tells its head."""
    if isinstance(record, Order):
        return record
    if known is not None and known.buyer_id:
        # Returns without a waybill are what an earlier file told; those with one are a record of their own.
        returns = tuple(parcel for parcel in known.returns if parcel.waybill) or record.returns
        return replace(known, lines=record.lines, refunds=record.refunds, returns=returns)
    if record.status is None or record.created_at is None:
        return None
    # The order list is still to come: without a buyer the order belongs to nobody and nobody can open it.
    return Order(
        order_no=record.order_no,
        platform=record.platform,
        buyer_id="",
        status=record.status,
        created_at=record.created_at,
        paid_at=record.paid_at,
        paid_fen=record.paid_fen,
        lines=record.lines,
        refunds=record.refunds,
        returns=record.returns,
    )


def _join(head: Order, known: Order, refunds_given: bool) -> Order:
    """A further row of an order adds its lines, refunds and new parcels to those the file has already given."""
    waybills = {parcel.waybill for parcel in known.parcels}
    return replace(
        head,
        lines=known.lines + head.lines,
        # Refunds the file has not given itself are those of an earlier file: this file's replace them.
        refunds=(known.refunds if refunds_given else ()) + head.refunds,
        returns=head.returns or known.returns,
        parcels=known.parcels + tuple(parcel for parcel in head.parcels if parcel.waybill not in waybills),
        paid_fen=head.paid_fen if head.buyer_id else known.paid_fen + head.paid_fen,
    )


def _named(uow: UnitOfWork, orders: Sequence[Order]) -> list[Order]:
    """Lines without a title take the catalogue's, or their code when the product is not known."""
    skus = {line.sku for order in orders for line in order.lines if not line.title}
    products = uow.orders.products(sorted(skus)) if skus else {}

    def named(line: OrderLine) -> OrderLine:
        if line.title:
            return line
        return replace(line, title=products[line.sku].title if line.sku in products else line.sku)

    return [replace(order, lines=tuple(named(line) for line in order.lines)) for order in orders]


def _add(counts: ImportCounts, usable: Sequence[Record], rejected: int) -> ImportCounts:
    return ImportCounts(
        rows=counts.rows + len(usable) + rejected,
        products=counts.products + sum(isinstance(record, Product) for record in usable),
        events=counts.events + sum(len(record.events) for record in usable if isinstance(record, ParcelEvents)),
        promotions=counts.promotions + sum(isinstance(record, Promotion) for record in usable),
        rejected=counts.rejected + rejected,
    )
