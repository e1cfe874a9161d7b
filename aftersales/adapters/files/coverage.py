"""Which procedures of docs/sop.md the product carries out, by which rows and scripts, and which test walks each."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from aftersales.adapters.files.content import read_content_files
from aftersales.adapters.files.playbook_reader import read_playbooks
from aftersales.domain.playbook import Playbook
from aftersales.domain.problems import FileProblem

SOP_FILE = "docs/sop.md"
WALKS = ("tests/dialogue", "tests/turns")
WALKED = frozenset({"P-HUM-02", "P-HUM-03", "P-HUM-04", "P-HUM-05", "P-HUM-06", "P-OPS-06"})
"""Of section 6 these belong to a buyer's chat; the rest are reports and planning."""

BY_CODE: Mapping[str, str] = {
    "P-EMO-01": "use_cases/deliver_message.py",
    "P-EMO-07": "use_cases/talk.py",
    "P-EMO-11": "use_cases/talk.py",
    "P-EMO-13": "use_cases/turn.py",
    "P-EMO-14": "use_cases/talk.py",
    "P-EMO-15": "use_cases/talk.py",
    "P-HUM-02": "use_cases/judge_case.py",
    "P-HUM-04": "use_cases/register_work.py",
    "P-HUM-05": "use_cases/register_work.py",
    "P-HUM-06": "domain/case_stage.py",
    "P-OPS-06": "use_cases/deliver_tasks.py",
}
"""Procedures about the talk itself and the work around it, which no playbook decides."""

_ROW = re.compile(r"^\| (P-[A-Z]+-\d\d) \|", re.MULTILINE)
_ID = re.compile(r"\bP-[A-Z]+-\d\d\b")


@dataclass(frozen=True)
class Covered:
    """`rows` as playbook.row, or the file that carries it; `walks` are test files that name the procedure."""

    sop: str
    rows: tuple[str, ...]
    scripts: tuple[str, ...]
    walks: tuple[str, ...]

    def __str__(self) -> str:
        parts = (f"rows {_listed(self.rows)}", f"scripts {_listed(self.scripts)}", f"walked by {_listed(self.walks)}")
        return f"{self.sop}: " + "; ".join(parts)


def read_coverage(root: Path) -> list[Covered]:
    """Every procedure of sections 1–5 and WALKED, in the order of docs/sop.md."""
    texts = {file: text for file, text in read_content_files(root).items() if file.startswith("playbooks/")}
    books, _ = read_playbooks(texts)
    walks = _walks(root)
    return [_covered(sop, books, walks) for sop in procedures((root / SOP_FILE).read_text(encoding="utf-8"))]


def procedures(sop: str) -> list[str]:
    """The ids of a text like docs/sop.md that a buyer can meet."""
    before, _, operations = sop.partition("\n## 6.")
    return _ROW.findall(before) + [found for found in _ROW.findall(operations) if found in WALKED]


def uncovered(coverage: Sequence[Covered]) -> Iterator[FileProblem]:
    """What `check --coverage` refuses: a procedure that nothing carries out, or that no test walks."""
    for each in coverage:
        if not each.rows:
            yield FileProblem(SOP_FILE, each.sop, "no playbook row carries it")
        if not each.walks:
            yield FileProblem(SOP_FILE, each.sop, f"no test in {' or '.join(WALKS)} walks it; name the id there")


def _covered(sop: str, books: Mapping[str, Playbook], walks: Mapping[str, Sequence[str]]) -> Covered:
    rows = [(book.name, row) for book in books.values() for row in book.rows if row.sop == sop]
    code = (BY_CODE[sop],) if sop in BY_CODE else ()
    return Covered(
        sop,
        code + tuple(f"{name}.{row.name}" for name, row in rows),
        tuple(dict.fromkeys(row.say for _, row in rows if row.say)),
        tuple(walks.get(sop, ())),
    )


def _walks(root: Path) -> dict[str, list[str]]:
    """Procedure id → the test files that name it."""
    paths = sorted(p for folder in WALKS for p in (root / folder).rglob("*") if p.suffix in {".py", ".yml"})
    found: dict[str, list[str]] = {}
    for path in paths:
        for sop in dict.fromkeys(_ID.findall(path.read_text(encoding="utf-8"))):
            found.setdefault(sop, []).append(path.relative_to(root).as_posix())
    return found


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "none"
