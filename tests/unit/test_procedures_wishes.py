"""What buyers of unsent goods mean: a threat, a part, second thoughts and a question are no cancellation or consent."""

import pytest

from aftersales.domain.answers import parse_answer, parse_opening
from tests.unit.procedures import release


def heard(book: str, fact: str, text: str) -> object:
    return parse_opening(release().playbooks[book], text).get(fact)


def answered(book: str, fact: str, text: str) -> object:
    rule = release().playbooks[book].facts[fact]
    return parse_answer(rule, text, 0, rule.choices)


@pytest.mark.parametrize(
    "text",
    [
        "今天必须发 不然退款",
        "再不发我就退款了",
        "再不发货，我要退款了",
        "明天还不发货就退款",
        "明天不发我退款",
        "今天不发，就退款",
        "要么发货要么退款",
        "发不了就退款",
        "物流再不动就退了",
        "再不到我就退款",
    ],
)
def test_a_threat_is_heard_as_one(text: str) -> None:
    assert heard("refund_request", "refund_wish", text) == "unless_sent"
    assert heard("cancel_order", "cancel_wish", text.replace("退款", "取消").replace("退了", "取消")) == "unless_sent"


@pytest.mark.parametrize(
    ("book", "fact", "text", "value"),
    [
        ("late_shipment", "wanted", "明天再不发我就取消", "goods"),
        ("late_shipment", "wanted", "不要了，取消", "money"),
        ("stalled_remedy", "remedy", "再不动我就退款", "wait"),
        ("stalled_remedy", "remedy_sf", "不然退款", "wait"),
        ("no_pickup_scan", "remedy", "今天不发就退款", "wait"),
        ("no_pickup_scan", "refund_instead", "明天再不发我就取消", None),
        ("stock_shortage", "shortage_choice", "再不发我就退款", None),
        ("refund_request", "call_back", "再不到我就退款", None),
    ],
)
def test_a_threat_is_no_consent_in_answer_to_a_question_either(book: str, fact: str, text: str, value: object) -> None:
    assert answered(book, fact, text) == value


@pytest.mark.parametrize(
    "text",
    [
        "我要退款",
        "一直不发货我要退款",
        "三天了还不发货，退款",
        "还没发货就退款吧",
        "没发货就给我退了吧",
        "要不退款吧",
        "退款，不想等了",
        "我还要退款",
        "我要的是退款",
        "先别给我发吧 退款",
        "退一个订单",
    ],
)
def test_a_plain_wish_stays_one(text: str) -> None:
    assert heard("refund_request", "refund_wish", text) == "whole"


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("取消一包", "part"),
        ("取消两盒，剩下的发", "part"),
        ("取消其中一个", "part"),
        ("取消一个订单", "cancel"),
        ("取消两单", "cancel"),
        ("没发就取消吧", "cancel"),
        ("我要的是取消订单", "cancel"),
        ("我要的颜色没有，取消吧", "cancel"),
        ("点错了，帮我取消", "cancel"),
        ("别取消，我还要的", "keep"),
        ("点错了 还是给我发吧", "keep"),
        ("取消错了，恢复订单", "keep"),
        ("再不发货能取消吗", "unless_sent"),
    ],
)
def test_a_cancellation_is_told_from_a_part_and_second_thoughts(text: str, wish: str) -> None:
    assert heard("cancel_order", "cancel_wish", text) == wish


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("三盒退一盒", "part"),
        ("退一罐，另一罐照发", "part"),
        ("不退了，还是给我发吧", "keep"),
        ("别退了照常发", "keep"),
        ("不想要了退货", None),
        ("两盒都退", None),
    ],
)
def test_a_return_of_unsent_goods_tells_its_part(text: str, wish: str | None) -> None:
    assert heard("return_goods", "wish_told", text) == wish
    if wish:
        assert heard("refund_request", "refund_wish", text) == wish


@pytest.mark.parametrize(
    ("text", "stop"),
    [
        ("我都申请退款了你们别发货", "stop"),
        ("退款了就别发了", "stop"),
        ("不退了，发货吧", None),
        ("别退了照常发", None),
        ("撤销退款", None),
    ],
)
def test_who_wants_nothing_sent_is_told_from_who_takes_it_back(text: str, stop: str | None) -> None:
    assert heard("cancel_refund", "stop_told", text) == stop


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("要等几天啊", "asks"),
        ("还要等多久", "asks"),
        ("等了好几天了", "asks"),
        ("让我等几天", "asks"),
        ("能等几天", "asks"),
        ("等吧", "wait"),
        ("等", "wait"),
        ("那就等", "wait"),
        ("我可以等", "wait"),
        ("再等等看", "wait"),
        ("不等了", "refund"),
        ("等不了", "refund"),
        ("等着用呢", "swap"),
        ("换A1吧", "swap"),
        ("有龙井吗", "swap"),
        ("有没有别的款", "swap"),
    ],
)
def test_asking_how_long_is_no_consent_to_wait(text: str, choice: str | None) -> None:
    for question in ("shortage_choice", "choice_again"):
        assert answered("stock_shortage", question, text) == choice
    if choice == "swap" and "等" not in text:
        assert answered("stock_shortage", "gone_choice", text) == "swap"


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("放驿站", "place"),
        ("帮我放驿站可以吗", "place"),
        ("别放驿站", "home"),
        ("不要给放驿站", "home"),
        ("怎么放驿站了", "no_door"),
        ("怎么又给我放驿站", "no_door"),
        ("为什么放驿站不送上门", "no_door"),
        ("放驿站了也不说一声", "no_door"),
        ("没有取件码", "pickup"),
        ("取件码没收到", "pickup"),
        ("快递员电话多少", "call"),
        ("派件员电话给我", "call"),
    ],
)
def test_a_station_may_be_wished_or_complained_of(text: str, wish: str) -> None:
    assert heard("delivery_service", "delivery_wish", text) == wish


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("官网网址发我一下", "site"),
        ("在哪里查", "site"),
        ("哪里查快递", "site"),
        ("官网查不到", "nothing"),
        ("邮政官网没有记录", "nothing"),
        ("网站打不开", "nothing"),
        ("单号是别人的", "foreign"),
    ],
)
def test_asking_where_to_look_is_told_from_finding_nothing(text: str, trouble: str) -> None:
    assert heard("no_tracking_info", "site_told", text) == trouble
    assert answered("no_tracking_info", "waybill_trouble", text) == trouble
