"""P-PROMO-01 and 02 walked: running promotions told as they stand, lists proved, a gift sent again only once."""

from dataclasses import replace
from typing import Any

import pytest

from aftersales.domain.cases import Value
from aftersales.domain.order_facts import OrderView, read_order_facts
from aftersales.domain.orders import EventKind, OrderStatus, Promotion, Refund
from aftersales.domain.scripts import fill
from aftersales.domain.wording import describe
from tests.unit.orders import ago, event, order, parcel, signed_parcel, view
from tests.unit.procedures import Walk, release, walk
from tests.unit.received_orders import answer, opening

ORDER_NO = "2026112400000001"
PLAIN = Promotion("秋茶节", ago(days=4), ago(days=-6), "满300元减30元")
NAMED = Promotion("开锁节", ago(days=3), ago(days=-5), "前2名付款送门铃", 2, ("2026110000000104", "2026110000000227"))
WON = replace(NAMED, winners=(ORDER_NO,))


def bought(status: OrderStatus = OrderStatus.SIGNED, *running: Promotion, **more: Any) -> OrderView:
    """An order paid yesterday; `before` and `finished` are the tasks of other cases."""
    tasks = {"ordered_tasks": more.pop("before", ()), "finished_tasks": more.pop("finished", ())}
    return view(order(status, **more), promotions=running, **tasks)


def winners(seen: OrderView, **told: Value) -> Walk:
    return walk("promo_winners", seen, **told)


def text(key: str, seen: OrderView) -> list[str]:
    script = release().scripts[key]
    words = describe(seen, read_order_facts(seen))
    return [fill(script, nth, words).text for nth in range(len(script.variants))]


# P-PROMO-01


@pytest.mark.parametrize(
    ("topic", "running", "row"),
    [
        (None, (PLAIN,), "promo_rules.running"),
        (None, (), "promo_rules.otherwise"),
        ("later", (PLAIN,), "promo_rules.later"),
        ("later", (), "promo_rules.none_later"),
        ("list", (PLAIN, NAMED), "promo_rules.list"),
        ("list", (PLAIN,), "promo_rules.no_list"),
        ("list", (), "promo_rules.otherwise"),
        ("reward", (PLAIN,), "promo_rules.reward"),
        ("mine", (NAMED,), "promo_winners.not_listed"),
    ],
)
def test_what_runs_is_told_and_nothing_more(topic: str | None, running: tuple[Promotion, ...], row: str) -> None:
    told: dict[str, Value] = {"promo_topic": topic} if topic else {}
    found = walk("promo_rules", bought(OrderStatus.SIGNED, *running), has_orders=True, **told)
    assert (found.row, found.tasks, found.handoff) == (row, [], None)


def test_rules_name_the_promotion_and_its_last_day() -> None:
    for told in text("promo_rules.running", bought(OrderStatus.SIGNED, PLAIN)):
        assert "秋茶节：满300元减30元（12月1日截止）" in told
    assert all("没有" in variant for variant in release().scripts["promo_rules.none"].variants)
    assert not release().scripts["promo_rules.none"].variables


def test_who_asks_for_themselves_without_an_order_is_told_what_to_send() -> None:
    assert walk("promo_rules", None, promo_topic="mine", has_orders=False).row == "promo_rules.whose"


def test_none_running_is_told_to_a_buyer_without_an_order() -> None:
    assert walk("promo_rules", None, promo_running=False, list_published=False).row == "promo_rules.otherwise"


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("现在有什么活动", None),
        ("有没有我能参加的活动", None),
        ("活动到几号结束", None),
        ("满多少送赠品", None),
        ("名单里怎么没有我", "mine"),
        ("我明明是前100名，凭什么没送我", "mine"),
        ("我在不在名单", "mine"),
        ("名单里有没有我的订单", "mine"),
        ("赠品我怎么没收到，我是前50个付款的", "mine"),
        ("黑幕吧这名单", "mine"),
        ("中奖名单在哪看", "list"),
        ("名单什么时候公布", "list"),
        ("会返场吗", "later"),
        ("下次活动什么时候", "later"),
        ("晒图返几块", "reward"),
        ("好评返现是多少", "reward"),
    ],
)
def test_the_opening_tells_what_is_asked(text: str, topic: str | None) -> None:
    assert opening("promo_rules", text, "promo_topic") == topic


# P-PROMO-02


def test_unpaid_closed_and_refunded_orders_get_no_gift() -> None:
    assert winners(bought(OrderStatus.PENDING_PAYMENT, WON, paid_at=None)).row == "promo_winners.unpaid"
    closed = winners(bought(OrderStatus.CLOSED, WON))
    assert (closed.row, closed.handoff) == ("promo_winners.closed", "difficult")
    applied = (Refund("refund_only", "applied", 16800),)
    assert winners(bought(OrderStatus.SIGNED, WON, refunds=applied)).row == "promo_winners.refund_running"
    assert winners(bought(OrderStatus.SIGNED, WON, before=("refund",))).tasks == []


