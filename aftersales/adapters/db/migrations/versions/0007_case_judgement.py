"""Who exactly was responsible for a case, and how it ended in an agent's words."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("responsible", "conclusion"):
        op.add_column("cases", sa.Column(name, sa.String(), nullable=False, server_default=""))
