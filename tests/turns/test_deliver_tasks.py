"""P-OPS-06: tasks reach the shop's own system once, again after failures, and are dead in the end."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from aftersales.domain.cases import Task
from aftersales.domain.deliveries import MOST_ATTEMPTS, DeliveryState
from aftersales.use_cases.deliver_tasks import LEASE, deliver_tasks
from aftersales.use_cases.ports import TaskNotTaken
from tests.shop_bench import Bench


@dataclass
class Door:
    """Takes tasks, or refuses them while `closed`; `during` runs while one is on its way."""

    closed: bool = False
    taken: list[str] = field(default_factory=list)
    during: Callable[[], object] = lambda: None

    def hand_over(self, task: Task) -> None:
        self.during()
        if self.closed:
            raise TaskNotTaken("503")
        self.taken.append(task.kind)


def urge(bench: Bench) -> int:
    """The id of the only task: a buyer urges an order that is not late."""

    chat = bench.chat("demo-wu", "2026110000000109")
    chat.say("什么时候发货", "urge_shipment")
    with bench.services.uow() as uow:
        (task,) = uow.tasks.list()
    return task.id


def test_a_task_is_handed_over_once(bench: Bench) -> None:
    urge(bench)
    door = Door()
    assert deliver_tasks(bench.services, door) == 1
    assert deliver_tasks(bench.services, door) == 0
    assert len(door.taken) == 1


def test_two_workers_at_once_send_it_once(bench: Bench) -> None:
    urge(bench)
    other = Door()
    door = Door(during=lambda: deliver_tasks(bench.services, other))
    assert deliver_tasks(bench.services, door) == 1
    assert other.taken == []


def test_a_worker_that_died_while_sending_is_followed_after_the_lease(bench: Bench) -> None:
    task_id = urge(bench)
    with bench.services.uow() as uow:
        uow.deliveries.claim(task_id, bench.services.now(), bench.services.now() + LEASE)
        uow.commit()
    door = Door()
    assert deliver_tasks(bench.services, door) == 0
    bench.clock.at += LEASE
    assert deliver_tasks(bench.services, door) == 1


def test_a_closed_door_is_tried_again_and_given_up_in_the_end(bench: Bench) -> None:
    task_id = urge(bench)
    door = Door(closed=True)
    for _ in range(MOST_ATTEMPTS):
        deliver_tasks(bench.services, door)
        bench.clock.at += timedelta(hours=10)
    with bench.services.uow() as uow:
        delivery = uow.deliveries.get(task_id)
        assert delivery is not None
        assert (delivery.state, delivery.attempts, delivery.error) == (DeliveryState.DEAD, MOST_ATTEMPTS, "503")
        assert [each.task_id for each in uow.deliveries.dead()] == [task_id]
    door.closed = False
    assert deliver_tasks(bench.services, door) == 0
