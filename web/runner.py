"""The conversation runner: picks up conversations with unread messages and runs their turns in threads."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

from aftersales.use_cases.run_turn import ready_conversations, recover_turns, run_turn
from aftersales.use_cases.services import Services
from web.metrics import Metrics

log = logging.getLogger(__name__)

POLL_S = 0.25
RECOVER_EVERY_S = 2.0
THREADS = 8
REST_AFTER_FAULT_S = 2.0
"""A conversation whose turn raised is left alone this long, so that a fault does not spin."""


class ConversationRunner:
    """One turn at a time per conversation, `THREADS` at a time in this process."""

    def __init__(self, services: Services, metrics: Metrics) -> None:
        self._services = services
        self._metrics = metrics
        self._turns: dict[str, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Poll until cancelled, then let the turns under way finish."""
        with ThreadPoolExecutor(THREADS, thread_name_prefix="turn") as pool:
            try:
                await asyncio.gather(self._poll(pool), self._recover())
            finally:
                await asyncio.gather(*self._turns.values(), return_exceptions=True)

    async def _poll(self, pool: ThreadPoolExecutor) -> None:
        while True:
            try:
                ready = await asyncio.to_thread(ready_conversations, self._services)
            except Exception:
                log.exception("conversations with unread messages could not be read")
                ready = ()
            for conversation_id in ready:
                if conversation_id not in self._turns:
                    self._turns[conversation_id] = asyncio.create_task(self._turn(pool, conversation_id))
            await asyncio.sleep(POLL_S)

    async def _turn(self, pool: ThreadPoolExecutor, conversation_id: str) -> None:
        try:
            with self._metrics.turn_seconds.time():
                await asyncio.get_running_loop().run_in_executor(pool, run_turn, self._services, conversation_id)
        except Exception:
            self._metrics.turn_faults.inc()
            log.exception("turn of conversation %s failed", conversation_id)
            await asyncio.sleep(REST_AFTER_FAULT_S)
        finally:
            del self._turns[conversation_id]

    async def _recover(self) -> None:
        while True:
            try:
                self._metrics.turns_recovered.inc(await asyncio.to_thread(recover_turns, self._services))
            except Exception:
                log.exception("expired turns could not be recovered")
            await asyncio.sleep(RECOVER_EVERY_S)
