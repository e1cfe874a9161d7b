"""P-LOG-05 to P-LOG-08 as chats: what the buyer hears, whose work is left, and what a finished task brings."""

from datetime import timedelta

import pytest

from aftersales.adapters.demo.catalogue import Json
from aftersales.adapters.demo.order_draft import Buyer, Draft
from aftersales.use_cases.complete_task import complete_task
from aftersales.use_cases.ports import Entity
from tests.shop_bench import Bench, Chat
from tests.turns.walking import MANAGER, case_of, complete, kinds, put, tasks_of

ORDER_NO = "2026110000009911"


def buyer_of(bench: Bench, sku: str, stations: int, **fields: object) -> Chat:
    """A buyer whose only parcel has passed so many stations, the last three hours ago; 5 is signed."""
    draft = Draft(bench.clock.at, ORDER_NO, Buyer("walker", "沈安", "13800009911", "浙江省", "杭州", "文三路9号"))
    items = [(sku, 1)]
    sent = draft.sent(items, 50, [draft.parcel(items, 50, stations=stations, last_h=3)])
    of: Json = (draft.signed(items, 20) if stations == 5 else sent) | fields
    put(bench, of)
    return bench.chat("walker")


def test_a_parcel_signed_by_another_is_sent_again_after_the_slip(bench: Bench) -> None:
    chat = bench.chat("demo-xu")
    assert chat.say("显示签收了可我没收到", "signed_not_received") == ["signed_not_received.ask_found"]
    assert "驿站" in chat.messages()[-1].text
    assert chat.say("都问过了，没有", "provide_info") == ["signed_not_received.checking_proof"]
    assert kinds(chat, "signed_not_received") == ["proof_of_delivery"]
    assert complete(chat, "signed_not_received", "other") == ["lost_parcel.ask_remedy"]
    assert chat.press("补发") == ["lost_parcel.reship"]
    assert kinds(chat, "signed_not_received") == ["courier_claim", "reship"]
    assert case_of(chat, "signed_not_received").row == "lost_parcel.reship"


def test_another_question_waits_in_between_and_a_second_claim_goes_to_a_person(bench: Bench) -> None:
    chat = bench.chat("demo-xu")
    chat.say("显示签收了可我没收到", "signed_not_received")
    asked = chat.say("那现在物流显示到哪", "track_parcel")
    assert asked == ["track_parcel.signed", "chat.resume", "signed_not_received.ask_found"]
    chat.say("没找到", "provide_info")
    complete(chat, "signed_not_received", "none")
    assert chat.say("退款吧", "refund_request") == ["lost_parcel.refund"]
    assert kinds(chat, "signed_not_received") == ["courier_claim", "refund"]
    assert chat.say("快递还是没收到啊", "signed_not_received") == ["refund_status.ordered_amount"]
    bench.clock.at += timedelta(hours=25)
    assert chat.say("快递还是没收到啊", "signed_not_received") == ["signed_not_received.again"]


def test_a_slip_in_the_buyers_own_hand_is_talked_over_by_a_person(bench: Bench) -> None:
    chat = bench.chat("demo-xu")
    chat.say("驿站说没有我的件，签收了", "signed_not_received")
    assert complete(chat, "signed_not_received", "self") == ["signed_not_received.signed_self"]
    assert case_of(chat, "signed_not_received").row == "signed_not_received.signed_self"


def test_a_dear_parcel_brought_to_a_wrong_place_needs_an_approval_in_the_end(bench: Bench) -> None:
    chat = buyer_of(bench, "LOCK-A1", 5)
    assert chat.say("快递给我送错地方了", "signed_not_received") == ["signed_not_received.redelivering"]
    assert complete(chat, "signed_not_received", "impossible") == ["lost_parcel.asking_approval"]
    assert complete(chat, "signed_not_received", "granted") == ["lost_parcel.ask_remedy"]
    assert chat.press("退款") == ["lost_parcel.refund"]


