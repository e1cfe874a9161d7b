"""P-PRICE-02 to 05 and P-FEE-01 as chats: what the buyer hears, whose work is left, what a finished task brings."""

from typing import Any

from aftersales.adapters.demo.catalogue import Json
from aftersales.adapters.demo.order_draft import Buyer, Draft
from aftersales.use_cases.complete_task import complete_task
from tests.shop_bench import CLOSED_HOUR, Bench, Chat
from tests.turns.walking import case_of, kinds, last_text, put, tasks_of

ORDER_NO = "2026110000009931"


def buyer_of(bench: Bench, sku: str = "TEA-ML200", hours: float = 5, status: str = "paid", **fields: Any) -> Chat:
    """A buyer whose only order was paid `hours` ago; `fields` replace those of its file."""
    draft = Draft(bench.clock.at, ORDER_NO, Buyer("walker", "沈安", "13800009931", "浙江省", "杭州", "文三路9号"))
    of: Json = draft.order([(sku, 1)], status, hours) | fields
    put(bench, of)
    return bench.chat("walker")


def unpaid(bench: Bench, **fields: Any) -> Chat:
    return buyer_of(bench, status="pending_payment", paid_at=None, paid_fen=0, **fields)


def presale(bench: Bench, deadline_h: float, **fields: Any) -> Chat:
    """A buyer who paid a deposit of 50元 six days ago; the balance is due until `deadline_h` hours ago."""
    deadline = Draft(bench.clock.at, ORDER_NO, Buyer("", "", "", "", "", "")).ago(deadline_h)
    told: Json = {"deposit_fen": 5000, "balance_deadline": deadline, "balance_paid_at": None}
    return buyer_of(bench, "LOCK-P2", 144, "pending_payment", presale=told, paid_fen=5000, **fields)


def complete(chat: Chat, kind: str, result: str) -> list[str]:
    """The only open task of that kind in the shop is reported; what the buyer hears then."""
    with chat.bench.services.uow() as uow:
        (task,) = [task for task in uow.tasks.list(team="backoffice") if task.kind == kind]
    complete_task(chat.bench.services, task.id, result, "li")
    return chat.said()


def test_an_overdue_deposit_goes_back_through_the_backoffice_once(bench: Bench) -> None:
    chat = presale(bench, 24)
    assert chat.say("忘记付尾款了怎么办", "presale_deposit") == ["presale_deposit.ask_back"]
    assert chat.say("那退给我吧", "affirm") == ["presale_deposit.overdue"]
    (task,) = tasks_of(chat, "presale_deposit")
    assert (task.kind, task.team, task.details["deposit_fen"]) == ("refund_deposit", "backoffice", "5000")
    assert "50元" in chat.messages()[-1].text
    assert chat.say("定金能退吗", "presale_deposit") == ["presale_deposit.again"]
    assert complete(chat, "refund_deposit", "done") == ["task.done.refund_deposit"]


def test_a_deposit_in_time_is_applied_for_online(bench: Bench) -> None:
    chat = presale(bench, -48)
    assert chat.say("定金能退吗，不想要了", "presale_deposit") == ["presale_deposit.online"]
    assert "11月27日 14:30" in chat.messages()[-1].text
    assert kinds(chat, "presale_deposit") == []


def test_taken_early_the_limits_come_before_the_person(bench: Bench) -> None:
    chat = presale(bench, -48)
    assert chat.say("预售的我急用，能提前拍吗", "presale_deposit") == ["presale_deposit.ask_early"]
    assert chat.say("可以接受", "affirm") == ["presale_deposit.early_to_person"]
    assert case_of(chat, "presale_deposit").sop == "P-PRICE-03"


def test_who_paid_twice_gets_the_second_payment_back_once(bench: Bench) -> None:
    at = bench.clock.at.isoformat()
    twice = [{"amount_fen": 4900, "at": at, "channel": "wechat", "state": "succeeded"}] * 2
    chat = buyer_of(bench, paid_fen=4900, payments=twice)
    assert chat.say("怎么扣了我两次钱", "payment_issue") == ["payment_issue.paid_twice"]
    assert "49元" in chat.messages()[-1].text
    (task,) = tasks_of(chat, "payment_issue")
    assert (task.kind, task.details) == ("refund", {"overpaid_fen": "4900"})
    assert chat.say("重复付款退了吗", "payment_issue") == ["payment_issue.double_to_person"]
    with bench.services.uow() as uow:
        assert [each.kind for each in uow.tasks.list(team="backoffice")] == ["refund"]


def test_a_failed_payment_is_guided_and_cash_is_answered_by_the_shop(bench: Bench) -> None:
    chat = unpaid(bench)
    assert chat.say("付款", "payment_issue") == ["payment_issue.ask_topic"]
    assert chat.press("付不了款") == ["payment_issue.guide"]
    assert chat.say("可以货到付款吗", "payment_issue") == ["payment_issue.cash_on_delivery"]
    assert chat.say("扣钱了还显示未付款", "payment_issue") == ["payment_issue.money_to_person"]


