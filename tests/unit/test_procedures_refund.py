"""P-REF-01 and P-REF-02 walked: refunded before the sending, called back after it, led to a return once signed."""

from dataclasses import replace

import pytest

from aftersales.domain.answers import parse_opening
from aftersales.domain.order_facts import OrderView, read_order_facts
from aftersales.domain.orders import Compensation, EventKind, OrderStatus, Presale, Refund
from tests.unit.orders import NOW, ago, event, order, parcel, product, signed_parcel, view
from tests.unit.procedures import release, walk
from tests.unit.refund_orders import MONEY, RECEIVED, applied, excluded, on_way, received, refund
from tests.unit.shipping_orders import BIG_SALE, CANCELLED, HELD, on_big_sale, sent


@pytest.mark.parametrize(
    ("text", "wish", "reason"),
    [
        ("我要退款", "whole", None),
        ("不想要了，退款", "whole", "personal"),
        ("仅退款不退货行吗", "whole", None),
        ("东西我不要了，不用退货直接退款", "whole", "personal"),
        ("没按时发货，我要退款", "whole", "late"),
        ("物流太慢了，给我退款", "whole", "late"),
        ("坏了，退我钱", "whole", "quality"),
        ("杯子碎了，退款", "whole", "damaged"),
        ("少发一包，退那包的钱", "part", "missing"),
        ("发错了退款吧", "whole", "wrong"),
        ("东西没收到，退款", "whole", "not_received"),
        ("假货，退款", "whole", "fake"),
        ("只退一样行吗", "part", None),
        ("漏的那瓶退我钱，其他的就不退了", "part", None),
        ("多付的38块退给我", "other", None),
        ("那退20也行", "other", None),
        ("把运费退给我", "other", None),
        ("降价了，退款重拍", "price", None),
        ("没发货能退款吗", "asks", None),
        ("怎么申请退款", "asks", None),
        ("凭什么不退款", "whole", None),
        ("算了先不退了", "keep", None),
        ("退款", "whole", None),
        ("今天必须发 不然退款", "unless_sent", None),
        ("明天再不发货我就退款了", "unless_sent", None),
        ("一直不发货，我不要了，退款", "whole", "personal"),
        ("退一罐，另一罐照发", "part", None),
        ("三盒退一盒", "part", None),
        ("给我退一下", "whole", None),
        ("我填了20，你们同意一下就可以，货我就不退了", "whole", None),
        ("帮我处理一下", None, None),
    ],
)
def test_the_opening_words_tell_the_wish_and_the_reason(text: str, wish: str | None, reason: str | None) -> None:
    told = parse_opening(release().playbooks["refund_request"], text)
    assert (told.get("refund_wish"), told.get("return_reason")) == (wish, reason)


def test_an_unsent_order_is_refunded_at_once_and_held_back() -> None:
    found = refund(view(order()))
    assert (found.row, found.tasks) == ("cancel_unshipped.otherwise", CANCELLED)
    assert walk("refund_request", view(order())).asks == "refund_wish"


def test_a_late_unsent_order_is_refunded_with_the_payout_only_after_the_deadline() -> None:
    of = order(paid_at=ago(hours=48, minutes=1))
    assert refund(view(of)).tasks == [*CANCELLED, ("compensate", "backoffice")]
    assert refund(view(replace(of, paid_at=ago(hours=48)))).tasks == CANCELLED


def test_on_a_big_sale_day_the_refund_waits_for_the_next_day() -> None:
    assert refund(on_big_sale(order())).row == "cancel_unshipped.big_sale"
    assert refund(replace(on_big_sale(order()), now=BIG_SALE.replace(day=12))).row == "cancel_unshipped.otherwise"


def test_one_who_only_asks_is_refunded_after_a_yes_and_never_otherwise() -> None:
    seen = view(order())
    assert refund(seen, refund_wish="asks").asks == "refund_now"
    assert refund(seen, refund_wish="asks", refund_now=True).tasks == CANCELLED
    for answer in (False, "unknown"):
        found = refund(seen, refund_wish="asks", refund_now=answer)
        assert (found.row, found.tasks) == ("refund_request.not_now", [])
    keep = refund(seen, refund_wish="keep")
    assert (keep.row, keep.tasks) == ("refund_request.keep_unsent", [])


