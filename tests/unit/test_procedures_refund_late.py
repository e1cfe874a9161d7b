"""P-REF-03 and P-REF-07 walked: sent late or only slow on the road; applications with a wrong amount or reason."""

from dataclasses import replace

import pytest

from aftersales.domain.orders import EventKind, OrderStatus
from tests.unit.orders import order, view
from tests.unit.procedures import walk
from tests.unit.refund_orders import COMPENSATED, GIVEN, MONEY, applied, excluded, late, on_way, received, refund
from tests.unit.shipping_orders import HELD, sent

REFUND = ("refund", "backoffice")
MOVING = [EventKind.TRANSIT, EventKind.DELIVERING]


@pytest.mark.parametrize("kind", MOVING)
def test_sent_late_and_still_wanted_is_paid_out_after_the_receipt(kind: EventKind) -> None:
    seen = on_way(kind, is_late=True)
    assert refund(seen).asks == "goods_wanted"
    assert refund(seen, goods_wanted="goods").waits_for == "receipt_confirmed"
    paid = refund(seen, goods_wanted="goods", receipt_confirmed="done")
    assert (paid.row, paid.tasks) == ("refund_late.payout", [("compensate", "backoffice")])
    dear = on_way(kind, is_late=True, price_fen=40020)
    found = refund(dear, goods_wanted="goods", receipt_confirmed="done")
    assert (found.row, found.tasks) == ("refund_late.payout_reviewed", [("compensate", "finance")])
    never = refund(seen, goods_wanted="goods", receipt_confirmed="impossible")
    assert (never.row, never.handoff) == ("refund_late.not_confirmed", "backoffice")


@pytest.mark.parametrize("kind", [None, *MOVING, EventKind.RETURNING])
def test_sent_late_and_not_wanted_is_refused_then_refunded_with_the_payout(kind: EventKind | None) -> None:
    seen = on_way(kind, is_late=True, price_fen=40000)
    assert refund(seen, goods_wanted="money").waits_for == "returned"
    back = refund(seen, goods_wanted="money", returned="ok")
    assert (back.row, back.tasks) == ("refund_late.returned", [REFUND, ("compensate", "backoffice")])
    dear = on_way(kind, is_late=True, price_fen=40020)
    found = refund(dear, goods_wanted="money", returned="ok")
    assert (found.row, found.tasks) == ("refund_late.returned_reviewed", [REFUND, ("compensate", "finance")])
    used = refund(seen, goods_wanted="money", returned="used")
    assert (used.row, used.tasks, used.handoff) == ("refund_late.otherwise", [], "backoffice")


def test_an_application_of_a_parcel_sent_late_is_not_paid_a_second_time() -> None:
    seen = applied(on_way(EventKind.DELIVERING, is_late=True))
    found = refund(seen, goods_wanted="money", returned="ok")
    assert (found.row, found.tasks) == (
        "refund_late.returned_applied",
        [("compensate", "finance"), ("order_flag", "backoffice")],
    )


def test_a_late_parcel_never_picked_up_is_not_sent_any_more() -> None:
    seen = on_way(None, is_late=True, hours=48, price_fen=20000)
    found = refund(seen, goods_wanted="money")
    assert found.row == "refund_late.never_picked_up"
    assert found.tasks == [*HELD, REFUND, ("compensate", "backoffice"), ("check_warehouse", "warehouse")]
    wanted = refund(seen, goods_wanted="goods")
    assert (wanted.row, wanted.handoff) == ("refund_late.unscanned_wanted", "parcel")
    for other in (on_way(None, is_late=True, hours=48, price_fen=20001), applied(seen)):
        held = refund(other, goods_wanted="money")
        assert (held.row, held.handoff) == ("refund_late.never_picked_up_dear", "parcel")
        assert REFUND not in held.tasks


def test_a_late_parcel_that_stalls_or_comes_back_although_wanted_is_a_persons_work() -> None:
    stalled = refund(on_way(EventKind.TRANSIT, is_late=True, hours=48))
    assert (stalled.row, stalled.handoff) == ("refund_late.stalled", "parcel")
    back = refund(on_way(EventKind.RETURNING, is_late=True), goods_wanted="goods")
    assert (back.row, back.handoff) == ("refund_late.back_wanted", "backoffice")
    untold = refund(on_way(EventKind.TRANSIT, is_late=True), goods_wanted="unknown")
    assert (untold.row, untold.handoff) == ("refund_late.wish_untold", "backoffice")


