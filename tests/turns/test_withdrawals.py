"""What a buyer does not want any more: nothing is decided behind their back, and no pointless work is left."""

from aftersales.domain.cases import CaseState
from aftersales.domain.conversations import Owner
from tests.shop_bench import Bench
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
