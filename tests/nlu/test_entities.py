"""Entities: what each number and word of a message is, and what it is not."""

import pytest
from spacy.language import Language

from bot.components.entity_patterns import entity_patterns
from bot.components.segmenter import read_products, read_words
from bot.components.shop_entities import blank_chinese
from tests.nlu.pipeline import BOT


@pytest.fixture(scope="module")
def nlp() -> Language:
    catalogue = BOT / "data/catalogue.yml"
    language = blank_chinese(read_words(BOT / "data/dictionary.txt", catalogue))
    language.get_pipe("entity_ruler").add_patterns(entity_patterns(read_products(catalogue)))
    return language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("订单2026112200010001", [("order_no", "2026112200010001")]),
        ("订单号：1234567890123456789", [("order_no", "1234567890123456789")]),
        ("京东订单290012345678", [("order_no", "290012345678")]),
        ("13800001234", [("phone", "13800001234")]),
        ("138-0000-1234", [("phone", "138-0000-1234")]),
        ("电话138 0000 1234", [("phone", "138 0000 1234")]),
        ("顺丰SF1234567890123", [("courier", "顺丰"), ("waybill", "SF1234567890123")]),
        ("yt1234567890123", [("waybill", "yt1234567890123")]),
        ("JDVA12345678901", [("waybill", "JDVA12345678901")]),
        ("78123456789012", [("waybill", "78123456789012")]),
        ("EA123456789CN", [("waybill", "EA123456789CN")]),
        ("发圆通速递吧", [("courier", "圆通速递")]),
        ("能发ems吗", [("courier", "ems")]),
        ("退我30块钱", [("amount", "30块钱")]),
        ("退158.50元", [("amount", "158.50元")]),
        ("¥30", [("amount", "¥30")]),
        ("五十块", [("amount", "五十块")]),
        ("少了2件", [("count", "2件")]),
        ("三个都坏了", [("count", "三个")]),
        ("8月15号下的单", [("date", "8月15号")]),
        ("2026-11-22", [("date", "2026-11-22")]),
        ("昨天买的", [("date", "昨天")]),
        ("星期天能送吗", [("date", "星期天")]),
        ("指纹锁坏了", [("product", "指纹锁")]),
    ],
)
def test_found(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(span.label_, span.text) for span in nlp(text).ents] == expected


@pytest.mark.parametrize(
    "text",
    [
        "什么时候发货",
        "123456",
        "12345678901234567890123",
        "SF123",
        "13月45号",
        "8888888888888888888888",
        "12800001234x",
    ],
)
def test_nothing_found(nlp: Language, text: str) -> None:
    assert nlp(text).ents == ()


def test_upper_and_lower_case_are_kept_apart(nlp: Language) -> None:
    assert [span.text for span in nlp("T恤").ents] == ["T恤"]
    assert nlp("t恤").ents == ()
