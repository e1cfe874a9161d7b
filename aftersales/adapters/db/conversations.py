"""Conversations in the database."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from aftersales.adapters.db.records import to_row
from aftersales.adapters.db.statements import changed, fetch_one, insert_unless_taken
from aftersales.adapters.db.tables import conversations
from aftersales.domain.conversations import OWNER_MOVES, Conversation, Owner


class SqlConversations:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, conversation_id: str) -> Conversation | None:
        query = sa.select(conversations).where(conversations.c.id == conversation_id)
        return fetch_one(self._connection, Conversation, query)

    def lock(self, conversation_id: str) -> Conversation:
        """Hold the row until commit; LookupError when there is no such conversation."""
        query = sa.select(conversations).where(conversations.c.id == conversation_id).with_for_update()
        conversation = fetch_one(self._connection, Conversation, query)
        if conversation is None:
            raise LookupError(f"no conversation {conversation_id}")
        return conversation

    def open_of_buyer(self, buyer_id: str) -> Conversation | None:
        query = sa.select(conversations).where(
            conversations.c.buyer_id == buyer_id, conversations.c.owner != Owner.CLOSED
        )
        return fetch_one(self._connection, Conversation, query)

    def add(self, conversation: Conversation) -> bool:
        return insert_unless_taken(self._connection, conversations, to_row(conversation)) is not None

    def move(self, conversation_id: str, frm: Owner, to: Owner) -> bool:
        """Compare-and-set the owner; ValueError for a move that OWNER_MOVES does not allow."""
        if to not in OWNER_MOVES[frm]:
            raise ValueError(f"a conversation never moves from {frm.value} to {to.value}")
        held = sa.and_(conversations.c.id == conversation_id, conversations.c.owner == frm)
        return changed(self._connection, sa.update(conversations).where(held).values(owner=to))

    def bind_order(self, conversation_id: str, order_no: str | None) -> None:
        statement = sa.update(conversations).where(conversations.c.id == conversation_id).values(order_no=order_no)
        self._connection.execute(statement)
