"""P-SHIP-04 walked: cancelled before the sending, called back or refused after it; nothing is paid twice."""

from dataclasses import replace

import pytest

from aftersales.domain.answers import parse_opening
from aftersales.domain.cases import Value
from aftersales.domain.order_facts import OrderView
from aftersales.domain.orders import Compensation, EventKind, OrderLine, OrderStatus, Payment, Presale, Refund
from aftersales.domain.playbook import Decision
from tests.unit.orders import ago, event, line, order, product, view
from tests.unit.procedures import Walk, release, walk
from tests.unit.refund_orders import MONEY
from tests.unit.shipping_orders import BIG_SALE, CANCELLED, HELD, REFUNDING, on_big_sale, sent

PART: dict[str, dict[str, Value]] = {
    "cancel_order": {"cancel_wish": "part"},
    "refund_request": {"refund_wish": "part"},
    "return_goods": {"wish_told": "part"},
}


def cancel(seen: OrderView, **told: Value) -> Walk:
    return walk("cancel_order", seen, cancel_wish="cancel", **told)


def test_an_unsent_order_is_cancelled_refunded_and_held_back() -> None:
    found = cancel(view(order()))
    assert (found.row, found.tasks) == ("cancel_unshipped.otherwise", CANCELLED)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("取消订单", "cancel"),
        ("这单不要了", "cancel"),
        ("为什么取消不了订单", "cancel"),
        ("不取消了，照常发", "keep"),
        ("订单怎么被取消了", "keep"),
        ("误点取消了", "keep"),
        ("只取消其中一件可以吗", "part"),
        ("帮我弄一下", None),
    ],
)
def test_the_opening_words_tell_whether_to_cancel(text: str, wish: str | None) -> None:
    told = parse_opening(release().playbooks["cancel_order"], text)
    assert told.get("cancel_wish") == wish


def test_a_doubtful_wish_is_confirmed_and_never_guessed() -> None:
    assert walk("cancel_order", view(order())).asks == "cancel_wish"
    assert walk("cancel_order", view(order()), cancel_wish="keep").tasks == []
    assert walk("cancel_order", view(order()), cancel_wish="unknown").handoff == "backoffice"


def test_one_of_several_goods_is_taken_out_of_the_order() -> None:
    seen = view(order(lines=[line("A"), line("B")]), product("A"), product("B"))
    for book, told in PART.items():
        assert walk(book, seen, **told).asks == "cancel_sku"
        found = walk(book, seen, cancel_sku="A", **told)
        assert (found.row, found.tasks) == ("cancel_part.part", [("order_change", "backoffice")])


@pytest.mark.parametrize("lines", [[line("A", qty=3)], [line("A", qty=2), line("B")]])
def test_some_of_several_pieces_are_taken_out_by_a_person(lines: list[OrderLine]) -> None:
    for book, told in PART.items():
        found = walk(book, view(order(lines=lines), product("A"), product("B")), **told)
        assert (found.row, found.tasks, found.handoff) == ("cancel_part.several", [], "backoffice")


def test_of_a_single_piece_it_is_asked_whether_the_whole_is_meant() -> None:
    for book, told in PART.items():
        assert walk(book, view(order()), **told).asks == "whole_sure"
        assert walk(book, view(order()), whole_sure=True, **told).tasks == CANCELLED
        for answer in (False, "unknown"):
            found = walk(book, view(order()), whole_sure=answer, **told)
            assert (found.tasks, found.handoff) == ([], "backoffice")


@pytest.mark.parametrize(
    ("price_fen", "row", "payer"), [(40000, "late", "backoffice"), (40020, "late_reviewed", "finance")]
)
def test_a_late_order_is_cancelled_with_the_late_payout(price_fen: int, row: str, payer: str) -> None:
    of = order(lines=[line(price_fen=price_fen)], paid_at=ago(hours=48, minutes=1))
    found = cancel(view(of))
    assert (found.row, found.tasks) == (f"cancel_unshipped.{row}", [*CANCELLED, ("compensate", payer)])
    assert cancel(view(replace(of, paid_at=ago(hours=48)))).tasks == CANCELLED
    paid = replace(of, compensations=(Compensation(500, ago(days=1), "延迟发货"),))
    assert cancel(view(paid)).tasks == CANCELLED


def test_on_a_big_sale_day_the_refund_waits_for_the_next_day() -> None:
    found = cancel(on_big_sale(order()))
    assert (found.row, found.tasks) == ("cancel_unshipped.big_sale", CANCELLED)
    assert isinstance(found.move, Decision)
    assert [task.due_hours for task in found.move.row.tasks] == [1, 48]
    late = on_big_sale(order(promised_ship_at=BIG_SALE.replace(hour=11)))
    assert cancel(late).tasks == [*CANCELLED, ("compensate", "finance")]
    the_day_after = replace(on_big_sale(order()), now=BIG_SALE.replace(day=12))
    assert cancel(the_day_after).row == "cancel_unshipped.otherwise"