def test_signed_goods_sent_late_are_paid_out_whether_kept_or_returned() -> None:
    seen = received(7, is_late=True)
    assert late(seen).asks == "goods_wanted"
    assert late(seen, goods_wanted="goods").waits_for == "receipt_confirmed"
    found = late(seen, goods_wanted="money")
    assert (found.row, found.tasks) == ("refund_late.signed_return", [("compensate", "finance")])
    completed = received(2, is_late=True, status=OrderStatus.COMPLETED)
    done = late(completed, goods_wanted="goods")
    assert (done.row, done.tasks) == ("refund_late.payout_completed", [("compensate", "backoffice")])
    dear = received(2, is_late=True, price_fen=40020, status=OrderStatus.COMPLETED)
    reviewed = late(dear, goods_wanted="goods")
    assert (reviewed.row, reviewed.tasks) == ("refund_late.payout_completed_reviewed", [("compensate", "finance")])


def test_signed_goods_that_cannot_be_returned_are_only_paid_out() -> None:
    over = late(received(8, is_late=True))
    assert (over.row, over.tasks) == ("refund_late.signed_over_days", [("compensate", "finance")])
    kept = late(excluded(received(1, is_late=True)))
    assert (kept.row, kept.tasks) == ("refund_late.signed_excluded", [("compensate", "finance")])
    seen = on_way(None, is_late=True)
    undated = late(replace(seen, order=replace(seen.order, status=OrderStatus.SIGNED)))
    assert (undated.row, undated.handoff) == ("refund_late.signed_undated", "backoffice")


def test_a_payout_is_never_made_twice() -> None:
    signed = late(received(1, is_late=True, compensations=COMPENSATED))
    assert (signed.row, signed.tasks) == ("refund_late.paid_signed", [])
    way = on_way(EventKind.TRANSIT, is_late=True, compensations=COMPENSATED)
    assert refund(way).waits_for == "intercepted"
    assert refund(way, intercepted="done", returned="ok").tasks == [REFUND]
    rows = {"compensate": "refund_shipped.given_before", "refund_price_diff": "refund_late.difference_paid"}
    for kind in GIVEN:
        found = refund(on_way(EventKind.TRANSIT, is_late=True, ordered=(kind,)))
        assert (found.row, found.handoff) == (rows.get(kind, "refund_late.again"), "backoffice")
    empty = on_way(EventKind.TRANSIT, is_late=True, paid_fen=0)
    assert refund(empty).row == "refund_late.nothing_left"


def test_a_parcel_sent_in_time_is_explained_and_awaited() -> None:
    for kind in MOVING:
        seen = on_way(kind, is_late=False)
        assert late(seen).asks == "still_wanted"
        found = late(seen, still_wanted="keep")
        assert (found.row, found.tasks) == ("refund_late.on_time_moving", [])
    assert late(on_way(EventKind.TRANSIT, is_late=False), still_wanted="return").waits_for == "intercepted"
    assert late(on_way(EventKind.DELIVERING, is_late=False), still_wanted="return").row == "cancel_shipped.delivering"
    untold = late(on_way(EventKind.TRANSIT, is_late=False), still_wanted="unknown")
    assert (untold.row, untold.handoff) == ("refund_late.keep_untold", "backoffice")


def test_sent_in_time_but_back_or_stalled_is_agreed_to_as_not_received() -> None:
    back = late(on_way(EventKind.REFUSED, is_late=False))
    assert (back.row, back.tasks) == ("refund_late.on_time_back", [("order_flag", "backoffice")])
    assert late(on_way(EventKind.TRANSIT, is_late=False, hours=48)).row == "stalled_refund.refund"
    assert late(on_way(None, is_late=False, hours=48)).row == "refund_shipped.never_picked_up"


@pytest.mark.parametrize(("insured", "row"), [(True, "return_insured"), (False, "return"), (None, "return")])
def test_signed_goods_sent_in_time_are_confirmed_or_returned(insured: bool | None, row: str) -> None:
    seen = received(7, is_late=False, return_insurance=insured)
    assert late(seen, still_wanted="keep").row == "refund_late.on_time_signed"
    found = late(seen, still_wanted="return")
    assert (found.row, found.tasks) == (f"refund_late.{row}", [])


def test_signed_goods_sent_in_time_that_cannot_be_returned_are_refused() -> None:
    assert late(received(8, is_late=False), still_wanted="return").row == "refund_late.on_time_over_days"
    assert late(excluded(received(1, is_late=False)), still_wanted="return").row == "refund_late.on_time_excluded"
    seen = on_way(None, is_late=False)
    undated = replace(seen, order=replace(seen.order, status=OrderStatus.SIGNED))
    found = late(undated, still_wanted="return")
    assert (found.row, found.handoff) == ("refund_late.return_undated", "backoffice")


def test_a_claim_without_the_time_of_sending_is_a_persons_work() -> None:
    found = late(view(order(OrderStatus.COMPLETED)))
    assert (found.row, found.handoff) == ("refund_late.late_unknown", "backoffice")


