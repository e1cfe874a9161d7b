"""P-REF-04, P-REF-05, P-RET-03, P-RET-05 and P-RET-06 as chats: what the buyer hears, and what a result brings."""

from datetime import timedelta
from typing import Any

from aftersales.adapters.demo.order_draft import Buyer, Draft
from aftersales.domain.calendar import format_time
from aftersales.domain.conversations import Owner
from aftersales.use_cases.complete_task import complete_task
from tests.shop_bench import CLOSED_HOUR, Bench, Chat
from tests.turns.walking import (
    MANAGER,
    case_of,
    complete,
    kinds,
    last_text,
    open_task,
    owner_of,
    put,
    tasks_of,
)

ORDER_NO = "2026110000009950"


def buyer_of(bench: Bench, state: str = "signed", **fields: Any) -> Chat:
    """A buyer with one order of tea; `fields` replace those of its file."""
    draft = Draft(bench.clock.at, ORDER_NO, Buyer("walker", "沈安", "13800009950", "浙江省", "杭州", "文三路9号"))
    items = [("TEA-LJ250", 1)]
    of = draft.signed(items, 30) if state == "signed" else draft.order(items, state, 30)
    put(bench, of | fields)
    return bench.chat("walker")


def refund(bench: Bench, state: str, kind: str = "refund_only", done_hours: float | None = None, **more: Any) -> Any:
    draft = Draft(bench.clock.at, ORDER_NO, Buyer("walker", "沈安", "13800009950", "浙江省", "杭州", "文三路9号"))
    told = {"kind": kind, "state": state, "amount_fen": 9800, "channel": "alipay", "applied_at": draft.ago(60)}
    return [told | ({"succeeded_at": draft.ago(done_hours)} if done_hours else {}) | more]


def test_a_refund_in_time_is_told_by_its_channel(bench: Bench) -> None:
    chat = buyer_of(bench, "closed", refunds=refund(bench, "succeeded", done_hours=3))
    assert chat.say("钱怎么还没到", "refund_status") == ["refund_status.in_time"]
    assert "24小时内退回支付宝" in last_text(chat)


def test_a_late_refund_is_proved_and_then_followed_by_a_person(bench: Bench) -> None:
    late = buyer_of(bench, "closed", refunds=refund(bench, "succeeded", done_hours=25))
    assert late.say("退款成功了钱没到", "refund_status") == ["refund_status.overdue"]
    assert "订单页的平台客服入口" in last_text(late)
    (proof,) = tasks_of(late, "refund_status")
    assert (proof.kind, proof.details["refund_channel"], proof.details["refund_fen"]) == ("call_back", "alipay", "9800")
    assert late.say("还是没收到退款", "refund_status") == ["refund_status.proof_coming"]
    bench.clock.at += timedelta(hours=25)
    assert late.say("还是没收到退款", "refund_status") == ["refund_status.again"]
    assert owner_of(late) is Owner.WAITING


def test_the_buyer_says_whether_the_term_is_over_and_may_change_the_topic(bench: Bench) -> None:
    chat = buyer_of(bench, "closed", refunds=refund(bench, "succeeded"))
    assert chat.say("退款呢", "refund_status") == ["refund_status.ask_term_passed"]
    other = chat.say("先问下退货运费谁出", "return_shipping_fee")
    assert other == ["return_shipping_fee.ask_fault"]
    said = chat.press("自己不想要")
    assert said[0] == "return_shipping_fee.buyer_untold"
    assert said[-1] == "refund_status.ask_term_passed"
    assert chat.say("早过了", "affirm") == ["refund_status.overdue"]


def test_an_applied_refund_stops_the_sending_and_is_withdrawn_with_a_persons_help(bench: Bench) -> None:
    chat = buyer_of(bench, "paid", refunds=refund(bench, "applied"))
    assert chat.say("退款处理了没", "refund_status") == ["refund_status.applied_unshipped"]
    assert kinds(chat, "refund_status") == ["order_flag", "stop_shipping"]
    assert chat.say("算了不退了", "cancel_refund") == ["cancel_refund.stop_undone"]
    assert owner_of(chat) is Owner.WAITING
    assert case_of(chat, "cancel_refund").sop == "P-REF-05"


def test_at_night_the_hours_are_told(bench: Bench) -> None:
    bench.clock.at = CLOSED_HOUR
    chat = buyer_of(bench, "paid", refunds=refund(bench, "applied"))
    chat.say("退款处理了没", "refund_status")
    assert chat.say("不退了，照常发吧", "cancel_refund") == ["cancel_refund.stop_undone_closed"]
    assert "9:00–22:00" in last_text(chat)


