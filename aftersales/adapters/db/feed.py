"""The feed: one row per change, which wakes readers of other processes."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from aftersales.adapters.db.statements import fetch, insert
from aftersales.adapters.db.tables import feed
from aftersales.use_cases.repositories import FeedRow


class SqlFeed:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(self, conversation_id: str, kind: str, ref: str, now: datetime) -> None:
        values = {"conversation_id": conversation_id, "kind": kind, "ref": ref, "created_at": now}
        insert(self._connection, feed, values)

    def after(self, feed_id: int, limit: int = 500) -> Sequence[FeedRow]:
        """Oldest first. Ids of different conversations may commit out of order: look back before the newest seen."""
        return fetch(
            self._connection, FeedRow, sa.select(feed).where(feed.c.id > feed_id).order_by(feed.c.id).limit(limit)
        )

    def newest(self) -> int:
        """The newest id; 0 while the feed is empty."""
        return int(self._connection.execute(sa.select(sa.func.max(feed.c.id))).scalar_one() or 0)

    def forget(self, keep: int) -> None:
        """Drop all but about the newest `keep` rows (at least one)."""
        self._connection.execute(sa.delete(feed).where(feed.c.id <= self.newest() - max(keep, 1)))
