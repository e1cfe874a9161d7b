"""Rasa's memory of a conversation in one small row: what holds now, and the last few whole turns."""

import asyncio
import json
import time
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SlotSet, UserUttered, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker

from aftersales.adapters.db.engine import make_engine
from aftersales.adapters.settings import read_settings

METADATA = sa.MetaData()
TRACKERS = sa.Table(
    "rasa_trackers",
    METADATA,
    sa.Column("sender_id", sa.String(64), primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("updated_at", sa.Float, nullable=False),
)


def bounded(tracker: DialogueStateTracker, turns: int) -> list[Event]:
    """The events worth keeping: the state before the last `turns` turns, told as events, then those turns whole."""
    events = list(tracker.events)
    starts = [n for n, event in enumerate(events) if isinstance(event, UserUttered)]
    if len(starts) <= turns:
        return events
    cut = starts[-turns]
    return [*_snapshot(tracker, events[:cut]), *events[cut:]]


def _snapshot(tracker: DialogueStateTracker, past: list[Event]) -> list[Event]:
    """Slots and loop after `past`, as the events that bring them about."""
    then = tracker.init_copy()
    for event in past:
        then.update(event)
    slots: list[Event] = [SlotSet(slot.name, slot.value) for slot in then.slots.values() if slot.has_been_set]
    loop: list[Event] = [ActiveLoop(then.active_loop_name)] if then.active_loop_name else []
    return [*slots, *loop, ActionExecuted(ACTION_LISTEN_NAME)]


class BoundedTrackerStore(TrackerStore):
    """Keeps `turns` whole turns per conversation, so a message costs the same at turn 300 as at turn 10.

    `host` is a database URL; without one the program's own `DATABASE_URL` is used.
    """

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        host: str | None = None,
        turns: int = 5,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, event_broker, **kwargs)
        self._turns = turns
        self._engine = make_engine(host or read_settings().database_url)
        METADATA.create_all(self._engine)

    async def save(self, tracker: DialogueStateTracker) -> None:
        await self.stream_events(tracker)
        state = json.dumps([event.as_dict() for event in bounded(tracker, self._turns)], ensure_ascii=False)
        await asyncio.to_thread(self._write, tracker.sender_id, state)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        state = await asyncio.to_thread(self._read, sender_id)
        if state is None:
            return None
        tracker = self.init_tracker(sender_id)
        for event in deserialise_events(json.loads(state)):
            tracker.update(event, self.domain)
        return tracker

    async def keys(self) -> Iterable[str]:
        return await asyncio.to_thread(self._senders)

    def _read(self, sender_id: str) -> str | None:
        with self._engine.connect() as connection:
            found: str | None = connection.scalar(sa.select(TRACKERS.c.state).where(TRACKERS.c.sender_id == sender_id))
        return found

    def _write(self, sender_id: str, state: str) -> None:
        row = {"state": state, "updated_at": time.time()}
        with self._engine.begin() as connection:
            old = sa.update(TRACKERS).where(TRACKERS.c.sender_id == sender_id).values(**row)
            if connection.execute(old).rowcount == 0:
                connection.execute(sa.insert(TRACKERS).values(sender_id=sender_id, **row))

    def _senders(self) -> list[str]:
        with self._engine.connect() as connection:
            return list(connection.scalars(sa.select(TRACKERS.c.sender_id)))
