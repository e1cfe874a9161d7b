"""Many at the same instant: exactly one wins, on both databases."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy.engine import Engine

from aftersales.adapters.db.unit_of_work import SqlUnitOfWork
from aftersales.domain.conversations import Sender
from aftersales.use_cases.ports import UnitOfWork
from tests.contract.samples import NOW, buyer_says, conversation, exported, start_chat, task
from tests.databases import migrated_postgres, sqlite_engine

T = TypeVar("T")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest, sqlite_template: Path, tmp_path: Path) -> Iterator[Engine]:
    postgres = request.param == "postgres"
    with migrated_postgres() if postgres else sqlite_engine(sqlite_template, tmp_path / "shop.db") as engine:
        yield engine


def race(engine: Engine, step: Callable[[UnitOfWork, int], T], runners: int = 16) -> list[T]:
    """Each runner starts its own unit of work at the same instant and commits; the results of all."""
    start = threading.Barrier(runners)

    def run(number: int) -> T:
        start.wait()
        with SqlUnitOfWork(engine) as uow:
            result = step(uow, number)
            uow.commit()
        return result

    with ThreadPoolExecutor(runners) as pool:
        return list(pool.map(run, range(runners)))


def prepare(engine: Engine, step: Callable[[UnitOfWork], T]) -> T:
    with SqlUnitOfWork(engine) as uow:
        result = step(uow)
        uow.commit()
    return result


def test_of_sixteen_agents_one_claims_the_ticket(engine: Engine) -> None:
    prepare(engine, start_chat)
    ticket = prepare(engine, lambda uow: uow.tickets.open("c1", "service", 0, "ask_human", None, NOW))
    won = race(engine, lambda uow, n: uow.tickets.claim(ticket.id, f"agent{n}", NOW))
    assert sum(won) == 1
    with SqlUnitOfWork(engine, read_only=True) as uow:
        stored = uow.tickets.get(ticket.id)
    assert stored is not None
    assert stored.agent_login == f"agent{won.index(True)}"


def test_a_message_sent_sixteen_times_is_stored_once(engine: Engine) -> None:
    prepare(engine, start_chat)
    stored = race(engine, lambda uow, n: uow.messages.add("c1", Sender.BUYER, f"在吗{n}", NOW, client_message_id="k"))
    assert len(set(stored)) == 1
    with SqlUnitOfWork(engine, read_only=True) as uow:
        assert uow.messages.after("c1", 0) == stored[:1]


def test_a_task_ordered_sixteen_times_is_one_task(engine: Engine) -> None:
    prepare(engine, start_chat)
    stored = race(engine, lambda uow, n: uow.tasks.add(task("k", note=str(n))).id)
    assert len(set(stored)) == 1
    with SqlUnitOfWork(engine, read_only=True) as uow:
        assert len(uow.tasks.list()) == 1


def test_one_of_many_opens_the_turn(engine: Engine) -> None:
    prepare(engine, start_chat)
    message = prepare(engine, lambda uow: buyer_says(uow, "在吗"))
    opened = [turn for turn in race(engine, lambda uow, _: uow.turns.open("c1", [message.id], NOW, NOW)) if turn]
    assert len(opened) == 1
    with SqlUnitOfWork(engine, read_only=True) as uow:
        assert list(uow.turns.of_conversation("c1")) == opened
        assert uow.messages.unread("c1") == []


def test_a_buyer_who_opens_many_windows_has_one_conversation(engine: Engine) -> None:
    added = race(engine, lambda uow, n: uow.conversations.add(conversation(f"c{n}")))
    assert sum(added) == 1


def test_a_chat_handed_over_by_many_has_one_ticket(engine: Engine) -> None:
    prepare(engine, start_chat)
    opened = race(engine, lambda uow, n: uow.tickets.open("c1", "service", n, "ask_human", None, NOW).id)
    assert len(set(opened)) == 1


def test_a_locked_conversation_keeps_other_writers_waiting(engine: Engine) -> None:
    """Each reads the newest message and adds the next number: without the lock two would read the same one."""
    prepare(engine, start_chat)

    def say_next(uow: UnitOfWork, _: int) -> None:
        uow.conversations.lock("c1")
        said = uow.messages.last("c1", 1)
        uow.messages.add("c1", Sender.BUYER, str(int(said[0].text) + 1 if said else 1), NOW)

    race(engine, say_next)
    with SqlUnitOfWork(engine, read_only=True) as uow:
        assert [message.text for message in uow.messages.after("c1", 0)] == [str(n) for n in range(1, 17)]


def test_two_imports_of_the_same_orders_do_not_collide(engine: Engine) -> None:
    orders = [exported(str(number)) for number in range(40)]
    race(engine, lambda uow, n: uow.orders.put_orders(orders if n % 2 else orders[::-1]), runners=4)
    with SqlUnitOfWork(engine, read_only=True) as uow:
        assert uow.orders.count() == 40


def test_publishers_of_one_content_store_one_release(engine: Engine) -> None:
    published = race(engine, lambda uow, _: uow.releases.add("aaa", {}, NOW), runners=8)
    assert len([release for release in published if release]) == 1