def test_an_intercepted_parcel_comes_back_and_is_refunded_once(bench: Bench) -> None:
    chat = buyer_of(bench, "TEA-LJ250", 3)
    assert chat.say("不想要了，帮我拦截一下", "intercept_parcel") == ["cancel_order.intercepting"]
    assert chat.say("取消订单", "cancel_order")
    assert complete(chat, "intercept_parcel", "done") == ["cancel_order.coming_back"]
    assert complete(chat, "intercept_parcel", "ok") == ["cancel_order.returned"]
    assert (kinds(chat, "intercept_parcel"), case_of(chat, "intercept_parcel").sop) == (["refund"], "P-REF-02")


def test_progress_is_told_without_asking_the_courier_twice(bench: Bench) -> None:
    chat = buyer_of(bench, "TEA-LJ250", 3)
    chat.say("取消订单", "cancel_order")
    assert chat.say("拦截一下快递", "intercept_parcel") == ["intercept_parcel.in_hand"]
    assert kinds(chat, "intercept_parcel") == []
    assert complete(chat, "cancel_order", "done") == ["cancel_order.coming_back"]


def test_a_refused_parcel_is_refunded_when_it_is_back(bench: Bench) -> None:
    chat = buyer_of(bench, "TEA-LJ250", 4)
    assert chat.say("怎么拒收", "intercept_parcel") == ["cancel_order.refuse"]
    assert chat.say("我已经拒收了", "intercept_parcel") == ["intercept_parcel.waiting_back"]
    assert complete(chat, "intercept_parcel", "ok") == ["cancel_order.returned"]


def test_a_signed_parcel_is_offered_a_return(bench: Bench) -> None:
    chat = buyer_of(bench, "TEA-LJ250", 5)
    assert chat.say("能拦截吗", "intercept_parcel") == ["intercept_parcel.signed"]
    assert "退货" in chat.messages()[-1].text


def test_a_large_and_urgent_order_is_handed_to_the_post(bench: Bench) -> None:
    chat = buyer_of(bench, "TEA-LJ250", 3)
    assert chat.say("快递说我们这里超区送不到", "unreachable_area") == ["unreachable_area.ask_urgent"]
    assert chat.press("急着用") == ["unreachable_area.transferring"]
    (transfer,) = tasks_of(chat, "unreachable_area")
    assert (transfer.kind, transfer.details["transfer_fee"]) == ("redeliver", "1500")
    assert complete(chat, "unreachable_area", "done") == ["unreachable_area.transferred"]
    assert kinds(chat, "unreachable_area") == ["order_flag"]


def test_a_patient_buyer_gets_it_by_post_after_the_recall(bench: Bench) -> None:
    chat = buyer_of(bench, "TEA-LJ250", 3)
    chat.say("快递说我们这里送不到", "unreachable_area")
    assert chat.say("不急", "provide_info") == ["unreachable_area.recalling"]
    assert complete(chat, "unreachable_area", "done") == ["unreachable_area.coming_back"]
    assert complete(chat, "unreachable_area", "ok") == ["unreachable_area.sent_again"]
    assert kinds(chat, "unreachable_area") == ["order_flag", "reship"]


def test_a_courier_who_does_not_come_to_the_door_is_spoken_to(bench: Bench) -> None:
    chat = buyer_of(bench, "TEA-LJ250", 4)
    assert chat.say("快递不给送上门，让我自己去拿", "delivery_service") == ["delivery_service.sorry_arranging"]
    assert complete(chat, "delivery_service", "impossible") == ["delivery_service.not_done"]


def test_a_delivery_is_put_off_to_the_day_the_buyer_writes(bench: Bench) -> None:
    chat = buyer_of(bench, "TEA-LJ250", 4)
    assert chat.say("能改送货时间吗", "delivery_service") == ["delivery_service.ask_time"]
    assert chat.press("别的时间") == ["delivery_service.ask_time_text"]
    assert chat.say("3号上午", "provide_info") == ["delivery_service.arranging_time"]
    (booking,) = tasks_of(chat, "delivery_service")
    assert booking.details == {"delivery_day": "another", "delivery_time": "3号上午"}
    assert complete(chat, "delivery_service", "done") == ["delivery_service.time_done"]


