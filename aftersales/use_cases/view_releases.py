"""The shop's releases for those who publish them: which there are, and what changed between two."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import unified_diff

from aftersales.use_cases.publish_release import AUDIT_REF
from aftersales.use_cases.services import Refused, Services

SHOWN = 20


@dataclass(frozen=True)
class ReleaseView:
    """`changed`: the files that differ from the release before; `by`: who published it."""

    number: int
    created_at: datetime
    note: str
    by: str
    changed: Sequence[str]


@dataclass(frozen=True)
class FileChange:
    """`lines` as `diff -u` shows them, without the two heads."""

    file: str
    lines: Sequence[str]


def list_releases(services: Services, limit: int = SHOWN) -> Sequence[ReleaseView]:
    """The newest first; the first of them is live."""
    with services.reader() as uow:
        stored = uow.releases.heads(limit + 1)
        before = [*(release.files for release in stored[1:]), {}]
        publishers = {row[3].get("number"): row[1] for row in uow.audit.of(AUDIT_REF)}
    views = [
        ReleaseView(
            release.number,
            release.created_at,
            release.note,
            publishers.get(str(release.number), ""),
            _changed(older, release.files),
        )
        for release, older in zip(stored, before, strict=True)
    ]
    return views[:limit]


def compare_releases(services: Services, older: int, newer: int) -> Sequence[FileChange] | Refused:
    """Every file that differs, by name. Refused: not_found."""
    with services.reader() as uow:
        first, second = uow.releases.get(older), uow.releases.get(newer)
    if first is None or second is None:
        return Refused("not_found", f"there is no release {older if first is None else newer}")
    return [
        FileChange(file, _difference(first.files.get(file, ""), second.files.get(file, "")))
        for file in _changed(first.files, second.files)
    ]


def _changed(before: Mapping[str, str], after: Mapping[str, str]) -> Sequence[str]:
    return sorted(file for file in {*before, *after} if before.get(file) != after.get(file))


def _difference(before: str, after: str) -> Sequence[str]:
    lines = unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2)
    return [line for line in lines if not line.startswith(("--- ", "+++ "))]
