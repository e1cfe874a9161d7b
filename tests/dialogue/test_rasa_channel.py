"""The shop channel over a real HTTP server with a fake agent: what goes in, what comes back, what never does."""

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from rasa.core.channels.channel import UserMessage
from sanic import Sanic

from bot.components import shop_channel
from bot.components.shop_channel import ShopInput

TURN = {"conversation_id": "c1", "turn_id": "t1", "text": "到哪了", "pressed": None, "images": 0}
ROW = {"id": "b1", "title": "是的", "kind": "answer", "value": "yes"}


@dataclass
class FakeAgent:
    """Understands every text as track_parcel behind a fallback, and finds the entity at the end of the text."""

    parsed: list[str] = field(default_factory=list)
    messages: list[UserMessage] = field(default_factory=list)
    answer: Callable[[UserMessage], Awaitable[None]] | None = None

    async def parse_message(self, text: str) -> dict[str, Any]:
        self.parsed.append(text)
        entity = {"entity": "count", "value": text[-2:], "start": len(text) - 2, "end": len(text)}
        other = {"name": "invoice_request", "confidence": 0.9}
        fallback = {"name": "nlu_fallback", "confidence": 0.3}
        ranking = [fallback, {"name": "track_parcel", "confidence": 0.2}]
        return {"text": text, "intent": fallback, "intent_ranking": ranking, "entities": [entity], "concerns": [other]}

    async def handle_message(self, message: UserMessage) -> None:
        self.messages.append(message)
        if self.answer is not None:
            await self.answer(message)


async def serve(app: Sanic, listening: socket.socket) -> None:
    server = await app.create_server(sock=listening, return_asyncio_server=True, access_log=False)
    assert server is not None
    await server.startup()


@pytest.fixture(scope="module")
def address() -> Iterator[tuple[str, Sanic]]:
    """One server for the module (Sanic patches its classes at start-up, once per process), in a thread of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TURN_TIMEOUT", "0.7")
        channel = ShopInput()
    app = Sanic("channel_under_test", configure_logging=False)

    async def handle(message: UserMessage) -> None:
        await app.ctx.agent.handle_message(message)

    app.blueprint(channel.blueprint(handle), url_prefix="/webhooks/shop")
    loop = asyncio.new_event_loop()
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        loop.run_until_complete(serve(app, listening))
        thread = threading.Thread(target=loop.run_forever)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}", app
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


@pytest.fixture
def agent(address: tuple[str, Sanic]) -> FakeAgent:
    address[1].ctx.agent = FakeAgent()
    fake: FakeAgent = address[1].ctx.agent
    return fake


@pytest.fixture
def channel(address: tuple[str, Sanic], agent: FakeAgent) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address[0], trust_env=False) as client:
        yield client


def post(client: httpx.Client, path: str, **given: Any) -> Any:
    response = client.post(f"/webhooks/shop/{path}", json=given)
    assert response.status_code == 200
    return response.json()


async def say(message: UserMessage, *messages: dict[str, Any]) -> None:
    for told in messages:
        await message.output_channel.send_response("c1", told)


def test_a_turn_comes_back_whole(channel: httpx.Client, agent: FakeAgent) -> None:
    words = {"text": "第一段\n\n第二段", "script_key": "a.b", "variant": 1, "buttons": [ROW], "variables": {"x": "y"}}
    agent.answer = lambda m: say(m, words, {"custom": {"turn_id": "t1", "outcome": "answered"}})
    answer = post(channel, "turn", **TURN)
    assert answer == {
        "turn_id": "t1",
        "outcome": "answered",
        "messages": [{"text": "第一段\n\n第二段", "script_key": "a.b", "variant": 1, "buttons": [ROW]}],
        "understanding": {
            "guesses": [{"intent": "track_parcel", "confidence": 0.2}],
            "concerns": [{"intent": "invoice_request", "confidence": 0.9}],
            "entities": [{"kind": "count", "value": "哪了", "start": 1, "end": 3}],
        },
    }


def test_silence_has_neither_words_nor_outcome(channel: httpx.Client) -> None:
    answer = post(channel, "turn", **TURN)
    assert (answer["outcome"], answer["messages"]) == (None, [])


def test_the_dialogue_gets_the_parse_and_the_metadata(channel: httpx.Client, agent: FakeAgent) -> None:
    answer = post(channel, "turn", **{**TURN, "images": 2})
    (message,) = agent.messages
    assert (message.sender_id, message.message_id, message.input_channel) == ("c1", "t1", "shop")
    assert message.parse_data["intent"]["name"] == "nlu_fallback"
    told = {"turn_id": "t1", "text": "到哪了", "pressed": None, "images": 2}
    assert message.metadata == {**told, "understanding": answer["understanding"]}


@pytest.mark.parametrize(("text", "guarded"), [("/restart", "／restart"), ("@x", "＠x"), (" /greet", "／greet")])
def test_commands_never_get_through(channel: httpx.Client, agent: FakeAgent, text: str, guarded: str) -> None:
    post(channel, "turn", **{**TURN, "text": text})
    assert agent.parsed == [guarded]
    assert agent.messages[0].text == guarded
    assert agent.messages[0].metadata["text"] == text


def test_offsets_point_into_the_text_as_given(channel: httpx.Client) -> None:
    answer = post(channel, "turn", **{**TURN, "text": "  少了2件 "})
    assert answer["understanding"]["entities"] == [{"kind": "count", "value": "2件", "start": 4, "end": 6}]


@pytest.mark.parametrize(
    "given", [{"pressed": {"kind": "human", "value": "", "title": "人工"}}, {"text": "", "images": 1}]
)
def test_buttons_and_pictures_are_information(channel: httpx.Client, agent: FakeAgent, given: dict[str, Any]) -> None:
    answer = post(channel, "turn", **{**TURN, **given})
    assert answer["understanding"]["guesses"] == [{"intent": "provide_info", "confidence": 1.0}]
    assert agent.parsed == []
    assert agent.messages[0].parse_data["intent"] == {"name": "provide_info", "confidence": 1.0}


def test_understanding_alone_starts_no_dialogue(channel: httpx.Client, agent: FakeAgent) -> None:
    answer = post(channel, "understand", text="到哪了")
    assert answer["guesses"] == [{"intent": "track_parcel", "confidence": 0.2}]
    assert agent.messages == []


def test_a_dialogue_that_hangs_is_cut_off(channel: httpx.Client, agent: FakeAgent) -> None:
    cut_off = threading.Event()

    async def hang(_: UserMessage) -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            cut_off.set()
            raise

    agent.answer = hang
    response = channel.post("/webhooks/shop/turn", json=TURN)
    assert (response.status_code, response.json()) == (504, {"error": "turn_timeout", "turn_id": "t1"})
    assert cut_off.wait(1)


def test_a_dialogue_that_breaks_is_an_error(channel: httpx.Client, agent: FakeAgent) -> None:
    async def fail(_: UserMessage) -> None:
        raise RuntimeError("boom")

    agent.answer = fail
    assert channel.post("/webhooks/shop/turn", json=TURN).status_code == 500


def test_the_channel_answers_before_web_gives_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TURN_TIMEOUT", "8")
    assert ShopInput()._deadline_s < 8 - shop_channel.ANSWER_EARLIER_S + 0.001
