"""Tasks in the database."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from aftersales.adapters.db.records import to_row
from aftersales.adapters.db.statements import changed, fetch, fetch_one, fetch_only, insert_unless_taken
from aftersales.adapters.db.tables import conversations, tasks
from aftersales.domain.cases import Task, TaskState
from aftersales.domain.task_kinds import IMPOSSIBLE


class SqlTasks:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, task: Task) -> Task:
        values = to_row(task)
        del values["id"]
        given = insert_unless_taken(self._connection, tasks, values)
        if given is not None:
            return replace(task, id=given)
        query = sa.select(tasks).where(tasks.c.idempotency_key == task.idempotency_key)
        return fetch_only(self._connection, Task, query)

    def get(self, task_id: int) -> Task | None:
        return fetch_one(self._connection, Task, sa.select(tasks).where(tasks.c.id == task_id))

    def list(
        self,
        *,
        team: str | None = None,
        case_id: int | None = None,
        conversation_id: str | None = None,
        open_only: bool = True,
    ) -> Sequence[Task]:
        """The earliest due first."""
        query = sa.select(tasks).order_by(tasks.c.due_at, tasks.c.id)
        if team is not None:
            query = query.where(tasks.c.team == team)
        if case_id is not None:
            query = query.where(tasks.c.case_id == case_id)
        if conversation_id is not None:
            query = query.where(tasks.c.conversation_id == conversation_id)
        if open_only:
            query = query.where(tasks.c.state == TaskState.OPEN)
        return fetch(self._connection, Task, query)

    def complete(self, task_id: int, result: str, note: str, by: str, now: datetime) -> bool:
        statement = sa.update(tasks).where(tasks.c.id == task_id, tasks.c.state == TaskState.OPEN)
        values = {"state": TaskState.DONE, "result": result, "note": note, "done_by": by, "done_at": now}
        return changed(self._connection, statement.values(values))

    def amend(self, task_id: int, details: Mapping[str, str]) -> bool:
        """Put these details beside or in place of the ones an open task has; False when it is no longer open."""
        task = self.get(task_id)
        if task is None:
            return False
        statement = sa.update(tasks).where(tasks.c.id == task_id, tasks.c.state == TaskState.OPEN)
        return changed(self._connection, statement.values(details={**task.details, **details}))

    def cancel(self, task_id: int) -> bool:
        statement = sa.update(tasks).where(tasks.c.id == task_id, tasks.c.state == TaskState.OPEN)
        return changed(self._connection, statement.values(state=TaskState.CANCELLED))

    def overdue(self, now: datetime, limit: int = 50) -> Sequence[Task]:
        """Open tasks that are due and not yet escalated, the longest due first."""
        query = sa.select(tasks).where(
            tasks.c.state == TaskState.OPEN, tasks.c.due_at <= now, tasks.c.escalated_at.is_(None)
        )
        return fetch(self._connection, Task, query.order_by(tasks.c.due_at, tasks.c.id).limit(limit))

    def escalate(self, task_id: int, now: datetime) -> bool:
        """Mark an open task as escalated; False when another process did, or it is no longer open."""
        statement = sa.update(tasks).where(
            tasks.c.id == task_id, tasks.c.state == TaskState.OPEN, tasks.c.escalated_at.is_(None)
        )
        return changed(self._connection, statement.values(escalated_at=now))

    def count_of_buyer(self, kind: str, buyer_id: str, since: datetime) -> int:
        """Over all conversations of the buyer; what was cancelled or could not be done does not count."""
        done = sa.or_(tasks.c.result.is_(None), tasks.c.result != IMPOSSIBLE)
        query = (
            sa.select(sa.func.count())
            .select_from(tasks.join(conversations))
            .where(
                tasks.c.kind == kind,
                tasks.c.created_at >= since,
                tasks.c.state != TaskState.CANCELLED,
                conversations.c.buyer_id == buyer_id,
                done,
            )
        )
        return int(self._connection.execute(query).scalar_one())

    def spent_fen(self, kind: str, promotion: str) -> int:
        """Sum of `amount_fen` over tasks of a kind whose details name the promotion; cancelled ones spent nothing."""
        amount = sa.cast(tasks.c.details["amount_fen"].as_string(), sa.BigInteger)
        query = sa.select(sa.func.coalesce(sa.func.sum(amount), 0)).where(
            tasks.c.kind == kind,
            tasks.c.state != TaskState.CANCELLED,
            tasks.c.details["promotion"].as_string() == promotion,
        )
        return int(self._connection.execute(query).scalar_one())
