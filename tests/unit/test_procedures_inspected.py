"""P-RCV-07 and P-RCV-13 walked: inspections, repairs, invoices, warranty."""

from dataclasses import replace

import pytest

from aftersales.domain.answers import parse_opening
from aftersales.domain.cases import Value
from aftersales.domain.orders import Invoice, OrderStatus, Refund
from tests.unit.orders import ago, line, order, product, signed_parcel, view
from tests.unit.procedures import release, walk
from tests.unit.quality_orders import HANDED, POINT, REPAIRED, SEEN, TAKEN, UNSEEN, facts, lock, signed


@pytest.mark.parametrize("answer", ["refused", "unknown"])
def test_without_a_picture_the_goods_are_inspected(answer: str) -> None:
    told: dict[str, Value] = {"fault_kind": "material", "evidence_photos": answer, "remedy": "exchange"}
    assert walk("quality_issue", signed(), **told).waits_for == "picked_up"
    assert (
        walk("quality_issue", signed(), **facts(told, TAKEN, shop_inspection="fault")).row == "fault_remedy.otherwise"
    )


def test_an_official_service_point_is_named() -> None:
    seen = signed(2, lock(service_points=POINT))
    told = facts(UNSEEN, remedy="exchange")
    assert walk("quality_issue", seen, **told).asks == "inspect_place"
    assert walk("quality_issue", seen, **facts(told, inspect_place="point")).waits_for == "point_inspection"
    fault = facts(told, inspect_place="point", point_inspection="fault")
    assert walk("quality_issue", seen, **fault).waits_for == "picked_up"
    none = facts(told, inspect_place="point", point_inspection="no_fault")
    assert walk("quality_issue", seen, **none).row == "fault_evidence.no_fault_at_point"
    assert walk("quality_issue", seen, **facts(told, inspect_place="shop")).waits_for == "picked_up"
    repair = facts(SEEN, remedy="repair", inspect_place="point")
    assert walk("quality_issue", seen, **repair).row == "fault_repair.at_point"


def test_a_repair_reports_every_step_and_may_fail() -> None:
    told = facts(SEEN, remedy="repair")
    assert walk("quality_issue", signed(30), **facts(told, picked_up="done")).waits_for == "shop_inspection"
    found = facts(told, picked_up="done", shop_inspection="fault")
    assert walk("quality_issue", signed(30), **found).waits_for == "repaired"
    failed = walk("quality_issue", signed(30), **facts(found, repaired="impossible"))
    assert (failed.row, failed.handoff) == ("fault_repair.otherwise", HANDED)
    fine = walk("quality_issue", signed(30), **facts(told, picked_up="done", shop_inspection="no_fault"))
    assert fine.row == "fault_repair.no_fault"
    assert walk("quality_issue", signed(30), **facts(told, picked_up="impossible")).handoff == HANDED


def test_an_issued_invoice_is_cancelled_or_changed_with_the_goods() -> None:
    billed = signed(2, None, invoice=Invoice("issued"))
    refund = walk("quality_issue", billed, **facts(SEEN, TAKEN, remedy="refund"))
    assert ("invoice_cancel", "finance") in refund.tasks
    exchange = walk("quality_issue", billed, **facts(SEEN, TAKEN, remedy="exchange"))
    assert ("invoice_reissue", "finance") in exchange.tasks
    assert refund.tasks.count(("invoice_cancel", "finance")) == 1
    for remedy, kind in (("refund", "invoice_cancel"), ("exchange", "invoice_reissue")):
        again = walk("quality_issue", replace(billed, ordered_tasks=(kind,)), **facts(SEEN, TAKEN, remedy=remedy))
        assert (kind, "finance") not in again.tasks
        assert not again.row.endswith("_invoiced")
    requested = signed(2, None, invoice=Invoice("requested"))
    assert walk("quality_issue", requested, **facts(SEEN, TAKEN, remedy="refund")).row == "fault_remedy.refund"


@pytest.mark.parametrize("stock", [0, None])
def test_nothing_is_fetched_for_an_exchange_without_stock(stock: int | None) -> None:
    seen = signed(2, lock(stock=stock))
    assert walk("quality_issue", seen, **facts(SEEN, remedy="exchange")).row == "fault_remedy.no_stock"
    assert walk("quality_issue", seen, **facts(SEEN, remedy="refund")).waits_for == "picked_up"


