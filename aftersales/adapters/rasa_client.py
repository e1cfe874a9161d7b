"""Talks to the Rasa server's shop channel; whatever goes wrong there is BotUnavailable."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import httpx

from aftersales.domain.conversations import Button, ButtonKind
from aftersales.use_cases.ports import BotReply, BotUnavailable, BotWords, Entity, Guess, Understanding

RETRY_PAUSE_S = 0.2
UP_WITHIN_S = 1.0

Answer = TypeVar("Answer")


class RasaClient:
    """Implements `ports.BotClient`. `timeout_s` bounds a whole call, retries included.

    Only a connection that never came about is tried again: after that Rasa may have acted.
    """

    def __init__(self, base_url: str, timeout_s: float = 8.0, transport: httpx.BaseTransport | None = None) -> None:
        self._http = httpx.Client(base_url=base_url, transport=transport, trust_env=False)
        self._timeout_s = timeout_s

    def send_turn(self, conversation_id: str, turn_id: str, text: str, pressed: Button | None, images: int) -> BotReply:
        """Hand a turn to the dialogue; BotUnavailable when no whole answer came."""
        told = None if pressed is None else {"kind": pressed.kind.value, "value": pressed.value, "title": pressed.title}
        body = {"conversation_id": conversation_id, "turn_id": turn_id, "text": text, "pressed": told, "images": images}
        return self._ask("/webhooks/shop/turn", body, read_reply)

    def understand(self, text: str) -> Understanding:
        """Only intent and entities, no dialogue (a person owns the chat)."""
        return self._ask("/webhooks/shop/understand", {"text": text}, read_understanding)

    def is_up(self) -> bool:
        """Rasa listens only when its model is loaded."""
        try:
            return self._http.get("/", timeout=UP_WITHIN_S).is_success
        except httpx.HTTPError:
            return False

    def close(self) -> None:
        self._http.close()

    def _ask(self, path: str, body: Mapping[str, Any], read: Callable[[Mapping[str, Any]], Answer]) -> Answer:
        try:
            response = self._post(path, body, time.monotonic() + self._timeout_s)
            response.raise_for_status()
            return read(response.json())
        except (httpx.HTTPError, KeyError, TypeError, ValueError) as error:
            raise BotUnavailable(f"{path}: {type(error).__name__}: {error}") from error

    def _post(self, path: str, body: Mapping[str, Any], deadline: float) -> httpx.Response:
        while True:
            left = max(deadline - time.monotonic(), 0.001)
            try:
                return self._http.post(path, json=body, timeout=left)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                if time.monotonic() + RETRY_PAUSE_S >= deadline:
                    raise
                time.sleep(RETRY_PAUSE_S)


def read_reply(answer: Mapping[str, Any]) -> BotReply:
    """The channel's JSON as a reply; KeyError, TypeError or ValueError when it is not one."""
    words = tuple(
        BotWords(m["text"], m["script_key"], m["variant"], tuple(_button(b) for b in m["buttons"]))
        for m in answer["messages"]
    )
    return BotReply(words, read_understanding(answer["understanding"]))


def read_understanding(told: Mapping[str, Any]) -> Understanding:
    """The channel's JSON as an understanding; KeyError or TypeError when it is not one."""
    return Understanding(
        _guesses(told["guesses"]),
        tuple(Entity(e["kind"], e["value"], e["start"], e["end"]) for e in told["entities"]),
        _guesses(told["concerns"]),
    )


def _guesses(told: Sequence[Mapping[str, Any]]) -> tuple[Guess, ...]:
    return tuple(Guess(guess["intent"], guess["confidence"]) for guess in told)


def _button(told: Mapping[str, Any]) -> Button:
    return Button(told["id"], told["title"], ButtonKind(told["kind"]), told["value"])
