"""One reader of the feed per process: a single query wakes every long-poll and event stream of this process."""

import asyncio
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from starlette.concurrency import run_in_threadpool

from aftersales.use_cases.repositories import FeedRow
from aftersales.use_cases.services import Services

log = logging.getLogger(__name__)

INTERVAL_S = 0.3
LOOK_BACK = 200
"""Ids of different conversations may commit out of order, so each read starts this many rows back."""


class Subscription:
    """Collects the conversations that changed since the last wait; `conversation_id` None listens to all."""

    def __init__(self, conversation_id: str | None) -> None:
        self._conversation_id = conversation_id
        self._changed: set[str] = set()
        self._event = asyncio.Event()

    def tell(self, conversation_ids: set[str]) -> None:
        mine = conversation_ids if self._conversation_id is None else conversation_ids & {self._conversation_id}
        if mine:
            self._changed |= mine
            self._event.set()

    async def wait(self, seconds: float) -> frozenset[str]:
        """Conversations that changed; empty when nothing did within `seconds`."""
        try:
            await asyncio.wait_for(self._event.wait(), seconds)
        except asyncio.TimeoutError:
            return frozenset()
        self._event.clear()
        changed, self._changed = self._changed, set()
        return frozenset(changed)


class Feed:
    def __init__(self, services: Services) -> None:
        self._services = services
        self._subscriptions: set[Subscription] = set()
        self._newest = 0
        self._seen: set[int] = set()

    @contextmanager
    def subscribe(self, conversation_id: str | None = None) -> Iterator[Subscription]:
        """Hear of changes from now on: subscribe first, then read, and nothing is missed."""
        subscription = Subscription(conversation_id)
        self._subscriptions.add(subscription)
        try:
            yield subscription
        finally:
            self._subscriptions.discard(subscription)

    async def run(self) -> None:
        """Read until cancelled; a failing read is logged and tried again."""
        started = False
        while True:
            try:
                rows = await run_in_threadpool(self._read)
            except Exception:
                log.exception("feed could not be read")
            else:
                fresh = self._advance(rows)
                for subscription in list(self._subscriptions) if started and fresh else ():
                    subscription.tell(fresh)
                started = True
            await asyncio.sleep(INTERVAL_S)

    def _read(self) -> Sequence[FeedRow]:
        with self._services.reader() as uow:
            start = self._newest or uow.feed.newest()
            return uow.feed.after(max(0, start - LOOK_BACK))

    def _advance(self, rows: Sequence[FeedRow]) -> set[str]:
        """Conversations of the rows not seen before; rows older than the look-back are forgotten."""
        fresh = {row.conversation_id for row in rows if row.id not in self._seen}
        self._newest = max((row.id for row in rows), default=self._newest)
        self._seen = {id for id in self._seen | {row.id for row in rows} if id > self._newest - LOOK_BACK}
        return fresh