def test_a_parcel_that_turns_up_ends_the_search_and_offers_nothing(bench: Bench) -> None:
    chat = bench.chat("demo-xu")
    chat.say("显示签收了可我没收到", "signed_not_received")
    assert chat.say("都问过了，没有", "provide_info") == ["signed_not_received.checking_proof"]
    assert chat.say("包裹找到了，在门卫那", "unclear", 0.4) == ["signed_not_received.found"]
    (proof,) = tasks_of(chat, "signed_not_received")
    assert proof.details["buyer_added"] == "包裹找到了，在门卫那"
    assert complete(chat, "signed_not_received", "other") == []
    assert kinds(chat, "signed_not_received") == []


def test_a_parcel_found_while_the_remedy_is_asked_is_the_answer(bench: Bench) -> None:
    chat = bench.chat("demo-xu")
    chat.say("驿站说没有我的件，签收了", "signed_not_received")
    assert complete(chat, "signed_not_received", "other") == ["lost_parcel.ask_remedy"]
    assert chat.say("不用了 收到了", "provide_info") == ["signed_not_received.found"]
    assert kinds(chat, "signed_not_received") == []


def test_a_parcel_found_after_it_was_made_good_reaches_a_person(bench: Bench) -> None:
    chat = bench.chat("demo-xu")
    chat.say("驿站说没有我的件，签收了", "signed_not_received")
    complete(chat, "signed_not_received", "other")
    assert chat.press("补发") == ["lost_parcel.reship"]
    assert chat.say("包裹找到了", "signed_not_received") == ["signed_not_received.found_made_good"]


def test_a_stalled_parcel_that_arrives_ends_the_urging(bench: Bench) -> None:
    chat = buyer_of(bench, "TEA-LJ250", 3)
    bench.clock.at += timedelta(days=3)
    assert chat.say("物流怎么不动了", "parcel_stalled") == ["stalled_parcel.ask_urgent"]
    assert chat.say("不急", "provide_info") == ["courier_urged.urging"]
    assert chat.say("刚收到了", "provide_info") == ["signed_not_received.found"]
    assert complete(chat, "parcel_stalled", "done") == []


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("什么时候发", "urge_shipment"),
        ("到哪了", "track_parcel"),
        ("单号多少", "no_tracking_info"),
        ("怎么还没收到", "signed_not_received"),
    ],
)
def test_after_a_reship_the_reship_is_told_until_it_is_late(bench: Bench, text: str, intent: str) -> None:
    chat = bench.chat("demo-xu")
    chat.say("驿站说没有我的件，签收了", "signed_not_received")
    complete(chat, "signed_not_received", "other")
    assert chat.press("补发") == ["lost_parcel.reship"]
    assert chat.say(text, intent) == ["track_parcel.reship_coming"]
    assert "11月26日 14:30" in chat.messages()[-1].text
    bench.clock.at += timedelta(hours=25)
    assert chat.say("还没发吗", "track_parcel") == ["track_parcel.reship_late"]


def test_of_a_reship_that_is_sent_the_number_comes_from_a_person(bench: Bench) -> None:
    chat = bench.chat("demo-xu")
    chat.say("驿站说没有我的件，签收了", "signed_not_received")
    complete(chat, "signed_not_received", "other")
    chat.press("补发")
    reship = next(task for task in tasks_of(chat, "signed_not_received") if task.kind == "reship")
    complete_task(bench.services, reship.id, "done", MANAGER)
    chat.said()
    assert chat.say("单号多少", "no_tracking_info") == ["track_parcel.reship_sent"]


def test_a_reship_goes_where_the_buyer_says_and_may_be_sent_elsewhere_until_it_leaves(bench: Bench) -> None:
    chat = bench.chat("demo-xu")
    chat.say("驿站说没有我的件，签收了", "signed_not_received")
    complete(chat, "signed_not_received", "other")
    text = "补发，寄到文三路1号"
    assert chat.say(text, "provide_info", entities=(Entity("address", "文三路1号", 5, 10),)) == ["lost_parcel.reship"]
    reship = next(task for task in tasks_of(chat, "signed_not_received") if task.kind == "reship")
    assert reship.details["new_address"] == "文三路1号"
    text = "补发寄到新地址 文三路9号"
    moved = chat.say(text, "change_address", entities=(Entity("address", "文三路9号", 8, 13),))
    assert moved == ["change_address.reship"]
    (change,) = tasks_of(chat, "change_address")
    assert (change.kind, change.team, change.details["new_address"]) == ("address_change", "warehouse", "文三路9号")
