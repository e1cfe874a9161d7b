"""A change of an unsent order: what the opening tells is not asked again, and what follows goes to who works on it."""

import pytest

from aftersales.domain.cases import BUYER_ADDED
from tests.shop_bench import Bench, Chat
from tests.turns.two_orders import LOCK, TEA, order_of
from tests.turns.walking import added, address, buyer_of, case_of, put, tasks_of


def unsent(bench: Bench, **items: int) -> Chat:
    return buyer_of(bench, items or {"TEA-LJ250": 3}, hours=3, state="paid")


@pytest.mark.parametrize("text", ["改成一罐", "拍错了 要500g的", "我要改成大红袍", "要大号", "换成茉莉花茶"])
def test_what_it_is_to_become_is_not_asked_again(bench: Bench, text: str) -> None:
    chat = unsent(bench)
    assert chat.say(text, "modify_order") == ["modify_order.registered"]
    (task,) = tasks_of(chat, "modify_order")
    assert task.details["change_text"] == text


@pytest.mark.parametrize("text", ["能改成别的吗", "可以换成什么", "数量能改成吗"])
def test_what_tells_nothing_definite_is_asked(bench: Bench, text: str) -> None:
    assert unsent(bench).say(text, "modify_order") == ["modify_order.ask_goods"]


def test_an_unsent_order_exchanged_in_so_many_words_is_changed(bench: Bench) -> None:
    assert unsent(bench).say("想换成大红袍", "exchange_goods") == ["modify_order.registered"]


def test_a_change_corrected_takes_the_place_of_the_first(bench: Bench) -> None:
    chat = unsent(bench)
    chat.say("改成一罐", "modify_order")
    assert chat.say("不对 改成两罐", "modify_order") == ["chat.case_remark"]
    (task,) = tasks_of(chat, "modify_order")
    assert task.details["change_text"] == "不对 改成两罐"


def test_the_difference_of_a_change_is_no_price_protection(bench: Bench) -> None:
    chat = unsent(bench)
    chat.say("我要改成大红袍", "modify_order")
    assert chat.say("差价呢", "price_protection") == ["chat.case_remark"]


def test_the_difference_of_an_unsent_swap_is_for_who_changes_the_order(bench: Bench) -> None:
    chat = unsent(bench)
    chat.say("想换成大红袍", "exchange_goods")
    assert chat.say("差价怎么算", "price_protection") == ["chat.case_remark"]
    assert added(chat, "exchange_goods") == ["差价怎么算"]


def test_name_and_phone_told_after_the_address_belong_to_it(bench: Bench) -> None:
    chat = unsent(bench)
    chat.say("改下地址", "change_address")
    text = "上海市徐汇区漕溪路9号"
    assert chat.say(text, "provide_info", entities=address(text, text)) == ["change_address.registered"]
    assert chat.say("李四 13712345678", "provide_info") == ["chat.case_remark"]
    (task,) = tasks_of(chat, "change_address")
    assert task.details["new_address"] == f"{text} 李四 13712345678"
    assert task.details[BUYER_ADDED] == "李四 13712345678"


def test_the_only_other_unsent_order_is_the_one_to_combine(bench: Bench) -> None:
    put(bench, order_of(bench, TEA, {"TEA-LJ250": 1}), order_of(bench, LOCK, {"LOCK-P2": 1}))
    chat = bench.chat("two-orders", TEA)
    assert chat.say("两单一起发吧", "combine_shipment") == ["combine_shipment.checking"]
    (task,) = tasks_of(chat, "combine_shipment")
    assert (case_of(chat, "combine_shipment").order_no, task.details["other_order"]) == (TEA, LOCK)


def test_one_piece_goes_however_many_there_are_of_another(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 2, "TEA-ML200": 1}, hours=3, state="paid")
    assert chat.say("茉莉取消", "cancel_order") == ["cancel_order.part"]
    (task,) = tasks_of(chat, "cancel_order")
    assert task.details["cancel_sku"] == "TEA-ML200"