def test_a_refund_nobody_stopped_is_withdrawn_without_a_person(bench: Bench) -> None:
    chat = buyer_of(bench, refunds=refund(bench, "applied", "return_refund"))
    assert chat.say("怎么取消退款申请", "cancel_refund") == ["cancel_refund.open_received"]
    assert owner_of(chat) is not Owner.WAITING
    assert kinds(chat, "cancel_refund") == []


def test_a_received_return_is_looked_at_and_refunded(bench: Bench) -> None:
    back = [{"waybill": "SF1", "state": "received", "received_at": None}]
    chat = buyer_of(bench, refunds=refund(bench, "approved", "return_refund"), returns=back)
    assert chat.say("退的货你们收到没有", "return_progress") == ["return_progress.checking"]
    assert chat.say("验好了吗", "return_progress") == ["chat.case_awaits_goods"]
    assert complete(chat, "return_progress", "ok") == ["return_refund.applied"]
    assert "98元" in last_text(chat)
    (paid,) = tasks_of(chat, "return_progress")
    assert (paid.kind, paid.details["refund_fen"]) == ("refund", "9800")
    assert case_of(chat, "return_progress").sop == "P-RET-06"
    assert chat.say("我退的货怎么样了", "return_progress") == ["refund_status.ordered_amount"]


def test_a_disputed_return_needs_a_stamped_proof(bench: Bench) -> None:
    back = [{"waybill": "SF1", "state": "inspected", "inspection": "short"}]
    given = [{"amount_fen": 500, "at": bench.clock.at.isoformat(), "reason": "瑕疵"}]
    less = refund(bench, "applied", "return_refund", amount_fen=9300)
    chat = buyer_of(bench, refunds=less, returns=back, compensations=given)
    assert chat.say("退款怎么还没退，货都退回去了", "refund_status") == ["return_progress.ask_admitted"]
    assert "少了东西" in last_text(chat)
    assert chat.say("不可能，都寄了", "deny") == ["return_progress.proof_asked"]
    (review,) = tasks_of(chat, "refund_status")
    assert (review.is_review, review.team, review.details["inspection"]) == (True, "courier", "short")
    assert complete(chat, "refund_status", "no") == ["return_refund.applied_compensated"]
    assert "93元" in last_text(chat)
    assert "5元" in last_text(chat)
    assert kinds(chat, "refund_status") == ["refund"]


def test_a_proved_dispute_and_an_admission_reach_a_person(bench: Bench) -> None:
    back = [{"waybill": "SF1", "state": "inspected", "inspection": "used"}]
    chat = buyer_of(bench, refunds=refund(bench, "applied", "return_refund"), returns=back)
    chat.say("验货有结果吗", "return_progress")
    chat.press("不是")
    assert complete(chat, "return_progress", "yes") == ["return_progress.proved"]
    assert owner_of(chat) is Owner.WAITING
    assert kinds(chat, "return_progress") == []


def test_the_shop_pays_the_postage_that_the_insurance_left(bench: Bench) -> None:
    chat = buyer_of(bench, return_insurance=True)
    assert chat.say("质量问题，我垫付的运费怎么给我", "return_shipping_fee") == ["return_shipping_fee.ask_receipt"]
    assert chat.send_picture() == ["return_shipping_fee.ask_amount"]
    assert chat.say("15元", "provide_info") == ["return_shipping_fee.ask_insurance"]
    assert chat.press("已经赔了") == ["return_shipping_fee.ask_insured"]
    assert chat.say("8块", "provide_info") == ["return_shipping_fee.reviewing"]
    assert complete(chat, "return_shipping_fee", "yes") == ["return_shipping_fee.paid_back"]
    assert "7元" in last_text(chat)
    (paid,) = tasks_of(chat, "return_shipping_fee")
    assert (paid.kind, paid.details["postage_owed_fen"]) == ("refund_postage", "700")
    again = chat.say("质量问题，运费还没给我", "return_shipping_fee")
    assert again == ["return_shipping_fee.again"]


def test_who_changed_their_mind_pays(bench: Bench) -> None:
    chat = buyer_of(bench, return_insurance=False)
    assert chat.say("不喜欢，退货邮费谁付", "return_shipping_fee") == ["return_shipping_fee.buyer_pays"]
    assert kinds(chat, "return_shipping_fee") == []


