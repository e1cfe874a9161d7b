"""Releases in the database: numbered, never changed; the text of a file is stored once, however many hold it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

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
        texts = {text_checksum(text): text for text in files.values()}
        new = texts.keys() - self._texts(texts, release_texts.c.checksum).keys()
        for some in chunks(sorted(new)):
            rows = [{"checksum": known, "content": texts[known]} for known in some]
            self._connection.execute(sa.insert(release_texts), rows)
        number = 1 if newest is None else newest.number + 1
        named = {path: text_checksum(text) for path, text in files.items()}
        insert(self._connection, releases, to_row(ReleaseHead(number, checksum, named, now, note)))
        return number

    def _with_texts(self, head: ReleaseHead) -> StoredRelease:
        texts = self._texts(set(head.files.values()), release_texts.c.content)
        return StoredRelease(head.number, head.checksum, {path: texts[known] for path, known in head.files.items()})

    def _texts(self, checksums: Collection[str], column: sa.Column[str]) -> Mapping[str, str]:
        """A column of the stored ones of these texts, by checksum."""
        return dict(self._rows(checksums, column))

    def _rows(self, checksums: Collection[str], column: sa.Column[str]) -> Iterable[tuple[str, str]]:
        for some in chunks(sorted(checksums)):
            query = sa.select(release_texts.c.checksum, column.label("told")).where(release_texts.c.checksum.in_(some))
            yield from ((known, told) for known, told in self._connection.execute(query))
