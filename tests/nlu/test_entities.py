"""Entities as a whole: numbers that name something, overlaps, offsets, what is kept in the model, and speed."""

import json
import time

import pytest

from bot.components.entity_extractor import EntityExtractor, Lexicon
from bot.components.text_normaliser import normalise
from tests.nlu.entity_reading import Read, extractor, lexicon, read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("订单2026112200010001", [("order_no", "2026112200010001", "2026112200010001")]),
        ("订单号：1234567890123456789", [("order_no", "1234567890123456789", "1234567890123456789")]),
        ("京东订单290012345678", [("order_no", "290012345678", "290012345678")]),
        ("帮查下 2026 1122 0001 0001", [("order_no", "2026 1122 0001 0001", "2026112200010001")]),
        ("单号是2026112200010001", [("order_no", "2026112200010001", "2026112200010001")]),
        ("订单编号:13912345678", [("order_no", "13912345678", "13912345678")]),
        ("订单号 612345678901 退货", [("order_no", "612345678901", "612345678901")]),
        ("订单２９００１２３４５６７８", [("order_no", "２９００１２３４５６７８", "290012345678")]),
        ("80012345678发票呢", [("order_no", "80012345678", "80012345678")]),
    ],
)
def test_order_numbers(text: str, expected: list[Read]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "written", "value"),
    [
        ("SF1234567890123", "SF1234567890123", "SF1234567890123"),
        ("sf 1234567890123到哪了", "sf 1234567890123", "SF1234567890123"),
        ("SF1234 5678 90123", "SF1234 5678 90123", "SF1234567890123"),
        ("yt1234567890123", "yt1234567890123", "YT1234567890123"),
        ("YT-1234567890123", "YT-1234567890123", "YT1234567890123"),
        ("JT1234567890123没更新", "JT1234567890123", "JT1234567890123"),
        ("JDVA12345678901", "JDVA12345678901", "JDVA12345678901"),
        ("78123456789012", "78123456789012", "78123456789012"),
        ("ZTO123456789012", "ZTO123456789012", "ZTO123456789012"),
        ("773012345678901", "773012345678901", "773012345678901"),
        ("STO123456789012", "STO123456789012", "STO123456789012"),
        ("EA123456789CN", "EA123456789CN", "EA123456789CN"),
        ("9812345678901退回来了", "9812345678901", "9812345678901"),
        ("4312345678901一直不动", "4312345678901", "4312345678901"),
        ("431234567890123", "431234567890123", "431234567890123"),
        ("DPK123456789012", "DPK123456789012", "DPK123456789012"),
        ("KY1234567890123", "KY1234567890123", "KY1234567890123"),
        ("运单号123456789012", "123456789012", "123456789012"),
        ("退货单号是：6012345678", "6012345678", "6012345678"),
        ("快递单号 AB1234567890", "AB1234567890", "AB1234567890"),
    ],
)
def test_waybills_of_each_courier(text: str, written: str, value: str) -> None:
    assert read(text) == [("waybill", written, value)]