def test_of_our_own_refund_the_amount_and_the_time_are_told_until_it_is_late(bench: Bench) -> None:
    rejected = refund(bench, "rejected")
    chat = buyer_of(bench, "paid", refunds=rejected)
    assert chat.say("不想要了，退款", "refund_request") == ["cancel_order.rejected_before"]
    assert chat.say("退多少，什么时候退", "refund_status") == ["refund_status.ordered_amount"]
    assert "168元" in last_text(chat)
    assert "11月26日 14:30" in last_text(chat)
    bench.clock.at += timedelta(hours=25)
    assert chat.say("还是没到", "refund_status") == ["refund_status.ordered_late"]


def test_our_own_refund_that_is_done_is_told_by_its_channel(bench: Bench) -> None:
    chat = buyer_of(bench, "paid")
    chat.say("不想要了，退款", "refund_request")
    done = next(task for task in tasks_of(chat, "refund_request") if task.kind == "refund")
    complete_task(bench.services, done.id, "done", MANAGER)
    assert chat.said() == ["task.done.refund"]
    assert chat.say("钱还没到", "refund_status") == ["refund_status.ordered_done"]


def test_several_refunds_are_told_one_by_one_and_the_open_one_first(bench: Bench) -> None:
    both = [*refund(bench, "succeeded", done_hours=3, amount_fen=500), *refund(bench, "succeeded", done_hours=2)]
    chat = buyer_of(bench, "closed", refunds=both)
    assert chat.say("退款到了吗", "refund_status") == ["refund_status.several"]
    assert "5元：已退回\n98元：已退回" in last_text(chat)
    draft = Draft(bench.clock.at, ORDER_NO, Buyer("walker", "沈安", "13800009950", "浙江省", "杭州", "文三路9号"))
    running = [*refund(bench, "applied", applied_at=draft.ago(90)), *refund(bench, "succeeded", done_hours=2)]
    buyer_of(bench, refunds=running)
    assert chat.say("退款呢", "refund_status") == ["refund_status.applied"]


def test_who_withdraws_the_application_has_no_refund_pushed(bench: Bench) -> None:
    chat = buyer_of(bench, "paid", refunds=refund(bench, "applied"))
    assert chat.say("退款撤了吧 我要货", "cancel_refund") == ["cancel_refund.open_unshipped"]
    assert chat.say("撤了", "cancel_refund") == ["cancel_refund.withdrawn_unseen"]
    assert chat.say("什么时候发", "urge_shipment") == ["urge_shipment.withdrawing"]
    assert kinds(chat, "urge_shipment") == []


def test_an_application_is_hurried_once_and_then_a_persons(bench: Bench) -> None:
    chat = buyer_of(bench, "paid", refunds=refund(bench, "applied"))
    assert chat.say("退款怎么还没到", "refund_status") == ["refund_status.applied_unshipped"]
    assert chat.say("退款到哪一步了", "refund_status") == ["refund_status.applied_urged"]
    assert kinds(chat, "refund_status") == []
    bench.clock.at += timedelta(hours=5)
    assert chat.say("退款怎么还没到", "refund_status") == ["refund_status.applied_late"]
    assert owner_of(chat) is Owner.WAITING


def test_how_long_a_refund_takes_is_not_the_time_of_the_stop(bench: Bench) -> None:
    chat = buyer_of(bench, "paid")
    chat.say("我要退款", "refund_request")
    assert chat.say("到底多久", "unclear") == ["chat.case_waiting"]
    assert format_time(open_task(bench, "refund").due_at) in last_text(chat)


def test_when_a_registered_payout_comes_is_told_and_a_late_one_chased(bench: Bench) -> None:
    chat = buyer_of(bench)
    chat.say("客服态度太差，赔我5块", "compensation_request")
    for text, intent, key in (
        ("什么时候到账", "refund_status", "refund_status.payout_arranged"),
        ("我的补偿呢", "compensation_request", "compensation_request.on_its_way"),
    ):
        assert chat.say(text, intent) == [key]
        assert format_time(open_task(bench, "compensate").due_at) in last_text(chat)
    bench.clock.at += timedelta(hours=25)
    assert chat.say("什么时候到账", "refund_status") == ["refund_status.ordered_late"]


def test_the_money_of_goods_taken_out_is_no_missing_application(bench: Bench) -> None:
    draft = Draft(bench.clock.at, ORDER_NO, Buyer("walker", "沈安", "13800009950", "浙江省", "杭州", "文三路9号"))
    put(bench, draft.order([("TEA-LJ250", 1), ("TEA-ML200", 1)], "paid", 10))
    chat = bench.chat("walker")
    assert chat.say("茉莉不要了 钱退我", "refund_request") == ["cancel_order.part"]
    assert chat.say("多久到账", "refund_status") == ["refund_status.part_ordered"]
    assert format_time(open_task(bench, "order_change").due_at) in last_text(chat)
