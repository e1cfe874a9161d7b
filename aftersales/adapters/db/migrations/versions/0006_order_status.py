"""Orders are found by their status: the worker follows up those that wait to be sent."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_orders_status"), "orders", ["status"])
