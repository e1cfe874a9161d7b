"""The bounded tracker store: a long conversation costs no more than a short one, and what holds is not forgotten."""

from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.components.bounded_tracker_store import BoundedTrackerStore, bounded

DOMAIN = Domain.from_yaml(
    """
    intents: [track_parcel]
    slots:
      fact_answer: {type: any, influence_conversation: false, mappings: [{type: custom}]}
    forms:
      playbook_form: {required_slots: [fact_answer]}
    """
)
TURNS = 5


def turn(number: int) -> list[Event]:
    return [
        UserUttered(f"第{number}句", {"name": "track_parcel"}),
        ActionExecuted("playbook_form"),
        SlotSet("requested_slot", "fact_answer"),
        ActionExecuted("action_listen"),
    ]


@pytest.fixture
def store(tmp_path: Path) -> BoundedTrackerStore:
    return BoundedTrackerStore(DOMAIN, host=f"sqlite:///{tmp_path / 'trackers.db'}", turns=TURNS)


async def converse(store: BoundedTrackerStore, sender: str, turns: int) -> list[int]:
    """The number of stored events after each turn; the loop begins in the first turn and never ends."""
    sizes = []
    for number in range(turns):
        tracker = await store.get_or_create_tracker(sender)
        events = turn(number)
        if number == 0:
            events.insert(2, ActiveLoop("playbook_form"))
        tracker.update_with_events(events, DOMAIN)
        await store.save(tracker)
        sizes.append(len((await store.get_or_create_tracker(sender)).events))
    return sizes


async def test_three_hundred_turns_are_stored_like_ten(store: BoundedTrackerStore) -> None:
    sizes = await converse(store, "long", 300)
    assert max(sizes) <= TURNS * len(turn(0)) + 4
    assert len(set(sizes[TURNS + 1 :])) == 1


async def test_the_last_whole_turns_and_the_loop_survive(store: BoundedTrackerStore) -> None:
    await converse(store, "long", 50)
    tracker = await store.retrieve("long")
    assert tracker is not None
    texts = [event.text for event in tracker.events if isinstance(event, UserUttered)]
    assert texts == [f"第{number}句" for number in range(50 - TURNS, 50)]
    assert tracker.active_loop_name == "playbook_form"
    assert tracker.get_slot("requested_slot") == "fact_answer"
    assert tracker.latest_action_name == "action_listen"


async def test_an_ended_loop_stays_ended(store: BoundedTrackerStore) -> None:
    await converse(store, "s", 20)
    tracker = await store.get_or_create_tracker("s")
    tracker.update_with_events([*turn(20), ActiveLoop(None), SlotSet("requested_slot", None)], DOMAIN)
    await store.save(tracker)
    again = await store.retrieve("s")
    assert again is not None
    assert (again.active_loop_name, again.get_slot("requested_slot")) == (None, None)


async def test_conversations_are_apart_and_unknown_ones_are_none(store: BoundedTrackerStore) -> None:
    await converse(store, "one", 2)
    await converse(store, "two", 1)
    assert sorted(await store.keys()) == ["one", "two"]
    assert await store.retrieve("three") is None


def test_a_short_conversation_is_kept_as_it_is() -> None:
    tracker = DialogueStateTracker.from_events("s", [*turn(0), *turn(1)], slots=DOMAIN.slots)
    assert bounded(tracker, 2) == list(tracker.events)
    assert bounded(tracker, 1) != list(tracker.events)
