"""The one channel: `web` hands over a turn and gets everything back in one answer — words, outcome, understanding."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, HTTPResponse, Request
from sanic.response import json as json_response

from aftersales.adapters.settings import read_settings
from bot.components.text_normaliser import guard_commands

FALLBACK = "nlu_fallback"
INFORMATION = "provide_info"
ANSWER_EARLIER_S = 0.5
"""The channel gives up this much before `web` does, so that an action's late answer is still cut off here."""


class TurnOutput(OutputChannel):
    """Collects a turn's messages whole: Rasa's own channels split texts at blank lines and drop our keys."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []
        self.outcome: str | None = None

    @classmethod
    def name(cls) -> str:
        return "shop"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:  # noqa: ARG002
        """A custom message carries the action's outcome; any other is words for the buyer."""
        custom = message.get("custom")
        if custom:
            self.outcome = custom.get("outcome")
        if message.get("text"):
            words = {key: message.get(key) for key in ("text", "script_key", "variant")}
            self.messages.append({**words, "buttons": message.get("buttons") or []})


def understanding_json(parse_data: dict[str, Any], shift: int = 0) -> dict[str, Any]:
    """Intents by falling confidence and entities; `shift` moves offsets onto the buyer's own text.

    The fallback is a rule's business: guesses are the intents really meant, however unsure.
    """
    ranking = parse_data.get("intent_ranking") or [parse_data["intent"]]
    return {
        "guesses": _guesses(ranking),
        "concerns": _guesses(parse_data.get("concerns") or []),
        "entities": [
            {"kind": e["entity"], "value": e["value"], "start": e["start"] + shift, "end": e["end"] + shift}
            for e in parse_data["entities"]
        ],
    }


def _guesses(ranking: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"intent": guess["name"], "confidence": guess["confidence"]}
        for guess in ranking
        if guess.get("name") and guess["name"] != FALLBACK
    ]


def _certain(text: str) -> dict[str, Any]:
    """Parse data of a pressed button or a picture without words: information, for certain."""
    intent = {"name": INFORMATION, "confidence": 1.0}
    return {"text": text, "intent": intent, "entities": [], "intent_ranking": [intent]}


async def _parse(request: Request, text: str) -> dict[str, Any]:
    parsed: dict[str, Any] = await request.app.ctx.agent.parse_message(guard_commands(text))
    return parsed


async def _understand_turn(request: Request, turn: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    text = turn["text"].strip()
    silent = turn.get("pressed") or not text
    parse_data = _certain(text) if silent else await _parse(request, text)
    return parse_data, understanding_json(parse_data, len(turn["text"]) - len(turn["text"].lstrip()))


class ShopInput(InputChannel):
    """`POST turn` and `POST understand`; the shapes are in docs/architecture.md."""

    @classmethod
    def name(cls) -> str:
        return "shop"

    def __init__(self) -> None:
        self._deadline_s = read_settings().turn_timeout_s - ANSWER_EARLIER_S

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        shop = Blueprint("shop_channel")

        @shop.post("/turn")
        async def turn(request: Request) -> HTTPResponse:
            return await self._turn(request, on_new_message)

        @shop.post("/understand")
        async def understand(request: Request) -> HTTPResponse:
            text = request.json["text"]
            _, understanding = await _understand_turn(request, {"text": text})
            return json_response(understanding)

        return shop

    async def _turn(self, request: Request, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> HTTPResponse:
        given = request.json
        parse_data, understanding = await _understand_turn(request, given)
        output = TurnOutput()
        message = UserMessage(
            text=guard_commands(given["text"]),
            output_channel=output,
            sender_id=given["conversation_id"],
            parse_data=parse_data,
            input_channel=self.name(),
            message_id=given["turn_id"],
            metadata=_metadata(given, understanding),
        )
        try:
            await asyncio.wait_for(on_new_message(message), self._deadline_s)
        except asyncio.TimeoutError:
            return json_response({"error": "turn_timeout", "turn_id": given["turn_id"]}, status=504)
        answer = {"turn_id": given["turn_id"], "outcome": output.outcome, "messages": output.messages}
        return json_response({**answer, "understanding": understanding})


def _metadata(given: dict[str, Any], understanding: dict[str, Any]) -> dict[str, Any]:
    """What the action needs to know of the turn; `text` is the buyer's, unguarded."""
    told = {key: given.get(key) for key in ("turn_id", "text", "pressed")}
    return {**told, "images": given.get("images", 0), "understanding": understanding}
