"""The word gate's ways round: what need not be looked at closely, what stands in quotation marks."""

from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftersales.domain import list_search
from aftersales.domain.learned_words import LearnedWords
from aftersales.domain.text_reading import HEARD, Manner
from aftersales.domain.text_spans import clause_around, not_inside
from aftersales.domain.word_entries import Vocabulary
from aftersales.domain.word_gate import LIKELY, SURE, WordGate
from aftersales.domain.wording_search import WordingSearch
from tests.unit.gate_entries import CLOSE, SHIPPED, TEXTS, entry

THOROUGH = WordGate(SHIPPED.entries, SHIPPED.vocabulary, SHIPPED.learned)
"""Asked only where it looks at everything."""
LONG = f"{'您' * 99}傻{'吧' * 99}"


def test_a_quoted_wording_counts_only_where_what_was_learnt_holds_the_message_for_wrong() -> None:
    entries = (entry("best", "最好"), entry("code", "验证码"))
    learned = LearnedWords(("test",), 1.0, (-3.0, 0.0), {"发": (60, 0), "书": (-60, 0)})
    quotes = ("这本书叫《最好的告别》", "发我“验证码”", "这书最好", "“最好”的书最好")
    assert [WordGate(entries, learned=learned).review(text).blocked for text in quotes] == [False, True, True, True]
    assert WordGate(entries).review("这本书叫《最好的告别》").blocked


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        ("靠，又漏件", True),
        ("我 靠。又漏件", True),
        ("漏件，靠😂", True),
        ("Ｋao 又漏", True),
        ("可靠，不漏", False),
        ("靠窗，坐", False),
    ],
)
def test_a_wording_that_must_stand_between_marks(text: str, stops: bool) -> None:
    gate = WordGate((entry("oath", "(我|)(靠|kao)", clause=True),))
    assert gate.review(text).blocked is stops


@pytest.mark.parametrize("text", ["抱歉。", "报歉呢", "抱歉➕", "抱歉😭", "BAO歉", "抱歉让那个谁等了"])
def test_a_wording_that_is_wrong_alone_is_found_however_it_is_read(text: str) -> None:
    alone = entry("bare", "(抱歉|baoqian)(呢|)", "抱歉让…等了", alone=True, manners=(Manner.LOOSE, *HEARD))
    gate = WordGate((alone,), Vocabulary(fillers=frozenset({"呢"}), signs={"➕": "加"}))
    assert gate.review(text).blocked
    assert not gate.review(f"{text}，已补发").blocked


@settings(deadline=None)
@given(st.one_of(TEXTS, CLOSE))
def test_what_is_not_looked_at_closely_would_not_have_been_found(text: str) -> None:
    with (
        patch.object(WordGate, "_says_more", return_value=False),
        patch.object(WordingSearch, "may_stand_between", return_value=True),
    ):
        assert THOROUGH.review(text) == SHIPPED.review(text)


def test_a_doubtful_wording_counts_where_its_clause_is_likely_wrong_however_long_and_polite_the_rest() -> None:
    learned = LearnedWords(("test",), 1.0, (-2.0, 0.0), {"傻": (60, 0), "请": (-120, 0)})
    gate = WordGate((entry("rude", "傻", "瓜", doubtful=True),), learned=learned)
    polite = "请您把订单号发来，{}，请您放心，我请仓库今天补发"
    assert gate.review(polite.format("您真傻")).blocked
    assert not gate.review(polite.format("您要的瓜")).blocked
    assert not gate.review(polite.format("请看傻瓜相机")).blocked


@pytest.mark.parametrize(("clause", "counts"), [("您真就傻", True), ("您真不傻", False)])
def test_a_clause_that_may_deny_needs_to_be_surely_wrong(clause: str, counts: bool) -> None:
    learned = LearnedWords(("test",), 1.0, (-2.0, 0.0), {"傻": (12, 0), "请": (-60, 0)})
    assert LIKELY < learned.chances(clause, "abcd")["test"] < SURE
    gate = WordGate((entry("rude", "傻", doubtful=True),), learned=learned)
    assert gate.review(f"请您把订单号发来，{clause}，请您放心，我请仓库今天补发").blocked is counts


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("好的，您真傻，再见", "您真傻"),
        ("您真傻", "您真傻"),
        ("好！您真傻。", "您真傻"),
        ("好，不让您真傻、再傻，行", "不让您真傻、再傻"),
        (LONG, None),
    ],
)
def test_the_clause_around_a_place(text: str, clause: str | None) -> None:
    start = text.index("傻")
    assert text[slice(*clause_around(text, start, start + 1))] == (clause or f"{'您' * 40}傻{'吧' * 40}")


def test_spans_inside_others() -> None:
    assert [*not_inside([(0, 2), (1, 4), (5, 6), (8, 9)], [(5, 7), (0, 3)])] == [(1, 4), (8, 9)]


def test_an_edit_that_is_not_read_by_sound_leaves_those_searches_as_they_were() -> None:
    rude = entry("rude", "没眼力见", manners=(Manner.LOOSE, *HEARD))
    WordGate((rude,)).review("您好")
    made = list_search.search_for.cache_info().misses
    WordGate((rude, entry("new", "没眼力劲"))).review("您好")
    assert list_search.search_for.cache_info().misses == made + 1
