"""While a matter is under way: wishes, corrections, withdrawals, waybills and questions how it stands belong to it."""

from datetime import timedelta

import pytest

from aftersales.domain.cases import BUYER_ADDED, CaseState
from aftersales.domain.conversations import Owner
from aftersales.use_cases.complete_task import complete_task
from aftersales.use_cases.ports import Entity
from aftersales.use_cases.return_to_bot import return_to_bot
from tests.shop_bench import Bench
from tests.turns.walking import (
    added,
    address,
    buyer_of,
    case_of,
    claimed,
    moving_house,
    owner_of,
    tasks_of,
    waybill,
)


def test_a_corrected_address_reaches_whoever_changes_it(bench: Bench) -> None:
    chat = moving_house(bench)
    text = "地址改错了，是文三路9号"
    assert chat.say(text, "change_address", entities=address("文三路9号", text)) == ["chat.case_remark"]
    (task,) = tasks_of(chat, "change_address")
    assert (task.details["new_address"], task.details[BUYER_ADDED]) == ("文三路9号", text)
    assert case_of(chat, "change_address").facts["new_address"] == "文三路9号"


def test_who_does_not_want_the_change_any_more_is_heard_too(bench: Bench) -> None:
    chat = moving_house(bench)
    assert chat.say("算了不改了", "deny") == ["chat.case_remark"]
    assert chat.say("电话也换成另一个", "change_address") == ["chat.case_remark"]
    assert added(chat, "change_address") == ["算了不改了\n电话也换成另一个"]


def test_what_is_only_told_goes_there_as_well(bench: Bench) -> None:
    chat = moving_house(bench)
    assert chat.say("电话也换成13800001111", "provide_info") == ["chat.case_remark"]
    assert added(chat, "change_address") == ["电话也换成13800001111"]


def test_thanks_and_a_question_add_nothing(bench: Bench) -> None:
    chat = moving_house(bench)
    assert chat.say("谢谢", "thanks") == ["utter_thanks"]
    assert chat.say("改好了吗", "change_address") == ["chat.case_waiting"]
    assert chat.say("在吗", "greet") == ["chat.case_waiting"]
    assert chat.say("还要多久啊", "unclear", 0.3) == ["chat.case_waiting"]
    assert chat.say("不用了", "deny") == ["utter_goodbye"]
    assert added(chat, "change_address") == [None]


def test_what_is_overdue_is_owned_up_to(bench: Bench) -> None:
    chat = moving_house(bench)
    bench.clock.at += timedelta(hours=5)
    assert chat.say("改好了吗", "urge_reply") == ["chat.case_late"]


def test_the_waybill_of_goods_sent_back_goes_to_the_warehouse(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("不喜欢，想退货", "return_goods")
    assert chat.say("没拆过", "provide_info") == ["return_goods.send_back"]
    text = "寄好了 单号YT8800112233445"
    assert chat.say(text, "provide_info", entities=waybill("YT8800112233445", text)) == ["chat.waybill_noted"]
    (task,) = tasks_of(chat, "return_goods")
    assert task.details["return_waybill"] == "YT8800112233445"


@pytest.mark.parametrize("text", ["算了不退了", "那先不退了吧", "还是别退了，麻烦了", "算了先不退了"])
def test_a_question_is_dropped_when_the_matter_is(bench: Bench, text: str) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("想退货", "return_goods")
    assert chat.say(text, "deny") == ["chat.dropped"]
    assert case_of(chat, "return_goods").state is CaseState.DROPPED
    assert chat.say("在吗", "greet") == ["utter_greet"]


@pytest.mark.parametrize(
    ("text", "intent", "said"),
    [
        ("谢谢", "thanks", "utter_thanks"),
        ("在吗", "greet", "chat.still_here"),
        ("人呢", "urge_reply", "chat.still_here"),
    ],
)
def test_small_talk_is_no_address(bench: Bench, text: str, intent: str, said: str) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=3, state="paid")
    assert chat.say("我要改地址", "change_address") == ["change_address.ask_address"]
    assert chat.say(text, intent) == [said, "change_address.ask_address"]
    assert case_of(chat, "change_address").facts.get("new_address") is None


def test_money_back_in_a_damage_case_is_its_wish_and_no_return_of_choice(bench: Bench) -> None:
    chat = buyer_of(bench, {"LOCK-A1": 1}, hours=20)
    chat.say("收到有划痕", "damaged_item")
    said = chat.say("不要了 退钱", "refund_request")
    assert said[0] == "chat.wish_noted"
    with bench.services.uow() as uow:
        assert [case.playbook for case in uow.cases.of_conversation(chat.id)] == ["damaged_item"]


def test_a_picture_during_another_question_costs_no_attempt(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=3, state="paid")
    chat.say("我要改地址", "change_address")
    for _ in range(2):
        assert chat.send_picture() == ["chat.photo_kept", "change_address.ask_address"]
    assert case_of(chat, "change_address").attempts == 0


