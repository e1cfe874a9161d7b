"""Goods at the buyer's, walked turn by turn: gifts, extra, wrong, damaged, worn and doubted goods (P-RCV-02 to 09)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from aftersales.domain.calendar import shanghai_date
from aftersales.domain.cases import CaseState
from aftersales.domain.conversations import Owner
from tests.shop_bench import CLOSED_HOUR, Bench
from tests.turns.walking import case_of, complete, kinds, last_text, owner_of, tasks_of

THREE_BOXES, LOCK_SET, PROMISED_BELL = "2026110000000103", "2026110000000104", "2026110000000118"


def test_a_promised_bell_is_looked_for_checked_and_sent(bench: Bench) -> None:
    chat = bench.chat("demo-ma", PROMISED_BELL)
    assert chat.say("说好送的门铃没给", "missing_gift") == ["missing_gift.ask_found"]
    assert chat.say("都找过了，没有", "deny") == ["missing_gift.checking"]
    assert complete(chat, "missing_gift", "missed") == ["missing_gift.resend_promised"]
    assert "无线门铃" in last_text(chat)
    assert kinds(chat, "missing_gift") == ["order_flag", "resend_gift"]
    assert case_of(chat, "missing_gift").state is CaseState.RESOLVED
    assert case_of(chat, "missing_gift").responsibility == "warehouse"


def test_a_gift_packed_after_all_comes_next_time_or_somebody_calls(bench: Bench) -> None:
    chat = bench.chat("demo-ma", PROMISED_BELL)
    chat.say("说好送的门铃没给", "missing_gift")
    chat.press("不是")
    assert complete(chat, "missing_gift", "sent") == ["missing_gift.ask_next_time"]
    assert chat.say("不行，我现在就要", "deny") == ["missing_gift.call"]
    assert kinds(chat, "missing_gift") == ["call_back"]


def test_a_gift_told_as_missing_goods_ends_in_the_same_way(bench: Bench) -> None:
    chat = bench.chat("demo-ma", PROMISED_BELL)
    assert chat.say("赠品少了", "missing_item") == ["missing_gift.ask_found"]
    assert chat.say("没找到", "deny") == ["missing_gift.checking"]
    assert complete(chat, "missing_item", "missed") == ["missing_gift.resend_promised"]
    assert case_of(chat, "missing_item").row == "missing_gift.promised_missed"


def test_a_gift_nobody_noted_is_asked_for_once_and_looked_at(bench: Bench) -> None:
    chat = bench.chat("demo-zhang", THREE_BOXES)
    assert chat.say("赠品没有收到", "missing_gift") == ["missing_gift.ask_found"]
    assert chat.say("没有", "deny") == ["missing_gift.ask_source"]
    assert chat.press("活动送的") == ["missing_gift.checking_list"]
    assert complete(chat, "missing_gift", "no") == ["missing_gift.not_listed"]
    assert (kinds(chat, "missing_gift"), case_of(chat, "missing_gift").sop) == ([], "P-PROMO-02")


def test_an_extra_box_is_fetched(bench: Bench) -> None:
    chat = bench.chat("demo-zhang", THREE_BOXES)
    assert chat.say("你们多发了一盒给我", "extra_item") == ["extra_item.ask_photo"]
    assert chat.send_picture() == ["extra_item.pickup"]
    assert kinds(chat, "extra_item") == ["order_flag", "pickup_at_door"]


def test_an_extra_box_without_a_picture_is_fetched_too(bench: Bench) -> None:
    chat = bench.chat("demo-zhang", THREE_BOXES)
    chat.say("你们多发了一盒给我", "extra_item")
    assert chat.say("拍不了", "deny") == ["extra_item.pickup_unseen"]
    assert "check_warehouse" in kinds(chat, "extra_item")


@pytest.mark.parametrize(
    ("text", "damaged"), [("没有", False), ("没有啊，好好的", False), ("有", True), ("有个洞", True)]
)
def test_the_box_is_asked_one_thing_and_a_bare_no_means_undamaged(bench: Bench, text: str, damaged: bool) -> None:
    chat = bench.chat("demo-zhang", THREE_BOXES)
    assert chat.say("少了一盒", "missing_item") == ["missing_item.ask_box"]
    assert chat.say(text, "deny") == ["missing_item.ask_photo"]
    assert case_of(chat, "missing_item").facts["box_damaged"] is damaged


def test_a_wrong_key_is_sent_at_once(bench: Bench) -> None:
    chat = bench.chat("demo-chen", LOCK_SET)
    assert chat.say("钥匙发错了", "wrong_item") == ["missing_item.ask_photo"]
    assert chat.send_picture() == ["received.reship_part"]
    assert kinds(chat, "wrong_item") == ["reship_part"]


def test_wrong_tea_comes_back_first_while_another_topic_is_answered(bench: Bench) -> None:
    chat = bench.chat("demo-zhang", THREE_BOXES)
    assert chat.say("口味发错了", "wrong_item") == ["wrong_item.ask_photo"]
    other = chat.say("先问下降价了退差价吗", "price_protection")
    assert other[0].startswith("price_protection.")
    assert other[1:] == ["chat.resume", "wrong_item.ask_photo"]
    assert chat.send_picture() == ["wrong_item.ask_qty"]
    assert chat.say("两盒", "provide_info") == ["wrong_item.ask_wish"]
    assert chat.press("寄回再换") == ["wrong_item.send_back"]
    assert "云栖小镇" in last_text(chat)
    assert chat.say("发错货的事怎么样了", "wrong_item") == ["chat.case_awaits_goods"]
    assert complete(chat, "wrong_item", "ok") == ["wrong_item.exchanged"]
    assert kinds(chat, "wrong_item") == ["exchange_ship", "refund_postage"]


def test_a_deposit_lets_the_right_tea_leave_first(bench: Bench) -> None:
    chat = bench.chat("demo-zhang", THREE_BOXES)
    chat.say("口味发错了一盒，我急用", "wrong_item")
    assert chat.send_picture() == ["wrong_item.ask_way"]
    assert chat.press("付押金") == ["wrong_item.deposit"]
    assert "100元" in last_text(chat)
    assert complete(chat, "wrong_item", "yes") == ["wrong_item.advance_sent"]
    assert complete(chat, "wrong_item", "done") == ["wrong_item.send_back_deposit"]
    assert complete(chat, "wrong_item", "ok") == ["wrong_item.deposit_returned"]
    assert [
        task.details["deposit_for_advance"] for task in tasks_of(chat, "wrong_item") if task.kind == "return_deposit"
    ]
    again = chat.say("又发错了", "wrong_item")
    assert again == ["received.again"], "a reshipped order is not sent a second time"


def test_questions_about_the_deposit_are_answered_and_who_wants_none_sends_first(bench: Bench) -> None:
    chat = bench.chat("demo-zhang", THREE_BOXES)
    chat.say("口味发错了一盒，我急用", "wrong_item")
    chat.send_picture()
    assert chat.say("押金多少", "payment_issue") == ["wrong_item.ask_way_told"]
    assert "100元" in last_text(chat)
    assert "到付" in last_text(chat)
    assert chat.say("那不付押金了", "deny") == ["wrong_item.ask_waybill"]
    assert kinds(chat, "wrong_item") == []


def test_a_waybill_lets_the_right_tea_leave_at_once(bench: Bench) -> None:
    chat = bench.chat("demo-zhang", THREE_BOXES)
    chat.say("口味发错了一盒，急用", "wrong_item")
    chat.send_picture()
    assert chat.press("先寄回") == ["wrong_item.ask_waybill"]
    assert chat.say("SF1234567890123", "provide_info") == ["wrong_item.checking_waybill"]
    (review,) = tasks_of(chat, "wrong_item")
    assert review.details["return_waybill"] == "SF1234567890123"
    assert complete(chat, "wrong_item", "yes") == ["wrong_item.advance_sent"]
    assert complete(chat, "wrong_item", "done") == ["wrong_item.watch_waybill"]
    assert complete(chat, "wrong_item", "mismatch") == ["received.return_odd"]
    assert owner_of(chat) is Owner.WAITING


def test_a_broken_box_is_looked_at_and_sent_again(bench: Bench) -> None:
    chat = bench.chat("demo-zhang", THREE_BOXES)
    assert chat.say("收到就碎了", "damaged_item") == ["damaged_item.ask_photo"]
    assert chat.send_picture() == ["damaged_item.ask_qty"]
    assert chat.say("一盒", "provide_info") == ["received.reviewing"]
    assert complete(chat, "damaged_item", "yes") == ["damaged_item.ask_goods"]
    assert chat.press("补发") == ["damaged_item.reship"]
    assert kinds(chat, "damaged_item") == ["courier_claim", "reship"]
    assert (case_of(chat, "damaged_item").sop, case_of(chat, "damaged_item").responsibility) == ("P-RCV-05", "courier")
    assert chat.say("又碎了一盒", "damaged_item") == ["received.again"]


def test_a_scratch_is_compensated_on_the_picture_and_only_once(bench: Bench) -> None:
    chat = bench.chat("demo-chen", LOCK_SET)
    assert chat.say("猫眼锁有划痕", "damaged_item") == ["damaged_item.ask_kind"]
    assert chat.press("收到就有划痕瑕疵") == ["damaged_item.ask_photo"]
    assert chat.send_picture() == ["damaged_item.ask_remedy"]
    assert chat.press("补偿") == ["damaged_item.ask_offer_1"]
    assert chat.say("可以", "affirm") == ["damaged_item.paid_step_1"]
    (paid,) = tasks_of(chat, "damaged_item")
    assert (paid.kind, paid.details["offer_step_1"]) == ("compensate", "500")
    chat.say("门铃也有划痕，收到就有", "damaged_item")
    assert "damaged_item.ask_remedy" not in chat.send_picture(), "money is offered once per order"


def test_a_scratch_may_be_exchanged_or_fought_up_to_approval(bench: Bench) -> None:
    chat = bench.chat("demo-liu")
    chat.say("收到就有瑕疵", "damaged_item")
    chat.send_picture()
    assert chat.press("补偿") == ["damaged_item.ask_offer_1"]
    assert chat.say("太少了", "deny") == ["received.reviewing"]
    assert complete(chat, "damaged_item", "yes") == ["damaged_item.ask_offer_2"]
    assert chat.say("不够", "deny") == ["damaged_item.ask_offer_3"]
    assert chat.say("不行", "deny") == ["damaged_item.ask_last_wish"]
    assert chat.press("多补一些") == ["damaged_item.ask_amount"]
    assert chat.say("50元", "provide_info") == ["damaged_item.asking_approval"]
    assert complete(chat, "damaged_item", "refused") == ["damaged_item.ask_swap"]
    assert chat.press("换货") == ["damaged_item.send_back_exchange"]
    assert complete(chat, "damaged_item", "ok") == ["damaged_item.exchanged"]
    assert case_of(chat, "damaged_item").row == "damaged_exchange.exchanged"


def test_damage_reported_late_is_wear_and_offered_ten(bench: Bench) -> None:
    chat = bench.chat("demo-zhao")
    assert chat.say("锁面有划痕", "damaged_item") == ["worn_item.ask_use"]
    assert chat.say("不影响", "deny") == ["worn_item.ask_photo"]
    assert chat.send_picture() == ["received.reviewing"]
    assert complete(chat, "damaged_item", "yes") == ["worn_item.ask_offer_2"]
    assert chat.say("可以", "affirm") == ["worn_item.paid_step_2"]
    assert (kinds(chat, "damaged_item"), case_of(chat, "damaged_item").sop) == (["compensate"], "P-RCV-06")


def test_a_wrong_page_is_paid_for_and_mended(bench: Bench) -> None:
    chat = bench.chat("demo-liu")
    assert chat.say("尺寸跟页面写的不一样", "description_mismatch") == ["description_mismatch.ask_diff"]
    assert chat.say("差了5厘米", "provide_info") == ["description_mismatch.ask_photo"]
    assert chat.send_picture() == ["description_mismatch.checking_page"]
    assert complete(chat, "description_mismatch", "yes") == ["description_mismatch.ask_offer_2"]
    assert chat.say("好的", "affirm") == ["description_mismatch.paid_step_2"]
    assert kinds(chat, "description_mismatch") == ["compensate", "fix_page"]
    assert case_of(chat, "description_mismatch").responsibility == "operations"


def test_a_small_difference_is_explained(bench: Bench) -> None:
    chat = bench.chat("demo-liu")
    chat.say("尺寸跟页面写的不一样", "description_mismatch")
    assert chat.say("差3厘米", "provide_info") == ["description_mismatch.within_tolerance"]
    assert kinds(chat, "description_mismatch") == []


def test_what_cannot_be_judged_waits_for_the_team_lead(bench: Bench) -> None:
    chat = bench.chat("demo-liu")
    chat.say("颜色跟图片差太多", "description_mismatch")
    assert chat.say("拍不了", "deny") == ["description_mismatch.asking_lead"]
    assert complete(chat, "description_mismatch", "granted") == ["description_mismatch.lead_agreed"]
    assert kinds(chat, "description_mismatch") == ["compensate"]


def test_who_insists_on_a_fake_reaches_the_complaint_team(bench: Bench) -> None:
    chat = bench.chat("demo-liu")
    assert chat.say("你们这是假货吧", "authenticity_doubt") == ["authenticity_doubt.ask_convinced"]
    assert "B2611" in last_text(chat)
    assert chat.say("不信，就是假的", "deny") == ["authenticity_doubt.to_complaint"]
    with bench.services.uow() as uow:
        (ticket,) = uow.tickets.waiting()
    assert (ticket.team, ticket.priority) == ("complaint", 2)


def test_out_of_hours_the_doubt_is_queued_and_the_hours_are_told(bench: Bench) -> None:
    bench.clock.at = CLOSED_HOUR
    chat = bench.chat("demo-liu")
    chat.say("你们这是假货吧", "authenticity_doubt")
    assert chat.press("不是") == ["authenticity_doubt.to_complaint_closed"]
    assert "8:00–24:00" in last_text(chat)


def test_old_tea_goes_back_at_the_shops_cost(bench: Bench) -> None:
    with bench.services.uow() as uow:
        tea = uow.orders.products(["TEA-LJ250"])["TEA-LJ250"]
        made = shanghai_date(bench.services.now()) - timedelta(days=500)
        uow.orders.put_products([replace(tea, production_date=made)])
        uow.commit()
    chat = bench.chat("demo-liu")
    assert chat.say("生产日期太旧了", "authenticity_doubt") == ["authenticity_doubt.send_back"]
    assert complete(chat, "authenticity_doubt", "ok") == ["authenticity_doubt.refunded"]
    assert kinds(chat, "authenticity_doubt") == ["refund", "refund_postage"]
