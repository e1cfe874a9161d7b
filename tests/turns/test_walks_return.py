"""P-RET-01, P-RET-02 and P-RET-07 as chats: what the buyer hears, whose work is left, what returned goods bring."""

from datetime import timedelta

from aftersales.domain.cases import CaseState
from tests.shop_bench import CLOSED_HOUR, Bench
from tests.turns.walking import buyer_of, case_of, complete, kinds, last_text, tasks_of


def test_a_return_in_time_is_accepted_received_and_refunded(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    assert chat.say("不喜欢，想退货", "return_goods") == ["return_goods.ask_state"]
    assert chat.say("没拆没用过", "provide_info") == ["return_goods.send_back"]
    assert all(word in last_text(chat) for word in ("云栖小镇", "到付", "顺丰"))
    assert kinds(chat, "return_goods") == ["receive_goods"]
    bench.clock.at += timedelta(days=8)
    assert complete(chat, "return_goods", "ok") == ["return_goods.refunded"]
    assert "168元" in last_text(chat)
    (refund,) = tasks_of(chat, "return_goods")
    assert (refund.kind, refund.details["refundable_fen"]) == ("refund", "16800")
    assert case_of(chat, "return_goods").state is CaseState.RESOLVED
    assert complete(chat, "return_goods", "done") == ["task.done.refund"]


def test_a_return_too_late_is_explained(bench: Bench) -> None:
    chat = buyer_of(bench, {"LOCK-A1": 1}, 24 * 10)
    assert chat.say("我要退货", "return_goods") == ["return_goods.ask_reason"]
    assert chat.press("不喜欢不合适") == ["return_goods.too_late"]
    assert "11月22日" in last_text(chat)
    assert kinds(chat, "return_goods") == []


def test_a_fault_that_is_named_goes_its_own_way_after_the_days(bench: Bench) -> None:
    chat = buyer_of(bench, {"LOCK-A1": 1}, 24 * 10)
    assert chat.say("锁打不开了，退货", "return_goods") == ["quality_issue.ask_kind"]
    assert case_of(chat, "return_goods").question == "quality_issue.fault_kind"


def test_a_part_of_an_order_is_returned_with_its_own_money(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-ML200": 3, "TEA-LJ250": 1})
    assert chat.say("买多了，没拆，想退", "return_goods") == ["return_goods.ask_scope"]
    assert chat.press("只退一部分") == ["return_goods.ask_which"]
    assert chat.press("茉莉花茶") == ["return_goods.ask_qty"]
    assert chat.say("两袋", "provide_info") == ["return_goods.send_back"]
    assert complete(chat, "return_goods", "ok") == ["return_goods.refunded_part"]
    assert "98元" in last_text(chat)
    (refund,) = tasks_of(chat, "return_goods")
    assert (refund.details["missing_sku"], refund.details["missing_value_fen"]) == ("TEA-ML200", "9800")


def test_opened_goods_are_looked_at_and_the_picture_counts(bench: Bench) -> None:
    chat = buyer_of(bench, {"LOCK-A1": 1})
    assert chat.say("拆封了能退吗，不喜欢", "return_goods") == ["return_goods.ask_photo"]
    assert chat.send_picture() == ["received.reviewing"]
    assert complete(chat, "return_goods", "yes") == ["return_goods.send_back"]
    assert complete(chat, "return_goods", "used") == ["received.return_odd"]
    assert kinds(chat, "return_goods") == []
    assert case_of(chat, "return_goods").state is CaseState.HANDED_OFF


def test_another_topic_and_the_way_to_send_are_answered_while_goods_travel(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("不喜欢，想退货", "return_goods")
    asked = chat.say("顺便问下什么时候发货", "urge_shipment")
    assert asked[-2:] == ["chat.resume", "return_goods.ask_state"]
    assert chat.say("没拆过", "provide_info") == ["return_goods.send_back"]
    assert chat.say("退货寄到哪里", "return_method") == ["return_method.arranged"]
    assert chat.say("我要退货", "return_goods") == ["chat.case_awaits_goods"]
    assert chat.say("那我换货吧", "exchange_goods") == ["received.rearranged"]
    assert kinds(chat, "return_goods") == ["receive_goods"]
    assert kinds(chat, "exchange_goods") == []


def test_a_return_not_arranged_yet_begins_with_the_conditions(bench: Bench) -> None:
    chat = buyer_of(bench, {"LOCK-A1": 1})
    assert chat.say("退货地址发我", "return_method") == ["return_goods.ask_reason"]
    assert chat.press("质量有问题") == ["quality_issue.ask_kind"]
    assert chat.say("掉漆", "provide_info") == ["quality_issue.ask_photo"]
    assert chat.send_picture() == ["quality_issue.ask_remedy"]


def test_an_order_not_sent_is_cancelled_once(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, 5, "paid")
    assert chat.say("能退吗", "return_goods") == ["return_goods.ask_cancel"]
    assert chat.say("嗯退吧", "affirm") == ["cancel_order.cancelled"]
    assert kinds(chat, "return_goods") == ["refund", "stop_shipping"]
    assert chat.say("我要退货", "return_goods") == ["cancel_order.refund_requested"]
    with bench.services.uow() as uow:
        assert [task.kind for task in uow.tasks.list(team="backoffice")] == ["refund"]


def test_a_parcel_on_the_way_is_asked_about_before_it_is_stopped(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    assert chat.say("这个能退吗", "return_goods") == ["return_goods.ask_intercept"]
    assert chat.say("拦回来吧", "provide_info") == ["cancel_order.intercepting"]
    assert kinds(chat, "return_goods") == ["intercept_parcel"]


def test_goods_are_exchanged_when_they_are_back(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    assert chat.say("口味不喜欢能换别的味吗", "exchange_goods") == ["exchange_goods.ask_state"]
    assert chat.say("没开封", "provide_info") == ["exchange_goods.ask_target"]
    assert chat.say("大红袍两罐", "provide_info") == ["exchange_goods.checking_stock"]
    (check,) = tasks_of(chat, "exchange_goods")
    assert (check.is_review, check.team, check.details["target_text"]) == (True, "warehouse", "大红袍两罐")
    assert complete(chat, "exchange_goods", "yes") == ["exchange_goods.ask_way"]
    assert chat.press("寄回再换") == ["exchange_goods.send_back"]
    assert kinds(chat, "exchange_goods") == ["receive_goods"]
    bench.clock.at += timedelta(days=9)
    assert complete(chat, "exchange_goods", "ok") == ["exchange_goods.exchanged"]
    (ship,) = tasks_of(chat, "exchange_goods")
    assert (ship.kind, ship.details["target_text"]) == ("exchange_ship", "大红袍两罐")
    assert complete(chat, "exchange_goods", "done") == ["task.done.exchange_ship"]


def test_an_urgent_exchange_leaves_first_against_a_deposit(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("想换个新的，不喜欢这罐，急用", "exchange_goods")
    assert chat.say("没拆", "provide_info") == ["exchange_goods.ask_advance"]
    assert "100元" in last_text(chat)
    assert chat.press("付押金") == ["wrong_item.deposit"]
    assert complete(chat, "exchange_goods", "yes") == ["exchange_goods.advancing"]
    assert chat.say("那我退货吧", "return_goods") == ["received.rearranged"]
    assert kinds(chat, "return_goods") == []


def test_sending_freight_collect_is_refused_within_the_question_for_the_advance(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("想换个新的，不喜欢这罐，急用", "exchange_goods")
    chat.say("没拆", "provide_info")
    assert chat.say("到付行吗", "payment_issue") == ["exchange_goods.ask_advance_told"]
    assert "到付" in last_text(chat)
    assert chat.press("付押金") == ["wrong_item.deposit"]


def test_an_advance_is_followed_until_the_goods_are_back(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("想换个新的，不喜欢这罐，急用", "exchange_goods")
    chat.say("没拆", "provide_info")
    assert chat.press("先寄回给单号") == ["exchange_goods.ask_waybill"]
    assert chat.say("YT8800009902", "provide_info") == ["exchange_goods.checking_waybill"]
    assert complete(chat, "exchange_goods", "yes") == ["exchange_goods.advancing"]
    assert complete(chat, "exchange_goods", "done") == ["exchange_goods.watch_waybill"]
    assert kinds(chat, "exchange_goods") == ["receive_goods"]
    assert complete(chat, "exchange_goods", "ok") == ["exchange_goods.waybill_returned"]
    assert kinds(chat, "exchange_goods") == []


def test_without_stock_the_buyer_may_return_instead(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-JJM125": 1})
    chat.say("想换个新的，不喜欢这罐", "exchange_goods")
    assert chat.say("没拆", "provide_info") == ["exchange_goods.ask_no_stock"]
    assert chat.press("退货退款") == ["return_goods.send_back"]
    assert complete(chat, "exchange_goods", "ok") == ["return_goods.refunded"]
    assert kinds(chat, "exchange_goods") == ["refund"]


def test_at_night_a_difference_waits_for_the_opening_hours(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("不喜欢，没拆，想退货", "return_goods")
    bench.clock.at = CLOSED_HOUR + timedelta(days=3)
    assert complete(chat, "return_goods", "short") == ["received.return_odd_closed"]
