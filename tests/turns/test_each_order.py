"""What is said of several orders is done for each of them: none is left without a word."""

import pytest

from aftersales.adapters.demo.order_draft import Draft
from aftersales.domain.cases import CaseState
from tests.shop_bench import Bench, Chat
from tests.turns.two_orders import BUYER, JASMINE, LOCK, TEA, chat, order_of
from tests.turns.walking import address, case_of, put

__all__ = ["chat"]

BOTH = ["order.about", "cancel_order.cancelled", "order.about", "cancel_order.cancelled"]


def _stopped(chat: Chat) -> set[str | None]:
    with chat.bench.services.uow() as uow:
        tasks = uow.tasks.list(conversation_id=chat.id)
    return {task.order_no for task in tasks if task.kind == "stop_shipping"}


@pytest.mark.parametrize("text", ["两个都取消", "两单都不要了 取消", "我的订单全部取消", "取消两单"])
def test_both_orders_are_cancelled(chat: Chat, text: str) -> None:
    assert chat.say(text, "cancel_order") == BOTH
    assert _stopped(chat) == {TEA, LOCK}


def test_both_dropped_in_so_many_words_are_dropped(chat: Chat) -> None:
    assert chat.say("两个都不要了", "deny", 0.37) == BOTH


def test_both_answers_which_order(bench: Bench) -> None:
    put(bench, order_of(bench, TEA, {"TEA-LJ250": 1}), order_of(bench, LOCK, {"LOCK-P2": 1}))
    chat = bench.chat("two-orders")
    assert chat.say("我要取消", "cancel_order") == ["order.which"]
    assert chat.say("两单都要", "provide_info") == BOTH


@pytest.mark.parametrize("text", ["拍重了 两单取消一单", "我拍了两单 取消", "取消其中一单", "另外两单照发 这单取消"])
def test_one_of_two_is_one(chat: Chat, text: str) -> None:
    chat.say(text, "cancel_order")
    assert _stopped(chat) <= {TEA}


def test_both_of_several_pieces_are_goods(bench: Bench) -> None:
    put(bench, order_of(bench, TEA, {"TEA-LJ250": 1, "TEA-ML200": 1}), order_of(bench, LOCK, {"LOCK-P2": 1}))
    chat = bench.chat("two-orders", TEA)
    chat.say("两个都取消", "cancel_order")
    assert _stopped(chat) <= {TEA}


def test_all_that_may_be_goods_is_offered_for_the_other_order(chat: Chat) -> None:
    said = chat.say("全部取消", "cancel_order")
    assert said == ["order.about", "cancel_order.cancelled", "order.also_other"]
    assert _stopped(chat) == {TEA}
    assert chat.say("好的", "affirm") == ["cancel_order.cancelled"]
    assert _stopped(chat) == {TEA, LOCK}


def test_what_is_registered_already_is_not_offered(chat: Chat) -> None:
    chat.say("两单都取消", "cancel_order")
    assert "order.also_other" not in chat.say("都取消", "cancel_order")


def test_what_one_order_needs_an_answer_for_is_offered_for_the_other_with_it(chat: Chat) -> None:
    assert chat.say("两单都改地址", "change_address") == ["order.about", "change_address.ask_address"]
    text = "文三路1号"
    said = chat.say(text, "provide_info", entities=address(text, text))
    assert said == ["change_address.registered", "order.also_other"]
    assert chat.press("人脸识别智能锁 P2") == ["change_address.registered"]
    case = case_of(chat, "change_address")
    assert (case.order_no, case.facts["new_address"], case.state) == (LOCK, text, CaseState.WAITING)


def test_an_address_for_both_in_one_message(chat: Chat) -> None:
    text = "两单地址都改一下 文三路1号 李四13712345678"
    told = address("文三路1号", text)
    said = chat.say(text, "provide_info", entities=told, also=("change_address",))
    assert said == ["order.about", "change_address.registered", "order.about", "change_address.registered"]
    assert case_of(chat, "change_address").facts["new_address"] == "文三路1号 李四13712345678"


def test_two_orders_go_back_at_one_word(bench: Bench) -> None:
    teas = ((TEA, "TEA-LJ250"), (LOCK, "TEA-ML200"))
    put(bench, *(Draft(bench.clock.at, number, BUYER).signed([(sku, 1)], 30) for number, sku in teas))
    chat = bench.chat("two-orders", TEA)
    assert chat.say("两单都退 不喜欢 没拆", "return_goods") == [
        "order.about",
        "return_goods.send_back",
        "order.about",
        "return_goods.send_back",
    ]


def test_orders_alike_are_told_apart_by_their_time(bench: Bench) -> None:
    first, second = (order_of(bench, number, {"TEA-LJ250": 1}) for number in (TEA, LOCK))
    put(bench, first, second | {"created_at": "2026-11-25T09:05:00+08:00"})
    chat = bench.chat("two-orders")
    chat.say("拍重了 取消一单", "cancel_order")
    titles = [button.title for button in chat.messages()[-1].buttons]
    assert titles == ["西湖龙井 250g 罐装 11月25日 11:27", "西湖龙井 250g 罐装 11月25日 09:05"]


def test_what_is_asked_of_both_is_told_of_both(bench: Bench) -> None:
    put(bench, order_of(bench, TEA, {"TEA-LJ250": 1}), order_of(bench, LOCK, {"LOCK-P2": 1}, "signed"))
    chat = bench.chat("two-orders")
    said = chat.say("两个订单什么时候发货", "urge_shipment")
    assert said == ["order.about", "track_parcel.received", "order.about", "urge_shipment.on_time"]


def test_a_clause_about_another_order_is_answered_for_it(bench: Bench) -> None:
    jasmine = Draft(bench.clock.at, JASMINE, BUYER).signed([("TEA-ML200", 1)], 30)
    put(bench, jasmine, order_of(bench, LOCK, {"LOCK-P2": 1}))
    chat = bench.chat("two-orders", JASMINE)
    said = chat.say("茉莉少了一包 锁到哪了", "missing_item", also=("track_parcel",))
    assert said[:2] == ["order.about", "track_parcel.not_shipped"]
    assert said[2].startswith("missing_item.")
    assert case_of(chat, "track_parcel").order_no == LOCK
