"""All tables of the one database; names of columns follow the dataclasses of `aftersales.domain`."""

from aftersales.adapters.db.tables.chat import UNREAD, attachments, conversations, feed, messages, turns
from aftersales.adapters.db.tables.house import agents, audit, release_texts, releases
from aftersales.adapters.db.tables.orders import (
    order_lines,
    orders,
    parcels,
    products,
    promotions,
    refunds,
    tracking_events,
)
from aftersales.adapters.db.tables.types import metadata
from aftersales.adapters.db.tables.work import LIVE_TICKET_STATES, cases, deliveries, promises, tasks, tickets

__all__ = [
    "LIVE_TICKET_STATES",
    "UNREAD",
    "agents",
    "attachments",
    "audit",
    "cases",
    "conversations",
    "deliveries",
    "feed",
    "messages",
    "metadata",
    "order_lines",
    "orders",
    "parcels",
    "products",
    "promises",
    "promotions",
    "refunds",
    "release_texts",
    "releases",
    "tasks",
    "tickets",
    "tracking_events",
    "turns",
]
