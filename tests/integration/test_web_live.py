"""News over a real connection: event streams and long-polls, also of another process."""

import json
import threading
from collections.abc import Iterator

import httpx
import pytest
import uvicorn

from aftersales.adapters.settings import Settings
from aftersales.domain.conversations import Sender
from tests.integration.web_shop import SECRET, Json, WebShop, running_shop
from tests.product import free_port, until
from web.app import create_app


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
