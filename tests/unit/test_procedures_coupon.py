"""P-PRICE-02 and P-PRICE-03 walked: discounts explained by the order's time, a remedy when the shop has set one."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from aftersales.domain.answers import parse_opening
from aftersales.domain.cases import Value
from aftersales.domain.order_facts import OrderView, read_order_facts
from aftersales.domain.orders import Compensation, OrderStatus, Presale, Promotion, Refund
from aftersales.domain.shop import Setting
from aftersales.domain.wording import describe
from tests.unit.orders import ago, order, view
from tests.unit.procedures import Walk, release, walk

BEGAN = ago(days=4)
AUTUMN = (Promotion("秋茶节", BEGAN, ago(days=-6), "满300元减30元"),)


def bought(days: float = 1, status: OrderStatus = OrderStatus.SIGNED, **more: Any) -> OrderView:
    return view(order(status, paid_at=ago(days=days), **more), promotions=AUTUMN)


def remedied(seen: OrderView, fen: int) -> OrderView:
    setting = Setting(fen, "运营", release().shop.settings["bot_limit"].since)
    return replace(seen, shop=replace(seen.shop, settings={**seen.shop.settings, "coupon_remedy": setting}))


def coupon(seen: OrderView, topic: str | None = "missed", **told: Value) -> Walk:
    return walk("coupon_issue", seen, **({"coupon_topic": topic} if topic else {}), **told)


def row(found: Walk) -> str:
    return found.row.removeprefix("coupon_issue.")


def test_the_reason_is_told_by_the_orders_time() -> None:
    assert row(coupon(bought(5))) == "before"
    assert row(coupon(bought(3))) == "during"
    assert row(coupon(view(order(OrderStatus.SIGNED)))) == "otherwise"
    words = describe(bought(5), read_order_facts(bought(5)))
    assert words["paid_time"] == "11月20日 12:00"
    assert words["promotion_window"] == "秋茶节（11月21日 12:00到12月1日 12:00）"


def test_the_first_moment_belongs_to_the_promotion() -> None:
    assert row(coupon(bought(4))) == "during"
    early = bought(4)
    early = replace(early, order=replace(early.order, paid_at=BEGAN - timedelta(minutes=1)))
    assert row(coupon(early)) == "before"


def test_without_a_remedy_nothing_is_paid() -> None:
    for seen in (bought(5), bought(3), remedied(bought(3), 0)):
        assert coupon(seen).tasks == []
    assert release().shop.limit("coupon_remedy") == 0


@pytest.mark.parametrize(
    ("fen", "expected", "team"), [(500, "remedy", "backoffice"), (501, "remedy_reviewed", "finance")]
)
def test_a_remedy_is_paid_and_noted(fen: int, expected: str, team: str) -> None:
    found = coupon(remedied(bought(5), fen))
    assert (row(found), found.tasks) == (expected, [("compensate", team), ("order_flag", "backoffice")])


@pytest.mark.parametrize("fen", [500, 2000])
def test_a_remedy_is_paid_once_and_beside_nothing_else(fen: int) -> None:
    seen = remedied(bought(3), fen)
    assert row(coupon(replace(seen, ordered_tasks=("compensate",)))) == "again"
    given = replace(seen.order, compensations=(Compensation(500, ago(days=1), "外盒"),))
    assert row(coupon(replace(seen, order=given))) == "again"
    for done in ("refund_price_diff", "refund", "reship"):
        assert coupon(replace(seen, ordered_tasks=(done,))).tasks == []
    refunding = replace(seen.order, refunds=(Refund("refund_only", "applied", 16800),))
    assert coupon(replace(seen, order=refunding)).tasks == []
    assert coupon(replace(seen, order=replace(seen.order, paid_fen=0))).tasks == []


def test_a_discount_on_record_is_told() -> None:
    seen = remedied(bought(3, coupons=("满300减30",)), 500)
    found = coupon(seen)
    assert (row(found), found.tasks) == ("used", [])
    assert describe(seen, read_order_facts(seen))["coupons"] == "满300减30"


def test_a_wrong_sum_is_checked_by_a_person_unless_the_promotion_had_not_begun() -> None:
    found = coupon(bought(3), "short")
    assert (row(found), found.handoff) == ("short", "backoffice")
    assert row(coupon(bought(5), "short")) == "short_before"


@pytest.mark.parametrize("fen", [0, 500])
def test_unpaid_and_closed_orders_get_no_remedy(fen: int) -> None:
    unpaid = remedied(view(order(OrderStatus.PENDING_PAYMENT, paid_at=None), promotions=AUTUMN), fen)
    assert (row(coupon(unpaid)), coupon(unpaid).tasks) == ("unpaid", [])
    closed = remedied(bought(3, OrderStatus.CLOSED), fen)
    assert (row(coupon(closed)), coupon(closed).tasks) == ("closed", [])


def test_a_presale_settled_before_the_promotion_has_no_allowance() -> None:
    early = bought(9, OrderStatus.PAID, presale=Presale(5000, ago(days=4), ago(days=5)))
    for topic in ("missed", "short"):
        assert row(coupon(remedied(early, 500), topic)) == "taken_early"
    for variant in release().scripts["coupon_issue.taken_early"].variants:
        assert all(word in variant for word in ("单品", "店铺", "津贴", "红包"))
    in_time = bought(9, OrderStatus.PAID, presale=Presale(5000, ago(days=1), ago(days=2)))
    assert row(coupon(in_time)) == "during"


def test_an_open_balance_is_still_to_be_settled() -> None:
    due = bought(9, OrderStatus.PENDING_PAYMENT, presale=Presale(5000, ago(days=-1)))
    assert row(coupon(due)) == "balance_due"
    overdue = bought(9, OrderStatus.PENDING_PAYMENT, presale=Presale(5000, ago(days=1)))
    assert coupon(overdue).asks == "deposit_topic"


def test_rules_are_told_whatever_the_order() -> None:
    for topic, expected in (("stack", "stack"), ("returned", "returned"), ("claim", "claim")):
        assert row(coupon(bought(3), topic)) == expected
    assert row(coupon(bought(3), "allowance")) == "allowance"
    assert row(coupon(bought(3, platform="jd"), "allowance")) == "allowance_elsewhere"
    promised = coupon(bought(3), "promised")
    assert (row(promised), promised.handoff) == ("promised", "backoffice")
    assert row(coupon(bought(3), "unknown")) == "topic_untold"
    assert coupon(bought(3), None).asks == "coupon_topic"


def test_the_order_of_discounts_and_the_way_to_the_allowance_are_complete() -> None:
    for variant in release().scripts["coupon_issue.stack"].variants:
        places = [variant.index(word) for word in ("单品", "店铺", "津贴", "红包")]
        assert places == sorted(places)
    for variant in release().scripts["coupon_issue.allowance"].variants:
        assert all(word in variant for word in ("手机淘宝", "天猫", "电脑"))


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("优惠券没用上", "missed"),
        ("忘记用券了", "missed"),
        ("付完才看到有券，能退吗", "missed"),
        ("满300减40怎么没减", "short"),
        ("还是原价啊", "short"),
        ("店铺券和平台券可以叠加不", "stack"),
        ("购物津贴在哪里看", "allowance"),
        ("取消订单优惠券没退回来", "returned"),
        ("退款后券退吗", "returned"),
        ("客服说给我发券，没收到", "promised"),
        ("券怎么用不了", "claim"),
        ("优惠券怎么领", "claim"),
        ("优惠券", None),
    ],
)
def test_the_opening_words_tell_the_topic(text: str, topic: str | None) -> None:
    assert parse_opening(release().playbooks["coupon_issue"], text).get("coupon_topic") == topic
