"""Past chats reviewed: verdicts in order, nothing kept but the open chats, and what the report says of them."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import count, islice
from types import SimpleNamespace
from typing import cast

import pytest

from aftersales.adapters.chat_audit.chat_log import Record, read_jsonl
from aftersales.adapters.chat_audit.report_html import report_html
from aftersales.adapters.chat_audit.report_text import report_text
from aftersales.adapters.chat_audit.report_words import ReportPage, in_words
from aftersales.adapters.chat_audit.run import TOLD, AuditFormat, run_audit, verdict_line
from aftersales.adapters.files.wording_reader import read_wording
from aftersales.domain.calendar import SHANGHAI
from aftersales.domain.chat_care import Said
from aftersales.domain.conversations import Sender
from aftersales.domain.penalties import points_of, tier_reached
from aftersales.domain.problems import FileProblem
from aftersales.domain.release import Release
from aftersales.domain.sentence_rules import ChatRule
from aftersales.domain.word_entries import Action, Grade, Hit, WordEntry
from aftersales.domain.word_gate import WordGate
from aftersales.use_cases.audit_chats import AuditReport, ChatLine, OpenChats, audit_chats

BEGAN = datetime(2026, 11, 25, 10, tzinfo=SHANGHAI)
TODAY = date(2026, 11, 25)
LIMIT = 60
BUYER, BOT, AGENT = Sender.BUYER, Sender.BOT, Sender.AGENT


def words(word_id: str, wording: str, action: Action, instead: str = "", grade: Grade = Grade.NONE) -> WordEntry:
    return WordEntry(word_id, "test", (read_wording(wording, {}),), action, "因为", "P-X", instead, grade=grade)


LATE = WordEntry("care.late", "care", (), Action.WARN, "r", "s", rule=ChatRule.LATE)
WAIT = words("wait", "稍等", Action.REPLACE, "马上查")
WECHAT = words("wechat", "加微信", Action.BLOCK, "就在这里说", Grade.MINOR)
ABUSE = words("abuse", "笨蛋", Action.BLOCK, "", Grade.SERIOUS)
MOST = words("most", "最好", Action.WARN)
GATE = WordGate((LATE, WAIT, WECHAT, ABUSE, MOST))


def said(sender: Sender, seconds: float | None, text: str = "在吗") -> Said:
    return Said(sender, text, None if seconds is None else BEGAN + timedelta(seconds=seconds))


def line(sender: Sender, text: str, number: int = 1, chat: str = "c", agent: str = "") -> ChatLine:
    return ChatLine(number, chat, said(sender, number, text), agent)


def judged(*lines: ChatLine) -> list[dict[str, object]]:
    return [json.loads(verdict_line(one)) for one in audit_chats(lines, GATE, LIMIT, TODAY)]


def test_a_verdict_names_hits_by_place_and_what_may_be_sent() -> None:
    told = judged(
        line(BUYER, "加微信吗"),
        line(AGENT, "亲好"),
        line(BOT, "请稍等"),
        line(AGENT, "最好"),
        line(AGENT, "加微信笨蛋"),
    )
    assert told == [
        {"id": 1, "verdict": "pass", "hits": [], "suggestion": "亲好"},
        {"id": 1, "verdict": "replace", "hits": [hit("wait", 1, 3)], "suggestion": "请马上查"},
        {"id": 1, "verdict": "warn", "hits": [hit("most", 0, 2)], "suggestion": "最好"},
        {"id": 1, "verdict": "block", "hits": [hit("wechat", 0, 3), hit("abuse", 3, 5)], "suggestion": "就在这里说"},
    ]
    assert [one["suggestion"] for one in judged(line(AGENT, "笨蛋"))] == [""]
    late = judged(line(BUYER, "在吗", 0), line(AGENT, "请稍等", 99))[0]
    assert late["hits"] == [{"list": "care", "entry": "care.late", "start": 0, "end": 3}, hit("wait", 1, 3)]
    assert "亲好" in verdict_line(next(audit_chats([line(AGENT, "亲好")], GATE, LIMIT, TODAY)))


def hit(entry: str, start: int, end: int) -> dict[str, object]:
    return {"list": "test", "entry": entry, "start": start, "end": end}


def test_verdicts_come_in_order_while_the_log_is_still_being_read() -> None:
    read = 0

    def endless() -> Iterator[bytes]:
        nonlocal read
        for read in count(1):
            assert read <= 1_000, "read further than was asked for"
            yield b'{"id": %d, "conversation_id": "c%d", "sender": "bot", "text": "hi"}\n' % (read, read % 7)

    lines = (one for one in read_jsonl("log", endless()) if isinstance(one, ChatLine))
    first = [one.line.id for one in islice(audit_chats(lines, GATE, LIMIT, TODAY), 1_000)]
    assert first == list(range(1, 1_001))
    assert read == 1_000


def test_a_verdict_is_written_before_the_next_line_is_read() -> None:
    written: list[str] = []

    def records() -> Iterator[Record]:
        for number in range(3):
            assert len(written) == number
            yield line(BOT, "亲好", number)

    shop = SimpleNamespace(name="山岚", limit=lambda name: LIMIT)
    release = cast(Release, SimpleNamespace(gate=GATE, shop=shop))
    assert run_audit(release, "log", records(), AuditFormat.JSONL, TODAY, written.append) == 0
    assert [json.loads(one)["id"] for one in written] == [0, 1, 2]


def test_chats_are_forgotten_after_a_day_and_when_too_many_are_open() -> None:
    chats = OpenChats(most=3)
    chats.add("old", said(BUYER, 0))
    assert len(chats.earlier("old", said(BOT, 86_400))) == 1
    assert len(chats.earlier("old", said(BOT, None))) == 1
    assert not chats.earlier("old", said(BOT, 86_401))
    for number in range(100):
        chats.add(f"c{number % 5}", said(BUYER, number))
    assert len(chats) == 3
    assert not chats.earlier("c1", said(BOT, 100))
    for number in range(100):
        chats.add("c4", said(BUYER, number))
    assert len(chats.earlier("c4", said(BOT, 100))) == 20


def test_a_message_is_judged_by_the_lists_of_its_day() -> None:
    new = WordEntry("new", "test", (read_wording("到了", {}),), Action.WARN, "r", "s", since=date(2026, 11, 26))
    gate = WordGate((new,))
    before, undated = ChatLine(1, "c", said(BOT, 0, "到了")), ChatLine(2, "c", said(BOT, None, "到了"))
    assert [len(one.verdict.hits) for one in audit_chats([before, undated], gate, LIMIT, date(2026, 12, 1))] == [0, 1]


def test_a_message_costs_the_gravest_of_its_grades_and_tiers_add_up() -> None:
    assert points_of([Hit(WECHAT, 0, 1), Hit(ABUSE, 1, 2), Hit(MOST, 2, 3)]) == 25
    assert points_of([]) == 0
    reached = [tier.points if (tier := tier_reached(points)) else 0 for points in (24, 25, 74, 75, 99, 100, 500)]
    assert reached == [0, 25, 50, 75, 75, 100, 100]


def page() -> ReportPage:
    texts = [*["加微信 13812345678 <script>"] * 2, "加微信笨蛋", "找我加微信", "一起加微信", "请稍等\x1b[31m", "亲好"]
    lines = [line(AGENT, text, number, f"c{number}", "小<李>") for number, text in enumerate(texts)]
    report = AuditReport()
    for one in audit_chats([*lines, line(BOT, "亲好"), line(AGENT, "最好")], GATE, LIMIT, TODAY):
        report.add(one)
    return in_words(report, "山岚", "chats.jsonl", 2)


def test_the_report_counts_by_verdict_agent_and_rule() -> None:
    told = page()
    assert dict(told.totals) == {"审过": "9", "通过": "2", "替换": "1", "提醒": "1", "拦截": "5", "读不了的行": "2"}
    assert told.agents == [
        ("小<李>", "7", "5", "0", "1", "73"),
        ("机器人", "1", "0", "0", "0", "0"),
        ("（没写客服）", "1", "0", "1", "0", "0"),
    ]
    first = told.rules[0]
    assert (first.entry, first.messages) == ("wechat", 5)
    assert first.facts == ("拦截", "test", "轻微，12 分", "因为", "P-X")
    assert first.examples == ["加微信 138****5678 <script>", "加微信笨蛋", "找我加微信"]
    assert "扣分合计 73 分" in told.penalty
    assert "已到 50 分档：限制提报活动 14 天，违约金 2 万元起" in told.penalty
    assert "离 75 分档" in told.penalty


def test_the_report_is_harmless_on_a_terminal_and_in_a_browser() -> None:
    text = report_text(page())
    assert "\x1b" not in text
    assert "加微信 138****5678 <script>" in text
    html = report_html(page())
    assert "小&lt;李&gt;" in html
    assert "138****5678 &lt;script&gt;" in html
    assert not any(sign in html for sign in ("<script", "http:", "https:", "src=", "href=", "url(", "@import"))


def judged_by(records: list[Record]) -> tuple[int, list[str]]:
    """The number of bad lines, and what was written."""
    shop = SimpleNamespace(name="山岚", limit=lambda name: LIMIT)
    release = cast(Release, SimpleNamespace(gate=GATE, shop=shop))
    written: list[str] = []
    return run_audit(release, "log", records, AuditFormat.TEXT, TODAY, written.append), written


def test_bad_lines_are_told_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    bad, written = judged_by([FileProblem("log", "line 1, id", "is missing"), line(BOT, "亲好")])
    assert bad == 1
    assert capsys.readouterr().err == "log: line 1, id: is missing\n"
    assert "审过 1" in written[0]
    assert "每秒审" in written[-1]


def test_of_a_file_that_is_bad_throughout_the_first_lines_are_told_and_all_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    bad, _ = judged_by([FileProblem("log", f"line {n}, id", "is missing") for n in range(TOLD + 50)])
    assert bad == TOLD + 50
    assert len(capsys.readouterr().err.splitlines()) == TOLD
