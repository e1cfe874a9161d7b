"""`aftersales audit` as a shop manager runs it: its own process, a pipe, the shop's content."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WORDS = """list: platform
entries:
  - {id: platform.wx, patterns: [加微信], action: block, reason: 引流, source: s, grade: minor, replacement: 就在这里}
"""
CHATS = [
    {"id": 1, "conversation_id": "c", "sender": "buyer", "text": "到哪了", "at": "2026-11-25T10:00:00"},
    {
        "id": 2,
        "conversation_id": "c",
        "sender": "agent",
        "agent": "小李",
        "text": "到杭州了",
        "at": "2026-11-25T10:02:00",
    },
    {"id": 3, "conversation_id": "c", "sender": "agent", "agent": "小李", "text": "加微信聊 13812345678"},
    {"id": 4, "conversation_id": "c", "sender": "bot", "text": "您好"},
]


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's content with few words, so that the lists' own changes decide nothing here."""
    root = tmp_path_factory.mktemp("content")
    for name in ("scripts_lib", "playbooks"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "shop.yml", root)
    for path in (root / "scripts_lib" / "words").glob("*.*"):
        if path.name != "care.yml":
            path.unlink()
    (root / "scripts_lib" / "words" / "platform.yml").write_text(WORDS, encoding="utf-8")
    return root


def audit(content: Path, lines: str, *words: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "CONTENT_ROOT": str(content), "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, "-m", "aftersales.cli", "audit", "-", *words]
    return subprocess.run(
        command, input=lines, capture_output=True, check=False, encoding="utf-8", env=env, cwd=content
    )


def test_verdicts_come_by_line_and_a_report_in_words(content: Path) -> None:
    lines = "\n".join(json.dumps(chat, ensure_ascii=False) for chat in CHATS)
    told = audit(content, lines, "--format", "jsonl")
    assert (told.returncode, told.stderr) == (0, "")
    verdicts = [json.loads(line) for line in told.stdout.splitlines()]
    assert [(one["id"], one["verdict"]) for one in verdicts] == [(2, "block"), (3, "block"), (4, "pass")]
    assert verdicts[0]["hits"] == [{"list": "care", "entry": "care.late", "start": 0, "end": 4}]
    assert verdicts[1]["suggestion"] == "就在这里"
    report = audit(content, f"{lines}\n{{}}\n")
    assert report.returncode == 1
    assert "stdin: line 5, sender: is missing, expected one of bot, agent, buyer" in report.stderr
    assert "审过 3　通过 1　替换 0　提醒 0　拦截 2　读不了的行 1" in report.stdout
    assert "138****5678" in report.stdout


def test_broken_content_and_a_file_of_another_kind_are_told(content: Path, tmp_path: Path) -> None:
    (tmp_path / "shop.yml").write_text("name: 空店\nname: 空店\n", encoding="utf-8")
    broken = audit(tmp_path, "")
    assert (broken.returncode, broken.stdout) == (1, "")
    assert "shop.yml" in broken.stderr
    other = audit(content, "order_no,status\n1,paid\n", "--format", "html")
    assert (other.returncode, other.stdout) == (1, "")
    assert "stdin: is neither JSONL nor a CSV of chats" in other.stderr
