"""Second thoughts, counts and clauses: what is said late or by the way is heard as it is meant."""

from datetime import timedelta

import pytest

from aftersales.adapters.demo.order_draft import Buyer, Draft
from aftersales.domain.cases import CaseState
from aftersales.use_cases.keep_promises import keep_promises
from aftersales.use_cases.ports import Entity
from tests.shop_bench import Bench, Chat
from tests.turns.walking import added, buyer_of, case_of, complete, kinds, moving_house, put, tasks_of, waybill


def test_another_wish_follows_the_one_given_up(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    assert chat.say("不喜欢想退货", "return_goods") == ["return_goods.ask_state"]
    assert chat.say("不退了 把差价给我", "price_protection")[0].startswith("price_protection.")
    assert case_of(chat, "return_goods").state is CaseState.DROPPED


def test_the_last_of_two_wishes_told_in_mid_question_counts(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=20)
    chat.say("收到有划痕，退钱给我", "damaged_item")
    chat.say("要换的", "exchange_goods")
    assert case_of(chat, "damaged_item").facts["wished_intent"] == "exchange_goods"


def test_what_was_bought_is_not_how_many_are_missing(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 3})
    text = "买了3罐，少了"
    assert chat.say(text, "missing_item", entities=(Entity("count", "3", 2, 4),)) == ["missing_item.ask_qty"]


@pytest.mark.parametrize("text", ["1个", "一罐"])
def test_a_count_picks_no_line(bench: Bench, text: str) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1, "TEA-DHP100": 2})
    chat.say("少发了东西，正品少了", "missing_item")
    chat.say(text, "provide_info")
    assert "missing_sku" not in case_of(chat, "missing_item").facts


def test_goods_fetched_already_are_not_said_to_stay(bench: Bench) -> None:
    chat = buyer_of(bench, {"LOCK-A1": 1})
    chat.say("掉漆了，质量问题", "quality_issue")
    chat.send_picture()
    chat.press("退货退款")
    complete(chat, "quality_issue", "yes")
    assert kinds(chat, "quality_issue") == ["pickup_at_door"]
    complete(chat, "quality_issue", "done")
    assert chat.say("算了不退了", "deny") == ["cancel_refund.collected"]


def cancelled(bench: Bench) -> Chat:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=3, state="paid")
    assert chat.say("不要了，取消订单", "cancel_order") == ["cancel_order.cancelled"]
    return chat


@pytest.mark.parametrize("text", ["别退", "还是要的", "我还要货", "等等 还是要吧", "龙井要的", "龙井别取消啊"])
def test_who_wants_the_goods_after_all_gets_a_person(bench: Bench, text: str) -> None:
    assert cancelled(bench).say(text, "unclear", 0.4) == ["cancel_refund.cancel_undone"]


def test_the_warehouse_is_told_once_to_hurry(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=3, state="paid")
    chat.say("急用，快点发", "urge_shipment")
    before = [task.kind for task in tasks_of(chat, "urge_shipment")]
    chat.say("什么时候发货啊", "urge_shipment")
    with bench.services.uow() as uow:
        kinds_now = [task.kind for task in uow.tasks.list(conversation_id=chat.id)]
    assert kinds_now == before


