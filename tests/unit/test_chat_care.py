"""What the chat before a text shows of it: late without an apology, or said again."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from aftersales.adapters.files.content import read_content_files
from aftersales.adapters.files.word_reader import read_words
from aftersales.adapters.files.wording_reader import read_wording
from aftersales.domain.calendar import SHANGHAI
from aftersales.domain.chat_care import REMEMBERED, Said, review_reply
from aftersales.domain.conversations import Sender
from aftersales.domain.sentence_rules import ChatRule
from aftersales.domain.word_entries import Action, WordEntry
from aftersales.domain.word_gate import WordGate

ROOT = Path(__file__).resolve().parents[2]
BEGAN = datetime(2026, 11, 25, 10, tzinfo=SHANGHAI)
TODAY = date(2026, 11, 25)
LIMIT = 60
BUYER, BOT, AGENT = Sender.BUYER, Sender.BOT, Sender.AGENT
LATE = WordEntry("care.late", "care", (), Action.WARN, "r", "s", rule=ChatRule.LATE)
REPEATED = WordEntry("care.repeated", "care", (), Action.WARN, "r", "s", rule=ChatRule.REPEATED, limit=6)
WAIT = WordEntry("wait", "tone", (read_wording("稍等", {}),), Action.REPLACE, "r", "s", "马上查")
GATE = WordGate((LATE, REPEATED, WAIT))


def said(sender: Sender, seconds: float | None, text: str = "在吗") -> Said:
    return Said(sender, text, None if seconds is None else BEGAN + timedelta(seconds=seconds))


def broken(*messages: Said, gate: WordGate = GATE, today: date = TODAY) -> list[str]:
    verdict = review_reply(gate, messages[:-1], messages[-1], LIMIT, today)
    return [hit.entry.id for hit in verdict.hits]


@pytest.mark.parametrize(("waited", "late"), [(59, []), (60, []), (61, ["care.late"])])
def test_an_answer_is_late_after_the_limit_without_an_apology(waited: int, late: list[str]) -> None:
    assert broken(said(BUYER, 0), said(AGENT, waited, "到杭州了")) == late
    assert broken(said(BUYER, 0), said(BOT, waited, "到杭州了")) == late
    assert broken(said(BUYER, 0), said(AGENT, waited, "亲，久等了，到杭州了")) == []


def test_the_wait_begins_with_the_oldest_message_nobody_answered() -> None:
    asked = (said(BUYER, 0), said(AGENT, 10, "您好"), said(BUYER, 100), said(BUYER, 155))
    assert broken(*asked, said(AGENT, 160, "到了")) == []
    assert broken(*asked, said(AGENT, 161, "到了")) == ["care.late"]


def test_an_apology_just_before_is_enough_and_a_second_answer_is_no_new_one() -> None:
    bot = (said(BUYER, 0), said(BOT, 90, "让您久等了"))
    assert broken(*bot, said(AGENT, 95, "到杭州了")) == []
    assert broken(said(BUYER, 0), said(AGENT, 90, "到杭州了"), said(AGENT, 200, "明天派送")) == []


def test_the_bots_word_ends_no_wait_for_an_agent_but_an_agents_word_ends_every_wait() -> None:
    queue = (said(BUYER, 0, "转人工"), said(BOT, 2, "正在为您转人工"))
    assert broken(*queue, said(AGENT, 200, "您好")) == ["care.late"]
    assert broken(*queue, said(AGENT, 30, "您好")) == []
    assert broken(*queue, said(BOT, 200, "还在排队")) == []
    assert broken(said(BUYER, 0), said(AGENT, 2, "我来查"), said(BOT, 200, "已退款")) == []
    answered_before = (said(BUYER, 0), said(BOT, 2, "您说"), said(BUYER, 170, "转人工"), said(BOT, 171, "好的"))
    assert broken(*answered_before, said(AGENT, 200, "您好")) == []


def test_without_times_nothing_over_time_is_judged() -> None:
    assert broken(said(BUYER, None), said(AGENT, 500, "到了")) == []
    assert broken(said(BUYER, 0), said(BUYER, None), said(AGENT, 61, "到了")) == ["care.late"]
    twice = said(AGENT, 1, "包裹到了杭州站")
    assert broken(twice, said(AGENT, None, "包裹到了杭州站")) == []
    assert broken(said(BUYER, 0), said(AGENT, None, "稍等")) == ["wait"]


@pytest.mark.parametrize(
    ("text", "again"),
    [("包裹到了 杭州站！", True), ("包裹到了杭州站", True), ("包裹到了杭州", False), ("包裹到了杭州仓", False)],
)
def test_the_same_words_again_are_noticed_whatever_their_marks(text: str, again: bool) -> None:
    assert (broken(said(BOT, 0, "包裹到了杭州站，"), said(AGENT, 9, text)) == ["care.repeated"]) is again


def test_short_words_old_words_and_the_buyers_own_may_be_said_again() -> None:
    text = "包裹到了杭州站"
    assert broken(said(AGENT, 0, "好的呢！！！！！"), said(AGENT, 9, "好的呢！！！！！")) == []
    assert broken(said(BUYER, 0, text), said(AGENT, 9, text)) == []
    others = [said(AGENT, n, f"第{n}句") for n in range(REMEMBERED)]
    assert broken(said(AGENT, 0, text), *others[1:], said(AGENT, 9, text)) == ["care.repeated"]
    assert broken(said(AGENT, 0, text), *others, said(AGENT, 9, text)) == []


def test_rules_over_time_are_data_with_their_day() -> None:
    later = WordEntry("care.late", "care", (), Action.WARN, "r", "s", rule=ChatRule.LATE, since=date(2026, 12, 1))
    late = (said(BUYER, 0), said(AGENT, 99, "到了"))
    assert broken(*late, gate=WordGate((later,))) == []
    assert broken(*late, gate=WordGate((later,)), today=date(2026, 12, 1)) == ["care.late"]
    shipped, _ = read_words({f: t for f, t in read_content_files(ROOT).items() if f.endswith("words/care.yml")})
    assert [(entry.id, entry.rule, entry.action, entry.limit) for entry in shipped.entries] == [
        ("care.late", ChatRule.LATE, Action.BLOCK, 0),
        ("care.repeated", ChatRule.REPEATED, Action.WARN, 6),
    ]
    assert not shipped.review("到了").hits


@pytest.mark.parametrize(("sender", "hits"), [(BOT, ["person"]), (AGENT, [])])
def test_a_person_may_say_to_be_one(sender: Sender, hits: list[str]) -> None:
    person = WordEntry("person", "truth", (read_wording("我是人工", {}),), Action.WARN, "r", "s", bot_only=True)
    assert broken(said(sender, 0, "您好，我是人工客服"), gate=WordGate((person,))) == hits
