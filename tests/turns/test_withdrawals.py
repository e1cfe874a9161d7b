"""What a buyer does not want any more: nothing is decided behind their back, and no pointless work is left."""

import pytest

from aftersales.domain.cases import CaseState
from aftersales.domain.conversations import Owner
from tests.shop_bench import Bench, Chat
from tests.turns.walking import (
    added,
    buyer_of,
    case_of,
    complete,
    moving_house,
    owner_of,
    tasks_of,
    waybill,
)


def test_what_was_withdrawn_decides_nothing_by_itself(bench: Bench) -> None:
    chat = moving_house(bench)
    assert chat.say("算了不改了", "deny") == ["chat.case_remark"]
    assert complete(chat, "change_address", "done") == ["chat.withdrawn"]
    assert owner_of(chat) is Owner.WAITING
    assert case_of(chat, "change_address").state is CaseState.HANDED_OFF


def test_who_wants_it_after_all_is_heard_again(bench: Bench) -> None:
    chat = moving_house(bench)
    chat.say("算了不改了", "deny")
    assert chat.say("还是改吧", "change_address") == ["chat.case_remark"]
    assert complete(chat, "change_address", "done") == ["change_address.changed"]


def test_goods_not_sent_back_yet_simply_stay(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("不喜欢，没拆，想退货", "return_goods")
    assert chat.say("算了不退了", "cancel_refund") == ["chat.dropped"]
    assert (tasks_of(chat, "return_goods"), case_of(chat, "return_goods").state) == ([], CaseState.DROPPED)


def test_goods_on_their_way_back_are_a_persons(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("不喜欢，没拆，想退货", "return_goods")
    text = "寄好了 单号YT8800112233445"
    chat.say(text, "provide_info", entities=waybill("YT8800112233445", text))
    assert chat.say("算了不退了", "cancel_refund") == ["cancel_refund.return_undone"]


def test_a_wish_changed_while_work_runs_is_not_decided_behind_the_persons_back(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=20)
    chat.say("发错货了", "wrong_item")
    chat.send_picture()
    chat.press("寄回再换")
    chat.say("不换了 退钱", "refund_request")
    assert complete(chat, "wrong_item", "ok") == []
    assert tasks_of(chat, "wrong_item") == []


def test_work_of_a_matter_decided_is_called_off_or_corrected_too(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=20)
    chat.say("收到就碎了", "damaged_item")
    chat.send_picture()
    complete(chat, "damaged_item", "yes")
    assert chat.press("补发") == ["damaged_item.reship"]
    assert chat.say("算了不补了", "deny") == ["chat.case_remark"]
    assert set(added(chat, "damaged_item")) == {"算了不补了"}
    assert chat.say("怎么样了", "unclear", 0.3) == ["chat.case_waiting"]


def test_a_cancelled_order_leaves_no_pointless_work(bench: Bench) -> None:
    chat = moving_house(bench)
    assert chat.say("不要了，取消订单", "cancel_order") == ["cancel_order.cancelled"]
    assert tasks_of(chat, "change_address") == []
    assert case_of(chat, "change_address").state is CaseState.DROPPED


def test_a_change_given_up_is_no_change_of_something_else(bench: Bench) -> None:
    chat = moving_house(bench)
    assert chat.say("还是别改了", "modify_order", 0.65) == ["chat.case_remark"]
    assert case_of(chat, "change_address").facts["withdrawn"] is True
    assert chat.say("还是改吧", "unclear", 0.95) == ["chat.case_remark"]
    assert "withdrawn" not in case_of(chat, "change_address").facts


def test_a_question_takes_no_withdrawal_back(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=3, state="paid")
    assert chat.say("能发顺丰吗", "change_courier") == ["change_courier.ask_sf"]
    assert chat.say("好的", "affirm") == ["change_courier.sf_registered"]
    assert chat.say("还是算了 不用顺丰", "deny", 0.49) == ["chat.case_remark"]
    assert chat.say("发什么快递", "change_courier") == ["chat.case_waiting"]
    assert case_of(chat, "change_courier").facts["withdrawn"] is True
    assert complete(chat, "change_courier", "done") == ["chat.withdrawn"]


def looking_for_stock(bench: Bench) -> Chat:
    """A buyer whose exchange waits for a look at the stock."""
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("不喜欢，没拆，想换一款", "exchange_goods")
    assert chat.say("武夷大红袍", "provide_info") == ["exchange_goods.checking_stock"]
    return chat


@pytest.mark.parametrize(("text", "intent"), [("算了 退货吧", "return_goods"), ("算了退款吧", "refund_request")])
def test_a_return_takes_the_place_of_an_exchange_that_is_only_looked_at(bench: Bench, text: str, intent: str) -> None:
    chat = looking_for_stock(bench)
    assert chat.say(text, intent) == ["chat.dropped", "return_goods.send_back"]
    assert (tasks_of(chat, "exchange_goods"), case_of(chat, "exchange_goods").state) == ([], CaseState.DROPPED)


def test_a_picture_of_what_was_dropped_shows_what_takes_its_place(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("不喜欢，拆开过没使用，想退货", "return_goods")
    assert chat.send_picture() == ["received.reviewing"]
    assert chat.say("还是换个新的吧", "exchange_goods") == ["chat.dropped", "received.reviewing"]
    assert tasks_of(chat, "return_goods") == []


def test_an_exchange_for_which_a_deposit_may_be_paid_is_turned_by_a_person(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("不喜欢，没拆，换个新的", "exchange_goods")
    chat.press("急用先发")
    assert chat.press("付押金") == ["wrong_item.deposit"]
    assert chat.say("算了我退货吧", "return_goods") == ["received.rearranged"]
    assert len(tasks_of(chat, "exchange_goods")) == 1


def test_haste_told_while_the_stock_is_looked_at_is_not_asked_about(bench: Bench) -> None:
    chat = looking_for_stock(bench)
    assert chat.say("急用，能先发吗", "urge_shipment") == ["chat.case_remark"]
    assert chat.say("有货吗", "pre_sales") == ["chat.case_remark"]
    assert complete(chat, "exchange_goods", "yes") == ["exchange_goods.ask_advance"]


def test_a_correction_not_understood_goes_to_who_works_on_it(bench: Bench) -> None:
    chat = moving_house(bench)
    assert chat.say("不对是19号", "wrong_item", 0.49) == ["chat.case_remark"]
    assert chat.say("还是发原来的吧", "urge_shipment", 0.25) == ["chat.case_remark"]
    assert added(chat, "change_address") == ["不对是19号\n还是发原来的吧"]
    assert case_of(chat, "change_address").facts["withdrawn"] is True