def test_too_high_an_amount_is_explained_and_the_way_to_change_it() -> None:
    seen = applied(on_way(EventKind.TRANSIT, is_late=False), 16801)
    assert refund(seen).asks == "amount_agreed"
    agreed = refund(seen, amount_agreed=True)
    assert (agreed.row, agreed.tasks) == ("refund_applied.amount_agreed", [("order_flag", "backoffice")])
    disputed = refund(seen, amount_agreed=False)
    assert (disputed.row, disputed.tasks, disputed.handoff) == ("refund_applied.amount_disputed", [], "backoffice")
    assert refund(applied(seen, 16800)).asks == "call_back"


def test_too_high_an_amount_of_an_unsent_order_holds_it_back_too() -> None:
    found = refund(applied(view(order()), 20000))
    assert (found.row, found.tasks) == ("refund_applied.amount_unsent", [*HELD, ("order_flag", "backoffice")])
    for kind in MONEY:
        given = refund(replace(applied(view(order()), 20000), ordered_tasks=(kind,)))
        assert (given.row, given.tasks, given.handoff) == ("refund_applied.unsent_given", HELD, "backoffice")
    nothing = refund(applied(view(order(paid_fen=0)), 20000))
    assert (nothing.row, nothing.tasks) == ("refund_applied.unsent_counted", HELD)


def test_an_amount_that_nobody_can_name_is_a_persons_work() -> None:
    empty = refund(applied(on_way(EventKind.TRANSIT, is_late=False, paid_fen=0), 16800))
    assert (empty.row, empty.handoff) == ("refund_applied.nothing_left", "backoffice")
    for kind in MONEY:
        seen = replace(applied(sent(), 20000), ordered_tasks=(kind,))
        assert refund(seen).row == "refund_applied.amount_disputed"


@pytest.mark.parametrize("state", ["applied", "approved"])
def test_an_application_before_the_sending_is_held_back_and_seen_through(state: str) -> None:
    found = walk("refund_request", applied(view(order()), state=state))
    assert (found.row, found.tasks) == ("refund_applied.unsent_applied", [*HELD, REFUND])
    for kind in MONEY:
        again = walk("refund_request", replace(applied(view(order()), state=state), ordered_tasks=(kind,)))
        assert (again.row, again.tasks) == ("refund_applied.unsent", [*HELD, ("order_flag", "backoffice")])


@pytest.mark.parametrize("state", ["processing", "ours"])
def test_a_refund_under_way_before_the_sending_is_not_ordered_again(state: str) -> None:
    ours = view(order(), ordered_tasks=("refund", "stop_shipping"))
    found = walk("refund_request", ours if state == "ours" else applied(view(order()), state=state))
    assert (found.row, found.tasks) == ("refund_applied.unsent", [*HELD, ("order_flag", "backoffice")])


@pytest.mark.parametrize("state", ["approved", "processing"])
def test_an_agreed_refund_is_told_as_it_is(state: str) -> None:
    way = refund(applied(on_way(EventKind.TRANSIT, is_late=False), state=state))
    assert (way.row, way.tasks) == ("refund_applied.agreed_on_the_way", [])
    assert refund(applied(received(1, is_late=False), state=state)).row == "refund_applied.agreed"


def test_a_refusal_for_the_buyers_own_reason_is_taken_back() -> None:
    seen = applied(received(7, is_late=False), state="rejected")
    assert refund(seen).waits_for == "reasons_equal"
    wrong = refund(seen, reasons_equal=True)
    assert (wrong.row, wrong.tasks) == ("refund_applied.refused_wrongly", [("order_flag", "backoffice")])
    assert refund(seen, reasons_equal=False).row == "refund_applied.refused"
    over = refund(applied(received(8, is_late=False), state="rejected"), reasons_equal=False)
    assert (over.row, over.handoff) == ("refund_applied.refused_other", "backoffice")
    assert refund(seen, reason_told="quality", return_reason="quality").asks == "fault_kind"


@pytest.mark.parametrize("reason", ["quality", "damaged", "missing", "wrong", "fake"])
def test_an_application_with_a_true_reason_is_looked_at_and_not_refused(reason: str) -> None:
    found = refund(applied(received(1, is_late=False)), return_reason=reason)
    assert (found.row, found.tasks) == ("refund_applied.fault", [("order_flag", "backoffice")])


def test_an_application_for_the_money_alone_is_changed_into_a_return() -> None:
    assert refund(applied(received(7, is_late=False))).row == "refund_applied.change_kind"
    assert refund(applied(received(8, is_late=False))).row == "refund_applied.over_days"
    assert refund(applied(excluded(received(1, is_late=False)))).row == "refund_applied.excluded"
    untold = refund(applied(received(1, is_late=False)), return_reason="unknown")
    assert (untold.row, untold.handoff) == ("refund_applied.otherwise", "backoffice")