@pytest.mark.parametrize(
    ("text", "written", "value"),
    [
        ("13800001234", "13800001234", "13800001234"),
        ("138-0000-1234", "138-0000-1234", "13800001234"),
        ("电话138 0000 1234", "138 0000 1234", "13800001234"),
        ("+86 13800001234", "+86 13800001234", "13800001234"),
        ("8613800001234", "8613800001234", "13800001234"),
        ("换成13800001234收", "13800001234", "13800001234"),
        ("订单的电话13800001234", "13800001234", "13800001234"),
        ("座机0571-87654321", "0571-87654321", "057187654321"),
        ("02112345678", "02112345678", "02112345678"),
    ],
)
def test_phones(text: str, written: str, value: str) -> None:
    assert read(text) == [("phone", written, value)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("税号91330106MA2ABCDE3X", [("tax_no", "91330106MA2ABCDE3X", "91330106MA2ABCDE3X")]),
        ("税号：91330106ma2abcde3x", [("tax_no", "91330106ma2abcde3x", "91330106MA2ABCDE3X")]),
        ("纳税人识别号是 913301067042510000", [("tax_no", "913301067042510000", "913301067042510000")]),
        ("91330106MA2ABCDE3X 开这个", [("tax_no", "91330106MA2ABCDE3X", "91330106MA2ABCDE3X")]),
        ("税号330106704251000", [("tax_no", "330106704251000", "330106704251000")]),
        (
            "抬头：杭州云栖科技有限公司 税号：91330106MA2ABCDE3X",
            [
                ("invoice_title", "杭州云栖科技有限公司", "杭州云栖科技有限公司"),
                ("tax_no", "91330106MA2ABCDE3X", "91330106MA2ABCDE3X"),
            ],
        ),
        ("抬头要个人", [("invoice_title", "个人", "个人")]),
        ("发票抬头改成个人", [("invoice_title", "个人", "个人")]),
        ("不要个人抬头", [("invoice_title", "个人", "个人")]),
        ("抬头写滨江区向阳小学", [("invoice_title", "滨江区向阳小学", "滨江区向阳小学")]),
        (
            "抬头中国银行股份有限公司杭州分公司",
            [("invoice_title", "中国银行股份有限公司杭州分公司", "中国银行股份有限公司杭州分公司")],
        ),
        ("温州山海商贸有限公司", [("invoice_title", "温州山海商贸有限公司", "温州山海商贸有限公司")]),
        (
            "我要开上海明前贸易有限公司的发票",
            [("invoice_title", "上海明前贸易有限公司", "上海明前贸易有限公司")],
        ),
        ("抬头：张三", [("invoice_title", "张三", "张三")]),
    ],
)
def test_invoices(text: str, expected: list[Read]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "几时能发",
        "",
        "123456",
        "12345678901234567890123",
        "8888888888888888888888",
        "598765432109598765432109",
        "SF123",
        "12800001234x",
        "要打12315投诉",
        "12306和95338都打不通",
        "看到价格199没买",
        "拍这个598765432109",
        "卡号6222021234567890123",
        "身份证330106199001011234",
        "https://item.jd.com/100012345678.html",
        "https://item.taobao.com/item.htm?id=598765432109",
        "[ORDERID_99999999]",
        "单子[数字x]在哪",
        "[数字x]元",
        "[电话x]",
        "型号AB1234567890",
        "抬头错了",
        "公司抬头怎么开",
        "你们公司的抬头",
        "个人觉得不好",
        "抬头改成公司",
        "快递公司在哪",
    ],
)
def test_what_only_looks_like_a_number_or_title(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "顺丰SF1234567890123，13800001234",
            [
                ("courier", "顺丰", "顺丰"),
                ("waybill", "SF1234567890123", "SF1234567890123"),
                ("phone", "13800001234", "13800001234"),
            ],
        ),
        (
            "昨天拍了3盒龙井花了１５８．５０元",
            [
                ("date", "昨天", "D-1"),
                ("count", "3盒", "3"),
                ("product", "龙井", "TEA-LJ250"),
                ("amount", "１５８．５０元", "158.5"),
            ],
        ),
        ("三袋少了一袋", [("count", "三袋", "3"), ("count", "一袋", "1")]),
        ("紅色換成藍色", [("colour", "紅色", "红色"), ("colour", "藍色", "蓝色")]),
        ("😀11号买，拖五天了", [("date", "11号", "---11"), ("duration", "五天", "5d")]),
        ("山东明前商贸有限公司", [("invoice_title", "山东明前商贸有限公司", "山东明前商贸有限公司")]),
    ],
)
def test_several_in_one_message_stand_where_the_buyer_wrote_them(text: str, expected: list[Read]) -> None:
    assert read(text) == expected


def test_the_model_keeps_everything_as_json() -> None:
    kept = Lexicon.from_json(json.loads(json.dumps(lexicon().as_json())))
    assert kept == lexicon()
    text = "昨天拍的3盒龙井发顺丰到浙江杭州西湖区文三路1号"
    assert EntityExtractor(kept).find(text) == extractor().find(text)


def test_a_message_takes_less_than_a_millisecond() -> None:
    """The quickest of many, in processor time: a busy machine slows the others."""
    text = normalise("11号拍的三袋少了一袋，退我20块5，电话13800001234，都五天了还没到杭州西湖区文三路1号")
    times = []
    for _ in range(100):
        begun = time.process_time()
        extractor().find(text)
        times.append(time.process_time() - begun)
    assert min(times) < 0.001
