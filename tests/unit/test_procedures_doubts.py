"""P-RCV-08 and 09 walked: goods unlike their description, doubts about fakes and dates."""

from datetime import timedelta
from typing import Any

import pytest

from aftersales.domain.calendar import shanghai_date
from aftersales.domain.cases import Value
from aftersales.domain.order_facts import OrderView
from aftersales.domain.orders import OrderStatus, Refund
from tests.unit.orders import NOW, order, product, view
from tests.unit.procedures import release, walk
from tests.unit.received_orders import PAID_ONCE, PHOTO, answer, opening, received, row, several

# P-RCV-08


SIZE: dict[str, Value] = {"mismatch_kind": "size", "diff_cm": 5, **PHOTO}
WRONG_PAGE: dict[str, Value] = {**SIZE, "page_error": True}


@pytest.mark.parametrize(("said", "fits"), [("差了3厘米", True), ("差3.5厘米", False), ("4cm", False)])
def test_the_tolerance_is_explained_and_more_is_looked_at(said: str, fits: bool) -> None:
    diff = answer("description_mismatch", "diff_cm", said)
    assert isinstance(diff, int)
    found = walk("description_mismatch", received(), mismatch_kind="size", diff_cm=diff, **PHOTO)
    assert (row(found) == "within_tolerance") if fits else (found.waits_for == "page_error")


def test_only_sizes_are_measured() -> None:
    assert walk("description_mismatch", received()).asks == "mismatch_kind"
    assert walk("description_mismatch", received(), mismatch_kind="size").asks == "diff_cm"
    assert walk("description_mismatch", received(), mismatch_kind="other").asks == "evidence_photos"


def test_a_wrong_page_is_paid_for_and_mended() -> None:
    assert walk("description_mismatch", received(), **WRONG_PAGE).asks == "offer_2"
    paid = walk("description_mismatch", received(), offer_2=True, **WRONG_PAGE)
    assert paid.tasks == [("compensate", "backoffice"), ("fix_page", "operations")]
    assert walk("description_mismatch", received(), offer_2=False, **WRONG_PAGE).asks == "offer_3"
    more = walk("description_mismatch", received(), offer_2=False, offer_3=True, **WRONG_PAGE)
    assert (row(more), more.tasks) == ("page_offer_3", paid.tasks)
    back = walk("description_mismatch", received(), offer_2=False, offer_3=False, **WRONG_PAGE)
    assert back.tasks == [("fix_page", "operations"), ("order_flag", "backoffice")]
    untold = walk("description_mismatch", received(), offer_2="unknown", **WRONG_PAGE)
    assert (untold.handoff, untold.tasks) == ("difficult", [("fix_page", "operations")])
    rows = [r for r in release().playbooks["description_mismatch"].rows if r.name.startswith("page_offer")]
    assert {r.responsibility for r in rows} == {"operations"}


def test_a_wrong_page_of_a_compensated_order_is_mended_and_the_goods_go_back() -> None:
    found = walk("description_mismatch", received(compensations=PAID_ONCE), **WRONG_PAGE)
    assert row(found) == "page_paid_before"
    assert ("compensate", "backoffice") not in found.tasks


@pytest.mark.parametrize(("days", "name"), [(7, "page_right_return"), (8, "otherwise")])
def test_a_right_page_is_explained_and_seven_days_stay_open(days: int, name: str) -> None:
    seen = received(days=days, like=product(seven_day_return=True))
    found = walk("description_mismatch", seen, **{**WRONG_PAGE, "page_error": False})
    assert (row(found), found.tasks) == (name, [])
    excluded = received(days=1, like=product(seven_day_return=False))
    assert row(walk("description_mismatch", excluded, **{**WRONG_PAGE, "page_error": False})) == "otherwise"


@pytest.mark.parametrize(
    "facts",
    [
        {"mismatch_kind": "unknown"},
        {"mismatch_kind": "size", "diff_cm": "unknown"},
        {"mismatch_kind": "other", "evidence_photos": "refused"},
    ],
)
def test_what_cannot_be_judged_is_decided_by_the_team_lead(facts: dict[str, Value]) -> None:
    assert walk("description_mismatch", received(), **facts).waits_for == "lead_agrees"
    paid = walk("description_mismatch", received(), lead_agrees="granted", **facts)
    assert paid.tasks == [("compensate", "backoffice")]
    refused = walk("description_mismatch", received(days=8), lead_agrees="refused", **facts)
    assert (refused.row, refused.tasks) == ("description_unclear.otherwise", [])
    open_days = received(like=product(seven_day_return=True))
    assert row(walk("description_mismatch", open_days, lead_agrees="refused", **facts)) == "refused_return"
    assert walk("description_mismatch", received(compensations=PAID_ONCE), **facts).handoff == "difficult"


@pytest.mark.parametrize(
    ("text", "kind"),
    [("尺寸比页面小了", "size"), ("色差太大", "other"), ("尺寸和描述的不符", "size"), ("跟描述的不一样", None)],
)
def test_the_opening_tells_what_does_not_match(text: str, kind: str | None) -> None:
    assert opening("description_mismatch", text, "mismatch_kind") == kind


# P-RCV-09


def tea(age_days: int, *, batch: str = "B1", **more: Any) -> OrderView:
    made = shanghai_date(NOW) - timedelta(days=age_days)
    return received(like=product(batch=batch, production_date=made, shelf_life_days=300), **more)


