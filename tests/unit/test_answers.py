"""What buyers' own words answer."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales.domain.answers import parse_answer, parse_opening
from aftersales.domain.cases import Unknowable, Value
from aftersales.domain.numerals import read_amount, read_count, read_numeral
from aftersales.domain.playbook import AnswerKind, Choice, FactRule, FactSource, Playbook

KINDS = (
    Choice("product", "商品少了", ("商品少了", "茶", "一盒", "两袋")),
    Choice("accessory", "配件少了", ("配件少了", "配件", "零件", "螺丝", "说明书")),
    Choice("gift", "赠品少了", ("赠品少了", "赠品", "小样")),
)
LINES = (
    Choice("lj-1", "山岚龙井 明前 100g"),
    Choice("lj-2", "山岚龙井 雨前 100g"),
    Choice("x5", "智能锁 X5 曜石黑", ("曜石黑",)),
)


def ask(kind: AnswerKind, *choices: Choice, lines: bool = False, source: FactSource = FactSource.BUYER) -> FactRule:
    return FactRule("fact", (source, FactSource.BUYER), "ask", kind, choices, lines)


def answer(rule: FactRule, text: str, images: int = 0) -> Value | Unknowable | None:
    return parse_answer(rule, text, images, LINES if rule.choices_from_lines else rule.choices)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("少了一盒", "product"),
        ("配件", "accessory"),
        ("盒子里没有说明书", "accessory"),
        ("不是配件，是茶", "product"),
        ("不是茶，少的是赠品", "gift"),
        ("第二个", "accessory"),
        ("３", "gift"),
        ("选1", "product"),
        ("商品少了，不是小样", "product"),
    ],
)
def test_a_choice_is_understood(text: str, value: str) -> None:
    assert answer(ask(AnswerKind.CHOICE, *KINDS), text) == value


@pytest.mark.parametrize("text", ["不是配件", "两个", "4", "0", "不用配件", "你们快点", "茶", "螺丝和赠品"])
def test_what_names_no_choice_is_no_answer(text: str) -> None:
    found = answer(ask(AnswerKind.CHOICE, *KINDS[1:]), text)
    assert found is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("明前那罐", "lj-1"), ("雨前的", "lj-2"), ("x5", "x5"), ("曜石黑的", "x5"), ("山岚龙井雨前100g", "lj-2")],
)
def test_a_line_is_named_by_a_piece_of_its_title(text: str, value: str) -> None:
    assert answer(ask(AnswerKind.CHOICE, lines=True), text) == value


@pytest.mark.parametrize("text", ["龙井", "山岚龙井", "不是明前的", "前"])
def test_a_piece_that_several_lines_share_is_no_answer(text: str) -> None:
    assert answer(ask(AnswerKind.CHOICE, lines=True), text) is None


@pytest.mark.parametrize(
    "text",
    [
        "有",
        "有的亲",
        "是的",
        "对",
        "嗯嗯",
        "好的",
        "完好",
        "没坏",
        "没有破损",
        "没什么问题",
        "箱子好好的，没压扁",
        "OK",
        "对的",
        "对啊",
        "对了",
        "哦对了",
        "对，是的",
        "对了，是的",
    ],
)
def test_a_yes(text: str) -> None:
    assert answer(ask(AnswerKind.YES_NO), text) is True


@pytest.mark.parametrize(
    "text", ["没有", "没有啊", "不是", "不好意思，没有", "有点破了", "压坏了", "不完整", "没有拆过", "好像没有", "不"]
)
def test_a_no(text: str) -> None:
    assert answer(ask(AnswerKind.YES_NO), text) is False


@pytest.mark.parametrize("text", ["坏了吗", "有没有坏", "对不起", "对方没来", "我要投诉你们店", "有人吗？", "？", ""])
def test_neither_yes_nor_no(text: str) -> None:
    assert answer(ask(AnswerKind.YES_NO), text) is None


@pytest.mark.parametrize("oh", ["对了，", "对了 ", "对了", "哦对了，", "嗯对了，", "亲，对了，", "对了亲，"])
@pytest.mark.parametrize("topic", ["发票怎么开", "我还想问下运费", "什么时候到", "我上次买的坏了", "有个事问下"])
def test_by_the_way_is_another_topic_and_no_answer(oh: str, topic: str) -> None:
    assert answer(ask(AnswerKind.YES_NO), oh + topic) is None


@given(st.sampled_from("，。 ；"), st.text("发票运费怎么开什么时候到坏没退货", min_size=1, max_size=12))
def test_what_follows_by_the_way_never_answers(stop: str, topic: str) -> None:
    assert answer(ask(AnswerKind.YES_NO), f"对了{stop}{topic}") is None


def test_an_answer_after_by_the_way_is_heard_in_the_questions_own_words() -> None:
    opened = ask(AnswerKind.YES_NO, Choice("yes", "", ("拆过",)), Choice("no", "", ("新的",)))
    assert answer(opened, "对了，之前拆过") is True
    assert answer(opened, "对了，发票怎么开") is None


@pytest.mark.parametrize("murmur", ["嗯", "恩", "对", "好的"])
def test_long_murmurs_are_read_at_once(murmur: str) -> None:
    begun = perf_counter()
    assert answer(ask(AnswerKind.YES_NO), murmur * 30) is True
    assert answer(ask(AnswerKind.YES_NO), "嗯" * 28 + "x") is None
    assert perf_counter() - begun < 1


def test_words_of_the_question_go_before_the_general_ones() -> None:
    broken = ask(AnswerKind.YES_NO, Choice("yes", "", ("坏", "打不开")), Choice("no", "", ("能打开", "完好")))
    assert answer(broken, "坏了") is True
    assert answer(broken, "没坏") is False
    assert answer(broken, "完好的") is False


@pytest.mark.parametrize(("text", "number"), [("两袋", 2), ("少了三个", 3), ("12", 12), ("十二盒", 12), ("半袋", 1)])
def test_a_number(text: str, number: int) -> None:
    assert answer(ask(AnswerKind.NUMBER), text) == number


@pytest.mark.parametrize(
    "text", ["少了一下", "买了5盒少2盒", "11月3日", "2026112500012", "第一个", "我等了你们整整3天了一点消息都没有给我"]
)
def test_no_one_number(text: str) -> None:
    assert answer(ask(AnswerKind.NUMBER), text) is None


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("20块", 2000),
        ("二十元五", 2050),
        ("5毛", 50),
        ("20块5", 2050),
        ("20块50", 2050),
        ("两块半", 250),
        ("¥20.5", 2050),
        ("3块5毛2", 352),
        ("十五", 1500),
        ("退我20块钱吧", 2000),
    ],
)
def test_an_amount_is_in_fen(text: str, fen: int) -> None:
    assert answer(ask(AnswerKind.AMOUNT), text) == fen


@pytest.mark.parametrize("text", ["10到20", "随便", "你看着给", "订单2026112500012"])
def test_no_one_amount(text: str) -> None:
    assert answer(ask(AnswerKind.AMOUNT), text) is None


@pytest.mark.parametrize(
    ("numeral", "number"),
    [("一百五", 150), ("一百零五", 105), ("一百五十", 150), ("一万三", 13000), ("二〇二", 202), ("十", 10), ("两", 2)],
)
def test_numerals(numeral: str, number: int) -> None:
    assert read_numeral(numeral) == number


@pytest.mark.parametrize("text", ["没有", "拍不了", "没法拍", "不方便拍", "没照片了", "箱子扔了", "不想拍"])
def test_a_picture_is_refused(text: str) -> None:
    assert answer(ask(AnswerKind.TEXT, source=FactSource.ATTACHMENTS), text) is Unknowable.REFUSED


@pytest.mark.parametrize("text", ["等下拍", "没收到", "晚点给你", ""])
def test_other_words_neither_send_nor_refuse_a_picture(text: str) -> None:
    assert answer(ask(AnswerKind.TEXT, source=FactSource.ATTACHMENTS), text) is None


def test_pictures_answer_by_their_number_whatever_is_written() -> None:
    assert answer(ask(AnswerKind.TEXT, source=FactSource.ATTACHMENTS), "没有别的了", images=2) == 2


def test_a_text_is_kept_as_written_and_can_be_refused() -> None:
    assert answer(ask(AnswerKind.TEXT), " 锁 体发热 ") == "锁 体发热"
    assert answer(ask(AnswerKind.TEXT), "不方便") is Unknowable.REFUSED
    assert answer(ask(AnswerKind.TEXT), "  ") is None


def test_a_date_stays_text_and_needs_a_date() -> None:
    assert answer(ask(AnswerKind.DATE), "11月3号买的") == "11月3号买的"
    assert answer(ask(AnswerKind.DATE), "不记得了") is Unknowable.UNKNOWN
    assert answer(ask(AnswerKind.DATE), "你查一下") is None


@pytest.mark.parametrize("kind", list(AnswerKind))
def test_not_knowing_is_an_answer(kind: AnswerKind) -> None:
    assert answer(ask(kind, *KINDS), "我不太清楚哦") is Unknowable.UNKNOWN


def opening(text: str) -> dict[str, Value]:
    facts = {
        "kind": ask(AnswerKind.CHOICE, *KINDS),
        "line": ask(AnswerKind.CHOICE, lines=True),
        "intact": ask(AnswerKind.YES_NO),
    }
    return parse_opening(Playbook("missing_item", ("missing_item",), facts, ()), text)


def test_an_opening_message_answers_only_by_listed_words() -> None:
    assert opening("收到货发现少了一盒") == {"kind": "product"}
    assert opening("明前少发了，箱子没坏") == {}


def test_an_opening_message_that_names_two_choices_settles_nothing() -> None:
    assert opening("配件和赠品都没有") == {}
    assert opening("不是配件，是赠品没有") == {"kind": "gift"}


@given(st.text(), st.sampled_from(list(AnswerKind)), st.integers(0, 3), st.booleans())
def test_no_text_breaks_the_reading(text: str, kind: AnswerKind, images: int, lines: bool) -> None:
    rule = ask(kind, *KINDS, lines=lines)
    value = answer(rule, text, images)
    if kind is AnswerKind.CHOICE and value is not None and not isinstance(value, Unknowable):
        assert value in {choice.value for choice in (LINES if lines else KINDS)}
    opening(text)


@given(st.text("零一两三十百千万半块元毛角分0123456789.个年月日号 ", max_size=20))
def test_no_numeral_breaks_the_reading(text: str) -> None:
    count, amount = read_count(text), read_amount(text)
    assert count is None or count >= 0
    assert amount is None or amount >= 0
