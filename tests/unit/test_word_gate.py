"""The word gate: what is found, what is innocent, what replacing gives, and that no text upsets it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales.domain.numerals import Measure, amounts_in
from aftersales.domain.sentence_rules import SentenceRule
from aftersales.domain.text_reading import HEARD, Manner, Readings
from aftersales.domain.word_entries import Action, Bound, Vocabulary
from aftersales.domain.word_gate import WordGate
from tests.unit.gate_entries import CLOSE, SHIPPED, TEXTS, entry


def found(gate: WordGate, text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in gate.review(text).hits]


def test_width_case_and_hidden_characters_make_no_difference() -> None:
    gate = WordGate((entry("wx", "加vx"),))
    assert found(gate, "请加ＶＸ哦") == ["加ＶＸ"]
    assert found(gate, "加\u200bV\u200bx") == ["加\u200bV\u200bx"]
    assert found(gate, "請加𝐯𝐱") == ["加𝐯𝐱"]


def test_a_wording_is_found_between_marks_but_not_across_sentences() -> None:
    gate = WordGate((entry("wx", "加微信"), entry("oh", "靠，", manners=(Manner.TIGHT,))))
    assert found(gate, "可以加 微.信，聊") == ["加 微.信"]
    assert found(gate, "加。微信") == []
    assert (found(gate, "靠，慢"), found(gate, "靠窗")) == (["靠，"], [])


def test_a_wording_is_heard_by_its_sound_unless_it_is_too_short_to_be_told_from_others() -> None:
    heard = (Manner.LOOSE, *HEARD)
    gate = WordGate((entry("code", "验证码", "益精", manners=heard), entry("way", "退款…验证", manners=heard)))
    for text in ("验正码", "验证ma", "yan zheng ma", "艳证马", "驗證碼"):
        assert found(gate, f"报{text}来") == [text]
    assert found(gate, "已经发货") == []
    assert found(gate, "退款要验政") == ["退款要验政"]


def test_tones_tell_characters_apart_but_not_what_was_typed_in_letters() -> None:
    gate = WordGate((entry("pay", "支付宝", manners=(Manner.LOOSE, *HEARD)),))
    assert found(gate, "用只付包") == []
    assert found(gate, "用只付bao") == ["只付bao"]


def test_latin_letters_count_as_whole_words_only() -> None:
    gate = WordGate((entry("sb", "sb", "你真傻", manners=(Manner.LOOSE, *HEARD)),))
    told = ("s b 买家", "USB线", "Nizhensha2号", "xni zhen sha", "ni zhen sha吗")
    assert [found(gate, text) for text in told] == [["s b"], [], ["Nizhensha"], [], ["ni zhen sha"]]


def test_pieces_stand_near_each_other_in_one_sentence() -> None:
    gate = WordGate((entry("pay", "好评…返现"),))
    assert found(gate, "五星好评晒图返现") == ["好评晒图返现"]
    assert found(gate, "感谢好评。返现活动已结束") == []
    assert found(gate, "好评" + "很" * 9 + "返现") == []


def test_a_mobile_number_is_one_sign_however_it_is_written() -> None:
    gate = WordGate((entry("call", "打{mobile}"), entry("odd", rule=SentenceRule.DISGUISED)))
    for number in ("138 0000 1234", "138-0000-1234"):
        assert found(gate, f"打{number}找我") == [f"打{number}"]
    for number in ("一三八〇〇〇〇一二三四", "1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣0️⃣1️⃣2️⃣3️⃣4️⃣", "①③⑧⓪⓪⓪⓪①②③④"):
        assert {hit.entry.id for hit in gate.review(f"打{number}找我").hits} == {"call", "odd"}
    assert found(gate, "打2026112200010001") == []


@pytest.mark.parametrize(
    "text",
    [
        *("666666", "哈哈哈哈哈哈", "[微笑][微笑][微笑][微笑][微笑]", "😂🌹😊👍🙏", "哈 哈 哈 哈 哈", "asdasdasd"),
        *("噢噢哦哦噢噢哦", "6️⃣6️⃣6️⃣6️⃣6️⃣6️⃣6️⃣", "123456", "9.8.7.6.5.4"),
        *("￥￥@@##%%&&", "，，，；；；？？？", "- - - =_= - - -", "……", "？！"),
        *("[微笑][玫瑰]", "🙂。🙂。🙂。", "(^_^)"),
        *("1 1 1", "0000", "23333", "9️⃣9️⃣9️⃣9️⃣"),
    ],
)
def test_rows_of_signs_are_noticed(text: str) -> None:
    gate = WordGate((entry("row", rule=SentenceRule.ROW, limit=5),))
    assert gate.review(text).hits
    assert not gate.review("单号888888886666，----见附件----，好的😊").hits
    fine = ("12345", "好的好的", "2026112200010001", "2000", "110", "🌹", "[玫瑰]~", "👌 好的", "1. 先拍照")
    assert not [text for text in fine if gate.review(text).hits]


def test_an_entry_holds_from_its_day_on() -> None:
    gate = WordGate((entry("new", "坏", since=date(2026, 12, 1)),))
    assert [gate.review("坏", date(2026, 11, 30)).blocked, gate.review("坏", date(2026, 12, 1)).blocked] == [
        False,
        True,
    ]


def test_a_denied_wording_is_harmless_where_the_entry_says_so() -> None:
    words = Vocabulary(denials=frozenset({"不要"}))
    gate = WordGate((entry("a", "转账", deniable=True), entry("b", "滚")), words)
    assert [gate.review(text).blocked for text in ("不要给人转账", "转账不要紧", "不要滚")] == [False, True, True]


def test_a_denial_may_reach_into_the_wording() -> None:
    gate = WordGate((entry("a", "能预防", deniable=True),), Vocabulary(denials=frozenset({"不能"})))
    assert [gate.review(text).blocked for text in ("眼镜不能预防近视", "眼镜能预防近视")] == [False, True]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("我赔您50元现金", "赔您50元"),
        ("赔 您 二 百 元", "赔 您 二 百 元"),
        ("赔您8️⃣8️⃣元", "赔您8️⃣8️⃣元"),
        ("那就三十元补偿吧", "三十元补偿"),
        ("賠您六十塊", "賠您六十塊"),
        ("赔您伍佰块", "赔您伍佰块"),
        ("赔您20元", None),
        ("赔您8.4元", None),
        ("一共199元，赔您5元", None),
        ("赔您5元，退款163元", None),
        ("赔您一罐，原价60元", None),
        ("赔您多少元都行", None),
    ],
)
def test_an_amount_counts_beyond_what_the_shop_allows(text: str, place: str | None) -> None:
    lists = WordGate((entry("more", "赔您…(元|块)", "元补偿", beyond=Bound("agent_limit", Measure.FEN)),))
    gate = lists.allowing({"agent_limit": 20_00})
    assert not lists.review(text).hits, "without a limit anything is allowed"
    assert found(gate, text) == ([place] if place else [])


def test_a_gate_and_what_it_remembers_are_kept_while_its_limits_stay() -> None:
    lists = WordGate((entry("more", "赔您…元", beyond=Bound("agent_limit", Measure.FEN)),))
    gate = lists.allowing({"agent_limit": 20_00, "return_days": 7})
    assert lists.allowing({"agent_limit": 20_00, "return_days": 15}) is gate
    assert lists.allowing({"agent_limit": 80_00, "return_days": 7}) is not gate


@pytest.mark.parametrize(
    ("text", "days"),
    [("90天", [90]), ("半年", [182]), ("三十天 或 两个月", [30, 60]), ("一 周", [7]), ("3年", [1095]), ("几天", [])],
)
def test_days_are_read_from_longer_times(text: str, days: list[int]) -> None:
    assert amounts_in(text, Measure.DAYS) == days


def test_a_wording_that_is_disowned_behind_it_is_harmless_where_the_entry_says_so() -> None:
    words = Vocabulary(rebuttals=frozenset({"别信", "不是我们"}))
    gate = WordGate((entry("a", "转账", "好评…返", deniable=True), entry("b", "滚")), words)
    told = ("叫您转账的不是我们", "好评别信能返", "别信我，转账", "转账，以后的事谁也说不好，别信", "叫您滚的不是我们")
    assert [gate.review(text).blocked for text in told] == [False, False, True, True, True]


@pytest.mark.parametrize(
    "text",
    [
        "稍等3分钟，我去查库存",
        "您稍等,5分钟内给您回复",
        "稍候1分钟，您的工单正在加载",
        "稍等，15分钟内仓库回我数，我同步给您",
    ],
)
def test_a_wait_with_a_time_stays(text: str) -> None:
    assert SHIPPED.review(text).text == text


@pytest.mark.parametrize("text", ["稍等", "您稍等3分钟哈", "亲稍等一下，我看看哦", "有消息了会说的"])
def test_a_wait_that_says_nothing_else_is_replaced(text: str) -> None:
    assert SHIPPED.review(text).action is Action.REPLACE


@pytest.mark.parametrize(
    "text",
    [
        *("货已售出概不负责，退货不算数", "小额打款到支付宝，您把账号发我"),
        *("不给加微信怎么退您钱", "这边不方便说，咱们换个地方聊"),
    ],
)
def test_no_shipped_innocent_wording_excuses_a_forbidden_one(text: str) -> None:
    assert SHIPPED.review(text).blocked


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
    "text", ["抱歉呢", "抱歉呢～", "亲，真的抱歉呢。", "不好意思呢，对不起呢", "報歉哦親", "对不起呢😭"]
)
def test_a_bare_apology_gets_understanding_and_action(text: str) -> None:
    assert "这件事我来跟进" in SHIPPED.review(text).text


@pytest.mark.parametrize(
    "text",
    [
        "抱歉，您的包裹还没发出",
        "实在抱歉！已经给您补发了",
        "给您添麻烦了，真的对不起，我现在就查",
        "不好意思让您等到现在",
    ],
)
def test_an_apology_that_goes_on_is_left_alone(text: str) -> None:
    assert SHIPPED.review(text).text == text


@pytest.mark.parametrize("text", ["稍等", "请您稍等一下", "亲，稍等哦～", "麻烦等一下"])
def test_waiting_words_become_what_is_being_done(text: str) -> None:
    verdict = SHIPPED.review(text)
    assert "马上帮您查" in verdict.text
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


@given(st.one_of(st.text(), TEXTS, CLOSE), st.sampled_from(Manner))
def test_reading_with_and_without_places_is_the_same(text: str, manner: Manner) -> None:
    readings = Readings(SHIPPED.vocabulary.signs)
    read = readings.trace(text, manner)
    assert read.text == readings.read(text)[manner]
    assert all(0 <= start < end <= len(text) for start, end in zip(read.starts, read.ends, strict=True))


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
