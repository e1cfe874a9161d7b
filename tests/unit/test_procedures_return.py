"""P-RET-01, P-RET-06 and P-RET-07 walked: seven days, excluded goods, the intact standard, money and how to send."""

from typing import Any

import pytest

from aftersales.domain.answers import parse_answer, parse_opening
from aftersales.domain.cases import Value
from aftersales.domain.order_facts import OrderView, read_order_facts
from aftersales.domain.orders import EventKind, OrderStatus, Refund, ReturnParcel
from aftersales.domain.wording import describe
from tests.unit.orders import ago, event, order, parcel, signed_parcel, view
from tests.unit.procedures import Walk, release, walk
from tests.unit.refund_orders import MADE_GOOD, MONEY
from tests.unit.return_orders import (
    APPLIED,
    ISSUED,
    PAID_FIVE,
    PART,
    PARTLY_REFUNDED,
    WISH,
    at_home,
    returnable,
    two_kinds,
)
from tests.unit.shipping_orders import CANCELLED, HELD, REFUNDING, sent

REFUND = [("refund", "backoffice")]


def returns(seen: OrderView, **told: Value) -> Walk:
    return walk("return_goods", seen, **told)


@pytest.mark.parametrize(("days", "fits"), [(0, True), (7, True), (8, False)])
def test_seven_days_are_counted_from_the_day_after_signing(days: int, fits: bool) -> None:
    told = returns(at_home(days), **WISH)
    assert (told.waits_for == "goods_back") if fits else (told.row == "return_goods.too_late" and told.tasks == [])


def test_the_reason_is_asked_first_and_a_fault_leaves_the_seven_days() -> None:
    assert returns(at_home(30)).asks == "return_reason"
    assert returns(at_home(30), return_reason="quality").asks == "fault_kind"
    assert returns(at_home(3), return_reason="damaged").asks == "damage_kind"
    assert returns(at_home(3), return_reason="wrong").asks == "evidence_photos"
    assert returns(at_home(3), return_reason="mismatch").asks == "mismatch_kind"
    assert returns(at_home(3), return_reason="unknown").asks == "goods_state"


def test_a_return_accepted_in_time_stays_accepted_while_the_goods_travel() -> None:
    done = returns(at_home(12), goods_back="ok", **WISH)
    assert (done.row, done.tasks) == ("return_accepted.otherwise", REFUND)
    looked_at: dict[str, Value] = {**WISH, "goods_state": "opened", "evidence_photos": 1}
    assert returns(at_home(8), opened_fine=True, **looked_at).waits_for == "goods_back"
    claimed_only = returns(at_home(8), **WISH)
    assert claimed_only.row == "return_goods.too_late"


def test_an_unknown_signing_day_leads_to_a_person() -> None:
    unlisted = view(order(OrderStatus.SIGNED), returnable())
    found = returns(unlisted, **WISH)
    assert (found.row, found.handoff) == ("return_goods.days_untold", "backoffice")


def test_excluded_goods_are_refused_and_unknown_ones_shown_to_a_person() -> None:
    assert returns(at_home(1, returnable(free=False)), **WISH).row == "return_goods.excluded"
    unknown = returns(at_home(1, returnable(free=None)), **WISH)
    assert (unknown.row, unknown.handoff) == ("return_goods.class_untold", "backoffice")


def test_the_intact_standard_is_asked_once() -> None:
    assert returns(at_home(), return_reason="personal").asks == "goods_state"
    assert returns(at_home(), return_reason="personal", goods_state="used").row == "return_goods.used"
    assert returns(at_home(), return_reason="personal", goods_state="unknown").row == "return_goods.state_untold"


def test_opened_goods_are_judged_by_a_picture() -> None:
    told: dict[str, Value] = {"return_reason": "personal", "goods_state": "opened"}
    assert returns(at_home(), **told).asks == "evidence_photos"
    assert returns(at_home(), evidence_photos="refused", **told).row == "return_goods.no_photo"
    assert returns(at_home(), evidence_photos=1, **told).waits_for == "opened_fine"
    assert returns(at_home(), evidence_photos=1, opened_fine=True, **told).waits_for == "goods_back"
    assert returns(at_home(), evidence_photos=1, opened_fine=False, **told).row == "return_goods.opened"