@pytest.mark.parametrize(("wish", "row"), [("other", "other_unsent"), ("unknown", "wish_untold")])
def test_other_money_and_an_untold_wish_are_a_persons_work(wish: str, row: str) -> None:
    found = refund(view(order()), refund_wish=wish)
    assert (found.row, found.tasks, found.handoff) == (f"refund_request.{row}", [], "backoffice")


@pytest.mark.parametrize("days", [1, 30])
def test_a_part_of_the_money_after_the_signing_is_a_persons_work_unless_a_fault_is_named(days: int) -> None:
    seen = received(days, is_late=False)
    found = refund(seen, refund_wish="other")
    assert (found.row, found.handoff) == ("refund_request.other_signed", "backoffice")
    assert refund(seen, refund_wish="other", reason_told="quality", return_reason="quality").asks == "fault_kind"
    assert refund(sent(), refund_wish="other").row == "refund_request.other_money"


def test_a_drop_in_price_is_answered_with_the_difference_first() -> None:
    seen = view(order(), product(current_fen=15800))
    assert refund(seen, refund_wish="price").row == "price_protection.small"


@pytest.mark.parametrize("kind", MONEY)
def test_money_given_before_is_counted_by_a_person(kind: str) -> None:
    found = refund(view(order(), ordered_tasks=(kind,), finished_tasks=(kind,)))
    assert (found.row, found.handoff, found.tasks) == ("cancel_unshipped.given_before", "backoffice", HELD)
    way = refund(sent(ordered_tasks=(kind,)))
    assert (way.row, way.tasks, way.handoff) == ("refund_shipped.given_before", [], "backoffice")


def test_an_order_without_money_to_give_back_is_no_plain_refund() -> None:
    assert walk("refund_request", view(order(OrderStatus.PENDING_PAYMENT))).row == "refund_request.unpaid"
    assert refund(view(order(presale=Presale(5000, ago(days=-3))))).row == "cancel_unshipped.deposit_only"
    done = applied(view(order()), state="succeeded")
    assert (refund(done).row, refund(done).tasks) == ("refund_request.refunded", [])
    way = on_way(EventKind.TRANSIT, is_late=False, compensations=(Compensation(16800, ago(), "破损"),))
    assert refund(way).row == "refund_shipped.nothing_to_refund"


@pytest.mark.parametrize(
    ("refunds", "paid_fen", "row"),
    [
        ((Refund("refund_only", "applied", 16800),), 16800, "closed_refunding"),
        ((Refund("refund_only", "succeeded", 16800),), 16800, "closed_refunded"),
        ((), 0, "closed_unpaid"),
        ((), 16800, "closed"),
        ((Refund("refund_only", "succeeded", 100),), 16800, "closed"),
    ],
)
def test_a_closed_order_is_told_as_it_is(refunds: tuple[Refund, ...], paid_fen: int, row: str) -> None:
    found = walk("refund_request", view(order(OrderStatus.CLOSED, refunds=refunds, paid_fen=paid_fen)))
    assert (found.row, found.tasks) == (f"refund_request.{row}", [])


@pytest.mark.parametrize("kind", [EventKind.PICKUP, EventKind.TRANSIT])
def test_a_parcel_on_the_road_is_intercepted_and_refunded_once_it_is_back(kind: EventKind) -> None:
    seen = on_way(kind, is_late=False)
    assert refund(seen, call_back=True).waits_for == "intercepted"
    assert refund(seen, call_back=True, intercepted="done").waits_for == "returned"
    back = refund(seen, call_back=True, intercepted="done", returned="ok")
    assert (back.row, back.tasks) == ("cancel_shipped.returned", [("refund", "backoffice")])
    assert refund(seen, call_back=True, intercepted="impossible").row == "cancel_shipped.not_intercepted"


