"""The one action: what it hands to `take_turn`, how it speaks, and when it keeps the loop open."""

from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from aftersales.domain.conversations import Button, ButtonKind, Outcome, Say, TurnState
from aftersales.use_cases.ports import Entity, Guess
from aftersales.use_cases.take_turn import TurnInput
from bot.actions import actions
from bot.actions.actions import ValidatePlaybookForm

PRESSED = {"kind": "answer", "value": "yes", "title": "是的"}
METADATA = {
    "turn_id": "t1",
    "text": "/到哪了",
    "pressed": None,
    "images": 1,
    "understanding": {
        "guesses": [{"intent": "track_parcel", "confidence": 0.8}],
        "concerns": [{"intent": "invoice_request", "confidence": 0.9}],
        "entities": [{"kind": "count", "value": "2件", "start": 0, "end": 2}],
    },
}
KEEP = {"event": "slot", "timestamp": None, "name": "requested_slot", "value": "fact_answer"}
END = {**KEEP, "value": None}
EMPTY = {"event": "slot", "timestamp": None, "name": "fact_answer", "value": None}


def tracker(metadata: dict[str, Any]) -> Tracker:
    return Tracker("c1", {}, {"metadata": metadata}, [], False, None, {}, "action_listen")


async def run(monkeypatch: pytest.MonkeyPatch, outcome: Outcome | None, metadata: dict[str, Any]) -> Any:
    given: list[TurnInput] = []

    def take(services: object, turn: TurnInput) -> Outcome | None:
        given.append(turn)
        return outcome

    monkeypatch.setattr(actions, "services", lambda: None)
    monkeypatch.setattr(actions, "take_turn", take)
    dispatcher = CollectingDispatcher()
    events = await ValidatePlaybookForm().run(dispatcher, tracker(metadata), {})
    return given, dispatcher.messages, events


async def test_the_turn_is_handed_over_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    given, _, _ = await run(monkeypatch, None, {**METADATA, "pressed": PRESSED})
    (turn,) = given
    assert (turn.conversation_id, turn.turn_id, turn.text, turn.images) == ("c1", "t1", "/到哪了", 1)
    assert turn.understanding.guesses == (Guess("track_parcel", 0.8),)
    assert turn.understanding.entities == (Entity("count", "2件", 0, 2),)
    assert turn.pressed == Button("", "是的", ButtonKind.ANSWER, "yes")


async def test_an_open_question_keeps_the_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    says = (Say("a.b", {"order": "尾号 1"}, (Button("b1", "是的", ButtonKind.ANSWER, "yes"),)), Say("a.c"))
    _, messages, events = await run(monkeypatch, Outcome(TurnState.ANSWERED, says, asks=True), METADATA)
    assert events == [EMPTY, KEEP]
    assert [message["response"] for message in messages] == ["a.b", "a.c", None]
    assert messages[0]["variables"] == {"order": "尾号 1"}
    assert messages[0]["buttons"] == [{"id": "b1", "title": "是的", "kind": "answer", "value": "yes"}]
    assert messages[2]["custom"] == {"turn_id": "t1", "outcome": "answered"}


async def test_no_open_question_ends_the_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    _, messages, events = await run(monkeypatch, Outcome(TurnState.TICKETED, (Say("a.b"),)), METADATA)
    assert events == [EMPTY, END]
    assert messages[-1]["custom"]["outcome"] == "ticketed"


async def test_a_turn_that_is_over_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    _, messages, events = await run(monkeypatch, None, METADATA)
    assert (messages, events) == ([], [EMPTY, END])


async def test_a_message_from_the_shell_touches_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    given, messages, events = await run(monkeypatch, None, {})
    assert given == []
    assert events == [EMPTY, END]
    assert [list(message["custom"]) for message in messages] == [["no_turn"]]