def test_another_remedy_ends_the_question_of_the_first(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("想退货", "return_goods")
    said = chat.say("还是换货吧，想换个口味", "exchange_goods")
    assert said[0].startswith("exchange_goods.ask")
    assert "chat.resume" not in said
    assert case_of(chat, "return_goods").state is CaseState.DROPPED


def test_after_a_person_the_old_question_is_not_put_again(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("少了一盒", "missing_item")
    chat.say("转人工", "ask_human")
    ticket = claimed(chat, "chen")
    assert return_to_bot(bench.services, ticket.id, "chen") is None
    assert chat.said() == ["human.returned"]
    assert chat.say("在吗", "greet") == ["utter_greet"]
    assert case_of(chat, "missing_item").state is CaseState.HANDED_OFF


def test_a_result_in_a_persons_chat_is_a_note_for_the_agent(bench: Bench) -> None:
    chat = moving_house(bench)
    (task,) = tasks_of(chat, "change_address")
    chat.say("转人工", "ask_human")
    ticket = claimed(chat, "chen")
    complete_task(bench.services, task.id, "done", "he")
    assert (chat.said(), owner_of(chat)) == ([], Owner.HUMAN)
    with bench.services.uow() as uow:
        notes = [details["text"] for _, _, action, details in uow.audit.of(f"ticket:{ticket.id}") if action == "note"]
    assert len(notes) == 1
    assert "收货信息" in notes[0]


def test_who_changes_their_mind_while_work_runs_gets_a_person(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=20)
    chat.say("发错货了", "wrong_item")
    chat.send_picture()
    assert chat.press("寄回再换") == ["wrong_item.send_back"]
    assert chat.say("要换的", "exchange_goods") == ["chat.case_remark"]
    assert owner_of(chat) is Owner.BOT
    assert chat.say("不换了 退钱", "refund_request") == ["chat.wish_changed"]
    assert owner_of(chat) is Owner.WAITING
    assert added(chat, "wrong_item") == ["要换的\n不换了 退钱"]


def test_what_was_told_early_is_not_asked_again(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    assert chat.say("想退货，还没拆封", "return_goods") == ["return_goods.ask_reason"]
    assert chat.say("不喜欢", "provide_info") == ["return_goods.send_back"]


def test_an_amount_demanded_at_once_is_not_asked_for(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("态度太差了，赔我60块", "compensation_request")
    assert case_of(chat, "compensation_request").facts["asked_fen"] == 6000


def test_a_cancelled_order_is_not_offered_to_be_hurried(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=3, state="paid")
    said = chat.say("怎么还不发货，不要了取消订单", "cancel_order", also=("urge_shipment",))
    assert "chat.also_mentioned" not in said


def test_the_goods_wanted_instead_are_heard_and_those_bought_are_not(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    text = "龙井想换成大红袍，口味不合，没拆封"
    products = (Entity("product", "TEA-LJ250", 0, 2), Entity("product", "TEA-DHP100", 5, 8))
    chat.say(text, "exchange_goods", entities=products)
    assert case_of(chat, "exchange_goods").facts["target_text"] == "大红袍"


def test_how_long_and_what_now_after_the_parcel_was_told_is_about_the_parcel(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    assert chat.say("快递到哪了", "track_parcel") == ["track_parcel.expected"]
    assert chat.say("要多久", "unclear", 0.8) == ["track_parcel.expected"]
    bench.clock.at += timedelta(hours=2)
    assert chat.say("要多久", "unclear", 0.8) == ["chat.clarify"]


def test_who_hurries_us_while_a_question_is_open_is_told_what_we_wait_for(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=3, state="paid")
    chat.say("我要改地址", "change_address")
    assert chat.say("快点啊", "urge_reply") == ["chat.still_here", "change_address.ask_address"]


def test_while_a_picture_is_looked_at_another_choice_takes_the_place_of_the_first(bench: Bench) -> None:
    chat = buyer_of(bench, {"LOCK-A1": 1}, hours=20)
    chat.say("收到有划痕", "damaged_item")
    chat.send_picture()
    assert chat.say("换货", "exchange_goods") == ["received.reviewing"]
    assert chat.say("还是退钱吧", "refund_request") == ["chat.case_remark"]
    assert (case_of(chat, "damaged_item").facts["remedy"], owner_of(chat)) == ("return", Owner.BOT)


def test_how_many_told_with_the_wish_is_not_asked_for(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 3})
    chat.say("想退货，不喜欢", "return_goods")
    said = chat.say("只退一罐", "return_goods", entities=(Entity("count", "1", 2, 4),))
    assert said == ["return_goods.ask_state"]
    assert case_of(chat, "return_goods").facts["return_qty"] == 1


def test_a_piece_of_an_address_does_not_take_the_place_of_the_whole(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=3, state="paid")
    chat.say("改地址", "change_address")
    whole = "浙江省杭州市解放路1号 沈安 13800001111"
    assert chat.say(whole, "provide_info", entities=address("解放路1号", whole)) == ["change_address.registered"]
    text = "不是解放路 是人民路1号"
    assert chat.say(text, "provide_info", entities=address("人民路1号", text)) == ["chat.case_remark"]
    (task,) = tasks_of(chat, "change_address")
    assert (task.details["new_address"], task.details[BUYER_ADDED]) == (whole, text)


@pytest.mark.parametrize("text", ["谢谢啊", "快点", "哦哦好", "还没到吗"])
def test_what_is_no_address_is_asked_for_again(bench: Bench, text: str) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=3, state="paid")
    chat.say("改地址", "change_address")
    assert chat.say(text, "provide_info")[-1] == "change_address.ask_address"