@pytest.mark.parametrize("days", [2, 40])
def test_spoiled_food_is_refunded_or_exchanged_and_never_repaired(days: int) -> None:
    told = facts(SEEN, fault_kind="spoiled")
    tea = signed(days, product())
    asked = walk("quality_issue", tea, **told).move
    assert asked.playbook == "spoiled_goods"
    assert walk("quality_issue", tea, **facts(told, TAKEN, remedy="refund")).row == "fault_remedy.refund"
    assert walk("quality_issue", tea, **facts(told, TAKEN, remedy="exchange")).row == "fault_remedy.otherwise"
    assert walk("quality_issue", tea, **facts(told, remedy="unknown")).handoff == HANDED


@pytest.mark.parametrize("status", [OrderStatus.PENDING_PAYMENT, OrderStatus.PAID, OrderStatus.SHIPPED])
def test_goods_that_have_not_arrived_have_no_fault_yet(status: OrderStatus) -> None:
    found = walk("quality_issue", view(order(status), lock()))
    assert found.row in {"quality_issue.not_sent", "quality_issue.not_signed"}
    assert found.tasks == []


def test_closed_refunding_and_settled_orders_are_not_settled_again() -> None:
    assert walk("quality_issue", view(order(OrderStatus.CLOSED), lock())).handoff == HANDED
    refunding = signed(2, None, refunds=(Refund("return_refund", "processing", 16800),))
    assert walk("quality_issue", refunding).row == "quality_issue.refund_running"
    assert walk("quality_issue", replace(signed(), ordered_tasks=("refund",))).row == "quality_issue.again"
    assert walk("quality_issue", view(order(OrderStatus.SIGNED), lock())).row == "quality_issue.stage_untold"


def test_of_several_goods_the_faulty_one_is_asked() -> None:
    lines = [line("A", title="锁"), line("B", title="门铃")]
    of = order(OrderStatus.SIGNED, lines, parcels=(signed_parcel(ago(days=2)),))
    seen = view(of, lock(sku="A"), lock(sku="B"))
    assert walk("quality_issue", seen).asks == "missing_sku"
    assert walk("quality_issue", seen, missing_sku="unknown").handoff == HANDED
    assert walk("quality_issue", seen, **facts(SEEN, TAKEN, missing_sku="A", remedy="exchange")).tasks


# Warranty, P-RCV-13


def test_the_term_and_the_service_point_are_told() -> None:
    seen = signed(30, lock(service_points=POINT))
    assert walk("warranty_repair", seen).asks == "warranty_need"
    assert walk("warranty_repair", seen, warranty_need="term").row == "warranty_repair.term"
    assert walk("warranty_repair", signed(500), warranty_need="term").row == "warranty_repair.term_over"
    assert walk("warranty_repair", seen, warranty_need="point").row == "warranty_repair.point"
    assert walk("warranty_repair", signed(30), warranty_need="point").row == "warranty_repair.no_point"
    for need in ("term", "repair", "point"):
        assert walk("warranty_repair", signed(30, product()), warranty_need=need).handoff == HANDED
    assert walk("warranty_repair", seen, warranty_need="unknown").handoff == HANDED


def test_a_repair_is_free_in_the_warranty_and_quoted_after_it() -> None:
    free = facts(REPAIRED, warranty_need="repair", remedy="repair")
    assert walk("warranty_repair", signed(300), **free).row == "fault_repair.repaired"
    assert walk("warranty_repair", signed(300), warranty_need="repair", remedy="other").handoff == HANDED
    paid = walk("warranty_repair", signed(500), warranty_need="repair", remedy="paid_repair")
    assert paid.row == "fault_out_of_warranty.quote"
    assert walk("warranty_repair", signed(500), **free).row == "fault_repair.repaired", "began in time"


def test_orders_that_cannot_be_repaired_are_told_so() -> None:
    assert walk("warranty_repair", view(order(OrderStatus.PENDING_PAYMENT), lock())).row == "warranty_repair.unpaid"
    assert walk("warranty_repair", view(order(OrderStatus.CLOSED), lock())).handoff == HANDED
    coming = view(order(OrderStatus.SHIPPED), lock())
    assert walk("warranty_repair", coming, warranty_need="repair").row == "warranty_repair.not_received"
    refunding = signed(2, None, refunds=(Refund("return_refund", "applied", 16800),))
    assert walk("warranty_repair", refunding, warranty_need="repair").row == "warranty_repair.refund_running"


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("保修多久", "term"),
        ("还在保修期吗", "term"),
        ("锁坏了能修吗", "repair"),
        ("附近有维修点吗", "point"),
        ("我要报修", "repair"),
    ],
)
def test_the_opening_words_tell_what_of_the_warranty(text: str, need: str) -> None:
    assert parse_opening(release().playbooks["warranty_repair"], text).get("warranty_need") == need