def test_who_tried_another_card_in_vain_gets_a_person(bench: Bench) -> None:
    chat = unpaid(bench)
    assert chat.say("付不了款", "payment_issue") == ["payment_issue.guide"]
    assert chat.say("换了卡还是不行", "payment_issue") == ["payment_issue.still_to_person"]


def test_at_night_the_opening_hours_are_told(bench: Bench) -> None:
    bench.clock.at = CLOSED_HOUR
    chat = unpaid(bench)
    assert chat.say("钱扣了没有订单", "payment_issue") == ["payment_issue.money_to_person_closed"]


def test_postage_is_changed_before_the_payment_and_told(bench: Bench) -> None:
    chat = unpaid(bench, postage_fen=800, free_postage=True)
    assert chat.say("不是包邮吗怎么还有运费", "shipping_fee") == ["shipping_fee.changing"]
    assert chat.say("改好了吗", "urge_reply") == ["chat.case_waiting"]
    assert complete(chat, "order_change", "done") == ["shipping_fee.unpaid_changed"]


def test_a_change_of_postage_that_fails_goes_to_a_person(bench: Bench) -> None:
    chat = unpaid(bench, postage_fen=800, free_postage=True)
    chat.say("邮费改一下", "shipping_fee")
    assert complete(chat, "order_change", "impossible") == ["shipping_fee.not_changed"]


def test_the_buyer_asks_something_else_and_then_chooses_the_money(bench: Bench) -> None:
    chat = buyer_of(bench, postage_fen=800, free_postage=True, paid_fen=5700)
    assert chat.say("多收我邮费了", "shipping_fee") == ["shipping_fee.ask_choice"]
    asked = chat.say("什么时候发货", "urge_shipment")
    assert asked == ["urge_shipment.on_time", "chat.resume", "shipping_fee.ask_choice"]
    assert chat.press("退邮费") == ["shipping_fee.refund"]
    assert kinds(chat, "shipping_fee") == ["order_flag", "refund_postage"]
    assert chat.say("把运费退我", "shipping_fee") == ["shipping_fee.again"]
    assert complete(chat, "refund_postage", "done") == ["task.done.refund_postage"]


def test_goods_of_equal_value_are_sent_along_and_no_money_after_them(bench: Bench) -> None:
    chat = buyer_of(bench, postage_fen=800, free_postage=True, paid_fen=5700)
    chat.say("多收我邮费了", "shipping_fee")
    assert chat.press("换等值商品") == ["shipping_fee.ask_goods"]
    assert chat.say("来点茉莉花茶", "provide_info") == ["shipping_fee.checking_goods"]
    assert complete(chat, "review", "yes") == ["shipping_fee.goods"]
    (sent,) = [task for task in tasks_of(chat, "shipping_fee") if task.kind == "reship"]
    assert sent.details == {"goods_text": "来点茉莉花茶", "postage_fen": "800"}
    assert chat.say("还是退邮费吧", "shipping_fee") == ["shipping_fee.to_person"]


def test_goods_dearer_than_the_postage_are_not_sent(bench: Bench) -> None:
    chat = buyer_of(bench, postage_fen=800, free_postage=True, paid_fen=5700)
    chat.say("多收我邮费了", "shipping_fee")
    chat.press("换等值商品")
    assert chat.say("换一罐龙井", "provide_info") == ["shipping_fee.checking_goods"]
    assert complete(chat, "review", "no") == ["shipping_fee.ask_dear"]
    assert "8元" in last_text(chat)
    assert chat.say("那退钱吧", "refund_request") == ["shipping_fee.refund"]
    assert kinds(chat, "shipping_fee") == ["order_flag", "refund_postage"]


def test_a_rule_not_met_is_explained(bench: Bench) -> None:
    chat = buyer_of(bench, postage_fen=800, free_postage=False, paid_fen=5700)
    assert chat.say("把邮费退给我", "shipping_fee") == ["shipping_fee.not_met"]
    assert kinds(chat, "shipping_fee") == []


def test_a_coupon_not_used_is_explained_by_the_orders_time(bench: Bench) -> None:
    early = buyer_of(bench, hours=24 * 6)
    assert early.say("优惠券没用上，能补吗", "coupon_issue") == ["coupon_issue.before"]
    assert "秋茶节" in early.messages()[-1].text
    assert early.say("购物津贴在哪里看", "coupon_issue") == ["coupon_issue.allowance"]
    assert kinds(early, "coupon_issue") == []


def test_a_coupon_in_the_promotion_is_explained_and_a_wrong_sum_checked(bench: Bench) -> None:
    chat = buyer_of(bench)
    assert chat.say("付完才看到有券，能退吗", "coupon_issue") == ["coupon_issue.during"]
    assert chat.say("满300减30怎么没减", "coupon_issue") == ["coupon_issue.short_to_person"]
