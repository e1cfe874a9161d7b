"""Tables of the work a chat leaves behind: cases, tasks and their deliveries, tickets and promises."""

import sqlalchemy as sa

from aftersales.adapters.db.tables.types import (
    choice,
    growing_id,
    metadata,
    nested,
    partial_index,
    reference,
    text,
    time,
)
from aftersales.domain.cases import CaseState, PromiseState, TaskState, TicketState
from aftersales.domain.deliveries import DeliveryState

LIVE_TICKET_STATES = (TicketState.WAITING, TicketState.CLAIMED)

cases = sa.Table(
    "cases",
    metadata,
    growing_id(),
    text("case_no", nullable=True, unique=True),  # made from the id: NULL only inside the inserting transaction
    reference("conversation_id", "conversations.id", nullable=False),
    text("playbook"),
    text("intent"),
    choice("state", CaseState),
    time("created_at", nullable=False),
    time("updated_at", nullable=False),
    text("order_no", nullable=True),
    nested("facts"),
    text("question", nullable=True),
    sa.Column("attempts", sa.Integer, nullable=False),
    text("row", nullable=True),
    text("sop", nullable=True),
    text("responsibility", nullable=True),
    sa.Column("release", sa.Integer),
    text("responsible"),
    text("conclusion"),
    sa.Index(None, "conversation_id", "updated_at"),
    sa.Index(None, "order_no"),
    sqlite_autoincrement=True,
)

tasks = sa.Table(
    "tasks",
    metadata,
    growing_id(),
    reference("conversation_id", "conversations.id", nullable=False),
    reference("case_id", "cases.id"),
    text("order_no", nullable=True),
    text("kind"),
    text("team"),
    choice("state", TaskState),
    text("idempotency_key", unique=True),
    time("created_at", nullable=False),
    time("due_at", nullable=False),
    sa.Column("is_review", sa.Boolean, nullable=False),
    text("fact", nullable=True),
    nested("details"),
    text("result", nullable=True),
    text("note"),
    time("done_at"),
    text("done_by", nullable=True),
    time("escalated_at"),
    sa.Index(None, "case_id"),
    sa.Index(None, "kind"),
    sa.Index(None, "state", "due_at"),
    sqlite_autoincrement=True,
)

deliveries = sa.Table(
    "deliveries",
    metadata,
    sa.Column("task_id", sa.ForeignKey("tasks.id"), primary_key=True, autoincrement=False),
    choice("state", DeliveryState),
    sa.Column("attempts", sa.Integer, nullable=False),
    time("next_at", nullable=False),
    text("error"),
    time("delivered_at"),
    sa.Index(None, "state", "next_at"),
)

tickets = sa.Table(
    "tickets",
    metadata,
    growing_id(),
    reference("conversation_id", "conversations.id", nullable=False),
    text("team"),
    sa.Column("priority", sa.Integer, nullable=False),
    text("reason"),
    choice("state", TicketState),
    time("created_at", nullable=False),
    reference("case_id", "cases.id"),
    text("agent_login", nullable=True),
    time("claimed_at"),
    time("closed_at"),
    sa.Index(None, "state", "team"),
    sa.Index(None, "agent_login"),
    sqlite_autoincrement=True,
)
partial_index("uq_tickets_live", tickets.c.conversation_id, where=tickets.c.state.in_(LIVE_TICKET_STATES), unique=True)

promises = sa.Table(
    "promises",
    metadata,
    growing_id(),
    reference("conversation_id", "conversations.id", nullable=False),
    text("about"),
    time("due_at", nullable=False),
    choice("state", PromiseState),
    time("created_at", nullable=False),
    reference("task_id", "tasks.id"),
    sa.Index(None, "state", "due_at"),
    sa.Index(None, "task_id"),
    sqlite_autoincrement=True,
)