def test_of_several_pieces_the_buyer_says_which_and_how_many() -> None:
    seen = two_kinds()
    assert returns(seen, return_reason="personal").asks == "return_scope"
    assert returns(seen, return_reason="personal", return_scope="part").asks == "missing_sku"
    assert returns(seen, **PART).asks == "return_qty"
    assert returns(seen, **{**PART, "missing_sku": "LOCK"}).waits_for == "goods_back"
    assert returns(seen, return_scope="unknown", **WISH).row == "return_goods.scope_untold"
    assert returns(seen, **{**PART, "missing_sku": "unknown"}).row == "return_goods.which_untold"
    assert returns(seen, return_qty="unknown", **PART).row == "return_goods.qty_untold"
    assert returns(at_home(qty=3), return_reason="personal", return_scope="part").asks == "return_qty"
    assert returns(at_home(qty=3), return_scope="all", **WISH).waits_for == "goods_back"


def test_one_excluded_line_stops_the_whole_order_but_not_the_other_line() -> None:
    mixed = two_kinds(returnable("LOCK", free=False), returnable("BELL"))
    assert returns(mixed, return_scope="all", **WISH).row == "return_goods.some_excluded"
    assert returns(mixed, return_qty=1, **PART).waits_for == "goods_back"
    assert returns(mixed, **{**PART, "missing_sku": "LOCK"}).row == "return_goods.line_excluded"
    half_known = two_kinds(returnable("LOCK"), returnable("BELL", free=None))
    assert returns(half_known, return_qty=1, **PART).row == "return_goods.line_class_untold"


@pytest.mark.parametrize("result", ["short", "mismatch", "used"])
def test_goods_that_come_back_otherwise_are_for_a_person(result: str) -> None:
    found = returns(at_home(), goods_back=result, **WISH)
    assert (found.row, found.tasks, found.handoff) == ("return_accepted.odd", [], "backoffice")
    insured = returns(at_home(return_insurance=True), goods_back_insured=result, **WISH)
    assert (insured.row, insured.tasks) == ("return_accepted.insured_odd", [])


def test_an_insured_parcel_is_told_to_use_its_insurance() -> None:
    seen = at_home(return_insurance=True)
    assert returns(seen, **WISH).waits_for == "goods_back_insured"
    assert returns(seen, goods_back_insured="ok", **WISH).tasks == REFUND


def test_the_refund_is_what_was_paid_less_earlier_compensation() -> None:
    less = returns(at_home(compensations=PAID_FIVE), goods_back="ok", **WISH)
    assert (less.row, less.tasks) == ("return_accepted.all_less", REFUND)
    words = at_home(compensations=PAID_FIVE)
    assert describe(words, read_order_facts(words))["refund_amount"] == "163元"
    part = returns(two_kinds(), return_qty=2, goods_back="ok", **PART)
    assert (part.row, part.tasks) == ("return_accepted.part", REFUND)
    part_less = returns(two_kinds(compensations=PAID_FIVE), return_qty=2, goods_back="ok", **PART)
    assert part_less.row == "return_accepted.part_less"


def test_an_issued_invoice_is_cancelled_or_reissued_for_the_rest() -> None:
    cancelled = [*REFUND, ("invoice_cancel", "finance")]
    whole = returns(at_home(invoice=ISSUED), goods_back="ok", **WISH)
    assert (whole.row, whole.tasks) == ("return_accepted.all_invoiced", cancelled)
    less = returns(at_home(invoice=ISSUED, compensations=PAID_FIVE), goods_back="ok", **WISH)
    assert (less.row, less.tasks) == ("return_accepted.all_less_invoiced", cancelled)
    part = returns(two_kinds(invoice=ISSUED), return_qty=1, goods_back="ok", **PART)
    assert (part.row, part.tasks) == ("return_accepted.part_invoiced", [*REFUND, ("invoice_reissue", "finance")])