def test_the_batch_is_shown_to_who_doubts_and_who_insists_reaches_the_complaint_team() -> None:
    assert walk("authenticity_doubt", tea(30)).asks == "doubt"
    assert walk("authenticity_doubt", tea(30), doubt="fake").asks == "convinced"
    assert row(walk("authenticity_doubt", tea(30), doubt="fake", convinced=True)) == "convinced"
    refusals: tuple[Value, ...] = (False, "unknown")
    for answered in refusals:
        insists = walk("authenticity_doubt", tea(30), doubt="fake", convinced=answered)
        assert insists.handoff == "complaint"
    assert walk("authenticity_doubt", tea(30), doubt="unknown").handoff == "difficult"


def test_without_a_batch_on_record_quality_looks_it_up() -> None:
    assert walk("authenticity_doubt", received(), doubt="fake").waits_for == "batch_proof"
    assert walk("authenticity_doubt", received(), doubt="fake", batch_proof="fault").handoff == "complaint"
    clean: dict[str, Value] = {"doubt": "fake", "batch_proof": "no_fault"}
    assert walk("authenticity_doubt", received(), **clean).asks == "checked_convinced"
    assert row(walk("authenticity_doubt", received(), checked_convinced=True, **clean)) == "checked_convinced"
    assert walk("authenticity_doubt", received(), checked_convinced=False, **clean).handoff == "complaint"


@pytest.mark.parametrize(("age", "old"), [(201, False), (202, True)])
def test_near_expiry_is_less_than_a_third_of_the_shelf_life(age: int, old: bool) -> None:
    """33 % of 300 days are 99: with 99 days left it is not yet near, with 98 it is."""
    found = walk("authenticity_doubt", tea(age), doubt="date")
    assert (found.waits_for == "back_for_refund") if old else (found.asks == "date_matches")


def test_near_expiry_goes_back_at_the_shops_cost() -> None:
    done = walk("authenticity_doubt", tea(290), doubt="date", back_for_refund="ok")
    assert (row(done), done.tasks) == ("near_expiry", [("refund", "backoffice"), ("refund_postage", "backoffice")])
    assert row(walk("authenticity_doubt", tea(290), doubt="date", back_for_refund="short")) == "near_expiry_odd"


def test_postage_given_before_is_not_given_again_but_looked_at() -> None:
    label: dict[str, Value] = {"date_matches": False, "label_old": True, **PHOTO}
    for age, told, name in ((290, {}, "near_expiry"), (30, label, "label_old")):
        seen = tea(age, ordered_tasks=("refund_postage",))
        again = walk("authenticity_doubt", seen, doubt="date", back_for_refund="ok", **told)
        assert (row(again), again.tasks) == (name, [("refund", "backoffice"), ("order_flag", "backoffice")])


def test_a_date_that_differs_on_the_packet_is_looked_at() -> None:
    seen: dict[str, Value] = {"doubt": "date", "date_matches": False}
    assert row(walk("authenticity_doubt", tea(30), doubt="date", date_matches=True)) == "date_fits"
    assert walk("authenticity_doubt", tea(30), **seen).asks == "evidence_photos"
    assert walk("authenticity_doubt", received(), doubt="date").asks == "evidence_photos"
    assert row(walk("authenticity_doubt", tea(30), evidence_photos="refused", **seen)) == "no_photo"
    assert walk("authenticity_doubt", tea(30), **seen, **PHOTO).waits_for == "label_old"
    assert row(walk("authenticity_doubt", tea(30), label_old=False, **seen, **PHOTO)) == "label_fresh"
    old: dict[str, Value] = {**seen, **PHOTO, "label_old": True}
    assert walk("authenticity_doubt", tea(30), **old).waits_for == "back_for_refund"
    assert row(walk("authenticity_doubt", tea(30), back_for_refund="ok", **old)) == "label_old"
    assert walk("authenticity_doubt", tea(30), back_for_refund="used", **old).handoff == "difficult"


def test_of_several_goods_the_old_one_must_be_named() -> None:
    made = shanghai_date(NOW) - timedelta(days=290)
    old = [product(sku, production_date=made, batch="B1", shelf_life_days=300) for sku in ("LOCK", "BELL")]
    seen = view(several().order, *old)
    assert walk("authenticity_doubt", seen, doubt="date").asks == "missing_sku"
    assert row(walk("authenticity_doubt", seen, doubt="date", missing_sku="unknown")) == "which_untold"
    label: dict[str, Value] = {"doubt": "date", **PHOTO, "label_old": True}
    assert walk("authenticity_doubt", several(), **label).asks == "missing_sku"
    assert row(walk("authenticity_doubt", several(), missing_sku="unknown", **label)) == "label_which_untold"


def test_dates_of_refunded_orders_are_not_paid_again() -> None:
    running = tea(290, refunds=(Refund("refund_only", "applied", 10000),))
    assert row(walk("authenticity_doubt", running, doubt="date")) == "refund_running"
    assert row(walk("authenticity_doubt", tea(290, ordered_tasks=("refund",)), doubt="date")) == "again"


def test_before_shipping_the_batch_is_told_or_looked_at() -> None:
    made = product(batch="B1", production_date=shanghai_date(NOW))
    assert row(walk("authenticity_doubt", view(order(), made))) == "unsent"
    assert walk("authenticity_doubt", view(order())).tasks == [("check_warehouse", "warehouse")]
    assert row(walk("authenticity_doubt", view(order(OrderStatus.PENDING_PAYMENT)))) == "unpaid"


@pytest.mark.parametrize(
    ("text", "doubt"), [("你们卖的是假货吧", "fake"), ("生产日期太旧了", "date"), ("快过期的也卖", "date")]
)
def test_the_opening_tells_the_doubt(text: str, doubt: str) -> None:
    assert opening("authenticity_doubt", text, "doubt") == doubt