def test_a_topic_that_a_goto_led_to_opens_no_second_case(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("退款，不喜欢", "refund_request")
    assert case_of(chat, "refund_request").question == "return_goods.goods_state"
    assert chat.say("我要退货", "return_goods")[-1] == "return_goods.ask_state"
    with bench.services.uow() as uow:
        assert [case.playbook for case in uow.cases.of_conversation(chat.id)] == ["refund_request"]


def test_what_is_told_beside_the_question_is_no_miss(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    assert chat.say("想退货", "return_goods") == ["return_goods.ask_reason"]
    assert chat.say("还没拆封呢", "provide_info") == ["return_goods.ask_reason"]
    assert case_of(chat, "return_goods").facts["goods_state"] == "intact"


def test_a_wish_that_drops_another_one_stays_in_its_matter(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 2}, hours=10)
    chat.say("礼盒都压烂了", "damaged_item")
    chat.send_picture()
    chat.say("别补了 退钱吧", "refund_request")
    with bench.services.uow() as uow:
        assert [case.playbook for case in uow.cases.of_conversation(chat.id)] == ["damaged_item"]
    assert case_of(chat, "damaged_item").facts["wished_intent"] == "refund_request"


def test_a_number_corrected_in_doubtful_words_reaches_the_task(bench: Bench) -> None:
    chat = moving_house(bench)
    assert chat.say("电话错了 是13911113333", "provide_info", 0.45) == ["chat.case_remark"]
    assert added(chat, "change_address") == ["电话错了 是13911113333"]


def test_the_goods_wanted_instead_answer_whatever_the_intent(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-JJM125": 1}, hours=20, state="paid")
    chat.say("怎么还没发", "urge_shipment")
    assert chat.press("换一款") == ["stock_shortage.ask_swap"]
    assert chat.say("要补钱吗", "price_protection", 0.2)[-1] == "stock_shortage.ask_swap"
    assert chat.say("换成普洱吧", "exchange_goods") == ["stock_shortage.checking_swap"]


@pytest.mark.parametrize("text", ["什么时候补", "多久能修好", "给个说法"])
def test_when_it_is_made_good_is_asked_of_what_runs(bench: Bench, text: str) -> None:
    chat = moving_house(bench)
    assert chat.say(text, "out_of_stock" if "补" in text else "unclear", 0.8 if "补" in text else 0.4) == [
        "chat.case_waiting"
    ]


def test_a_return_whose_waybill_is_known_is_not_asked_for_it(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("不喜欢，没拆，想退货", "return_goods")
    assert chat.say("到了吗", "urge_reply") == ["chat.case_awaits_goods"]
    text = "寄好了 单号YT8800112233445"
    chat.say(text, "provide_info", entities=waybill("YT8800112233445", text))
    assert chat.say("到了吗", "urge_reply") == ["chat.case_goods_sent"]


def test_who_asks_whether_it_was_cancelled_cancels_nothing(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=3, state="paid")
    assert chat.say("取消好了吗", "cancel_order") == ["cancel_order.ask_now"]
    assert chat.say("先不用，照常发", "deny") == ["cancel_order.keep"]
    assert chat.say("取消了没", "cancel_order") == ["cancel_order.ask_now"]
    assert chat.say("取消吧", "cancel_order") == ["cancel_order.cancelled"]


def test_the_difference_of_a_changed_order_is_not_the_whole_of_it(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 2}, hours=3, state="paid")
    chat.say("我要改成一罐", "modify_order")
    assert chat.say("差的钱退我", "refund_request") == ["refund_request.to_person"]


def test_one_kind_is_dropped_and_the_other_sent(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1, "TEA-DHP100": 1}, hours=3, state="paid")
    assert chat.say("大红袍不要了 龙井照发", "modify_order", 0.18) == ["cancel_order.part"]
    (task,) = tasks_of(chat, "cancel_order")
    assert task.details["cancel_sku"] == "TEA-DHP100"


def test_a_street_after_the_name_makes_one_address(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=3, state="paid")
    chat.say("改地址", "change_address")
    assert chat.say("王芳 13811112222", "provide_info") == ["change_address.registered"]
    text = "江苏省南京市鼓楼区中山路1号"
    assert chat.say(text, "provide_info", entities=(Entity("address", text, 0, len(text)),)) == ["chat.case_remark"]
    (task,) = tasks_of(chat, "change_address")
    assert task.details["new_address"] == f"{text} 王芳 13811112222"


def test_only_the_phone_is_wrong(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=3, state="paid")
    text = "电话写错了，改成13700001234"
    phone = (Entity("phone", "13700001234", 8, 19),)
    assert chat.say(text, "change_address", entities=phone) == ["change_address.registered"]
    (task,) = tasks_of(chat, "change_address")
    assert task.details["new_address"] == text


def test_a_time_that_was_told_and_passed_is_not_told_again(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=20, state="paid")
    chat.say("咋还不发货", "urge_shipment")
    bench.clock.at += timedelta(hours=35)
    assert chat.say("还要等到什么时候", "unclear", 0.4) == ["late_shipment.ask_wanted"]


def test_money_promised_and_late_is_called_money(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=96, state="paid")
    chat.say("怎么还没发", "urge_shipment")
    chat.say("不要了", "deny")
    bench.clock.at += timedelta(hours=26)
    keep_promises(bench.services)
    assert chat.said() == ["promise.broken"] * 2
    assert not any("催发货" in message.text for message in chat.messages()[-2:])


def test_another_address_while_one_is_changed_takes_its_place(bench: Bench) -> None:
    chat = moving_house(bench)
    text = "还是送公司 上海市徐汇区漕溪路9号"
    street = (Entity("address", "上海市徐汇区漕溪路9号", 6, 18),)
    assert chat.say(text, "delivery_service", 0.7, entities=street) == ["chat.case_remark"]
    (task,) = tasks_of(chat, "change_address")
    assert task.details["new_address"] == "上海市徐汇区漕溪路9号"


def test_one_review_answers_a_matter_that_came_up_twice(bench: Bench) -> None:
    chat = buyer_of(bench, {"LOCK-A1": 1}, hours=120, state="paid")
    order = Draft(
        bench.clock.at, "2026110000009902", Buyer("walker", "沈安", "13800009902", "浙江省", "杭州", "文三路9号")
    )
    items = [("LOCK-A1", 1)]
    put(bench, order.sent(items, 120, [order.parcel(items, 119, stations=2, last_h=80)]))
    chat.say("快递三天没动了", "parcel_stalled")
    assert chat.press("急用") == ["stalled_remedy.reviewing"]
    assert chat.say("退款", "refund_request")[-1] == "stalled_remedy.reviewing"
    with bench.services.uow() as uow:
        (review,) = uow.tasks.list(conversation_id=chat.id)
    assert review.case_id == case_of(chat, "refund_request").id
    assert case_of(chat, "parcel_stalled").state is CaseState.DROPPED


@pytest.mark.parametrize("text", ["那算了还是补发吧", "算了 补发吧"])
def test_sent_again_after_all_belongs_to_the_matter(bench: Bench, text: str) -> None:
    chat = buyer_of(bench, {"TEA-TGY500": 1}, hours=10)
    chat.say("礼盒都压烂了", "damaged_item")
    chat.say(text, "missing_item")
    assert case_of(chat, "damaged_item").facts["wished_intent"] == "exchange_goods"


def test_who_wants_the_goods_of_an_empty_parcel_gets_a_person_and_no_refund(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=10)
    chat.say("收到是空包裹", "missing_item")
    chat.say("给我补发", "missing_item")
    chat.send_picture()
    assert complete(chat, "missing_item", "yes") == ["missing_item.to_person"]
    assert kinds(chat, "missing_item") == []


@pytest.mark.parametrize("text", ["锁取消 龙井快点发", "龙井催一下，锁不要了"])
def test_who_hurries_one_thing_cancels_only_the_other(bench: Bench, text: str) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1, "LOCK-X9": 1}, hours=10, state="paid")
    assert chat.say(text, "cancel_order", 0.57) == ["cancel_order.part"]
    (change,) = tasks_of(chat, "cancel_order")
    assert (change.kind, change.details["cancel_sku"]) == ("order_change", "LOCK-X9")


