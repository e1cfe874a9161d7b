"""P-REF-04 walked: where the money is, by the refund's state, the channel's term and its end."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from aftersales.domain.cases import Value
from aftersales.domain.order_facts import OrderView, read_order_facts
from aftersales.domain.orders import EventKind, OrderStatus
from aftersales.domain.playbook import Decision
from aftersales.domain.refund_facts import PAID_ASIDE
from aftersales.domain.wording import describe
from tests.unit.orders import ago, event, order, parcel, view
from tests.unit.procedures import Walk, walk
from tests.unit.refund_state_orders import PAID_BEFORE, placed, returned, with_refund
from tests.unit.shipping_orders import BIG_SALE, HELD, on_big_sale

FLAG = ("order_flag", "backoffice")
PROOF = [("call_back", "backoffice")]
CLOSED, PAID, SHIPPED = OrderStatus.CLOSED, OrderStatus.PAID, OrderStatus.SHIPPED


def status(seen: OrderView, **told: Value) -> Walk:
    """Money that was ordered aside and is not paid is due in a day."""
    pending = PAID_ASIDE.intersection(seen.ordered_tasks).difference(seen.finished_tasks)
    due = {**dict.fromkeys(pending, seen.now + timedelta(days=1)), **seen.due_at}
    return walk("refund_status", replace(seen, due_at=due), **told)


def done(channel: str | None, **more: Any) -> OrderView:
    """A refund that succeeded `since` ago by this channel."""
    since = more.pop("since", None)
    return with_refund("succeeded", CLOSED, channel=channel, done=ago(**since) if since else None, **more)


@pytest.mark.parametrize(
    ("state", "row", "tasks"),
    [
        ("applied", "applied_unshipped", [*HELD, FLAG]),
        ("approved", "processing_unshipped", HELD),
        ("processing", "processing_unshipped", HELD),
    ],
)
def test_a_refund_of_unsent_goods_is_told_and_the_sending_stopped(
    state: str, row: str, tasks: list[tuple[str, str]]
) -> None:
    found = status(with_refund(state, PAID))
    assert (found.row, found.tasks) == (f"refund_status.{row}", tasks)


def test_without_a_channel_the_way_back_is_the_way_paid() -> None:
    assert status(with_refund("approved", PAID, channel=None)).row == "refund_status.processing_unshipped_way_untold"
    assert status(with_refund("processing", channel=None)).row == "refund_status.processing_way_untold"
    assert status(with_refund("processing", channel="huabei")).row == "refund_status.processing_way_untold"


def test_on_a_big_sale_day_the_entrance_is_closed() -> None:
    of = order(refunds=with_refund("applied").order.refunds)
    found = status(on_big_sale(of))
    assert (found.row, found.tasks) == ("refund_status.big_sale", [*HELD, FLAG])
    assert BIG_SALE.day == 11
    assert status(view(of)).row == "refund_status.applied_unshipped"


@pytest.mark.parametrize("of", [SHIPPED, OrderStatus.SIGNED])
def test_an_application_in_review_is_hurried(of: OrderStatus) -> None:
    found = status(with_refund("applied", of))
    assert (found.row, found.tasks) == ("refund_status.applied", [FLAG])


def test_an_agreed_return_waits_for_the_goods() -> None:
    assert status(with_refund("approved", kind="return_refund")).row == "refund_status.send_back"
    assert status(with_refund("approved")).row == "refund_status.processing"
    assert status(with_refund("processing", SHIPPED)).tasks == []


@pytest.mark.parametrize("state", ["applied", "approved"])
def test_a_return_under_way_is_looked_at_by_its_own_procedure(state: str) -> None:
    assert status(returned("sent", refunded=state)).row == "return_progress.on_the_way"
    assert status(returned("sent", refunded=None)).row == "return_progress.on_the_way"
    assert status(with_refund(state, ordered_tasks=("receive_goods",))).row == "return_progress.awaited"


def test_an_old_small_refund_is_not_taken_for_the_money_of_a_return() -> None:
    assert status(returned("sent", None, "succeeded", kind="refund_only", amount_fen=500)).row == (
        "return_progress.on_the_way"
    )


@pytest.mark.parametrize(
    ("channel", "inside", "over"),
    [
        ("alipay", {"hours": 24}, {"hours": 25}),
        ("wechat", {"hours": 24}, {"hours": 25}),
        ("net_bank", {"hours": 24}, {"hours": 25}),
        ("credit_card", {"days": 14}, {"days": 15}),
        ("debit_card", {"days": 9}, {"days": 12}),
    ],
)
def test_each_channel_has_its_term_and_beyond_it_a_proof(
    channel: str, inside: dict[str, int], over: dict[str, int]
) -> None:
    found = status(done(channel, since=inside))
    assert (found.row, found.tasks) == ("refund_arrival.in_time", [])
    late = status(done(channel, since=over))
    assert (late.row, late.tasks) == ("refund_arrival.overdue", PROOF)


def test_who_has_a_proof_and_still_no_money_reaches_a_person() -> None:
    late = done("alipay", since={"hours": 30}, ordered_tasks=("call_back",))
    found = status(late)
    assert (found.row, found.handoff, found.tasks) == ("refund_arrival.again", "backoffice", [])


def test_without_a_time_of_success_the_buyer_says_whether_the_term_is_over() -> None:
    assert status(done("alipay")).asks == "term_passed"
    found = status(done("alipay"), term_passed=True)
    assert (found.row, found.tasks) == ("refund_arrival.said_overdue", PROOF)
    assert status(done("alipay"), term_passed=False).row == "refund_arrival.said_in_time"
    assert status(done("alipay"), term_passed="unknown").handoff == "backoffice"
    again = status(done("alipay", ordered_tasks=("call_back",)))
    assert (again.row, again.handoff) == ("refund_arrival.said_again", "backoffice")


@pytest.mark.parametrize("channel", [None, "huabei"])
def test_a_channel_without_a_rule_gets_no_term(channel: str | None) -> None:
    found = status(done(channel, since={"hours": 1}))
    assert (found.row, found.handoff) == ("refund_arrival.otherwise", "backoffice")


def test_a_refund_lessened_by_an_earlier_compensation_is_explained() -> None:
    found = status(done("alipay", since={"hours": 1}, compensations=PAID_BEFORE, amount_fen=16300))
    assert (found.row, found.tasks) == ("refund_arrival.in_time_compensated", [])
    high = status(with_refund("applied", compensations=PAID_BEFORE))
    assert (high.row, high.tasks) == ("refund_status.too_high", [])
    assert status(with_refund("applied", amount_fen=16300, compensations=PAID_BEFORE)).row == "refund_status.applied"


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        ("refund", "ordered"),
        ("refund_price_diff", "difference_paid"),
        ("compensate", "payout_paid"),
        ("refund_postage", "postage_paid"),
    ],
)
def test_money_we_ordered_is_told_and_not_ordered_again(kind: str, row: str) -> None:
    found = status(replace(placed(OrderStatus.SIGNED, (kind,)), finished_tasks=(kind,)))
    assert (found.row, found.tasks) == (f"refund_status.{row}", [])
    under_way = status(placed(OrderStatus.SIGNED, (kind,)))
    assert (under_way.row, under_way.tasks) == (
        f"refund_status.{'ordered' if kind == 'refund' else 'money_pending'}",
        [],
    )


def test_a_payout_under_way_is_told_by_its_amount() -> None:
    seen = replace(placed(OrderStatus.SIGNED, ("compensate",)), open_details={"compensate": {"bot_limit": "500"}})
    assert status(seen).row == "refund_status.payout_pending"


@pytest.mark.parametrize("of", [OrderStatus.PENDING_PAYMENT, CLOSED])
def test_a_deposit_on_its_way_back_is_not_denied(of: OrderStatus) -> None:
    seen = placed(of, ("refund_deposit",), paid_fen=0)
    assert status(seen).row == "refund_status.deposit_ordered"
    assert status(replace(seen, finished_tasks=("refund_deposit",))).row == "refund_status.deposit_paid"
    assert status(with_refund("succeeded", of, kind="deposit", ordered_tasks=("refund_deposit",))).asks == "term_passed"


def test_a_refused_application_reaches_a_person() -> None:
    found = status(with_refund("rejected"))
    assert (found.row, found.handoff) == ("refund_status.rejected", "backoffice")


def test_no_money_is_promised_where_none_was_asked_for() -> None:
    assert status(view(order(OrderStatus.PENDING_PAYMENT, paid_fen=0))).row == "refund_status.unpaid"
    assert status(with_refund("applied", OrderStatus.PENDING_PAYMENT, kind="deposit")).row == "refund_status.applied"
    assert status(with_refund("closed")).row == "refund_status.withdrawn"
    assert status(placed()).row == "refund_status.none"
    assert status(view(order(CLOSED, paid_fen=0))).row == "refund_status.closed_unpaid"
    lost = status(view(order(CLOSED)))
    assert (lost.row, lost.handoff) == ("refund_status.otherwise", "backoffice")


def test_the_platform_is_named_by_its_hotline_or_its_entrance() -> None:
    seen = done("alipay", since={"hours": 30})
    facts = read_order_facts(seen)
    assert describe(seen, facts)["platform_contact"] == "订单页的平台客服入口"
    with_line = replace(seen, shop=replace(seen.shop, platform_hotline="9510211"))
    assert describe(with_line, facts)["platform_contact"] == "平台客服热线9510211"


@pytest.mark.parametrize("kind", ["compensate", "refund_price_diff", "refund_postage"])
def test_money_that_finance_has_not_paid_yet_is_not_called_under_way(kind: str) -> None:
    found = status(placed(OrderStatus.SIGNED, (kind,)))
    assert isinstance(found.move, Decision)
    assert (found.move.row.say, found.tasks) == ("refund_status.arranged", [])


def test_a_parcel_turned_back_or_being_caught_comes_before_the_money() -> None:
    back = (parcel(event(ago(hours=2), EventKind.RETURNING)),)
    assert walk("refund_status", placed(OrderStatus.SHIPPED, parcels=back)).row == "refund_status.coming_back"
    assert status(with_refund("closed", OrderStatus.SHIPPED, parcels=back)).row == "refund_status.coming_back"
    caught = placed(OrderStatus.SHIPPED, ("intercept_parcel",))
    assert walk("refund_status", caught).row == "refund_status.being_intercepted"
    assert walk("refund_status", placed(OrderStatus.SHIPPED)).row == "refund_status.none"