def test_an_invoice_is_reversed_once_and_again_when_it_was_issued_anew() -> None:
    anew = at_home(invoice=ISSUED, ordered_tasks=("invoice_cancel", "invoice_reissue"))
    assert returns(anew, goods_back="ok", **WISH).tasks == [*REFUND, ("invoice_cancel", "finance")]
    part: dict[str, Value] = {**PART, "return_qty": 1}
    before: dict[str, Any] = {"invoice": ISSUED, "ordered_tasks": ("invoice_cancel",)}
    for seen, told in ((at_home(**before), WISH), (two_kinds(**before), part)):
        found = returns(seen, goods_back="ok", **told)
        assert found.tasks == REFUND
        assert not found.row.endswith("_invoiced")


def test_nothing_is_refunded_twice() -> None:
    applied = returns(at_home(refunds=APPLIED), goods_back="ok", **WISH)
    assert (applied.row, applied.tasks) == ("return_accepted.refund_running", [("order_flag", "backoffice")])
    money_only = (Refund("refund_only", "applied", 1000, None, ago(days=1)),)
    other = returns(at_home(refunds=money_only), goods_back="ok", **WISH)
    assert (other.row, other.tasks, other.handoff) == ("return_accepted.refund_other", [], "backoffice")
    for kind in MONEY:
        found = returns(at_home(ordered_tasks=(kind,)), goods_back="ok", **WISH)
        row = "return_goods.again" if kind in MADE_GOOD else "return_accepted.given_before"
        assert (found.row, found.tasks, found.handoff) == (row, [], "backoffice")
    refunded = two_kinds(refunds=PARTLY_REFUNDED)
    assert returns(refunded, return_qty=1, goods_back="ok", **PART).row == "return_accepted.refunded_in_part"
    assert returns(at_home(ordered_tasks=("refund",)), goods_back="ok", **WISH).row == "return_goods.again"
    everything = (Refund("refund_only", "succeeded", 16800, None, ago(days=1)),)
    assert returns(at_home(refunds=everything)).row == "return_goods.refunded_before"
    assert returns(at_home(paid_fen=0)).row == "return_goods.nothing_left"


@pytest.mark.parametrize("kind", ["receive_goods", "exchange_ship"])
def test_goods_that_another_case_waits_for_are_not_taken_back_a_second_time(kind: str) -> None:
    assert returns(at_home(ordered_tasks=(kind,)), **WISH).row == "return_goods.expected"


@pytest.mark.parametrize(("state", "row"), [("sent", "sent_back"), ("received", "arrived"), ("inspected", "arrived")])
def test_a_parcel_already_going_back_is_not_asked_for_again(state: str, row: str) -> None:
    seen = at_home(returns=(ReturnParcel("YT5", state),))
    assert returns(seen, **WISH).row == f"return_goods.{row}"
    assert returns(seen, goods_back="ok", **WISH).tasks == REFUND


def test_an_order_not_sent_is_cancelled_after_one_question() -> None:
    assert returns(view(order())).asks == "cancel_sure"
    assert returns(view(order()), cancel_sure=True).tasks == CANCELLED
    assert returns(view(order()), cancel_sure=False).row == "return_goods.unshipped_kept"
    assert returns(view(order()), cancel_sure="unknown").row == "return_goods.unshipped_untold"
    again = returns(view(order(refunds=REFUNDING)))
    assert (again.row, again.tasks) == ("return_goods.refund_requested", HELD)


def test_a_parcel_on_the_way_is_intercepted_only_when_wanted() -> None:
    for kind in (None, EventKind.TRANSIT):
        assert returns(sent(kind)).asks == "intercept_wanted"
        assert returns(sent(kind), intercept_wanted=True).waits_for == "intercepted"
        assert returns(sent(kind), intercept_wanted=False).row == "return_goods.when_signed"
        assert returns(sent(kind), intercept_wanted="unknown").row == "return_goods.way_untold"
    # almost_there: nothing is asked any more
    assert returns(sent(EventKind.DELIVERING)).row == "cancel_shipped.delivering"
    assert returns(sent(EventKind.RETURNING)).waits_for == "returned"
    coming = parcel(event(ago(hours=3), EventKind.TRANSIT), waybill="YT2")
    apart = view(order(OrderStatus.SHIPPED, parcels=(signed_parcel(ago(days=1)), coming)))
    assert (returns(apart).row, returns(apart).handoff) == ("return_goods.parcels_apart", "backoffice")


