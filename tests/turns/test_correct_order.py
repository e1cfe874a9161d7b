"""The order was the wrong one: what was done for it is called off or a person's, and the right one is served."""

import pytest

from aftersales.adapters.demo.order_draft import Draft
from aftersales.domain.cases import CaseState
from aftersales.domain.conversations import Owner
from aftersales.use_cases.complete_task import complete_task
from tests.shop_bench import Bench, Chat
from tests.turns.two_orders import BUYER, JASMINE, LOCK, TEA, order_of
from tests.turns.walking import MANAGER, address, case_of, open_task, owner_of, put


@pytest.fixture
def chat(bench: Bench) -> Chat:
    """A buyer with two unshipped orders, who has the lock in hand."""
    put(bench, order_of(bench, TEA, {"TEA-LJ250": 1}), order_of(bench, LOCK, {"LOCK-P2": 1}))
    return bench.chat("two-orders", LOCK)


def _open_kinds(chat: Chat, order_no: str) -> list[str]:
    with chat.bench.services.uow() as uow:
        return sorted(task.kind for task in uow.tasks.list(conversation_id=chat.id) if task.order_no == order_no)


@pytest.mark.parametrize(
    ("text", "intent", "confidence"),
    [
        ("不对 取消另一单", "cancel_order", 0.97),
        ("不是这单", "deny", 0.91),
        ("搞错了 是龙井那单", "provide_info", 0.4),
        ("不是锁那单 是茶叶那单", "provide_info", 0.9),
        ("搞错了！！是茶叶不是锁", "wrong_item", 0.47),
    ],
)
def test_the_wrong_order_is_not_cancelled_and_the_right_one_is(
    chat: Chat, text: str, intent: str, confidence: float
) -> None:
    assert chat.say("取消订单", "cancel_order") == ["cancel_order.cancelled"]
    assert chat.say(text, intent, confidence) == ["order.called_off", "cancel_order.cancelled"]
    assert _open_kinds(chat, LOCK) == []
    assert _open_kinds(chat, TEA) == ["refund", "stop_shipping"]


def test_what_was_told_is_done_for_the_right_order(chat: Chat) -> None:
    text = "改下地址 文三路1号"
    chat.say(text, "change_address", entities=address("文三路1号", text))
    assert chat.say("搞错了 是龙井那单", "provide_info", 0.4) == ["order.called_off", "change_address.registered"]
    case = case_of(chat, "change_address")
    assert (case.order_no, case.facts["new_address"]) == (TEA, "文三路1号")


def test_work_that_has_begun_is_a_persons_to_stop(bench: Bench, chat: Chat) -> None:
    chat.say("取消订单", "cancel_order")
    complete_task(bench.services, open_task(bench, "stop_shipping").id, "done", MANAGER)
    chat.said()
    assert chat.say("不对 取消另一单", "cancel_order") == ["cancel_order.cancelled", "order.undo_by_person"]
    assert owner_of(chat) is Owner.WAITING
    assert _open_kinds(chat, TEA) == ["refund", "stop_shipping"]


def test_of_several_others_the_right_one_is_asked(bench: Bench, chat: Chat) -> None:
    put(bench, order_of(bench, JASMINE, {"TEA-ML200": 1}))
    chat.say("取消订单", "cancel_order")
    assert chat.say("不是这单", "deny") == ["order.called_off", "order.which"]
    assert chat.say("龙井", "provide_info") == ["cancel_order.cancelled"]


@pytest.mark.parametrize(
    ("text", "intent"),
    [("不是这单取消了吗", "cancel_order"), ("不对 龙井怎么还没发", "urge_shipment"), ("锁的也取消", "cancel_order")],
)
def test_what_corrects_nothing_leaves_the_first_order_cancelled(chat: Chat, text: str, intent: str) -> None:
    chat.say("取消订单", "cancel_order")
    assert "order.called_off" not in chat.say(text, intent)
    assert _open_kinds(chat, LOCK) == ["refund", "stop_shipping"]
    assert case_of(chat, "cancel_order").state is not CaseState.DROPPED


@pytest.mark.parametrize("text", ["不是这单", "不是这单 我说的是茶叶"])
def test_the_question_of_one_order_is_put_for_the_other(chat: Chat, text: str) -> None:
    assert chat.say("改下地址", "change_address") == ["change_address.ask_address"]
    assert chat.say(text, "deny", 0.55) == ["change_address.ask_address"]
    assert case_of(chat, "change_address").order_no == TEA


def test_which_other_one_is_asked_in_mid_question(bench: Bench, chat: Chat) -> None:
    put(bench, order_of(bench, JASMINE, {"TEA-ML200": 1}))
    chat.say("改下地址", "change_address")
    assert chat.say("不是这单", "deny") == ["order.which"]
    assert chat.say("龙井", "provide_info") == ["change_address.ask_address"]


def test_a_picture_is_wanted_of_the_right_order(bench: Bench) -> None:
    goods = ((TEA, "TEA-LJ250"), (LOCK, "LOCK-P2"))
    put(bench, *(Draft(bench.clock.at, number, BUYER).signed([(sku, 1)], 30) for number, sku in goods))
    chat = bench.chat("two-orders", TEA)
    assert chat.say("东西碎了", "damaged_item") == ["damaged_item.ask_photo"]
    assert chat.say("不是这单 是那个锁", "provide_info", 0.69) == ["damaged_item.ask_photo"]
    assert case_of(chat, "damaged_item").order_no == LOCK


def test_of_several_orders_that_may_be_meant_the_buyer_is_asked(bench: Bench) -> None:
    orders = (order_of(bench, TEA, {"TEA-DHP100": 1}), order_of(bench, LOCK, {"LOCK-P2": 1}))
    put(bench, *orders, order_of(bench, JASMINE, {"LOCK-A1": 1}))
    chat = bench.chat("two-orders", TEA)
    chat.say("取消订单", "cancel_order")
    assert chat.say("搞错了 是锁那单", "wrong_item", 0.2) == ["order.called_off", "order.which"]
    assert _open_kinds(chat, TEA) == []
