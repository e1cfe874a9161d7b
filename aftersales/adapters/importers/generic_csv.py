"""The documented CSV for any other mall: one row per line of an order, the order's head repeated on each.

Required: `order_no`, `buyer_id` (what the mall signs the buyer token with), `status` (pending_payment, paid, shipped,
signed, completed or closed), `created_at`, `paid_yuan` (the whole order), `sku`, `title`, `qty`, `price_yuan`.
Optional: `platform` (else own), `paid_at`, `promised_ship_at`, `postage_yuan`, `buyer_name`, `phone`, `address`,
`note`, `spec`, `carrier` (a name or code), `waybill` (several: with a comma between), `shipped_at`.
Times are Beijing time (`2026-11-11 00:03:21`), amounts yuan (`79.90`), the file UTF-8 or GB18030.
"""

from aftersales.adapters.importers.cells import Row
from aftersales.adapters.importers.couriers import courier_code, split_waybills
from aftersales.adapters.importers.layouts import Layout, columns
from aftersales.domain.orders import Order, OrderLine, OrderStatus, Parcel

REQUIRED = ("order_no", "buyer_id", "status", "created_at", "paid_yuan", "sku", "title", "qty", "price_yuan")
STATUSES = {status.value: status for status in OrderStatus}


def read_order(row: Row) -> Order:
    """The order with this row's line. BadCell names the column that cannot be used."""
    return Order(
        order_no=row.order_no("order_no"),
        platform=row.text("platform") or "own",
        buyer_id=row.required("buyer_id"),
        status=row.one_of("status", STATUSES),
        created_at=row.required_time("created_at"),
        paid_at=row.time("paid_at"),
        promised_ship_at=row.time("promised_ship_at"),
        paid_fen=row.required_fen("paid_yuan"),
        postage_fen=row.fen("postage_yuan") or 0,
        buyer_name=row.text("buyer_name"),
        phone=row.text("phone"),
        address=row.text("address"),
        note=row.text("note"),
        lines=(
            OrderLine(
                sku=row.required("sku"),
                title=row.required("title"),
                qty=row.required_count("qty"),
                price_fen=row.required_fen("price_yuan"),
                spec=row.text("spec"),
            ),
        ),
        parcels=_parcels(row),
    )


def _parcels(row: Row) -> tuple[Parcel, ...]:
    carrier = courier_code(row.text("carrier"))
    shipped_at = row.time("shipped_at")
    return tuple(Parcel(carrier, waybill, shipped_at) for waybill in split_waybills(row.text("waybill")))


GENERIC_CSV = Layout(
    kind="generic CSV",
    platform="generic",
    required=tuple((name,) for name in REQUIRED),
    optional=columns(
        "platform paid_at promised_ship_at postage_yuan buyer_name phone address note spec carrier waybill shipped_at"
    ),
    unused=frozenset(),
    read=read_order,
)
