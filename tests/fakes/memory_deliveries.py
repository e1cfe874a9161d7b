"""Deliveries of tasks in memory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from aftersales.domain.cases import Task, TaskState
from aftersales.domain.deliveries import Delivery, DeliveryState


class MemoryDeliveries:
    def __init__(self, rows: dict[int, Delivery], tasks: dict[int, Task]) -> None:
        self._rows = rows
        self._tasks = tasks

    def due(self, now: datetime, limit: int = 20) -> Sequence[Task]:
        waiting = [task for task in self._tasks.values() if task.state is TaskState.OPEN and not task.is_review]
        return sorted((t for t in waiting if self._is_due(t.id, now)), key=lambda task: task.id)[:limit]

    def get(self, task_id: int) -> Delivery | None:
        return self._rows.get(task_id)

    def claim(self, task_id: int, now: datetime, until: datetime) -> int | None:
        if not self._is_due(task_id, now):
            return None
        known = self._rows.get(task_id)
        attempts = known.attempts + 1 if known else 1
        self._rows[task_id] = Delivery(task_id, DeliveryState.DUE, attempts, until, known.error if known else "")
        return attempts

    def succeeded(self, task_id: int, attempt: int, now: datetime) -> None:
        known = self._rows[task_id]
        if known.attempts == attempt:
            self._rows[task_id] = replace(known, state=DeliveryState.DELIVERED, delivered_at=now, error="")

    def again(self, task_id: int, now: datetime) -> None:
        known = self._rows.get(task_id)
        if known is not None:
            due = replace(known, state=DeliveryState.DUE, attempts=known.attempts + 1, next_at=now)
            self._rows[task_id] = due

    def failed(self, task_id: int, error: str, next_at: datetime | None) -> None:
        known = replace(self._rows[task_id], error=error)
        dead = replace(known, state=DeliveryState.DEAD)
        self._rows[task_id] = dead if next_at is None else replace(known, next_at=next_at)

    def dead(self) -> Sequence[Delivery]:
        return sorted((r for r in self._rows.values() if r.state is DeliveryState.DEAD), key=lambda row: row.task_id)

    def revive(self, task_id: int, now: datetime) -> bool:
        known = self._rows.get(task_id)
        if known is None or known.state is not DeliveryState.DEAD:
            return False
        self._rows[task_id] = replace(known, state=DeliveryState.DUE, attempts=0, next_at=now)
        return True

    def _is_due(self, task_id: int, now: datetime) -> bool:
        known = self._rows.get(task_id)
        return known is None or (known.state is DeliveryState.DUE and known.next_at <= now)
