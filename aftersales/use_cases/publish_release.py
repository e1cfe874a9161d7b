"""Publish the shop's content: what passed every check becomes the live release, anything else changes nothing."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aftersales.domain.problems import FileProblem
from aftersales.domain.release import Release
from aftersales.use_cases.ports import UnitOfWork
from aftersales.use_cases.repositories import ReleaseHead
from aftersales.use_cases.services import Services

BuildRelease = Callable[[int, Mapping[str, str]], Release | list[FileProblem]]

AUDIT_REF = "release"
PUBLISHED, REFUSED, MENDED = "release_published", "release_refused", "release_mended"
ROLLED_BACK = "rolled back to "
"""How the note of a release begins that re-publishes an older one."""


@dataclass(frozen=True)
class Published:
    number: int

    def __str__(self) -> str:
        return f"release {self.number} is live"


@dataclass(frozen=True)
class Unchanged:
    number: int

    def __str__(self) -> str:
        return f"nothing new; release {self.number} stays live"


@dataclass(frozen=True)
class Rejected:
    """Nothing was published."""

    problems: tuple[FileProblem, ...]

    def __str__(self) -> str:
        return "\n".join(["nothing was published:", *map(str, self.problems)])


def checksum_of(files: Mapping[str, str]) -> str:
    """Equal for equal contents, in whatever order the files were read."""
    return hashlib.sha256(json.dumps(sorted(files.items()), ensure_ascii=False).encode("utf-8", "replace")).hexdigest()


def publish_release(
    services: Services, files: Mapping[str, str], build: BuildRelease, *, actor: str = "worker", again: bool = False
) -> Published | Unchanged | Rejected:
    """Check `files` (path → text) with `build` and store them as the next release when they differ from the newest.

    The refusal's problems are kept in the audit under “release” for every process (`release_problems`). Files that
    were rolled back stay back until they change, unless `again` (a person asks for them) is set.
    """
    checksum = checksum_of(files)
    built = build(0, files)
    with services.uow() as uow:
        result: Published | Unchanged | Rejected
        if isinstance(built, list):
            result = _reject(uow, services, checksum, built, actor)
        else:
            result = _unchanged(uow, checksum, again) or _store(uow, services, checksum, files, actor)
            if release_problems(uow):
                uow.audit.append(actor, MENDED, AUDIT_REF, {"checksum": checksum}, services.now())
        uow.commit()
        return result


def release_problems(uow: UnitOfWork) -> tuple[str, ...]:
    """What is wrong with the content that was last tried and refused; empty once good content was seen again."""
    newest = _newest_attempt(uow)
    return tuple(newest[1]["problems"].splitlines()) if newest and newest[0] == REFUSED else ()


def _newest_attempt(uow: UnitOfWork) -> tuple[str, Mapping[str, str]] | None:
    attempts = uow.audit.of(AUDIT_REF)
    return (attempts[-1][2], attempts[-1][3]) if attempts else None


def _reject(uow: UnitOfWork, services: Services, checksum: str, problems: list[FileProblem], actor: str) -> Rejected:
    """Note a refusal once, however often the same broken files are looked at."""
    details = {"checksum": checksum, "problems": "\n".join(map(str, problems))}
    if _newest_attempt(uow) != (REFUSED, details):
        uow.audit.append(actor, REFUSED, AUDIT_REF, details, services.now())
    return Rejected(tuple(problems))


def _unchanged(uow: UnitOfWork, checksum: str, again: bool) -> Unchanged | None:
    newest = next(iter(uow.releases.heads(1)), None)
    if newest is None or again:
        return None
    settled = {newest.checksum, _written_before_rollback(uow, newest).checksum}
    return Unchanged(newest.number) if checksum in settled else None


def _written_before_rollback(uow: UnitOfWork, newest: ReleaseHead) -> ReleaseHead:
    """The newest release that came from files: what still lies there after a rollback."""
    written = newest
    while written.note.startswith(ROLLED_BACK) and (older := uow.releases.head(written.number - 1)):
        written = older
    return written


def _store(
    uow: UnitOfWork, services: Services, checksum: str, files: Mapping[str, str], actor: str
) -> Published | Unchanged:
    number = uow.releases.add(checksum, files, services.now())
    if number is None:
        return Unchanged(uow.releases.newest_number())
    uow.audit.append(actor, PUBLISHED, AUDIT_REF, {"number": str(number)}, services.now())
    return Published(number)
