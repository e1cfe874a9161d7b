"""Cases, tasks, tickets and promises."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _cases()
    _tasks()
    _tickets()
    _promises()


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_no", sa.String()),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("playbook", sa.String(), nullable=False),
        sa.Column("intent", sa.String(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("order_no", sa.String()),
        sa.Column("facts", sa.JSON()),
        sa.Column("question", sa.String()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("row", sa.String()),
        sa.Column("sop", sa.String()),
        sa.Column("responsibility", sa.String()),
        sa.Column("release", sa.Integer()),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name=op.f("fk_cases_conversation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("case_no", name=op.f("uq_cases_case_no")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_cases_conversation_id_updated_at"), "cases", ["conversation_id", "updated_at"])
    op.create_index(op.f("ix_cases_order_no"), "cases", ["order_no"])


def _tasks() -> None:
    op.create_table(
        "tasks",
        sa.Column("id", ID, nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("case_id", ID),
        sa.Column("order_no", sa.String()),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("idempotency_key", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_review", sa.Boolean(), nullable=False),
        sa.Column("fact", sa.String()),
        sa.Column("details", sa.JSON()),
        sa.Column("result", sa.String()),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True)),
        sa.Column("done_by", sa.String()),
        sa.Column("escalated_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_tasks_case_id")),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name=op.f("fk_tasks_conversation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_tasks_idempotency_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_tasks_case_id"), "tasks", ["case_id"])
    op.create_index(op.f("ix_tasks_kind"), "tasks", ["kind"])
    op.create_index(op.f("ix_tasks_state_due_at"), "tasks", ["state", "due_at"])


def _tickets() -> None:
    op.create_table(
        "tickets",
        sa.Column("id", ID, nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("case_id", ID),
        sa.Column("agent_login", sa.String()),
        sa.Column("claimed_at", sa.DateTime(timezone=True)),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_tickets_case_id")),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name=op.f("fk_tickets_conversation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tickets")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_tickets_agent_login"), "tickets", ["agent_login"])
    op.create_index(op.f("ix_tickets_state_team"), "tickets", ["state", "team"])
    op.create_index(
        "uq_tickets_live",
        "tickets",
        ["conversation_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('waiting', 'claimed')"),
        postgresql_where=sa.text("state IN ('waiting', 'claimed')"),
    )


def _promises() -> None:
    op.create_table(
        "promises",
        sa.Column("id", ID, nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("task_id", ID),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name=op.f("fk_promises_conversation_id")),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_promises_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promises")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_promises_state_due_at"), "promises", ["state", "due_at"])
    op.create_index(op.f("ix_promises_task_id"), "promises", ["task_id"])