def test_a_parcel_out_for_delivery_is_refused_and_one_on_its_way_back_waited_for() -> None:
    assert refund(on_way(EventKind.DELIVERING, is_late=False)).row == "cancel_shipped.delivering"
    assert refund(on_way(EventKind.RETURNING, is_late=False)).waits_for == "returned"
    running = applied(on_way(EventKind.TRANSIT, is_late=False))
    found = refund(running, call_back=True, intercepted="done")
    assert (found.row, found.tasks) == ("cancel_shipped.refund_running", [])


def test_the_parcel_is_called_back_only_when_it_is_wished() -> None:
    seen = on_way(EventKind.TRANSIT, is_late=False)
    for wish in ("asks", "whole"):
        assert refund(seen, refund_wish=wish).asks == "call_back"
        assert refund(seen, refund_wish=wish, call_back=True).waits_for == "intercepted"
        assert refund(seen, refund_wish=wish, call_back="unknown").tasks == []
    assert refund(seen, refund_wish="asks", call_back=False).row == "refund_request.asks_only"
    assert refund(seen, call_back=False).row == "refund_request.not_called_back"
    assert refund(seen, reason_told="personal").waits_for == "intercepted"
    assert refund(seen, refund_wish="keep").row == "refund_request.keep"
    assert refund(seen, refund_wish="part").row == "refund_request.part_sent"


def test_a_stalled_parcel_is_apologised_for_from_the_stall_hours_on() -> None:
    found = refund(on_way(EventKind.TRANSIT, is_late=False, hours=48))
    assert (found.row, found.handoff) == ("stalled_refund.refund", None)
    assert {("refund", "backoffice"), ("recall_parcel", "courier")} <= set(found.tasks)
    assert refund(on_way(EventKind.TRANSIT, is_late=False, hours=47.9)).asks == "call_back"


def unscanned(hours: float, price_fen: int = 16800) -> OrderView:
    return on_way(None, is_late=False, hours=hours - 1, price_fen=price_fen)


def test_goods_that_were_never_picked_up_are_refunded_within_the_limit() -> None:
    refunded = [("stop_shipping", "warehouse"), ("refund", "backoffice"), ("check_warehouse", "warehouse")]
    found = refund(unscanned(48.1, 20000))
    assert (found.row, found.tasks) == ("refund_shipped.never_picked_up", refunded)
    assert refund(unscanned(48)).asks == "call_back"
    dear = refund(unscanned(48.1, 20001))
    assert (dear.row, dear.handoff) == ("refund_shipped.never_picked_up_dear", "parcel")
    assert ("refund", "backoffice") not in dear.tasks


@pytest.mark.parametrize("ours", [True, False])
def test_a_running_refund_of_goods_never_picked_up_is_not_paid_again(ours: bool) -> None:
    seen = unscanned(60)
    seen = replace(seen, ordered_tasks=("stop_shipping", "refund")) if ours else applied(seen)
    found = refund(seen)
    assert found.row == "refund_shipped.never_picked_up_applied"
    assert "refund" not in [kind for kind, _ in found.tasks]


@pytest.mark.parametrize("status", RECEIVED)
def test_signed_goods_are_led_to_a_return_up_to_the_last_day(status: OrderStatus) -> None:
    found = refund(received(7, is_late=False, status=status))
    assert found.asks == "goods_state"
    over = received(8, is_late=False, status=status)
    assert refund(over).asks == "fault_after"
    assert refund(over, fault_after=False).row == "refund_request.over_days_plain"
    assert refund(over, fault_after="unknown").row == "refund_request.over_days_plain"


def test_a_fault_after_the_return_days_is_a_quality_issue() -> None:
    found = refund(received(8, is_late=False), fault_after=True)
    assert found.asks == "fault_kind"


def test_goods_that_may_not_be_returned_are_refused() -> None:
    found = refund(excluded(received(1, is_late=False)))
    assert (found.row, found.tasks) == ("refund_request.not_returnable", [])


