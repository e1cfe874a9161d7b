"""The composition root: builds the services every process works with."""

import threading
import time
from collections.abc import Callable
from functools import lru_cache

import structlog

from aftersales.adapters.clock import SystemClock
from aftersales.adapters.db.engine import make_engine
from aftersales.adapters.db.unit_of_work import SqlUnitOfWork
from aftersales.adapters.images import DiskImageStore
from aftersales.adapters.rasa_client import RasaClient
from aftersales.adapters.releases import LOOK_EVERY_S, StoredReleases
from aftersales.adapters.settings import Settings, read_settings
from aftersales.adapters.slip_links import SlipLinks
from aftersales.adapters.task_webhook import TaskWebhook
from aftersales.adapters.voice import LibraryVoice
from aftersales.use_cases.services import Services, Timing

log = structlog.get_logger(__name__)


def build_services(settings: Settings) -> Services:
    """Everything wired for these settings; opens no connection yet."""
    engine = make_engine(settings.database_url)

    def uow() -> SqlUnitOfWork:
        return SqlUnitOfWork(engine)

    def reader() -> SqlUnitOfWork:
        return SqlUnitOfWork(engine, read_only=True)

    releases = StoredReleases(reader)
    return Services(
        uow=uow,
        reader=reader,
        clock=SystemClock(),
        releases=releases,
        voice=LibraryVoice(reader, releases),
        bot=RasaClient(settings.rasa_url, settings.turn_timeout_s),
        images=DiskImageStore(settings.attachments_dir),
        slips=SlipLinks(settings.shop_secret, settings.public_url),
        timing=Timing(settings.burst_s, settings.turn_timeout_s, settings.turn_timeout_s + 2),
    )


def build_task_door(settings: Settings) -> TaskWebhook | None:
    """The way to the shop's own system; None when the shop named none and works its tasks at the desk."""
    if not settings.task_webhook_url:
        return None
    return TaskWebhook(settings.task_webhook_url, settings.task_webhook_secret, SystemClock())


@lru_cache(maxsize=1)
def services() -> Services:
    """The services of this process, from its environment."""
    return build_services(read_settings())


def warm_up() -> None:
    """Keep the live release at hand beside whatever this process does, so that no turn waits some seconds for it or
    speaks from one that was replaced long ago."""
    threading.Thread(target=keep_current, args=(services,), name="releases", daemon=True).start()


def keep_current(made: Callable[[], Services], pause: Callable[[float], object] = time.sleep) -> None:
    """Look for a new release as often as that is of use, until a pause tells that it is the last (Event.wait)."""
    read_release(made)
    while not pause(LOOK_EVERY_S):
        read_release(made)


def read_release(made: Callable[[], Services]) -> None:
    """A release that cannot be read now is read by the first turn, which tells what is wrong."""
    try:
        made().release()
    except Exception as problem:
        log.info("no_release_yet", problem=str(problem))
