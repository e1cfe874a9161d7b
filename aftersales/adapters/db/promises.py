"""Promises in the database."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from aftersales.adapters.db.statements import changed, fetch, fetch_one, fetch_only, insert
from aftersales.adapters.db.tables import promises
from aftersales.domain.agent_promises import REPLY
from aftersales.domain.cases import Promise, PromiseState

_OPEN = promises.c.state == PromiseState.OPEN


class SqlPromises:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self, conversation_id: str, about: str, due_at: datetime, now: datetime, task_id: int | None = None
    ) -> Promise:
        values = {
            "conversation_id": conversation_id,
            "about": about,
            "due_at": due_at,
            "state": PromiseState.OPEN,
            "created_at": now,
            "task_id": task_id,
        }
        promise_id = insert(self._connection, promises, values)
        return fetch_only(self._connection, Promise, sa.select(promises).where(promises.c.id == promise_id))

    def due(self, now: datetime, limit: int = 50) -> Sequence[Promise]:
        """Open promises whose time has come, the longest ago first."""
        query = sa.select(promises).where(_OPEN, promises.c.due_at <= now)
        return fetch(self._connection, Promise, query.order_by(promises.c.due_at, promises.c.id).limit(limit))

    def settle(self, promise_id: int, state: PromiseState) -> bool:
        """Compare-and-set from open."""
        statement = sa.update(promises).where(promises.c.id == promise_id, _OPEN)
        return changed(self._connection, statement.values(state=state))

    def settle_for_task(self, task_id: int, state: PromiseState) -> None:
        self._connection.execute(sa.update(promises).where(promises.c.task_id == task_id, _OPEN).values(state=state))

    def settle_replies(self, conversation_id: str) -> None:
        """What agents promised to answer was answered."""
        self._connection.execute(
            sa.update(promises).where(_reply_owed(conversation_id)).values(state=PromiseState.KEPT)
        )

    def reply_owed(self, conversation_id: str) -> Promise | None:
        """The answer an agent promised and has not given yet, overdue or not; of several the earliest."""
        query = sa.select(promises).where(_reply_owed(conversation_id)).order_by(promises.c.due_at).limit(1)
        return fetch_one(self._connection, Promise, query)


def _reply_owed(conversation_id: str) -> sa.sql.ColumnElement[bool]:
    return sa.and_(
        promises.c.conversation_id == conversation_id,
        promises.c.about == REPLY,
        promises.c.state != PromiseState.KEPT,
    )
