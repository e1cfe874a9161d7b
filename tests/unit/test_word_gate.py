"""The word gate: what is found, what is innocent, what replacing gives, and that no text upsets it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales.adapters.files.content import read_content_files
from aftersales.adapters.files.word_reader import read_words
from aftersales.domain.word_gate import Action, WordEntry, WordGate

ROOT = Path(__file__).resolve().parents[2]
SHIPPED, _ = read_words({f: t for f, t in read_content_files(ROOT).items() if "/words/" in f})
PIECES = [pattern for entry in SHIPPED.entries for pattern in (*entry.patterns, *entry.innocent, entry.replacement)]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=8).map("".join)
CLOSE = st.text(alphabet="稍等一下哦请您抱歉呢不好意思，。 .加微信", max_size=24)


def entry(word_id: str, *patterns: str, action: Action = Action.BLOCK, **more: object) -> WordEntry:
    return WordEntry(word_id, "test", patterns, action, "reason", "source", **more)  # type: ignore[arg-type]


def found(gate: WordGate, text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in gate.review(text).hits]


def test_width_case_and_hidden_characters_make_no_difference() -> None:
    gate = WordGate((entry("wx", "加vx"),))
    assert found(gate, "请加ＶＸ哦") == ["加ＶＸ"]
    assert found(gate, "加\u200bV\u200bx") == ["加\u200bV\u200bx"]
    assert found(gate, "请加 vx") == []


def test_a_loose_entry_is_found_between_marks_but_not_across_sentences() -> None:
    gate = WordGate((entry("wx", "加微信", loose=True),))
    assert found(gate, "可以加 微.信，聊") == ["加 微.信"]
    assert found(gate, "加。微信") == []


def test_an_innocent_wording_covers_its_hit_only() -> None:
    gate = WordGate((entry("most", "最", innocent=("最近",)),))
    assert found(gate, "最近") == []
    assert found(gate, "最近最好") == ["最"]


def test_the_longest_wording_at_a_place_wins() -> None:
    gate = WordGate((entry("wait", "稍等", "稍等一下", "请稍等一下", action=Action.REPLACE, replacement="马上查"),))
    assert gate.review("亲请稍等一下哦").text == "亲马上查哦"


def test_the_same_wording_in_a_row_is_replaced_once() -> None:
    gate = WordGate((entry("wait", "稍等", action=Action.REPLACE, replacement="马上查"),))
    assert gate.review("稍等，稍等～").text == "马上查～"
    assert gate.review("稍等，您稍等").text == "马上查，您马上查"


def test_a_replacement_that_makes_a_new_wording_is_not_sent() -> None:
    gate = WordGate((entry("gap", "x", action=Action.REPLACE), entry("bad", "坏话")))
    assert gate.review("坏x话").blocked
    assert gate.review("坏x语").text == "坏语"
    assert not gate.review("坏x语").blocked


def test_a_warning_lets_the_text_through() -> None:
    verdict = WordGate((entry("most", "最", action=Action.WARN),)).review("最好")
    assert (verdict.text, verdict.blocked, len(verdict.hits)) == ("最好", False, 1)


@pytest.mark.parametrize(
    "text", ["抱歉呢", "抱歉呢～", "亲，真的抱歉呢。", "不好意思呢，对不起呢", "包裹在路上。抱歉呢！", "对不起呢😭"]
)
def test_a_bare_apology_gets_understanding_and_action(text: str) -> None:
    assert "这件事我来跟进" in SHIPPED.review(text).text


@pytest.mark.parametrize(
    "text", ["抱歉，您的包裹还没发出", "给您添麻烦了，真的对不起，我现在就查", "不好意思让您等到现在"]
)
def test_an_apology_that_goes_on_is_left_alone(text: str) -> None:
    assert SHIPPED.review(text).text == text


@pytest.mark.parametrize("text", ["稍等", "请您稍等一下", "亲，稍等哦～", "麻烦等一下"])
def test_waiting_words_become_what_is_being_done(text: str) -> None:
    verdict = SHIPPED.review(text)
    assert "我马上帮您查" in verdict.text
    assert "等" not in verdict.text


@pytest.mark.parametrize(
    "text",
    [
        *(
            "你不会看吗？自己不会查啊",
            "那你去投诉吧",
            "卧槽，这单怎么回事",
            "您加我微 信",
            "给好评返现5元",
            "退款打款到支付宝",
        ),
        *("签收即认可", "这茶能降血压", "我刚毕业，怕被开除", "把验证码发给我", "请提供身份证照片"),
    ],
)
def test_what_must_not_be_sent(text: str) -> None:
    assert SHIPPED.review(text).blocked


@pytest.mark.parametrize(
    "text",
    [
        *("退款会原路退回您的支付宝或微信", "最近下单的那一件", "第一时间回复您", "100%棉的茶巾", "请用滚开水泡茶"),
        *("不要把验证码告诉任何人", "请勿提供密码", "店铺从不要求私下转账", "我是店铺的机器人助手，不是真人"),
        *("您打开箱子时小心点哦", "这款支持微信支付，添加微信支付即可"),
    ],
)
def test_what_may_be_said(text: str) -> None:
    verdict = SHIPPED.review(text)
    assert not verdict.blocked
    assert verdict.text == text


@given(st.one_of(st.text(), TEXTS, CLOSE))
def test_no_text_upsets_the_gate_and_hits_lie_in_it(text: str) -> None:
    assert all(0 <= hit.start < hit.end <= len(text) for hit in SHIPPED.review(text).hits)


@given(st.one_of(TEXTS, CLOSE))
def test_what_may_be_sent_passes_again_unchanged(text: str) -> None:
    verdict = SHIPPED.review(text)
    if not verdict.blocked:
        again = SHIPPED.review(verdict.text)
        assert (again.text, again.blocked) == (verdict.text, False)
        assert not [hit for hit in again.hits if hit.entry.action is not Action.WARN]


@given(CLOSE)
def test_replacing_spoils_no_text_that_held_nothing_to_block(text: str) -> None:
    verdict = SHIPPED.review(text)
    blocking = [hit for hit in verdict.hits if hit.entry.action is Action.BLOCK]
    assert verdict.blocked == bool(blocking)
