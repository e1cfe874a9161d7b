"""P-PROMO-01, 02 and P-VIP-01 as chats: with and without an order, a list disputed, a price changed before paying."""

from datetime import timedelta
from typing import Any

import pytest

from aftersales.adapters.demo.catalogue import Json
from aftersales.adapters.demo.order_draft import Buyer, Draft
from aftersales.domain.cases import CaseState
from aftersales.use_cases.complete_task import complete_task
from tests.shop_bench import CLOSED_HOUR, Bench, Chat
from tests.turns.walking import case_of, last_text, put, tasks_of

ORDER_NO = "2026110000009941"
OTHER_NO = "2026110000009942"


def draft(bench: Bench, order_no: str = ORDER_NO) -> Draft:
    return Draft(bench.clock.at, order_no, Buyer("walker", "沈安", "13800009941", "浙江省", "杭州", "文三路9号"))


def buyer_with(bench: Bench, *orders: Json) -> Chat:
    put(bench, *orders)
    return bench.chat("walker")


def signed(bench: Bench) -> Chat:
    """A buyer whose only order was paid after the named promotion began, and signed since."""
    return buyer_with(bench, draft(bench).signed([("LOCK-A1", 1)], 20) | {"paid_at": draft(bench).ago(60)})


def unpaid(bench: Bench, level: str | None = "vip2", **fields: Any) -> Chat:
    of = draft(bench).order([("TEA-ML200", 1)], "pending_payment", 5)
    return buyer_with(bench, of | {"paid_at": None, "paid_fen": 0, "membership": level} | fields)


def run_list(bench: Bench, *winners: str) -> None:
    """A promotion with a published list runs since five days ago."""
    since, until = bench.clock.at - timedelta(days=5), bench.clock.at + timedelta(days=5)
    named = {"name": "开锁节", "from": since.isoformat(), "until": until.isoformat(), "winners": list(winners)}
    put(bench, promotions=[named | {"rules": "前50名付款的锁送门铃", "gift_limit": 50}])


def complete(chat: Chat, playbook: str, kind: str, result: str) -> list[str]:
    (task,) = [task for task in tasks_of(chat, playbook) if task.kind == kind]
    complete_task(chat.bench.services, task.id, result, "li")
    return chat.said()


@pytest.mark.parametrize("guest", [False, True])
def test_a_buyer_without_any_order_hears_the_running_promotions(bench: Bench, guest: bool) -> None:
    chat = bench.chat("nobody", guest=guest)
    assert chat.say("现在有什么活动", "promo_rules") == ["promo_rules.running"]
    assert "秋茶节：满300元减30元" in last_text(chat)
    assert chat.say("会返场吗", "promo_rules") == ["promo_rules.later"]
    assert "秋茶节" in last_text(chat)
    assert chat.say("中奖名单在哪", "promo_rules") == ["promo_rules.no_list"]
    bench.clock.at += timedelta(days=30)
    assert chat.say("还有活动吗", "promo_rules") == ["promo_rules.none"]
    assert chat.say("会返场吗", "promo_rules") == ["promo_rules.none_later"]
    assert case_of(chat, "promo_rules").order_no is None


def test_a_published_list_is_shown_without_an_order(bench: Bench) -> None:
    run_list(bench, OTHER_NO)
    chat = bench.chat("nobody")
    assert chat.say("中奖名单在哪", "promo_rules") == ["promo_rules.list"]
    assert "共1单，订单号后四位 9942" in last_text(chat)
    assert OTHER_NO not in last_text(chat)


def test_who_is_not_on_the_list_gets_it_as_proof(bench: Bench) -> None:
    run_list(bench, OTHER_NO)
    chat = signed(bench)
    assert chat.say("我明明是前50名，名单里怎么没有我", "promo_rules") == ["promo_winners.not_listed"]
    assert "9942" in last_text(chat)
    assert "前50名付款的锁送门铃" in last_text(chat)
    case = case_of(chat, "promo_rules")
    assert (case.sop, case.row, tasks_of(chat, "promo_rules")) == ("P-PROMO-02", "promo_winners.not_listed", [])


def test_a_winner_gets_the_gift_sent_once_across_a_change_of_topic(bench: Bench) -> None:
    run_list(bench, ORDER_NO)
    chat = signed(bench)
    assert chat.say("我在不在名单，怎么没送我", "promo_rules") == ["winner_gift.ask_found"]
    told = chat.say("对了有会员折扣吗", "vip_discount")
    assert told == ["vip_member.no_level", "chat.resume", "winner_gift.ask_found"]
    assert chat.say("没有", "deny") == ["winner_gift.resend"]
    (task,) = tasks_of(chat, "promo_rules")
    assert (task.kind, task.team, task.order_no) == ("resend_gift", "warehouse", ORDER_NO)
    assert chat.say("名单里有我，赠品呢", "promo_rules") == ["promo_winners.resent"]
    assert chat.say("活动的赠品没收到", "missing_gift") == ["promo_winners.resent"]
    complete_task(bench.services, task.id, "done", "li")
    assert chat.said() == ["task.done.resend_gift"]
    assert chat.say("活动的赠品还没收到", "missing_gift") == ["promo_winners.resent_sent"]
    with bench.services.uow() as uow:
        assert [t.kind for t in uow.tasks.list(team="warehouse") if t.order_no == ORDER_NO] == []


def test_a_gift_that_could_not_be_sent_is_no_memory(bench: Bench) -> None:
    run_list(bench, ORDER_NO)
    chat = signed(bench)
    chat.say("我在不在名单", "promo_rules")
    chat.say("没有", "deny")
    assert complete(chat, "promo_rules", "resend_gift", "impossible") == ["task.impossible"]