def test_what_was_missing_and_is_found_settles_it(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-ML200": 2})
    chat.say("少一袋", "missing_item")
    chat.say("箱子是好的，就一袋", "provide_info", entities=(Entity("count", "1", 7, 9),))
    if chat.send_picture() == ["missing_item.ask_box"]:
        chat.press("不是")
    assert case_of(chat, "missing_item").state is CaseState.WAITING
    assert chat.say("找到了 在夹层里 不好意思", "unclear", 0.4) == ["missing_item.found"]


def test_money_wanted_for_goods_that_go_back_to_be_exchanged_is_a_persons(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("不喜欢，没拆，换个新的", "exchange_goods")
    chat.press("寄回再换")
    text = "寄出去了 YT8800112233445"
    chat.say(text, "provide_info", entities=waybill("YT8800112233445", text))
    assert chat.say("我不换了 直接退款吧", "refund_request") == ["received.rearranged"]


def test_more_told_of_work_that_runs_is_not_asked_what_for(bench: Bench) -> None:
    chat = buyer_of(bench, {"LOCK-A1": 1})
    assert chat.say("师傅放我鸽子", "install_service") == ["install_service.registered"]
    assert chat.say("第二次了", "provide_info") == ["chat.case_remark"]
    assert added(chat, "install_service") == ["第二次了"]


def test_goods_sent_back_untold_are_looked_for(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    text = "我已经把货寄回来了 单号YT8800112233445"
    said = chat.say(text, "provide_info", entities=waybill("YT8800112233445", text))
    assert said == ["return_progress.checking"]
