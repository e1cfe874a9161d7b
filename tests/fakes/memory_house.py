"""Agents, the audit trail and releases in memory."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from aftersales.domain.cases import Agent
from aftersales.use_cases.repositories import ReleaseHead, StoredRelease, text_checksum

AuditRow = tuple[str, datetime, str, str, dict[str, str]]


class MemoryAgents:
    def __init__(self, rows: dict[str, Agent]) -> None:
        self._rows = rows

    def get(self, login: str) -> Agent | None:
        return self._rows.get(login)

    def put(self, agent: Agent) -> None:
        self._rows[agent.login] = agent

    def all(self) -> Sequence[Agent]:
        return [self._rows[login] for login in sorted(self._rows)]


class MemoryAudit:
    def __init__(self, rows: dict[int, AuditRow], ids: Iterator[int]) -> None:
        self._rows = rows
        self._ids = ids

    def append(self, actor: str, action: str, ref: str, details: Mapping[str, str], now: datetime) -> None:
        self._rows[next(self._ids)] = (ref, now, actor, action, dict(details))

    def of(self, ref: str) -> Sequence[tuple[datetime, str, str, Mapping[str, str]]]:
        return [row[1:] for row in self._rows.values() if row[0] == ref]


class MemoryReleases:
    def __init__(self, rows: dict[int, tuple[ReleaseHead, StoredRelease]]) -> None:
        self._rows = rows

    def newest(self) -> StoredRelease | None:
        return self.get(self.newest_number())

    def newest_number(self) -> int:
        return max(self._rows, default=0)

    def heads(self, count: int) -> Sequence[ReleaseHead]:
        return [self._rows[number][0] for number in sorted(self._rows, reverse=True)[:count]]

    def head(self, number: int) -> ReleaseHead | None:
        return self._rows[number][0] if number in self._rows else None

    def get(self, number: int) -> StoredRelease | None:
        return self._rows[number][1] if number in self._rows else None

    def add(self, checksum: str, files: Mapping[str, str], now: datetime, note: str = "") -> int | None:
        newest = self.newest()
        if newest is not None and newest.checksum == checksum:
            return None
        number = self.newest_number() + 1
        named = {path: text_checksum(text) for path, text in files.items()}
        head = ReleaseHead(number, checksum, named, now, note)
        self._rows[number] = (head, StoredRelease(number, checksum, files))
        return number
