"""YAML is read strictly and its faults are told with their line."""

import pytest

from aftersales.adapters.files.yaml_reader import FileProblem, read_mapping, read_yaml


def test_yes_no_and_clock_times_stay_texts() -> None:
    assert read_yaml("a.yml", "a: yes\nb: no\nc: 09:00\nd: true") == {"a": "yes", "b": "no", "c": "09:00", "d": True}


@pytest.mark.parametrize(
    ("text", "where", "word"),
    [
        ("a: 1\na: 2", "line 2", "duplicate key"),
        ("a: {x: 1,\n x: 2}", "line 2", "duplicate key"),
        ("a: [1\nb: 2", "line 2", "not readable"),
        ("a: !!python/object:os.system x", "line 1", "not readable"),
        ("a: 2026-13-45", "line 1", "not readable"),
        ("a: \x01", "line 1", "not readable"),
    ],
)
def test_a_fault_names_its_line(text: str, where: str, word: str) -> None:
    problem = read_yaml("a.yml", text)
    assert isinstance(problem, FileProblem)
    assert (problem.file, problem.where) == ("a.yml", where)
    assert word in problem.message


@pytest.mark.parametrize("text", ["", "- a\n- b", "just words"])
def test_a_file_without_entries_is_refused(text: str) -> None:
    assert isinstance(read_mapping("a.yml", text), FileProblem)


def test_a_problem_reads_as_one_line() -> None:
    assert str(FileProblem("shop.yml", "teams", "is missing")) == "shop.yml: teams: is missing"
