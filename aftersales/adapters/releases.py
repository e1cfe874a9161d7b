"""The live release of this process: read from the database, kept parsed, looked for again at most once a second."""

import threading
import time
from collections.abc import Callable

import structlog
from sqlalchemy.exc import DBAPIError

from aftersales.adapters.files.content import build_release
from aftersales.domain.release import Release
from aftersales.use_cases.ports import UnitOfWork
from aftersales.use_cases.repositories import StoredRelease

log = structlog.get_logger(__name__)

LOOK_EVERY_S = 1.0


class NoRelease(Exception):
    """Nothing usable was ever published; run `aftersales publish`."""


class StoredReleases:
    """Implements ports.Releases. `reader` opens read-only units of work: a caller may be in a transaction already."""

    def __init__(self, reader: Callable[[], UnitOfWork], seconds: Callable[[], float] = time.monotonic) -> None:
        self._reader = reader
        self._seconds = seconds
        self._lock = threading.RLock()
        self._release: Release | None = None
        self._number = 0
        self._look_at = float("-inf")

    def current(self) -> Release:
        """The newest release that is ready; NoRelease when there is none. While a newer one is made ready, which takes
        seconds, nobody waits; one this program cannot use leaves the last in place."""
        with self._lock:
            if self._seconds() >= self._look_at:
                self._look()
                self._look_at = self._seconds() + (LOOK_EVERY_S if self._release else 0.0)
            if self._release is None:
                raise NoRelease("no usable release is published; run `aftersales publish`")
            return self._release

    def _look(self) -> None:
        """Take a release that is new. A database that fails leaves the last one; NoRelease when there is none yet."""
        try:
            stored = self._newer()
        except DBAPIError as error:
            if self._release is None:
                told = f"no release can be read ({error.orig}); on a new database run `make database`"
                raise NoRelease(told) from error
            log.warning("release_look_failed", error=str(error.orig))
            return
        if stored is None:
            return
        self._number = stored.number
        if self._release is None:
            self._take(stored)
        else:
            threading.Thread(target=self._take, args=(stored,), daemon=True).start()

    def _newer(self) -> StoredRelease | None:
        with self._reader() as uow:
            return None if uow.releases.newest_number() == self._number else uow.releases.newest()

    def _take(self, stored: StoredRelease) -> None:
        try:
            built = build_release(stored.number, stored.files, published=True)
        except Exception:
            log.exception("release_unusable", number=stored.number)
            return
        if not isinstance(built, Release):
            log.error("release_unusable", number=stored.number, problems=[str(problem) for problem in built])
            return
        with self._lock:
            if self._release is None or built.number > self._release.number:
                self._release = built
