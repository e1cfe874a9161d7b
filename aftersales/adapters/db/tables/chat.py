"""Tables of the chat: conversations, messages, pictures, turns and the feed that wakes readers."""

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
from aftersales.domain.conversations import Owner, Sender, TurnState

# No foreign key leads to orders: an order number here may name an order whose export has not been imported yet.
conversations = sa.Table(
    "conversations",
    metadata,
    text("id", primary_key=True),
    text("buyer_id"),
    choice("owner", Owner),
    time("created_at", nullable=False),
    text("order_no", nullable=True),
    sa.Column("guest", sa.Boolean, nullable=False),
)
partial_index(
    "uq_conversations_open", conversations.c.buyer_id, where=conversations.c.owner != Owner.CLOSED, unique=True
)

turns = sa.Table(
    "turns",
    metadata,
    text("id", primary_key=True),
    reference("conversation_id", "conversations.id", nullable=False),
    nested("message_ids"),
    choice("state", TurnState),
    time("opened_at", nullable=False),
    time("lease_until", nullable=False),
    text("reason"),
    nested("outcome"),
    time("finished_at"),
    sa.Index(None, "conversation_id", "opened_at"),
)
partial_index("uq_turns_open", turns.c.conversation_id, where=turns.c.state == TurnState.OPEN, unique=True)

attachments = sa.Table(
    "attachments",
    metadata,
    text("id", primary_key=True),
    reference("conversation_id", "conversations.id", nullable=False),
    text("media_type"),
    text("path"),
    sa.Column("size", sa.Integer, nullable=False),
    time("created_at", nullable=False),
    sa.Index(None, "conversation_id", "created_at"),
)

messages = sa.Table(
    "messages",
    metadata,
    growing_id(),
    reference("conversation_id", "conversations.id", nullable=False),
    choice("sender", Sender),
    text("text"),
    time("created_at", nullable=False),
    text("script_key", nullable=True),
    sa.Column("variant", sa.Integer),
    nested("buttons"),
    nested("pressed"),
    reference("attachment_id", "attachments.id"),
    text("client_message_id", nullable=True),
    reference("turn_id", "turns.id"),
    text("agent_login", nullable=True),
    text("intent", nullable=True),
    sa.Column("confidence", sa.Float),
    sa.UniqueConstraint("conversation_id", "client_message_id"),
    sa.Index(None, "conversation_id", "id"),
    sqlite_autoincrement=True,
)
# SQLite uses a partial index only when the query repeats its condition literally, without bound parameters.
UNREAD = sa.and_(messages.c.sender == sa.literal_column("'buyer'"), messages.c.turn_id.is_(None))
partial_index("ix_messages_unread", messages.c.conversation_id, where=UNREAD)

feed = sa.Table(
    "feed",
    metadata,
    growing_id(),
    text("conversation_id"),
    text("kind"),
    text("ref"),
    time("created_at", nullable=False),
    sqlite_autoincrement=True,
)
