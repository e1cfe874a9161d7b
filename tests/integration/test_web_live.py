"""News: event streams over a real connection, the feed reader, and the runner."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
import uvicorn

from aftersales.adapters.settings import Settings
from aftersales.bootstrap import build_services
from aftersales.domain.conversations import Sender
from aftersales.use_cases.repositories import FeedRow
from aftersales.use_cases.services import Services
from tests.fakes.memory import MemoryDatabase
from tests.integration.web_shop import SECRET, Json, WebShop, running_shop
from tests.product import free_port, until
from web import runner
from web.app import create_app
from web.feed import Feed
from web.metrics import Metrics


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebShop]:
    with running_shop(tmp_path_factory.mktemp("live")) as shop:
        yield shop


@pytest.fixture(scope="module")
def address(shop: WebShop) -> Iterator[str]:
    """A second web process's application on the same database, served on a real port."""
    app = create_app(shop.services, Settings(shop_secret=SECRET))
    server = uvicorn.Server(uvicorn.Config(app, port=free_port(), ws="none", log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    until(lambda: server.started, 10, "the server")
    yield f"http://127.0.0.1:{server.config.port}"
    server.should_exit = True
    thread.join(15)
    assert not thread.is_alive(), "the server stops although a stream was open"


def read_events(lines: Iterator[str], wanted: int) -> list[tuple[str, str | None, Json]]:
    """The next events of a stream: name, id, data."""
    events: list[tuple[str, str | None, Json]] = []
    fields: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(": ")
        if line:
            fields[name] = value
        elif "data" in fields:
            events.append((fields["event"], fields.get("id"), json.loads(fields["data"])))
            fields = {}
        if len(events) == wanted:
            break
    return events


def say(shop: WebShop, chat: str, text: str) -> int:
    conversation_id = chat.rsplit("/", 1)[-1]
    with shop.services.uow() as uow:
        uow.conversations.lock(conversation_id)
        message = uow.messages.add(conversation_id, Sender.BOT, text, shop.services.now())
        uow.feed.append(conversation_id, "message", str(message.id), shop.services.now())
        uow.commit()
    return message.id


def test_a_stream_goes_on_where_the_page_left(shop: WebShop, address: str) -> None:
    buyer = shop.buyer("demo-wang")
    chat = shop.open(buyer)
    first, second = say(shop, chat, "一"), say(shop, chat, "二")
    resume = {**buyer, "Last-Event-ID": str(first)}
    with httpx.stream("GET", f"{address}{chat}/stream", headers=resume, timeout=10) as stream:
        lines = stream.iter_lines()
        message, state = read_events(lines, 2)
        assert (message[0], message[1], message[2]["text"]) == ("message", str(second), "二")
        assert (state[0], state[1], state[2]["owner"]) == ("chat", None, "bot")
        third = say(shop, chat, "三")
        assert read_events(lines, 1)[0][1] == str(third)
        shop.waiting_ticket(chat)
        say(shop, chat, "四")
        assert [event[2].get("owner") for event in read_events(lines, 2)] == [None, "waiting"]


def test_a_poll_of_another_process_is_woken(shop: WebShop, address: str) -> None:
    buyer = shop.buyer("demo-li")
    chat = shop.open(buyer)
    threading.Timer(0.5, say, (shop, chat, "到了")).start()
    answer = httpx.get(f"{address}{chat}/messages?after=0&wait=20", headers=buyer, timeout=25).json()
    assert [message["text"] for message in answer["messages"]] == ["到了"]


def test_the_desk_hears_which_conversations_changed(shop: WebShop, address: str) -> None:
    shop.sign_in()
    chat = shop.open(shop.buyer("demo-gao"))
    cookies = dict(shop.client.cookies)
    with httpx.stream("GET", f"{address}/desk/events", cookies=cookies, timeout=10) as stream:
        threading.Timer(0.5, say, (shop, chat, "在")).start()
        changed = read_events(stream.iter_lines(), 1)[0][2]
    assert chat.rsplit("/", 1)[-1] in changed


@pytest.fixture
def memory(tmp_path: Path) -> tuple[MemoryDatabase, Services]:
    database = MemoryDatabase()
    services = build_services(Settings(database_url=f"sqlite:///{tmp_path / 'unused.db'}"))
    return database, replace(services, uow=database.uow)


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
    release, started, done = threading.Event(), list[str](), list[str]()

    def turn(_services: Services, conversation_id: str) -> None:
        started.append(conversation_id)
        if conversation_id == "broken":
            raise RuntimeError("a fault in a turn")
        release.wait(10)
        done.append(conversation_id)

    def ready(_services: Services) -> Sequence[str]:
        return ("slow", "broken")

    monkeypatch.setattr(runner, "run_turn", turn)
    monkeypatch.setattr(runner, "ready_conversations", ready)
    monkeypatch.setattr(runner, "recover_turns", lambda _services: 0)
    task = asyncio.create_task(runner.ConversationRunner(memory[1], Metrics()).run())
    await asyncio.sleep(1.0)
    assert sorted(started) == ["broken", "slow"], "the slow one is not begun twice, the broken one rests"
    task.cancel()
    await asyncio.sleep(0.1)
    assert not task.done(), "a turn under way is finished before the process ends"
    release.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert done == ["slow"]
