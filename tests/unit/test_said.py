"""What a message says itself: dialect reads as everybody's words, quotations that are denied are spoken of only."""

import pytest

from aftersales.domain.learned_words import said
from aftersales.domain.text_reading import Manner, Readings
from tests.unit.gate_entries import SHIPPED


def own(text: str) -> str:
    readings = Readings()
    return said(text, readings.read_in(text, Manner.LOOSE), readings)


def test_the_pronouns_of_dialects_read_as_everybodys() -> None:
    assert own("俺们不加，恁看咱的") == "我们不加您看我的"


@pytest.mark.parametrize("marks", ["“{}”", "「{}」", "《{}》", '"{}"'])
def test_a_quotation_that_may_be_denied_is_one_sign_whatever_it_holds(marks: str) -> None:
    assert own(marks.format("随便你投诉") + "这话不该说") == own(marks.format("自己不会看") + "这话不该说")
    assert own(marks.format("随便你投诉") + "这话不该说") != own("这话不该说")


def test_a_quotation_that_is_all_or_one_word_or_that_nothing_beside_it_denies_is_read() -> None:
    assert own("“随便你投诉”不") == "随便你投诉不"
    assert own("我们家是“全国第一”的牌子") == "我们家是全国第一的牌子"
    assert own("不好意思，我们是“全国第一”") == "不好意思我们是全国第一"
    assert own("您加“薇心”再聊") == "您加薇心再聊"


@pytest.mark.parametrize(
    "text",
    [
        "本店“概不退换”，请知悉",
        "我们家是“全国销量第一”的牌子",
        "亲，“好评返现5元，截图找我领”，谢谢您的支持",
        "不好意思，“加微信abc123，便宜”",
        "请转账到“个人支付宝138xxxx”",
    ],
)
def test_quotation_marks_hide_nothing(text: str) -> None:
    assert SHIPPED.review(text).action


@pytest.mark.parametrize(
    "text", ["“概不退换”这种话我们不会写", "“全国销量第一”这句我们不敢说", "您说的“垃圾”我理解您的心情"]
)
def test_what_is_quoted_to_be_denied_is_harmless(text: str) -> None:
    assert SHIPPED.review(text).text == text
