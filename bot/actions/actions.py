"""The one custom action: it hands the turn to `take_turn` and says what was decided. Nothing is decided here."""

import asyncio
from collections.abc import Mapping
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from aftersales.adapters.rasa_client import read_understanding
from aftersales.bootstrap import services, warm_up
from aftersales.domain.conversations import Button, ButtonKind, Outcome, Say
from aftersales.use_cases.take_turn import TurnInput, take_turn

ANSWER_SLOT = "fact_answer"
LOOP_SLOT = "requested_slot"
NO_TURN = "playbook_form was reached; only the shop channel opens turns, so nothing was decided"
"""Shown to a trainer in `rasa shell`, where there is no shop conversation."""


class ValidatePlaybookForm(Action):
    """Called once a turn by `playbook_form`; the open question is on the case row, the slots only steer Rasa's loop."""

    def __init__(self) -> None:
        warm_up()

    def name(self) -> str:
        return "validate_playbook_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Mapping[str, Any]) -> list[Any]:  # noqa: ARG002
        metadata = tracker.latest_message.get("metadata") or {}
        if "turn_id" not in metadata:
            dispatcher.utter_message(json_message={"no_turn": NO_TURN})
            return _loop(asks=False)
        given = read_turn(tracker.sender_id, metadata)
        outcome = await asyncio.to_thread(take_turn, services(), given)
        if outcome is not None:
            _tell(dispatcher, given.turn_id, outcome)
        return _loop(asks=outcome is not None and outcome.asks)


def read_turn(conversation_id: str, metadata: Mapping[str, Any]) -> TurnInput:
    """The turn as the channel put it into the message's metadata."""
    return TurnInput(
        conversation_id=conversation_id,
        turn_id=metadata["turn_id"],
        text=metadata["text"],
        understanding=read_understanding(metadata["understanding"]),
        pressed=_button(metadata["pressed"]),
        images=metadata["images"],
    )


def _button(told: Mapping[str, Any] | None) -> Button | None:
    return None if told is None else Button("", told["title"], ButtonKind(told["kind"]), told["value"])


def _tell(dispatcher: CollectingDispatcher, turn_id: str, outcome: Outcome) -> None:
    """The words by key for the script library, then the outcome, which the buyer does not see."""
    for say in outcome.says:
        dispatcher.utter_message(response=say.key, variables=dict(say.variables), buttons=_buttons(say))
    dispatcher.utter_message(json_message={"turn_id": turn_id, "outcome": outcome.state.value})


def _buttons(say: Say) -> list[dict[str, Any]]:
    return [{"id": b.id, "title": b.title, "kind": b.kind.value, "value": b.value} for b in say.buttons]


def _loop(*, asks: bool) -> list[dict[str, Any]]:
    """Empty the slot every turn (else it leaks into the next playbook) and keep the loop only for an open question."""
    return [SlotSet(ANSWER_SLOT, None), SlotSet(LOOP_SLOT, ANSWER_SLOT if asks else None)]
