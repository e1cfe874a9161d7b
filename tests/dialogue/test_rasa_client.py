"""The Rasa client: what it sends, what it reads, and that everything wrong is BotUnavailable."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from aftersales.adapters.rasa_client import RasaClient
from aftersales.domain.conversations import Button, ButtonKind
from aftersales.use_cases.ports import BotUnavailable, BotWords, Entity, Guess

UNDERSTANDING = {
    "guesses": [{"intent": "track_parcel", "confidence": 0.9}],
    "concerns": [{"intent": "invoice_request", "confidence": 0.9}],
    "entities": [{"kind": "waybill", "value": "SF1", "start": 2, "end": 5}],
}
BUTTON = {"id": "b1", "title": "人工", "kind": "human", "value": ""}
MESSAGE = {"text": "在路上", "script_key": "k", "variant": 1, "buttons": [BUTTON]}
REPLY = {"turn_id": "t1", "outcome": "answered", "messages": [MESSAGE], "understanding": UNDERSTANDING}


def client(answer: Callable[[httpx.Request], httpx.Response], timeout_s: float = 5.0) -> RasaClient:
    return RasaClient("http://rasa", timeout_s, httpx.MockTransport(answer))


def test_a_turn_goes_out_and_comes_back_whole() -> None:
    sent: dict[str, Any] = {}

    def answer(request: httpx.Request) -> httpx.Response:
        sent.update(json.loads(request.content), path=request.url.path)
        return httpx.Response(200, json=REPLY)

    reply = client(answer).send_turn("c1", "t1", "人工", Button("b9", "转人工", ButtonKind.HUMAN), 2)
    assert sent == {
        "path": "/webhooks/shop/turn",
        "conversation_id": "c1",
        "turn_id": "t1",
        "text": "人工",
        "pressed": {"kind": "human", "value": "", "title": "转人工"},
        "images": 2,
    }
    assert reply.words == (BotWords("在路上", "k", 1, (Button("b1", "人工", ButtonKind.HUMAN),)),)
    assert reply.understanding.guesses == (Guess("track_parcel", 0.9),)
    assert reply.understanding.entities == (Entity("waybill", "SF1", 2, 5),)


def test_an_empty_turn_is_a_reply_without_words() -> None:
    reply = client(lambda _: httpx.Response(200, json={**REPLY, "messages": []})).send_turn("c", "t", "x", None, 0)
    assert reply.words == ()


def test_understand_asks_for_no_dialogue() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        assert request.url.path == "/webhooks/shop/understand"
        return httpx.Response(200, json=UNDERSTANDING)

    assert client(answer).understand("到哪了").top == Guess("track_parcel", 0.9)


def test_it_is_up_when_rasa_answers_and_down_when_nobody_listens() -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    assert client(lambda _: httpx.Response(200, text="Hello from Rasa")).is_up()
    assert not client(lambda _: httpx.Response(503)).is_up()
    assert not client(refuse).is_up()


@pytest.mark.parametrize(
    "response",
    [
        httpx.Response(500, text="boom"),
        httpx.Response(504, json={"error": "turn_timeout"}),
        httpx.Response(200, text="not json"),
        httpx.Response(200, json=[]),
        httpx.Response(200, json={"messages": []}),
        httpx.Response(200, json={**REPLY, "messages": [{"text": "x"}]}),
        httpx.Response(200, json={**REPLY, "messages": [{**MESSAGE, "buttons": [{**BUTTON, "kind": "?"}]}]}),
    ],
)
def test_anything_but_a_whole_answer_is_unavailable(response: httpx.Response) -> None:
    with pytest.raises(BotUnavailable, match="/webhooks/shop/turn"):
        client(lambda _: response).send_turn("c", "t", "x", None, 0)


def test_a_refused_connection_is_tried_again() -> None:
    calls = []

    def answer(request: httpx.Request) -> httpx.Response:
        calls.append(request)
        if len(calls) < 3:
            raise httpx.ConnectError("refused")
        return httpx.Response(200, json=REPLY)

    assert client(answer).send_turn("c", "t", "x", None, 0).words
    assert len(calls) == 3


@pytest.mark.parametrize("error", [httpx.ConnectError("refused"), httpx.ConnectTimeout("slow")])
def test_retries_end_with_the_deadline(error: httpx.HTTPError) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise error

    with pytest.raises(BotUnavailable):
        client(answer, timeout_s=0.3).send_turn("c", "t", "x", None, 0)


@pytest.mark.parametrize(
    "error", [httpx.ReadTimeout("slow"), httpx.ReadError("cut"), httpx.RemoteProtocolError("gone")]
)
def test_what_rasa_may_have_acted_on_is_never_sent_twice(error: httpx.HTTPError) -> None:
    calls = []

    def answer(request: httpx.Request) -> httpx.Response:
        calls.append(request)
        raise error

    with pytest.raises(BotUnavailable):
        client(answer).send_turn("c", "t", "x", None, 0)
    assert len(calls) == 1