@pytest.mark.parametrize("kind", MONEY)
def test_money_given_before_is_counted_by_a_person(kind: str) -> None:
    found = cancel(view(order(), ordered_tasks=(kind,), finished_tasks=(kind,)))
    assert (found.row, found.handoff, found.tasks) == ("cancel_unshipped.given_before", "backoffice", HELD)


def test_a_payout_that_nobody_has_paid_yet_is_not_taken_for_money_given() -> None:
    seen = view(order(), ordered_tasks=("compensate",), open_details={"compensate": {"offer_step_1": "500"}})
    found = cancel(seen)
    assert (found.row, found.tasks) == ("cancel_unshipped.otherwise", CANCELLED)
    assert (found.facts["refundable_fen"], found.facts["payout_pending_fen"]) == (16800, 500)
    late = replace(seen, order=order(paid_at=ago(hours=49)))
    assert cancel(late).tasks == CANCELLED, "the late payout is not ordered twice"


def test_what_was_paid_twice_goes_back_with_the_cancelled_order() -> None:
    paid = tuple(Payment(fen, ago(hours=5), "alipay", "succeeded") for fen in (16800, 4900))
    found = cancel(view(order(payments=paid)))
    assert (found.row, found.facts["refundable_fen"]) == ("cancel_unshipped.otherwise", 21700)
    given = (Refund("refund_only", "succeeded", 4900),)
    assert cancel(view(order(payments=paid, refunds=given))).facts["refundable_fen"] == 16800
    assert cancel(view(order(payments=paid[:1]))).facts["refundable_fen"] == 16800


def test_a_rejected_application_is_spoken_of_before_the_refund() -> None:
    rejected = (Refund("refund_only", "rejected", 16800),)
    found = cancel(view(order(refunds=rejected)))
    assert (found.row, found.tasks) == ("cancel_unshipped.rejected", CANCELLED)
    assert walk("refund_request", view(order(refunds=rejected)), refund_wish="whole").row == "cancel_unshipped.rejected"
    late = cancel(view(order(refunds=rejected, paid_at=ago(hours=49))))
    assert (late.row, late.tasks, late.handoff) == ("cancel_unshipped.rejected_late", HELD, "backoffice")
    sale = on_big_sale(order(refunds=rejected))
    assert cancel(sale).row == "cancel_unshipped.rejected_big_sale"
    closed = (Refund("refund_only", "closed", 16800),)
    assert cancel(view(order(refunds=closed))).row == "cancel_unshipped.otherwise"


@pytest.mark.parametrize("book", ["cancel_order", "refund_request", "return_goods"])
def test_who_wants_a_cancelled_order_after_all_reaches_a_person_at_once(book: str) -> None:
    found = walk(book, view(order(), ordered_tasks=("refund", "stop_shipping")), wish_told="keep")
    assert (found.row, found.tasks, found.handoff) == ("cancel_refund.cancel_undone", [], "backoffice")
    applied = walk(book, view(order(refunds=REFUNDING)), wish_told="keep")
    assert (applied.row, applied.tasks) == ("cancel_refund.open_unshipped", [])


def test_a_sent_order_is_not_called_back_for_who_keeps_it_or_only_threatens() -> None:
    assert walk("cancel_order", sent(), wish_told="keep").row == "cancel_refund.otherwise"
    caught = walk("cancel_order", sent(ordered_tasks=("intercept_parcel",)), wish_told="keep")
    assert (caught.row, caught.handoff) == ("cancel_refund.intercept_undone", "backoffice")
    assert walk("cancel_order", sent(), wish_told="unless_sent").move.playbook == "track_parcel"


def test_a_deposit_or_an_empty_payment_is_no_plain_refund() -> None:
    assert cancel(view(order(presale=Presale(5000, ago(days=-3))))).handoff == "backoffice"
    paid = Presale(5000, ago(days=1), ago(days=2))
    assert cancel(view(order(presale=paid))).tasks == CANCELLED
    assert cancel(view(order(paid_fen=0))).row == "cancel_unshipped.nothing_to_refund"


@pytest.mark.parametrize("ordered", [(), ("refund", "stop_shipping")])
def test_a_running_refund_is_held_back_again_and_never_ordered_twice(ordered: tuple[str, ...]) -> None:
    of = order() if ordered else order(refunds=REFUNDING)
    found = walk("cancel_order", view(of, ordered_tasks=ordered))
    assert (found.row, found.tasks) == ("cancel_order.refund_requested", HELD)