def test_unpaid_and_closed_orders_leave_no_work() -> None:
    assert returns(view(order(OrderStatus.PENDING_PAYMENT, paid_at=None))).row == "return_goods.unpaid"
    closed = returns(view(order(OrderStatus.CLOSED)))
    assert (closed.row, closed.tasks, closed.handoff) == ("return_goods.closed", [], "backoffice")


def test_how_to_send_is_told_once_a_return_is_arranged() -> None:
    method = walk("return_method", at_home(ordered_tasks=("receive_goods",)))
    assert (method.row, method.tasks) == ("return_method.arranged", [])
    odd = walk("return_method", at_home(ordered_tasks=("receive_goods", "refund")))
    assert (odd.row, odd.handoff) == ("return_method.again", "backoffice")
    for state, row in (("sent", "sent_back"), ("received", "arrived"), ("inspected", "arrived")):
        seen = at_home(returns=(ReturnParcel("YT5", state),))
        assert walk("return_method", seen).row == f"return_method.{row}"


@pytest.mark.parametrize(
    ("kind", "state", "told"),
    [
        ("return_refund", "approved", True),
        ("return_refund", "processing", True),
        ("return_refund", "applied", False),
        ("refund_only", "approved", False),
    ],
)
def test_only_a_return_the_platform_agreed_to_is_given_the_address_at_once(kind: str, state: str, told: bool) -> None:
    found = walk("return_method", at_home(refunds=(Refund(kind, state, 16800),)))
    assert (found.row == "return_method.platform_agreed") if told else (found.asks == "return_reason")


def test_without_a_return_the_way_begins_with_the_conditions() -> None:
    assert walk("return_method", at_home()).asks == "return_reason"
    assert walk("return_method", at_home(8), **WISH).row == "return_goods.too_late"
    assert walk("return_method", view(order())).asks == "cancel_sure"
    assert walk("return_method", at_home(), return_reason="quality", fault_kind="material").asks == "evidence_photos"


@pytest.mark.parametrize(
    ("text", "reason", "state"),
    [
        ("我要退货", None, None),
        ("不喜欢，退了吧", "personal", None),
        ("没有质量问题，就是不喜欢", "personal", None),
        ("不是质量问题 单纯不想要了", "personal", None),
        ("拆封了能退吗", None, "opened"),
        ("没拆封可以退吗", None, "intact"),
        ("买错型号了，没拆，能退吧", "personal", "intact"),
        ("拆开没用过能退不", None, "opened"),
        ("用了两天坏了要退货", "quality", "used"),
        ("洗过一次还能退不", None, "used"),
        ("锁打不开，退货", "quality", None),
        ("发错货了我要退", "wrong", None),
        ("收到就碎了，退货", "damaged", None),
        ("跟图片不一样，退货", "mismatch", None),
        ("过了七天还能退货吗", None, None),
    ],
)
def test_the_opening_words_tell_reason_and_state(text: str, reason: str | None, state: str | None) -> None:
    told = parse_opening(release().playbooks["return_goods"], text)
    assert (told.get("return_reason"), told.get("goods_state")) == (reason, state)


@pytest.mark.parametrize(
    ("fact", "text", "value"),
    [
        ("return_scope", "都退", "all"),
        ("return_scope", "只退一罐", "part"),
        ("return_qty", "两盒", 2),
        ("cancel_sure", "嗯取消吧", True),
        ("cancel_sure", "先不取消", False),
        ("intercept_wanted", "拦一下", True),
        ("intercept_wanted", "收到再说吧", False),
        ("goods_state", "拆开看了下没用过", "opened"),
        ("goods_state", "没拆过", "intact"),
        ("goods_state", "用过一次", "used"),
        ("goods_state", "都没用过", "intact"),
        ("return_reason", "就是不想要了", "personal"),
    ],
)
def test_free_answers_are_understood(fact: str, text: str, value: Value) -> None:
    rule = release().playbooks["return_goods"].facts[fact]
    assert parse_answer(rule, text, 0, rule.choices) == value
