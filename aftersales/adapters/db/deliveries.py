"""Deliveries of tasks in the database; the task itself is the outbox, a row here says how far its delivery is."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from aftersales.adapters.db.statements import changed, fetch, fetch_one, insert_unless_taken
from aftersales.adapters.db.tables import deliveries, tasks
from aftersales.domain.cases import Task, TaskState
from aftersales.domain.deliveries import Delivery, DeliveryState


class SqlDeliveries:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def due(self, now: datetime, limit: int = 20) -> Sequence[Task]:
        """Open tasks for systems (no reviews) never tried or to be tried again now, the oldest first."""
        never = deliveries.c.task_id.is_(None)
        again = sa.and_(deliveries.c.state == DeliveryState.DUE, deliveries.c.next_at <= now)
        query = sa.select(tasks).outerjoin(deliveries, deliveries.c.task_id == tasks.c.id)
        query = query.where(tasks.c.state == TaskState.OPEN, tasks.c.is_review.is_(False), sa.or_(never, again))
        return fetch(self._connection, Task, query.order_by(tasks.c.id).limit(limit))

    def get(self, task_id: int) -> Delivery | None:
        return fetch_one(self._connection, Delivery, sa.select(deliveries).where(deliveries.c.task_id == task_id))

    def claim(self, task_id: int, now: datetime, until: datetime) -> int | None:
        """Begin an attempt that nobody else makes before `until`; its number, or None when another process has it."""
        first = {"task_id": task_id, "state": DeliveryState.DUE, "attempts": 1, "next_at": until, "error": ""}
        if insert_unless_taken(self._connection, deliveries, first) is not None:
            return 1
        known = self.get(task_id)
        if known is None:
            return None
        mine = sa.update(deliveries).where(*_due(task_id, now), deliveries.c.attempts == known.attempts)
        taken = changed(self._connection, mine.values(attempts=known.attempts + 1, next_at=until))
        return known.attempts + 1 if taken else None

    def succeeded(self, task_id: int, attempt: int, now: datetime) -> None:
        """The attempt arrived; nothing changes when the task was changed meanwhile and is to be sent again."""
        values = {"state": DeliveryState.DELIVERED, "delivered_at": now, "error": ""}
        arrived = sa.update(deliveries).where(deliveries.c.task_id == task_id, deliveries.c.attempts == attempt)
        self._connection.execute(arrived.values(values))

    def again(self, task_id: int, now: datetime) -> None:
        """A task whose details changed is due once more, an attempt under way notwithstanding."""
        values = {"state": DeliveryState.DUE, "attempts": deliveries.c.attempts + 1, "next_at": now}
        self._connection.execute(sa.update(deliveries).where(deliveries.c.task_id == task_id).values(values))

    def failed(self, task_id: int, error: str, next_at: datetime | None) -> None:
        """Try again at `next_at`; None gives it up."""
        values = {"error": error} | ({"next_at": next_at} if next_at else {"state": DeliveryState.DEAD})
        self._connection.execute(sa.update(deliveries).where(deliveries.c.task_id == task_id).values(values))

    def dead(self) -> Sequence[Delivery]:
        query = sa.select(deliveries).where(deliveries.c.state == DeliveryState.DEAD)
        return fetch(self._connection, Delivery, query.order_by(deliveries.c.task_id))

    def revive(self, task_id: int, now: datetime) -> bool:
        """Compare-and-set from dead: the attempts begin anew."""
        given_up = sa.update(deliveries).where(
            deliveries.c.task_id == task_id, deliveries.c.state == DeliveryState.DEAD
        )
        return changed(self._connection, given_up.values(state=DeliveryState.DUE, attempts=0, next_at=now))


def _due(task_id: int, now: datetime) -> tuple[object, ...]:
    return deliveries.c.task_id == task_id, deliveries.c.state == DeliveryState.DUE, deliveries.c.next_at <= now
