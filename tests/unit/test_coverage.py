"""`check --coverage`: every procedure a buyer can meet is carried out by something and walked by a test."""

import shutil
from pathlib import Path

import pytest

from aftersales.adapters.files.coverage import BY_CODE, Covered, procedures, read_coverage, uncovered

ROOT = Path(__file__).resolve().parents[2]


def told(covered: Covered) -> list[str]:
    return [problem.message for problem in uncovered([covered])]


def test_a_procedure_needs_a_row_and_a_walk() -> None:
    assert told(Covered("P-X-01", ("book.row",), ("book.say",), ("tests/turns/test_x.py",))) == []
    assert told(Covered("P-X-01", (), (), ("tests/turns/test_x.py",))) == ["no playbook row carries it"]
    assert told(Covered("P-X-01", ("book.row",), (), ())) == [
        "no test in tests/dialogue or tests/turns walks it; name the id there"
    ]


def test_reports_and_planning_are_left_out() -> None:
    ids = procedures((ROOT / "docs" / "sop.md").read_text(encoding="utf-8"))
    assert {"P-SHIP-01", "P-EMO-13", "P-HUM-03", "P-OPS-06"} <= set(ids)
    assert not {"P-OPS-05", "P-HUM-01"} & set(ids)
    assert len(ids) == len(set(ids))


def test_rows_scripts_and_walks_of_a_procedure_are_told() -> None:
    (missing,) = [each for each in read_coverage(ROOT) if each.sop == "P-RCV-01"]
    assert "missing_item.short_reship" in missing.rows
    assert "missing_item.reship" in missing.scripts
    assert str(missing).startswith("P-RCV-01: rows ")


@pytest.mark.parametrize("file", sorted(set(BY_CODE.values())))
def test_code_that_carries_a_procedure_exists(file: str) -> None:
    assert (ROOT / "aftersales" / file).is_file()


def test_without_tests_nothing_is_walked(tmp_path: Path) -> None:
    for part in ("playbooks", "scripts_lib", "docs"):
        shutil.copytree(ROOT / part, tmp_path / part)
    shutil.copy(ROOT / "shop.yml", tmp_path)
    assert all(each.walks == () for each in read_coverage(tmp_path))
