"""P-VIP-01 walked: a level's discount before the payment, once; special prices excluded; without a level the rule."""

from dataclasses import replace
from typing import Any

import pytest

from aftersales.domain.cases import Value
from aftersales.domain.order_facts import OrderView, read_order_facts
from aftersales.domain.orders import OrderStatus
from aftersales.domain.scripts import fill
from aftersales.domain.wording import describe
from tests.unit.orders import line, order, view
from tests.unit.procedures import Walk, release, walk
from tests.unit.received_orders import opening

UNPAID = OrderStatus.PENDING_PAYMENT
PAID = [status for status in OrderStatus if status is not UNPAID]
SPECIAL = replace(line("SALE"), special_price=True)


def member(status: OrderStatus = UNPAID, level: str | None = "vip2", **more: Any) -> OrderView:
    return view(order(status, membership=level, **more))


def vip(seen: OrderView | None, **told: Value) -> Walk:
    return walk("vip_discount", seen, has_orders=seen is not None, **told)


def texts(key: str, seen: OrderView) -> list[str]:
    script = release().scripts[key]
    words = describe(seen, read_order_facts(seen))
    return [fill(script, nth, words).text for nth in range(len(script.variants))]


@pytest.mark.parametrize(("level", "discount"), [("vip1", "98折"), ("vip2", "95折"), ("vip3", "9折")])
def test_the_price_is_changed_before_the_payment(level: str, discount: str) -> None:
    seen = member(level=level)
    found = vip(seen)
    assert (found.row, found.tasks) == ("vip_member.unpaid", [("order_change", "backoffice")])
    assert all(discount in told for told in texts("vip_member.unpaid", seen))


def test_a_price_is_changed_once() -> None:
    changed = replace(member(), ordered_tasks=("order_change",))
    again = vip(replace(changed, ordered_details=("membership", "vip_percent")))
    assert (again.row, again.tasks, again.handoff) == ("vip_member.unpaid_again", [], None)
    other = vip(replace(changed, ordered_details=("price_text",)))
    assert (other.row, other.tasks, other.handoff) == ("vip_member.unpaid_changed", [], "difficult")


@pytest.mark.parametrize("status", PAID)
def test_a_paid_order_keeps_its_price_and_the_next_one_gets_the_discount(status: OrderStatus) -> None:
    found = vip(member(status))
    assert (found.row, found.tasks, found.handoff) == ("vip_member.otherwise", [], None)
    for told in texts("vip_member.next_order", member(status)):
        assert "95折" in told
        assert "下" in told


@pytest.mark.parametrize("status", list(OrderStatus))
def test_special_prices_have_no_discount(status: OrderStatus) -> None:
    only = vip(member(status, lines=(SPECIAL,)))
    assert (only.row, only.tasks) == ("vip_member.special_only", [])


def test_beside_a_special_price_the_other_goods_are_discounted() -> None:
    found = vip(member(lines=(SPECIAL, line())))
    assert (found.row, found.tasks) == ("vip_member.unpaid_mixed", [("order_change", "backoffice")])
    assert vip(member(OrderStatus.PAID, lines=(SPECIAL, line()))).row == "vip_member.otherwise"


@pytest.mark.parametrize("level", [None, "vip9"])
@pytest.mark.parametrize("status", [UNPAID, OrderStatus.SIGNED])
def test_without_a_known_level_only_the_rule_is_told(level: str | None, status: OrderStatus) -> None:
    seen = member(status, level)
    found = vip(seen)
    assert (found.row, found.tasks) == ("vip_member.no_level", [])
    assert all("98%" in told and "90%" in told for told in texts("vip_member.no_level", seen))


def test_a_buyer_without_an_order_hears_the_rule() -> None:
    assert vip(None).row == "vip_discount.otherwise"


@pytest.mark.parametrize("seen", [None, member()])
@pytest.mark.parametrize("topic", ["points", "platform", "join"])
def test_what_no_order_tells_is_answered_without_one(seen: OrderView | None, topic: str) -> None:
    found = vip(seen, vip_topic=topic)
    assert (found.row, found.tasks) == (f"vip_discount.{topic}", [])


def test_a_promise_is_looked_up_by_a_person() -> None:
    found = vip(member(), vip_topic="promised")
    assert (found.row, found.tasks, found.handoff) == ("vip_discount.promised", [], "difficult")


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("老客户有优惠吗", None),
        ("会员打几折", None),
        ("不是说会员95折吗", None),
        ("我是vip怎么不打折", None),
        ("积分怎么用", "points"),
        ("88VIP有折扣吗", "platform"),
        ("PLUS会员能便宜吗", "platform"),
        ("怎么入会", "join"),
        ("会员生日有礼物吗", "join"),
        ("上次客服说以后按老客户价给我的", "promised"),
    ],
)
def test_the_opening_tells_what_is_asked(text: str, topic: str | None) -> None:
    assert opening("vip_discount", text, "vip_topic") == topic
