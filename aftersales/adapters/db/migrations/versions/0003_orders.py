"""The platform's record: products, promotions, orders with lines, parcels, events and refunds."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _products()
    _promotions()
    _orders()
    _order_lines()
    _parcels()
    _tracking_events()
    _refunds()


def _products() -> None:
    op.create_table(
        "products",
        sa.Column("sku", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("price_class", sa.String(20), nullable=False),
        sa.Column("current_price_fen", sa.BigInteger()),
        sa.Column("stock", sa.Integer()),
        sa.Column("replenish_days", sa.Integer()),
        sa.Column("warranty_months", sa.Integer()),
        sa.Column("seven_day_return", sa.Boolean()),
        sa.Column("oversize", sa.Boolean(), nullable=False),
        sa.Column("weight_g", sa.Integer()),
        sa.Column("shelf_life_days", sa.Integer()),
        sa.Column("batch", sa.String(), nullable=False),
        sa.Column("production_date", sa.Date()),
        sa.Column("guide_url", sa.String(), nullable=False),
        sa.Column("parts", sa.JSON()),
        sa.Column("service_points", sa.JSON()),
        sa.PrimaryKeyConstraint("sku", name=op.f("pk_products")),
    )


def _promotions() -> None:
    op.create_table(
        "promotions",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rules", sa.String(), nullable=False),
        sa.Column("gift_limit", sa.Integer()),
        sa.Column("winners", sa.JSON()),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_promotions")),
    )


def _orders() -> None:
    op.create_table(
        "orders",
        sa.Column("order_no", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("buyer_id", sa.String(), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("paid_fen", sa.BigInteger(), nullable=False),
        sa.Column("buyer_name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("province", sa.String()),
        sa.Column("membership", sa.String()),
        sa.Column("paid_at", sa.DateTime(timezone=True)),
        sa.Column("promised_ship_at", sa.DateTime(timezone=True)),
        sa.Column("postage_fen", sa.BigInteger(), nullable=False),
        sa.Column("pay_channel", sa.String()),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("flag", sa.String()),
        sa.Column("free_postage", sa.Boolean()),
        sa.Column("return_insurance", sa.Boolean()),
        sa.Column("reship_of", sa.String()),
        sa.Column("gifts_promised", sa.JSON()),
        sa.Column("coupons", sa.JSON()),
        sa.Column("presale", sa.JSON()),
        sa.Column("installation", sa.JSON()),
        sa.Column("invoice", sa.JSON()),
        sa.Column("returns", sa.JSON()),
        sa.Column("payments", sa.JSON()),
        sa.Column("compensations", sa.JSON()),
        sa.PrimaryKeyConstraint("order_no", name=op.f("pk_orders")),
    )
    op.create_index(op.f("ix_orders_buyer_id_created_at"), "orders", ["buyer_id", "created_at"])
    op.create_index(op.f("ix_orders_province"), "orders", ["province"])


def _order_lines() -> None:
    op.create_table(
        "order_lines",
        sa.Column("order_no", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sku", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("qty", sa.Integer(), nullable=False),
        sa.Column("price_fen", sa.BigInteger(), nullable=False),
        sa.Column("spec", sa.String(), nullable=False),
        sa.Column("special_price", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["order_no"], ["orders.order_no"], name=op.f("fk_order_lines_order_no")),
        sa.PrimaryKeyConstraint("order_no", "position", name=op.f("pk_order_lines")),
    )


def _parcels() -> None:
    op.create_table(
        "parcels",
        sa.Column("order_no", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("carrier", sa.String(), nullable=False),
        sa.Column("waybill", sa.String(), nullable=False),
        sa.Column("shipped_at", sa.DateTime(timezone=True)),
        sa.Column("weight_g", sa.Integer()),
        sa.Column("skus", sa.JSON()),
        sa.Column("gift", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["order_no"], ["orders.order_no"], name=op.f("fk_parcels_order_no")),
        sa.PrimaryKeyConstraint("order_no", "position", name=op.f("pk_parcels")),
    )
    op.create_index(op.f("ix_parcels_waybill"), "parcels", ["waybill"])


def _tracking_events() -> None:
    op.create_table(
        "tracking_events",
        sa.Column("order_no", sa.String(), nullable=False),
        sa.Column("parcel", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("signer", sa.String()),
        sa.ForeignKeyConstraint(
            ["order_no", "parcel"],
            ["parcels.order_no", "parcels.position"],
            name=op.f("fk_tracking_events_order_no_parcel"),
        ),
        sa.PrimaryKeyConstraint("order_no", "parcel", "position", name=op.f("pk_tracking_events")),
    )


def _refunds() -> None:
    op.create_table(
        "refunds",
        sa.Column("order_no", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.String()),
        sa.Column("applied_at", sa.DateTime(timezone=True)),
        sa.Column("succeeded_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["order_no"], ["orders.order_no"], name=op.f("fk_refunds_order_no")),
        sa.PrimaryKeyConstraint("order_no", "position", name=op.f("pk_refunds")),
    )
