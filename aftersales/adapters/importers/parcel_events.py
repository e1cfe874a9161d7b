"""The documented CSV of parcel events: one row per scan of a courier.

Required: `waybill`, `at` (Beijing time, `2026-11-11 00:03:21`), `kind` (pickup, transit, delivering, signed, refused,
returning, returned, exception, or their Chinese words 揽收 运输 派送 签收 拒收 退回中 已退回 异常).
Optional: `place`, `text` (the courier's own words), `signer`.
"""

from aftersales.adapters.importers.cells import Row
from aftersales.adapters.importers.layouts import Layout, columns
from aftersales.domain.orders import EventKind, ParcelEvents, TrackingEvent

KINDS = {kind.value: kind for kind in EventKind} | {
    "揽收": EventKind.PICKUP,
    "运输": EventKind.TRANSIT,
    "派送": EventKind.DELIVERING,
    "签收": EventKind.SIGNED,
    "拒收": EventKind.REFUSED,
    "退回中": EventKind.RETURNING,
    "已退回": EventKind.RETURNED,
    "异常": EventKind.EXCEPTION,
}


def read_event(row: Row) -> ParcelEvents:
    """One scan of one parcel. BadCell names the column that cannot be used."""
    event = TrackingEvent(
        at=row.required_time("at"),
        kind=row.one_of("kind", KINDS),
        place=row.text("place"),
        text=row.text("text"),
        signer=row.text("signer") or None,
    )
    return ParcelEvents(row.required("waybill").upper(), (event,))


PARCEL_EVENTS = Layout(
    kind="parcel events CSV",
    platform="generic",
    required=(("waybill",), ("at",), ("kind",)),
    optional=columns("place text signer"),
    unused=frozenset(),
    read=read_event,
)
