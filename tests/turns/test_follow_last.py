"""Messages that mean something only after what was told last."""

import pytest

from aftersales.use_cases.ports import Entity
from tests.shop_bench import Bench, Chat
from tests.turns.two_orders import LOCK, TEA, chat
from tests.turns.walking import buyer_of, case_of, kinds

__all__ = ["chat"]


@pytest.mark.parametrize("text", ["怎么还没到", "还没到", "没到啊", "都两天了", "到现在都没到账"])
def test_what_has_not_arrived_after_a_refund_is_the_money(bench: Bench, text: str) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=3, state="paid")
    chat.say("不要了，取消订单", "cancel_order")
    assert chat.say(text, "track_parcel") == ["refund_status.ordered_amount"]


@pytest.mark.parametrize(("text", "intent"), [("能退多少", "refund_request"), ("什么时候到", "track_parcel")])
def test_the_difference_just_given_is_meant(bench: Bench, text: str, intent: str) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=60)
    chat.say("降价了退差价", "price_protection")
    assert chat.say(text, intent) == ["refund_status.arranged"]


@pytest.mark.parametrize("text", ["快递怎么还没到", "货还没到", "到哪了"])
def test_a_parcel_is_no_money(bench: Bench, text: str) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=3, state="paid")
    chat.say("不要了，取消订单", "cancel_order")
    assert chat.say(text, "track_parcel") == ["refund_under_way.ask_wanted"]


def test_a_parcel_found_and_not_found_after_all_is_asked_after(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=20)
    chat.say("签收了但我没收到", "signed_not_received")
    assert chat.say("找到了", "provide_info") == ["signed_not_received.found"]
    assert chat.say("哎不是 看错了 没找到", "deny") == ["signed_not_received.checking_proof"]
    assert kinds(chat, "signed_not_received") == ["proof_of_delivery"]


@pytest.mark.parametrize("text", ["另一单呢", "另外一个呢", "锁呢", "那锁那单呢"])
def test_the_same_is_asked_of_another_order(chat: Chat, text: str) -> None:
    assert case_after(chat, "什么时候发货", "urge_shipment") == TEA
    assert chat.say(text, "unclear")[0] == "urge_shipment.on_time"
    assert case_of(chat, "urge_shipment").order_no == LOCK


def test_another_order_is_not_cancelled_by_a_mere_question(chat: Chat) -> None:
    assert case_after(chat, "取消", "cancel_order") == TEA
    assert chat.say("另一单呢", "unclear") == ["cancel_order.ask_wish"]
    assert chat.say("也取消", "affirm") == ["cancel_order.cancelled"]
    assert case_of(chat, "cancel_order").order_no == LOCK


def test_a_courier_alone_is_a_wish(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=3, state="paid")
    chat.say("急用 能快点发吗", "urge_shipment")
    assert chat.say("顺丰", "change_courier", entities=(Entity("courier", "顺丰", 0, 2),)) == ["change_courier.ask_sf"]


def test_the_goods_that_were_asked_for_answer_whatever_else_they_mean(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-JJM125": 1}, hours=3, state="paid")
    chat.say("怎么还不发货", "urge_shipment")
    assert chat.say("换一款", "exchange_goods") == ["stock_shortage.ask_swap"]
    white = (Entity("product", "TEA-BC250", 1, 3),)
    assert chat.say("换白茶吧", "exchange_goods", entities=white) == ["stock_shortage.checking_swap"]


def case_after(chat: Chat, text: str, intent: str) -> str | None:
    chat.say(text, intent)
    return case_of(chat, intent).order_no


@pytest.mark.parametrize("text", ["那怎么办", "到底怎么办啊", "然后呢"])
def test_what_now_is_told_by_what_is_open(bench: Bench, text: str) -> None:
    asked = buyer_of(bench, {"TEA-LJ250": 1})
    question = asked.say("不喜欢想退货", "return_goods")
    assert asked.say(text, "unclear") == ["chat.still_here", *question]
    asked.say("算了不退了", "deny")
    asked.say("能退差价吗", "price_protection")
    assert asked.say(text, "unclear") == ["chat.case_waiting"]


def test_what_now_after_an_answer_is_a_person(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-ML200": 1})
    assert chat.say("能退差价吗", "price_protection")[0].startswith("price_protection.")
    assert chat.say("那怎么办", "unclear") == ["chat.next_step"]
    assert chat.press("转人工") == ["human.queued"]


@pytest.mark.parametrize(("text", "intent"), [("那算了", "unclear"), ("那就算了吧", "deny"), ("不用了", "deny")])
def test_who_lets_it_go_is_not_asked_what_it_is_about(bench: Bench, text: str, intent: str) -> None:
    chat = buyer_of(bench, {"TEA-ML200": 1})
    chat.say("能退差价吗", "price_protection")
    assert chat.say(text, intent) == ["utter_goodbye"]


def test_goods_not_wanted_any_more_after_where_they_are(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=10, state="paid")
    chat.say("什么时候发货", "urge_shipment")
    assert chat.say("那不要了", "deny") == ["cancel_order.cancelled"]


@pytest.mark.parametrize("text", ["退我", "那赶紧退给我吧", "能补给我吗"])
def test_money_paid_too_much_is_not_the_order(bench: Bench, text: str) -> None:
    chat = buyer_of(bench, {"TEA-ML200": 1}, hours=10, state="paid")
    told = chat.say("邮费多收了", "shipping_fee")
    assert chat.say(text, "refund_request") == told
    assert kinds(chat, "shipping_fee") == []
