"""Worker's round: hand open tasks to the shop's own system, again after a failure, until they arrive or are dead."""

from datetime import timedelta

from aftersales.domain.cases import Task
from aftersales.domain.deliveries import next_attempt
from aftersales.use_cases.ports import TaskDoor, TaskNotTaken
from aftersales.use_cases.services import Services

LEASE = timedelta(seconds=60)
"""How long an attempt may take before another process takes the task over; longer than the door's time-out."""


def deliver_tasks(services: Services, door: TaskDoor) -> int:
    """Try everything that is due now; returns how many arrived.

    A process that dies between sending and noting it sends again after LEASE: the receiver knows the task by its
    idempotency key. Nothing is sent inside a transaction.
    """
    with services.reader() as uow:
        due = uow.deliveries.due(services.now())
    return sum(_deliver(services, door, task) for task in due)


def _deliver(services: Services, door: TaskDoor, task: Task) -> bool:
    now = services.now()
    with services.uow() as uow:
        attempt = uow.deliveries.claim(task.id, now, now + LEASE)
        uow.commit()
    if attempt is None:
        return False
    try:
        door.hand_over(task)
    except TaskNotTaken as error:
        _note_failure(services, task, attempt, str(error))
        return False
    with services.uow() as uow:
        uow.deliveries.succeeded(task.id, attempt, services.now())
        uow.commit()
    return True


def _note_failure(services: Services, task: Task, attempt: int, error: str) -> None:
    now = services.now()
    next_at = next_attempt(attempt, now)
    with services.uow() as uow:
        uow.deliveries.failed(task.id, error, next_at)
        if next_at is None:
            uow.audit.append("worker", "delivery_dead", f"task:{task.id}", {"error": error}, now)
            uow.feed.append(task.conversation_id, "task", str(task.id), now)
        uow.commit()
