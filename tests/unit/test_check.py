"""`aftersales check` on the repository's own content, and on a copy that somebody broke."""

import shutil
from pathlib import Path

import pytest

from aftersales.adapters.files.check import run_check

ROOT = Path(__file__).parents[2]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("scripts_lib", "playbooks", "bot/data/rules", "bot/data/stories"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("shop.yml", "bot/domain.yml"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def told(root: Path) -> str:
    return "\n".join(str(problem) for problem in run_check(root))


def test_the_content_of_this_repository_passes() -> None:
    assert told(ROOT) == ""


def test_a_broken_setting_is_told_with_file_and_key(tree: Path) -> None:
    edit(tree / "shop.yml", "small_value: {value: 20元", "small_value: {value: 20")
    assert "shop.yml: settings, small_value, value: " in told(tree)


def test_a_removed_setting_is_told_where_a_playbook_uses_it(tree: Path) -> None:
    edit(tree / "shop.yml", "  small_value:", "  small_values:")
    assert "playbooks/missing_item.yml: row " in told(tree)


def test_a_fact_of_the_chat_leads_to_no_task(tree: Path) -> None:
    edit(tree / "shop.yml", "when: {invoice_state: issued", "when: {abuse_count: 1")
    assert "shop.yml: follow_ups, 1, when, abuse_count: the record gives no such fact" in told(tree)


def test_an_intent_taken_from_its_rule_is_told(tree: Path) -> None:
    edit(tree / "bot/data/rules/goods.yml", "          - intent: extra_item\n", "")
    assert "bot/domain.yml: intent extra_item: no rule or story answers it" in told(tree)
