"""docs/trainers.md, “Try it”: the page's own edits, made one after another, and what each of them changes."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from aftersales.adapters.files.content import build_release, read_content_files
from aftersales.domain.cases import Value
from aftersales.domain.playbook import Ask, Decision, decide
from aftersales.domain.release import Release

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "trainers.md").read_text(encoding="utf-8")
EDITS = re.findall(r"```diff\n(.+?)\n(.+?)```", PAGE, re.DOTALL)


def edited(old: str, lines: list[str]) -> str:
    """The text after the page's minus and plus lines; each minus line must stand there."""
    text = old
    place = len(text)
    for line in lines:
        sign, words = line[0], line[1:]
        if sign == "-":
            assert text.count(f"{words}\n") >= 1, words
            place = text.index(f"{words}\n")
            text = text[:place] + text[place + len(words) + 1 :]
        else:
            text = f"{text[:place]}{words}\n{text[place:]}"
            place += len(words) + 1
    return text


@pytest.fixture(scope="module")
def releases() -> list[Release]:
    """The live content, then after each edit of content."""
    files: dict[str, str] = {**read_content_files(ROOT)}
    built = [release_of(files)]
    for file, change in EDITS:
        if file.startswith("bot/"):
            assert edited((ROOT / file).read_text(encoding="utf-8"), change.splitlines())
            continue
        files[file] = edited(files.get(file, ""), change.splitlines())
        if file != "playbooks/usage_which.yml":  # without a goto to it, it is refused
            built.append(release_of(files))
    return built


def release_of(files: Mapping[str, str]) -> Release:
    built = build_release(1, files)
    assert isinstance(built, Release), built
    return built


def decided(release: Release, name: str, **facts: Value) -> Decision | Ask:
    settings = {name: setting.value for name, setting in release.shop.settings.items()}
    step = decide(release.playbooks, name, facts, settings)
    assert isinstance(step, Decision | Ask)
    return step


def test_the_page_names_every_kind_of_edit() -> None:
    kinds = [file.split("/")[0] for file, _ in EDITS]
    assert kinds == ["shop.yml", "scripts_lib", "playbooks", "bot", "scripts_lib", "playbooks", "playbooks"]


def test_each_edit_changes_what_the_page_says(releases: list[Release]) -> None:
    before, limit, sentence, row, words, procedure = releases
    assert (before.shop.limit("bot_limit"), limit.shop.limit("bot_limit")) == (500, 800)
    assert "还有哪里需要我帮您看看？" in sentence.scripts["chat.anything_else"].variants
    for count, name in ((2, "again"), (4, "again")):
        step = decided(before, "spam_ad", ad_count=count)
        assert isinstance(step, Decision)
        assert step.row.name == name
    silent, told = decided(row, "spam_ad", ad_count=4), decided(row, "spam_ad", ad_count=3)
    assert isinstance(silent, Decision)
    assert isinstance(told, Decision)
    assert (silent.row.silent, told.row.say) == (True, "spam_ad.declined")
    assert "usage_which.ask" in words.scripts
    asked = decided(procedure, "usage_help", line_count=2, guide_known=True)
    assert isinstance(asked, Ask)
    assert (asked.playbook, asked.fact.name, asked.fact.ask) == ("usage_which", "missing_sku", "usage_which.ask")
    answered = decided(procedure, "usage_help", line_count=2, guide_known=True, missing_sku="TEA-LJ250")
    assert isinstance(answered, Decision)
    assert (answered.playbook, answered.row.handoff) == ("usage_which", "difficult")
    one = decided(procedure, "usage_help", line_count=1, guide_known=True)
    assert isinstance(one, Ask)
    assert one.playbook == "usage_help"
