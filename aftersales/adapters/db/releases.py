"""Releases in the database: numbered, never changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from aftersales.adapters.db.engine import lock_table
from aftersales.adapters.db.records import to_row
from aftersales.adapters.db.statements import fetch, fetch_one, insert
from aftersales.adapters.db.tables import releases
from aftersales.use_cases.repositories import StoredRelease


class SqlReleases:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def newest(self) -> StoredRelease | None:
        return next(iter(self.last(1)), None)

    def last(self, count: int) -> Sequence[StoredRelease]:
        """The newest first."""
        query = sa.select(releases).order_by(releases.c.number.desc()).limit(count)
        return fetch(self._connection, StoredRelease, query)

    def newest_number(self) -> int:
        """0 before the first release."""
        return int(self._connection.execute(sa.select(sa.func.max(releases.c.number))).scalar_one() or 0)

    def get(self, number: int) -> StoredRelease | None:
        return fetch_one(self._connection, StoredRelease, sa.select(releases).where(releases.c.number == number))

    def add(self, checksum: str, files: Mapping[str, str], now: datetime, note: str = "") -> StoredRelease | None:
        """Store the next number; None when the newest already has this checksum. Publishers wait for each other."""
        lock_table(self._connection, releases)
        newest = self.newest()
        if newest is not None and newest.checksum == checksum:
            return None
        number = 1 if newest is None else newest.number + 1
        release = StoredRelease(number, checksum, files, now, note)
        insert(self._connection, releases, to_row(release))
        return release
