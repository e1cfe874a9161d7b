"""Tables of the platform's record: products, promotions, and orders with lines, parcels, events and refunds."""

import sqlalchemy as sa

from aftersales.adapters.db.tables.types import choice, metadata, nested, text, time
from aftersales.domain.orders import EventKind, OrderStatus, PriceClass

products = sa.Table(
    "products",
    metadata,
    text("sku", primary_key=True),
    text("title"),
    text("category"),
    choice("price_class", PriceClass),
    sa.Column("current_price_fen", sa.BigInteger),
    sa.Column("stock", sa.Integer),
    sa.Column("replenish_days", sa.Integer),
    sa.Column("warranty_months", sa.Integer),
    sa.Column("seven_day_return", sa.Boolean),
    sa.Column("oversize", sa.Boolean, nullable=False),
    sa.Column("weight_g", sa.Integer),
    sa.Column("shelf_life_days", sa.Integer),
    text("batch"),
    sa.Column("production_date", sa.Date),
    text("guide_url"),
    nested("parts"),
    nested("service_points"),
)

promotions = sa.Table(
    "promotions",
    metadata,
    text("name", primary_key=True),
    time("from_at", nullable=False),
    time("until", nullable=False),
    text("rules"),
    sa.Column("gift_limit", sa.Integer),
    nested("winners"),
)

orders = sa.Table(
    "orders",
    metadata,
    text("order_no", primary_key=True),
    text("platform"),
    text("buyer_id"),
    choice("status", OrderStatus),
    time("created_at", nullable=False),
    sa.Column("paid_fen", sa.BigInteger, nullable=False),
    text("buyer_name"),
    text("phone"),
    text("address"),
    text("province", nullable=True),  # read from the address, for delivery times
    text("membership", nullable=True),
    time("paid_at"),
    time("promised_ship_at"),
    sa.Column("postage_fen", sa.BigInteger, nullable=False),
    text("pay_channel", nullable=True),
    text("note"),
    text("flag", nullable=True),
    sa.Column("free_postage", sa.Boolean),
    sa.Column("return_insurance", sa.Boolean),
    text("reship_of", nullable=True),
    *map(
        nested,
        ("gifts_promised", "coupons", "presale", "installation", "invoice", "returns", "payments", "compensations"),
    ),
    sa.Index(None, "buyer_id", "created_at"),
    sa.Index(None, "province"),
    sa.Index(None, "status"),
)


def _order_key() -> tuple[object, object]:
    """Rows of an order in the order's own sequence."""
    return (
        sa.Column("order_no", sa.ForeignKey("orders.order_no"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    )


order_lines = sa.Table(
    "order_lines",
    metadata,
    *_order_key(),
    text("sku"),
    text("title"),
    sa.Column("qty", sa.Integer, nullable=False),
    sa.Column("price_fen", sa.BigInteger, nullable=False),
    text("spec"),
    sa.Column("special_price", sa.Boolean, nullable=False),
)

parcels = sa.Table(
    "parcels",
    metadata,
    *_order_key(),
    text("carrier"),
    text("waybill"),
    time("shipped_at"),
    sa.Column("weight_g", sa.Integer),
    nested("skus"),
    sa.Column("gift", sa.Boolean, nullable=False),
    sa.Index(None, "waybill"),
)

tracking_events = sa.Table(
    "tracking_events",
    metadata,
    sa.Column("order_no", sa.String, primary_key=True),
    sa.Column("parcel", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    time("at", nullable=False),
    choice("kind", EventKind),
    text("place"),
    text("text"),
    text("signer", nullable=True),
    sa.ForeignKeyConstraint(["order_no", "parcel"], ["parcels.order_no", "parcels.position"]),
)

refunds = sa.Table(
    "refunds",
    metadata,
    *_order_key(),
    text("kind"),
    text("state"),
    sa.Column("amount_fen", sa.BigInteger, nullable=False),
    text("channel", nullable=True),
    time("applied_at"),
    time("succeeded_at"),
)
