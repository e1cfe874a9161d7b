"""The feed reader and the conversation runner, beside the requests."""

import asyncio
import threading
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from aftersales.adapters.settings import Settings
from aftersales.bootstrap import build_services
from aftersales.use_cases.repositories import FeedRow
from aftersales.use_cases.services import Services
from tests.fakes.memory import MemoryDatabase
from web import runner
from web.feed import Feed
from web.metrics import Metrics
from web.rate_limit import RateLimit


@pytest.fixture
def memory(tmp_path: Path) -> tuple[MemoryDatabase, Services]:
    database = MemoryDatabase()
    services = build_services(Settings(database_url=f"sqlite:///{tmp_path / 'unused.db'}"))
    return database, replace(services, uow=database.uow, reader=database.reader)


@pytest.fixture
async def reading(memory: tuple[MemoryDatabase, Services]) -> AsyncIterator[Feed]:
    database, services = memory
    put_rows(database, (300, "old"))
    feed = Feed(services)
    task = asyncio.create_task(feed.run())
    await asyncio.sleep(0.1)
    yield feed
    task.cancel()


def put_rows(database: MemoryDatabase, *rows: tuple[int, str]) -> None:
    for number, conversation_id in rows:
        database.tables.feed[number] = FeedRow(number, conversation_id, "message", "")


async def test_rows_that_commit_late_still_wake(memory: tuple[MemoryDatabase, Services], reading: Feed) -> None:
    with reading.subscribe("a") as a, reading.subscribe("b") as b, reading.subscribe() as everything:
        put_rows(memory[0], (305, "a"))
        assert await a.wait(3) == {"a"}
        put_rows(memory[0], (303, "b"))  # a smaller id, committed after a greater one was seen
        assert await b.wait(3) == {"b"}
        assert await everything.wait(3) == {"a", "b"}
        assert await a.wait(0.7) == frozenset()


async def test_old_rows_wake_nobody(reading: Feed) -> None:
    with reading.subscribe() as everything:
        assert await everything.wait(0.7) == frozenset()


async def test_the_runner_runs_one_turn_per_conversation_and_outlives_a_fault(
    monkeypatch: pytest.MonkeyPatch, memory: tuple[MemoryDatabase, Services]
) -> None:
    release, polled_again = threading.Event(), threading.Event()
    started, done = list[str](), list[str]()

    def turn(_services: Services, conversation_id: str) -> None:
        started.append(conversation_id)
        if conversation_id == "broken":
            raise RuntimeError("a fault in a turn")
        release.wait(10)
        done.append(conversation_id)

    def ready(_services: Services) -> Sequence[str]:
        if set(started) == {"slow", "broken"}:
            polled_again.set()
        return ("slow", "broken")

    monkeypatch.setattr(runner, "run_turn", turn)
    monkeypatch.setattr(runner, "ready_conversations", ready)
    monkeypatch.setattr(runner, "recover_turns", lambda _services: 0)
    task = asyncio.create_task(runner.ConversationRunner(memory[1], Metrics()).run())
    assert await asyncio.to_thread(polled_again.wait, 10)
    task.cancel()
    assert done == []
    release.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert done == ["slow"], "begun once, and finished before the process ends"


def test_a_limit_frees_itself_as_time_goes_by() -> None:
    now = 0.0
    limit = RateLimit(2, 10, clock=lambda: now)
    assert [limit.allow("a"), limit.allow("a"), limit.allow("a")] == [True, True, False]
    assert limit.allow("b")
    now = 9.9
    assert not limit.allow("a")
    now = 10.0
    assert limit.allow("a")
