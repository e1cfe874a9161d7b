"""Which order is meant: one question at most, and the goods a buyer names go before the order in hand."""

import pytest

from aftersales.adapters.demo.order_draft import Draft
from aftersales.domain.cases import CaseState
from aftersales.use_cases.ports import Entity
from tests.shop_bench import Bench, Chat
from tests.turns.two_orders import BUYER, JASMINE, LOCK, TEA, chat, order_of
from tests.turns.walking import case_of, put

__all__ = ["chat"]


@pytest.mark.parametrize(
    ("text", "order_no"),
    [
        ("人脸锁那单不要了，取消", LOCK),
        ("锁不要了", LOCK),
        ("智能锁取消吧", LOCK),
        ("另一单取消", LOCK),
        ("龙井不要了", TEA),
        ("这单取消", TEA),
        ("快递还没发，取消", TEA),
        ("锁定库存也没用，取消", TEA),
        ("门锁不要了 取消", LOCK),
    ],
)
def test_goods_that_are_named_go_before_the_order_in_hand(chat: Chat, text: str, order_no: str) -> None:
    chat.say(text, "cancel_order")
    assert case_of(chat, "cancel_order").order_no == order_no


@pytest.mark.parametrize("text", ["茶那单取消", "茶叶取消", "茶叶不要了"])
def test_what_the_shop_calls_its_goods_names_the_order(bench: Bench, text: str) -> None:
    put(bench, order_of(bench, TEA, {"TEA-LJ250": 1}), order_of(bench, LOCK, {"LOCK-P2": 1}))
    chat = bench.chat("two-orders", LOCK)
    chat.say(text, "cancel_order")
    assert case_of(chat, "cancel_order").order_no == TEA


def test_the_name_of_the_goods_answers_which_order(bench: Bench) -> None:
    put(bench, order_of(bench, TEA, {"TEA-LJ250": 1}), order_of(bench, LOCK, {"LOCK-P2": 1}))
    chat = bench.chat("two-orders")
    assert chat.say("什么时候发货", "urge_shipment") == ["order.which"]
    assert chat.say("茶", "provide_info") == ["urge_shipment.on_time"]


def test_a_district_is_no_tea(bench: Bench, chat: Chat) -> None:
    chat = bench.chat("two-orders", LOCK)
    text = "地址改成杭州市西湖区文三路1号"
    places = (Entity("city", "杭州", 4, 7), Entity("address", "西湖区文三路1号", 7, 16))
    chat.say(text, "change_address", entities=places)
    assert case_of(chat, "change_address").order_no == LOCK


def test_goods_wanted_instead_are_no_order(bench: Bench, chat: Chat) -> None:
    chat.say("想改成人脸识别那款", "modify_order")
    assert case_of(chat, "modify_order").order_no == TEA


def test_without_an_order_in_hand_goods_name_it(bench: Bench, chat: Chat) -> None:
    chat = bench.chat("two-orders")
    chat.say("智能锁什么时候发", "urge_shipment")
    assert case_of(chat, "urge_shipment").order_no == LOCK


def test_what_fits_two_orders_is_asked(bench: Bench, chat: Chat) -> None:
    put(bench, order_of(bench, JASMINE, {"LOCK-S3": 1}))
    chat = bench.chat("two-orders")
    assert chat.say("智能锁什么时候发", "urge_shipment") == ["order.which"]


def test_the_order_corrected_in_mid_question_is_the_one_meant(chat: Chat) -> None:
    assert chat.say("改下地址", "change_address") == ["change_address.ask_address"]
    chat.say("不对，改锁那单的", "provide_info")
    chat.say("取消锁", "cancel_order")
    assert case_of(chat, "cancel_order").order_no == LOCK


