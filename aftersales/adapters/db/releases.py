"""Releases in the database: numbered, never changed; the text of a file is stored once, however many hold it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from aftersales.adapters.db.engine import lock_table
from aftersales.adapters.db.records import to_row
from aftersales.adapters.db.statements import chunks, fetch, fetch_one, insert
from aftersales.adapters.db.tables import release_texts, releases
from aftersales.use_cases.repositories import ReleaseHead, StoredRelease, text_checksum


class SqlReleases:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def newest(self) -> StoredRelease | None:
        return next(map(self._with_texts, self.heads(1)), None)

    def newest_number(self) -> int:
        """0 before the first release."""
        return int(self._connection.execute(sa.select(sa.func.max(releases.c.number))).scalar_one() or 0)

    def heads(self, count: int) -> Sequence[ReleaseHead]:
        """The newest first."""
        query = sa.select(releases).order_by(releases.c.number.desc()).limit(count)
        return fetch(self._connection, ReleaseHead, query)

    def head(self, number: int) -> ReleaseHead | None:
        return fetch_one(self._connection, ReleaseHead, sa.select(releases).where(releases.c.number == number))

    def get(self, number: int) -> StoredRelease | None:
        head = self.head(number)
        return self._with_texts(head) if head else None

    def add(self, checksum: str, files: Mapping[str, str], now: datetime, note: str = "") -> int | None:
        """Store the next number; None when the newest already has this checksum. Publishers wait for each other."""
        lock_table(self._connection, releases)
        newest = next(iter(self.heads(1)), None)
        if newest is not None and newest.checksum == checksum:
            return None
        named = {path: text_checksum(text) for path, text in files.items()}
        texts = {named[path]: text for path, text in files.items()}
        known = {row.checksum for row in self._stored(texts, release_texts.c.checksum)}
        for some in chunks(sorted(texts.keys() - known)):
            rows = [{"checksum": new, "content": texts[new]} for new in some]
            self._connection.execute(sa.insert(release_texts), rows)
        number = 1 if newest is None else newest.number + 1
        insert(self._connection, releases, to_row(ReleaseHead(number, checksum, named, now, note)))
        return number

    def _with_texts(self, head: ReleaseHead) -> StoredRelease:
        texts = dict(self._stored(set(head.files.values()), release_texts.c.checksum, release_texts.c.content))
        return StoredRelease(head.number, head.checksum, {path: texts[known] for path, known in head.files.items()})

    def _stored(self, checksums: Collection[str], *columns: sa.Column[str]) -> Iterator[Any]:
        """Those of the texts that are stored already."""
        for some in chunks(sorted(checksums)):
            yield from self._connection.execute(sa.select(*columns).where(release_texts.c.checksum.in_(some)))