@pytest.mark.parametrize(
    ("refunds", "row"),
    [((), "closed"), (REFUNDING, "closed_refunding"), ((Refund("refund_only", "succeeded", 1),), "closed_refunded")],
)
def test_a_closed_order_is_told_as_it_is(refunds: tuple[Refund, ...], row: str) -> None:
    found = walk("cancel_order", view(order(OrderStatus.CLOSED, refunds=refunds)))
    assert (found.row, found.tasks) == (f"cancel_order.{row}", [])


@pytest.mark.parametrize("kind", [None, EventKind.PICKUP, EventKind.TRANSIT])
def test_a_sent_order_is_intercepted_and_refunded_once_it_is_back(kind: EventKind | None) -> None:
    seen = sent(kind)
    assert walk("cancel_order", seen).waits_for == "intercepted"
    assert walk("cancel_order", seen, intercepted="done").waits_for == "returned"
    back = walk("cancel_order", seen, intercepted="done", returned="ok")
    assert (back.row, back.tasks) == ("cancel_shipped.returned", [("refund", "backoffice")])
    failed = walk("cancel_order", seen, intercepted="impossible")
    assert (failed.row, failed.tasks) == ("cancel_shipped.not_intercepted", [("order_flag", "backoffice")])


@pytest.mark.parametrize("result", ["short", "mismatch", "used"])
def test_a_parcel_that_came_back_incomplete_is_a_persons_work(result: str) -> None:
    assert walk("cancel_order", sent(EventKind.RETURNED), returned=result).handoff == "backoffice"


def test_a_parcel_on_its_way_back_is_waited_for() -> None:
    assert walk("cancel_order", sent(EventKind.RETURNING)).waits_for == "returned"
    assert walk("cancel_order", sent(EventKind.RETURNING), intercepted="done", returned="ok").tasks == [
        ("refund", "backoffice")
    ]


def test_a_parcel_out_for_delivery_may_be_refused_and_a_signed_one_returned() -> None:
    refuse = walk("cancel_order", sent(EventKind.DELIVERING))
    assert (refuse.row, refuse.tasks) == ("cancel_shipped.delivering", [("order_flag", "backoffice")])
    assert walk("cancel_order", sent(EventKind.SIGNED)).row == "cancel_shipped.signed"
    assert walk("cancel_order", view(order(OrderStatus.COMPLETED))).row == "cancel_shipped.signed"


def test_a_running_refund_of_a_sent_order_is_not_paid_again() -> None:
    seen = sent()
    seen = replace(seen, order=replace(seen.order, refunds=REFUNDING))
    assert walk("cancel_order", seen).waits_for == "intercepted"
    found = walk("cancel_order", seen, intercepted="done")
    assert (found.row, found.tasks) == ("cancel_shipped.refund_running", [])
    assert walk("cancel_order", sent(ordered_tasks=("reship",))).handoff == "backoffice"


@pytest.mark.parametrize("kind", [EventKind.DELIVERING, EventKind.SIGNED, EventKind.TRANSIT, EventKind.RETURNING])
@pytest.mark.parametrize("entry", ["cancel_order", "refund_shipped"])
def test_what_the_courier_caught_is_waited_for_whatever_is_scanned_next(kind: EventKind, entry: str) -> None:
    assert walk(entry, sent(kind), intercepted="done").waits_for == "returned"
    back = walk(entry, sent(kind), intercepted="done", returned="ok")
    assert (back.row, back.tasks) == ("cancel_shipped.returned", [("refund", "backoffice")])
    applied = sent(kind)
    applied = replace(applied, order=replace(applied.order, refunds=REFUNDING))
    assert walk(entry, applied, intercepted="done").row == "cancel_shipped.refund_running"


@pytest.mark.parametrize("kind", [None, EventKind.TRANSIT, EventKind.DELIVERING])
def test_what_another_case_intercepts_is_not_intercepted_again(kind: EventKind | None) -> None:
    found = walk("cancel_order", sent(kind, ordered_tasks=("intercept_parcel",)))
    assert (found.row, found.tasks) == ("cancel_shipped.in_hand", [("order_flag", "backoffice")])


def test_a_refused_parcel_that_its_sender_signed_for_is_not_the_buyers() -> None:
    seen = sent(EventKind.REFUSED)
    back = replace(seen.order.parcels[0], events=(*seen.order.parcels[0].events, event(ago(hours=1), EventKind.SIGNED)))
    assert walk("cancel_order", replace(seen, order=replace(seen.order, parcels=(back,)))).waits_for == "returned"