def test_a_list_that_has_ended_is_looked_up_and_its_result_comes_back(bench: Bench) -> None:
    chat = signed(bench)
    assert chat.say("返场活动名单里怎么没有我", "promo_rules") == ["missing_gift.checking_list"]
    (review,) = tasks_of(chat, "promo_rules")
    assert (review.team, review.is_review) == ("operations", True)
    complete_task(bench.services, review.id, "no", "li")
    assert chat.said() == ["promo_winners.not_in_old_list"]
    assert case_of(chat, "promo_rules").state is CaseState.ANSWERED


def test_a_dispute_asks_which_order_and_goes_on_with_it(bench: Bench) -> None:
    run_list(bench, OTHER_NO)
    of = [draft(bench, no).signed([(sku, 1)], 20) for no, sku in ((ORDER_NO, "LOCK-A1"), (OTHER_NO, "LOCK-D2"))]
    chat = buyer_with(bench, *(each | {"paid_at": draft(bench).ago(60)} for each in of))
    assert chat.say("名单里有没有我", "promo_rules") == ["order.which"]
    assert chat.press("密码锁 D2") == ["winner_gift.ask_found"]
    assert chat.say("找到了", "affirm") == ["missing_gift.found"]
    assert case_of(chat, "promo_rules").order_no == OTHER_NO


@pytest.mark.parametrize("guest", [False, True])
def test_a_dispute_without_any_order_is_answered_and_nothing_stays_open(bench: Bench, guest: bool) -> None:
    chat = bench.chat("nobody", guest=guest)
    assert chat.say("名单里怎么没有我", "promo_rules") == ["promo_rules.whose"]
    assert tasks_of(chat, "promo_rules") == []
    assert chat.say("现在有什么活动", "promo_rules") == ["promo_rules.running"]


def test_the_price_is_changed_for_a_member_before_the_payment_once(bench: Bench) -> None:
    chat = unpaid(bench)
    assert chat.say("老客户有优惠吗", "vip_discount") == ["vip_member.unpaid"]
    assert "95折" in last_text(chat)
    (task,) = tasks_of(chat, "vip_discount")
    assert (task.kind, task.team) == ("order_change", "backoffice")
    assert task.details == {"membership": "vip2", "vip_percent": "95"}
    assert chat.say("会员再打个折吧", "vip_discount") == ["vip_member.unpaid_again"]
    complete_task(bench.services, task.id, "done", "li")
    assert chat.said() == ["task.done.order_change"]
    assert chat.say("会员折扣没算", "vip_discount") == ["vip_member.unpaid_again"]


def test_a_price_that_was_changed_for_another_reason_is_looked_at_by_a_person(bench: Bench) -> None:
    chat = unpaid(bench)
    assert chat.say("拍下了，改一下价格", "modify_order") == ["modify_order.ask_price"]
    chat.say("说好45元", "provide_info")
    assert chat.say("会员还能再打折吗", "vip_discount") == ["vip_member.unpaid_changed"]
    assert tasks_of(chat, "vip_discount") == []


def test_a_member_with_several_orders_names_one(bench: Bench) -> None:
    other = draft(bench, OTHER_NO).order([("TEA-LJ250", 1)], "paid", 5)
    chat = buyer_with(
        bench, other, draft(bench).order([("TEA-ML200", 1)], "pending_payment", 5) | {"membership": "vip1"}
    )
    assert chat.say("会员打几折", "vip_discount") == ["order.which"]
    assert chat.press("茉莉花茶") == ["vip_member.unpaid"]
    assert "98折" in last_text(chat)


def test_special_prices_stay_as_they_are(bench: Bench) -> None:
    sold = draft(bench).order([("TEA-DHP100", 1)], "pending_payment", 5)
    lines: Any = sold["lines"]
    chat = unpaid(bench, lines=[{**each, "special_price": True} for each in lines])
    assert chat.say("会员折扣能用吗", "vip_discount") == ["vip_member.special_only"]
    assert tasks_of(chat, "vip_discount") == []


def test_a_price_that_cannot_be_changed_brings_a_person(bench: Bench) -> None:
    chat = unpaid(bench)
    chat.say("会员打几折", "vip_discount")
    assert complete(chat, "vip_discount", "order_change", "impossible") == ["task.impossible"]


def test_a_paid_order_and_a_level_that_is_missing_change_nothing(bench: Bench) -> None:
    paid = buyer_with(bench, draft(bench).order([("TEA-ML200", 1)], "paid", 5) | {"membership": "vip3"})
    assert paid.say("会员折扣没算啊", "vip_discount") == ["vip_member.next_order"]
    assert "9折" in last_text(paid)
    assert tasks_of(paid, "vip_discount") == []


def test_a_buyer_without_an_order_hears_how_the_discount_works(bench: Bench) -> None:
    chat = bench.chat("nobody")
    assert chat.say("老客户有优惠吗", "vip_discount") == ["vip_discount.how"]
    assert all(percent in last_text(chat) for percent in ("98%", "95%", "90%"))
    assert chat.say("积分怎么用", "vip_discount") == ["vip_discount.points"]
    assert tasks_of(chat, "vip_discount") == []


def test_a_promised_discount_is_looked_up_and_at_night_the_hours_are_told(bench: Bench) -> None:
    bench.clock.at = CLOSED_HOUR
    chat = unpaid(bench, None)
    assert chat.say("上次客服说以后按老客户价给我的", "vip_discount") == ["vip_discount.promised_closed"]
    assert case_of(chat, "vip_discount").state is CaseState.HANDED_OFF