@pytest.mark.parametrize(
    ("reason", "asked"),
    [
        ("quality", "fault_kind"),
        ("damaged", "damage_kind"),
        ("missing", "missing_kind"),
        ("wrong", "evidence_photos"),
        ("fake", "doubt"),
    ],
)
def test_a_named_fault_is_taken_up_by_its_own_procedure(reason: str, asked: str) -> None:
    assert refund(received(1, is_late=False), return_reason=reason).asks == asked


def test_the_reason_of_signed_goods_is_asked_once_and_an_untold_one_is_a_return() -> None:
    seen = received(1, is_late=False)
    assert walk("refund_request", seen, refund_wish="whole").asks == "return_reason"
    assert refund(seen, return_reason="unknown").asks == "goods_state"


def test_signed_but_not_received_and_signed_without_a_date_are_a_persons_work() -> None:
    lost = refund(received(1, is_late=False), return_reason="not_received")
    assert lost.asks == "situation"
    undated = refund(view(order(OrderStatus.COMPLETED)))
    assert (undated.row, undated.handoff) == ("refund_request.signed_undated", "backoffice")


@pytest.mark.parametrize(("minutes", "is_late"), [(0, False), (1, True)])
def test_the_deadlines_last_moment_is_in_time(minutes: int, is_late: bool) -> None:
    first = parcel(shipped=ago(hours=10))
    later = parcel(event(ago(hours=1), EventKind.PICKUP), shipped=ago(hours=2), waybill="YT2")
    of = order(OrderStatus.SHIPPED, parcels=(later, first), promised_ship_at=ago(hours=10, minutes=minutes))
    facts = read_order_facts(view(of))
    assert facts["shipped_late"] is is_late
    assert facts.get("late_payout_fen") == (840 if is_late else None)


def test_whether_it_was_sent_late_is_unknown_without_its_times() -> None:
    undated = replace(signed_parcel(NOW), shipped_at=None)
    assert "shipped_late" not in read_order_facts(view(order()))
    assert "shipped_late" not in read_order_facts(view(order(OrderStatus.SIGNED, parcels=(undated,))))
    unpaid = order(OrderStatus.SHIPPED, paid_at=None, parcels=(signed_parcel(NOW),))
    assert "shipped_late" not in read_order_facts(view(unpaid))


def test_a_threat_to_want_the_money_hurries_and_cancels_nothing() -> None:
    found = refund(view(order(), product()), refund_wish="unless_sent")
    assert (found.row.partition(".")[0], [kind for kind, _ in found.tasks if kind == "refund"]) == ("urge_shipment", [])


def test_who_wants_the_goods_after_all_is_taken_to_the_withdrawal() -> None:
    ordered = replace(view(order()), ordered_tasks=("refund", "stop_shipping"))
    found = refund(ordered, wish_told="keep", refund_wish="keep")
    assert found.row == "cancel_refund.cancel_undone"
    assert found.handoff == "backoffice"
    assert refund(view(order()), wish_told="keep", refund_wish="keep").row == "refund_request.keep_unsent"


@pytest.mark.parametrize("asked", ["unknown", None])
def test_a_bare_wish_for_the_money_asks_why_only_where_it_matters(asked: str | None) -> None:
    told = {"refund_wish": "whole"} | ({} if asked is None else {"reason_told": asked})
    assert walk("refund_request", received(1, is_late=False), **told).asks == "return_reason"
    assert walk("refund_request", received(10, is_late=False), **told).asks == "fault_after"
    assert walk("refund_request", view(order()), **told).row == "cancel_unshipped.otherwise"


def test_a_bare_wish_asks_only_what_would_bring_a_parcel_back_or_a_reason() -> None:
    assert walk("refund_request", view(order()), refund_wish="whole").tasks == CANCELLED
    for kind in (EventKind.PICKUP, EventKind.TRANSIT):
        assert walk("refund_request", sent(kind), refund_wish="whole").asks == "call_back"
    assert walk("refund_request", sent(EventKind.DELIVERING), refund_wish="whole").row == "cancel_shipped.delivering"
    assert walk("refund_request", received(1, is_late=False), refund_wish="whole").asks == "return_reason"
