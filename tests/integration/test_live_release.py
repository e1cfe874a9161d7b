"""The live release of a process: taken when it is ready, kept when the new one or the database fails."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy.engine import Engine
from structlog.testing import capture_logs

from aftersales.adapters.db.engine import make_engine
from aftersales.adapters.db.unit_of_work import SqlUnitOfWork
from aftersales.adapters.files.content import build_release
from aftersales.adapters.releases import NoRelease, StoredReleases
from aftersales.use_cases.publish_release import publish_release
from aftersales.use_cases.services import Services
from tests.integration.release_store import NOW, Files, engine, files, reader, reworded, services
from tests.product import until

__all__ = ["engine", "files", "reader", "services"]


@dataclass
class Ticks:
    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_every_process_sees_a_new_release_a_second_later(
    services: Services, reader: Callable[[], SqlUnitOfWork], files: Files
) -> None:
    ticks = Ticks()
    releases = StoredReleases(reader, ticks)
    with pytest.raises(NoRelease):
        releases.current()
    publish_release(services, files, build_release)
    first = releases.current()
    publish_release(services, reworded(files, "还有想问的吗？"), build_release)
    assert releases.current() is first
    ticks.seconds = 1.0
    assert becomes(releases, 2)
    assert releases.current() is releases.current()


def test_nobody_waits_while_a_new_release_is_made_ready_and_the_newest_wins(
    services: Services, reader: Callable[[], SqlUnitOfWork], files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_release(services, files, build_release)
    ticks, may_build = Ticks(), {2: Event(), 3: Event()}
    releases = StoredReleases(reader, ticks)
    first, built = releases.current(), {}

    def slowly(number: int, texts: Files, published: bool) -> object:
        may_build[number].wait()
        built[number] = build_release(number, texts, published)
        return built[number]

    monkeypatch.setattr("aftersales.adapters.releases.build_release", slowly)
    for number, new in ((2, "还有想问的吗？"), (3, "还有别的事吗？")):
        publish_release(services, reworded(files, new), build_release)
        ticks.seconds = float(number)
        assert releases.current() is first
    may_build[3].set()
    assert becomes(releases, 3)
    may_build[2].set()
    assert until(lambda: 2 in built, 60, "release 2")
    assert releases.current().number == 3


def becomes(releases: StoredReleases, number: int) -> bool:
    return until(lambda: releases.current().number == number, 60, f"release {number}")


def test_a_database_without_tables_says_what_to_run(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'new.db'}")
    releases = StoredReleases(lambda: SqlUnitOfWork(engine, read_only=True))
    with pytest.raises(NoRelease, match="make database"):
        releases.current()
    engine.dispose()


def test_a_database_that_fails_later_leaves_the_last_release(engine: Engine, services: Services, files: Files) -> None:
    publish_release(services, files, build_release)
    ticks, failing = Ticks(), make_engine(f"sqlite:///{Path(str(engine.url.database)).parent / 'other.db'}")
    engines = [engine]
    releases = StoredReleases(lambda: SqlUnitOfWork(engines[-1], read_only=True), ticks)
    before = releases.current()
    engines.append(failing)
    ticks.seconds = 60.0
    assert releases.current() is before
    failing.dispose()


def test_a_release_this_program_cannot_use_leaves_the_last_one(
    services: Services, reader: Callable[[], SqlUnitOfWork], files: Files
) -> None:
    ticks = Ticks()
    releases = StoredReleases(reader, ticks)
    publish_release(services, files, build_release)
    first = releases.current()
    with services.uow() as uow:
        uow.releases.add("other", {"shop.yml": "name: x"}, NOW)
        uow.commit()
    ticks.seconds = 5.0
    assert releases.current() is first


def test_a_release_that_breaks_this_program_is_told_in_the_log_and_leaves_the_last_one(
    services: Services, reader: Callable[[], SqlUnitOfWork], files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks = Ticks()
    releases = StoredReleases(reader, ticks)
    publish_release(services, files, build_release)
    first = releases.current()
    publish_release(services, reworded(files, "还有想问的吗？"), build_release)
    monkeypatch.setattr("aftersales.adapters.releases.build_release", lambda *_, **__: 1 // 0)
    ticks.seconds = 5.0
    with capture_logs() as logged:
        assert releases.current() is first
        told = until(lambda: [each for each in logged if each["event"] == "release_unusable"], 10, "the log")
    assert (told[0]["number"], told[0]["exc_info"]) == (2, True)