def test_a_choice_of_the_wrong_order_moves_to_the_right_one(bench: Bench) -> None:
    tea = Draft(bench.clock.at, TEA, BUYER).signed([("TEA-LJ250", 1), ("TEA-ML200", 2)], 30)
    lock = Draft(bench.clock.at, LOCK, BUYER).signed([("LOCK-P2", 1)], 30)
    put(bench, tea, lock)
    chat = bench.chat("two-orders", TEA)
    chat.say("少了一个", "missing_item")
    chat.say("不是，是智能锁少了配件", "provide_info")
    assert case_of(chat, "missing_item").order_no == LOCK


def test_an_answer_to_one_order_does_not_decide_another(bench: Bench, chat: Chat) -> None:
    chat.say("怎么还没发货", "urge_shipment")
    chat.say("锁也不要了", "cancel_order")
    cases = {case_of(chat, "cancel_order").order_no}
    assert cases == {LOCK}
    with bench.services.uow() as uow:
        tea = [case for case in uow.cases.of_conversation(chat.id) if case.order_no == TEA]
    assert all(case.state is not CaseState.RESOLVED or case.playbook != "cancel_order" for case in tea)


def test_what_was_done_for_one_order_is_done_for_the_other_too(bench: Bench, chat: Chat) -> None:
    text = "改到文三路1号"
    places = (Entity("address", "文三路1号", 2, 7),)
    assert chat.say(text, "change_address", entities=places) == ["change_address.registered"]
    assert chat.say("锁也改", "modify_order", 0.33) == ["change_address.ask_address"]
    assert case_of(chat, "change_address").order_no == LOCK


def test_a_concern_about_one_order_does_not_answer_which_one_is_meant(bench: Bench, chat: Chat) -> None:
    put(bench, order_of(bench, JASMINE, {"TEA-ML200": 1}))
    chat = bench.chat("two-orders")
    with bench.services.uow() as uow:
        uow.conversations.bind_order(chat.id, None)
        uow.commit()
    assert chat.say("少了一包", "missing_item") == ["order.which"]
    said = chat.say("锁什么时候发", "urge_shipment")
    assert said[0].startswith("urge_shipment.")
    assert case_of(chat, "missing_item").order_no is None


def test_an_answer_brings_its_order_back_in_hand(chat: Chat) -> None:
    chat.say("帮我改下地址", "change_address")
    assert chat.say("锁那单什么时候发", "urge_shipment")[0] == "urge_shipment.on_time"
    text = "文三路18号2幢301"
    street = (Entity("address", text, 0, len(text)),)
    assert chat.say(text, "provide_info", entities=street) == ["change_address.registered"]
    assert chat.say("周明 13812345678", "provide_info") == ["chat.case_remark"]


@pytest.mark.parametrize(
    ("text", "guess", "book", "order_no"),
    [
        ("锁不要了", "cancel_order", "cancel_order", LOCK),
        ("那把锁不要了", "deny", "cancel_order", LOCK),
        ("锁退了吧", "return_goods", "refund_request", LOCK),
        ("龙井那罐不要了", "deny", "cancel_order", TEA),
        ("人脸识别的取消", "modify_order", "cancel_order", LOCK),
    ],
)
def test_goods_dropped_in_so_many_words_are_dropped(
    chat: Chat, text: str, guess: str, book: str, order_no: str
) -> None:
    assert chat.say(text, guess, 0.4) == ["cancel_order.cancelled"]
    assert case_of(chat, book).order_no == order_no


@pytest.mark.parametrize("text", ["锁取消 龙井快点发", "锁不要了吗", "锁不要了怎么办", "锁坏了"])
def test_what_says_more_is_not_acted_upon(chat: Chat, text: str) -> None:
    assert chat.say(text, "urge_shipment", 0.4) in (["chat.clarify"], ["order.chosen"])


def test_goods_dropped_are_no_answer_to_another_question(bench: Bench, chat: Chat) -> None:
    put(bench, order_of(bench, JASMINE, {"TEA-DHP100": 1}))
    assert chat.say("两单一起发吧", "combine_shipment") == ["combine_shipment.ask_other"]
    assert chat.say("大红袍那个不要了", "cancel_order", 0.38)[0] == "cancel_order.cancelled"
    assert case_of(chat, "cancel_order").order_no == JASMINE
