"""The composition root: builds the services every process works with."""

import threading
from collections.abc import Callable
from functools import lru_cache

import structlog

from aftersales.adapters.clock import SystemClock
from aftersales.adapters.db.engine import make_engine
from aftersales.adapters.db.unit_of_work import SqlUnitOfWork
from aftersales.adapters.images import DiskImageStore
from aftersales.adapters.rasa_client import RasaClient
from aftersales.adapters.releases import StoredReleases
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
    """Read the release beside whatever this process does first, so that its first turn need not wait some seconds."""
    threading.Thread(target=read_release, args=(services,), name="warm-up", daemon=True).start()


def read_release(made: Callable[[], Services]) -> None:
    """A release that cannot be read now is read by the first turn, which tells what is wrong."""
    try:
        made().release()
    except Exception as problem:
        log.info("not_warmed_up", problem=str(problem))
