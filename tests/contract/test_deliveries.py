"""Deliveries of tasks: tried by one process at a time, again when due, and dead only once."""

import pytest

from aftersales.domain.deliveries import DeliveryState
from aftersales.use_cases.ports import UnitOfWork
from tests.contract.samples import HOUR, NOW, SECOND, start_chat, task


@pytest.fixture
def task_id(uow: UnitOfWork) -> int:
    start_chat(uow)
    return uow.tasks.add(task("k")).id


def test_an_open_task_is_due_until_it_is_delivered(uow: UnitOfWork, task_id: int) -> None:
    assert [each.id for each in uow.deliveries.due(NOW)] == [task_id]
    assert uow.deliveries.claim(task_id, NOW, NOW + HOUR) == 1
    assert uow.deliveries.due(NOW + HOUR - SECOND) == []
    uow.deliveries.succeeded(task_id, 1, NOW + SECOND)
    assert uow.deliveries.due(NOW + HOUR * 9) == []
    delivered = uow.deliveries.get(task_id)
    assert delivered is not None
    assert (delivered.state, delivered.delivered_at) == (DeliveryState.DELIVERED, NOW + SECOND)


def test_an_attempt_belongs_to_one_process_until_its_lease_is_over(uow: UnitOfWork, task_id: int) -> None:
    assert uow.deliveries.claim(task_id, NOW, NOW + HOUR) == 1
    assert uow.deliveries.claim(task_id, NOW + HOUR - SECOND, NOW + HOUR * 2) is None
    assert uow.deliveries.claim(task_id, NOW + HOUR, NOW + HOUR * 2) == 2


def test_a_failed_one_is_due_again_at_its_time_and_a_dead_one_never(uow: UnitOfWork, task_id: int) -> None:
    uow.deliveries.claim(task_id, NOW, NOW + HOUR)
    uow.deliveries.failed(task_id, "503", NOW + SECOND)
    assert uow.deliveries.due(NOW) == []
    assert len(uow.deliveries.due(NOW + SECOND)) == 1
    uow.deliveries.failed(task_id, "404", None)
    assert uow.deliveries.due(NOW + HOUR * 9) == []
    assert [(each.task_id, each.error) for each in uow.deliveries.dead()] == [(task_id, "404")]


def test_a_dead_one_is_revived_once(uow: UnitOfWork, task_id: int) -> None:
    assert not uow.deliveries.revive(task_id, NOW)
    uow.deliveries.claim(task_id, NOW, NOW + HOUR)
    uow.deliveries.failed(task_id, "404", None)
    assert uow.deliveries.revive(task_id, NOW)
    assert not uow.deliveries.revive(task_id, NOW)
    assert uow.deliveries.claim(task_id, NOW, NOW + HOUR) == 1


def test_reviews_and_tasks_that_are_done_are_not_sent(uow: UnitOfWork, task_id: int) -> None:
    uow.tasks.add(task("review", is_review=True))
    uow.tasks.complete(task_id, "done", "", "chen", NOW)
    assert uow.deliveries.due(NOW) == []


def test_a_changed_task_is_delivered_again_even_when_an_attempt_is_under_way(uow: UnitOfWork, task_id: int) -> None:
    assert uow.deliveries.claim(task_id, NOW, NOW + HOUR) == 1
    uow.deliveries.again(task_id, NOW + SECOND)
    uow.deliveries.succeeded(task_id, 1, NOW + SECOND)
    assert [each.id for each in uow.deliveries.due(NOW + SECOND)] == [task_id]
    attempt = uow.deliveries.claim(task_id, NOW + SECOND, NOW + HOUR)
    assert attempt is not None
    uow.deliveries.succeeded(task_id, attempt, NOW + HOUR)
    assert uow.deliveries.due(NOW + HOUR * 9) == []


def test_a_task_never_delivered_needs_no_second_delivery(uow: UnitOfWork, task_id: int) -> None:
    uow.deliveries.again(task_id, NOW)
    assert uow.deliveries.get(task_id) is None
    assert [each.id for each in uow.deliveries.due(NOW)] == [task_id]