def test_the_list_and_the_rules_prove_who_is_not_on_it() -> None:
    seen = bought(OrderStatus.SIGNED, NAMED)
    found = winners(seen)
    assert (found.row, found.tasks) == ("promo_winners.not_listed", [])
    for told in text("promo_winners.not_listed", seen):
        assert "前2名付款送门铃" in told
        assert "共2单，订单号后四位 0104、0227" in told
        assert "2026110000000104" not in told


def test_a_winner_who_has_received_looks_first_then_gets_it_sent() -> None:
    seen = bought(OrderStatus.SIGNED, WON)
    assert winners(seen).asks == "gift_found"
    assert winners(seen, gift_found=True).row == "winner_gift.found"
    sent = winners(seen, gift_found=False)
    assert (sent.row, sent.tasks) == ("winner_gift.resend", [("resend_gift", "warehouse")])
    assert winners(bought(OrderStatus.COMPLETED, WON), gift_found=False).row == "winner_gift.resend"
    unclear = winners(seen, gift_found="unknown")
    assert (unclear.row, unclear.handoff) == ("winner_gift.otherwise", "difficult")


def test_a_winners_gift_goes_with_an_order_that_has_not_arrived() -> None:
    unsent = winners(bought(OrderStatus.PAID, WON))
    assert (unsent.row, unsent.tasks) == ("winner_gift.unsent", [("order_flag", "warehouse")])
    assert winners(bought(OrderStatus.SHIPPED, WON)).row == "winner_gift.on_the_way"


def test_a_gift_sent_again_is_under_way_and_not_sent_twice() -> None:
    again = winners(bought(OrderStatus.SIGNED, WON, before=("resend_gift",)), gift_found=False)
    assert (again.row, again.tasks) == ("promo_winners.resent", [])
    gone = winners(bought(OrderStatus.SIGNED, WON, before=("resend_gift",), finished=("resend_gift",)))
    assert (gone.row, gone.handoff) == ("promo_winners.resent_sent", "difficult")
    parcels = (signed_parcel(ago(days=1)), parcel(event(ago(hours=3), EventKind.TRANSIT), waybill="YT2"))
    coming = bought(OrderStatus.SIGNED, WON, before=("resend_gift",), finished=("resend_gift",), parcels=parcels)
    assert winners(coming).row == "promo_winners.resent_coming"
    assert all("YT2" in told for told in text("promo_winners.resent_coming", coming))


@pytest.mark.parametrize("kind", ["reship", "reship_part"])
def test_what_was_made_good_before_goes_to_a_person(kind: str) -> None:
    found = winners(bought(OrderStatus.SIGNED, WON, before=(kind,)))
    assert (found.row, found.handoff) == ("promo_winners.again", "difficult")


@pytest.mark.parametrize("running", [(), (PLAIN,), (replace(NAMED, from_at=ago(hours=23)),)])
def test_a_list_that_is_not_the_orders_is_looked_up_by_operations(running: tuple[Promotion, ...]) -> None:
    seen = bought(OrderStatus.SIGNED, *running)
    assert winners(seen).waits_for == "in_winner_list"
    assert winners(seen, in_winner_list=False).row == "promo_winners.not_looked_up"
    assert winners(seen, in_winner_list=True).asks == "gift_found"
    assert winners(seen, in_winner_list=True, gift_found=False).tasks == [("resend_gift", "warehouse")]
    odd = winners(seen, in_winner_list="unknown")
    assert (odd.row, odd.handoff) == ("promo_winners.otherwise", "difficult")


@pytest.mark.parametrize(
    ("text", "found"), [("没有", False), ("都找遍了还是没有", False), ("没收到", False), ("找到了在夹层里", True)]
)
def test_found_or_not_is_understood(text: str, found: bool) -> None:
    assert answer("winner_gift", "gift_found", text) is found


def test_a_missing_gift_goes_by_the_same_list_and_the_same_memory() -> None:
    lost = bought(OrderStatus.SIGNED, NAMED)
    told: dict[str, Value] = {"gift_found": False, "gift_source": "promo"}
    assert walk("missing_gift", lost, **told).row == "promo_winners.not_listed"
    sent = bought(OrderStatus.SIGNED, gifts_promised=("门铃",), before=("resend_gift",))
    again = walk("missing_gift", sent, gift_found=False, warehouse_check="missed")
    assert (again.row, again.tasks) == ("promo_winners.resent", [])
