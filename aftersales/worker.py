"""The worker process: publishes releases, recovers turns, keeps promises, writes to buyers in time, delivers tasks."""

import itertools
import signal
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

import structlog

from aftersales.adapters.files.content import build_release, content_paths, read_content_files
from aftersales.adapters.settings import read_settings
from aftersales.bootstrap import build_task_door, services
from aftersales.use_cases.deliver_tasks import deliver_tasks
from aftersales.use_cases.hurry_queue import hurry_queue
from aftersales.use_cases.keep_promises import keep_promises
from aftersales.use_cases.publish_release import Rejected, Unchanged, publish_release
from aftersales.use_cases.run_turn import recover_turns
from aftersales.use_cases.services import Services
from aftersales.use_cases.sweep_deadlines import sweep_deadlines
from aftersales.use_cases.sweep_prices import sweep_prices

log = structlog.get_logger(__name__)

ROUND_S = 1.0
SWEEP_ROUNDS = 600
FEED_ROUNDS = 3600
FEED_ROWS = 100_000
"""The feed only wakes readers, who look back 200 rows: once an hour all but so many are dropped."""


def now_and_then(rounds: int, job: Callable[[], object]) -> Callable[[], None]:
    """The job at its first round and then once in so many."""
    count = itertools.count()

    def look() -> None:
        if next(count) % rounds == 0:
            job()

    return look


def shorten_feed(own: Services) -> None:
    with own.uow() as uow:
        uow.feed.forget(FEED_ROWS)
        uow.commit()


class ContentWatch:
    """Publishes the content when a file of it was added, removed or saved since the last look."""

    def __init__(self, own: Services, root: Path) -> None:
        self._services = own
        self._root = root
        self._seen: Mapping[str, tuple[int, int]] | None = None

    def look(self) -> None:
        """Publish or refuse once per change; the refusal names file, key and reason in the log and on /readyz."""
        now = {str(path): (path.stat().st_mtime_ns, path.stat().st_size) for path in content_paths(self._root)}
        if now == self._seen:
            return
        result = publish_release(self._services, read_content_files(self._root), build_release)
        self._seen = now
        if isinstance(result, Rejected):
            log.error("release_refused", problems=[str(problem) for problem in result.problems])
        elif not isinstance(result, Unchanged):
            log.info("release_published", number=result.number)


def run_round(jobs: Mapping[str, Callable[[], object]]) -> None:
    """Run each job once; one that fails is logged and does not keep the others from their turn."""
    for name, job in jobs.items():
        try:
            job()
        except Exception:
            log.exception("worker_job_failed", job=name)


def work_until(stop: threading.Event, jobs: Mapping[str, Callable[[], object]]) -> None:
    """A round of jobs every second; a slow receiver of tasks has a thread of its own and keeps nobody waiting."""
    while not stop.is_set():
        run_round(jobs)
        stop.wait(ROUND_S)


def main() -> None:
    """Work until told to stop; a round that has begun is finished."""
    stop = threading.Event()
    own, settings = services(), read_settings()
    watch = ContentWatch(own, settings.content_root)
    jobs = {
        "publish": watch.look,
        "recover": lambda: recover_turns(own),
        "promises": lambda: keep_promises(own),
        "queue": lambda: hurry_queue(own),
        "feed": now_and_then(FEED_ROUNDS, lambda: shorten_feed(own)),
    }
    if settings.outreach:
        jobs["outreach"] = now_and_then(SWEEP_ROUNDS, lambda: sweep_deadlines(own))
        jobs["prices"] = now_and_then(SWEEP_ROUNDS, lambda: sweep_prices(own))
    door = build_task_door(settings)
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    if door is not None:
        deliveries = {"deliver": lambda: deliver_tasks(own, door)}
        threading.Thread(target=work_until, args=(stop, deliveries), daemon=True).start()
    work_until(stop, jobs)


if __name__ == "__main__":
    main()
