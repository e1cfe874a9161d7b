"""P-RCV-07 walked: stages at their boundaries, what the buyer chooses, goods before money."""

from datetime import datetime

import pytest

from aftersales.domain.answers import parse_answer, parse_opening
from aftersales.domain.calendar import SHANGHAI
from tests.unit.procedures import release, walk
from tests.unit.quality_orders import (
    GUIDE,
    HANDED,
    POINT,
    REPAIRED,
    SEEN,
    TAKEN,
    UNSEEN,
    facts,
    lock,
    signed,
    signed_at,
)


@pytest.mark.parametrize(
    ("days", "book"),
    [
        (7, "fault_in_return_days"),
        (8, "fault_in_exchange_days"),
        (15, "fault_in_exchange_days"),
        (16, "fault_in_warranty"),
    ],
)
def test_what_the_buyer_may_choose_goes_by_the_days_since_signing(days: int, book: str) -> None:
    asked = walk("quality_issue", signed(days), **SEEN).move
    assert asked.playbook == book
    assert walk("quality_issue", signed(days), **SEEN).asks == "remedy"


def test_the_last_day_of_the_warranty_still_counts() -> None:
    last = signed_at(datetime(2025, 11, 25, 9, 0, tzinfo=SHANGHAI))
    over = signed_at(datetime(2025, 11, 24, 9, 0, tzinfo=SHANGHAI))
    assert walk("quality_issue", last, **SEEN).move.playbook == "fault_in_warranty"
    assert walk("quality_issue", over, **SEEN).move.playbook == "fault_out_of_warranty"


def test_the_right_use_is_shown_once_before_anything_else() -> None:
    known = signed(2, lock(guide_url=GUIDE))
    assert walk("quality_issue", known).asks == "fault_kind"
    assert walk("quality_issue", known, fault_kind="function").asks == "still_faulty_by_guide"
    works = walk("quality_issue", known, fault_kind="function", still_faulty_by_guide=False)
    assert (works.row, works.tasks) == ("quality_issue.works_by_guide", [])
    for answer in (True, "unknown"):
        told = walk("quality_issue", known, fault_kind="function", still_faulty_by_guide=answer)
        assert told.asks == "evidence_photos"
    assert walk("quality_issue", signed(2), fault_kind="function").asks == "still_faulty"
    assert walk("quality_issue", signed(2), fault_kind="function", still_faulty=False).row == "quality_issue.works_now"
    assert walk("quality_issue", known, fault_kind="material").asks == "evidence_photos", "no use spoils the paint"


@pytest.mark.parametrize(
    ("text", "still"),
    [
        ("还是不行", True),
        ("试过了没用", True),
        ("坏的", True),
        ("还有问题", True),
        ("不能用", True),
        ("好了", False),
        ("可以了谢谢", False),
        ("没有问题了", False),
        ("正常", False),
    ],
)
def test_whether_it_still_fails_is_understood(text: str, still: bool) -> None:
    for name in ("still_faulty", "still_faulty_by_guide"):
        assert parse_answer(release().playbooks["quality_issue"].facts[name], text, 0, ()) is still


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("指纹识别不了", "function"),
        ("坏了能退吗", "function"),
        ("茶叶发霉了", "spoiled"),
        ("一股怪味", "spoiled"),
        ("质量太差，掉漆", "material"),
        ("有质量问题", None),
    ],
)
def test_the_opening_words_tell_the_fault_and_never_the_remedy(text: str, kind: str | None) -> None:
    told = parse_opening(release().playbooks["quality_issue"], text)
    assert told.get("fault_kind") == kind
    assert "remedy" not in told


def test_within_the_first_days_the_buyer_chooses_refund_exchange_or_repair() -> None:
    refund = walk("quality_issue", signed(7), **facts(SEEN, TAKEN, remedy="refund"))
    assert refund.row == "fault_remedy.refund"
    assert refund.tasks == [("refund", "backoffice"), ("quality_report", "quality")]
    exchange = walk("quality_issue", signed(7), **facts(SEEN, TAKEN, remedy="exchange"))
    assert exchange.tasks == [("exchange_ship", "warehouse"), ("quality_report", "quality")]
    repair = walk("quality_issue", signed(7), **facts(SEEN, REPAIRED, remedy="repair"))
    assert (repair.row, repair.tasks) == ("fault_repair.repaired", [("quality_report", "quality")])
    assert walk("quality_issue", signed(7), **facts(SEEN, remedy="unknown")).handoff == HANDED


def test_goods_come_back_before_money_or_new_goods_go_out() -> None:
    told = facts(SEEN, remedy="refund")
    assert walk("quality_issue", signed(), **facts(told, photo_shows_fault=True)).waits_for == "picked_up"
    assert walk("quality_issue", signed(), **facts(told, picked_up="done")).waits_for == "goods_back"
    assert walk("quality_issue", signed(), **facts(told, TAKEN, goods_back="used")).row == "fault_remedy.refund"
    assert walk("quality_issue", signed(), **facts(told, TAKEN, goods_back="short")).handoff == HANDED
    assert walk("quality_issue", signed(), **facts(told, picked_up="impossible")).handoff == HANDED


def test_after_the_return_days_a_refund_is_refused_and_an_exchange_offered() -> None:
    told = facts(SEEN, remedy="return")
    assert walk("quality_issue", signed(8), **told).asks == "exchange_instead"
    for answer in (False, "unknown"):
        refused = walk("quality_issue", signed(8), **facts(told, exchange_instead=answer))
        assert (refused.row, refused.tasks) == ("fault_in_exchange_days.too_late_to_return", [])
    exchanged = walk("quality_issue", signed(8), **facts(told, TAKEN, exchange_instead=True))
    assert exchanged.row == "fault_remedy.otherwise"
    assert walk("quality_issue", signed(8), **facts(SEEN, TAKEN, remedy="exchange")).row == "fault_remedy.otherwise"


@pytest.mark.parametrize("days", [8, 16, 500])
def test_what_was_chosen_in_time_holds_when_the_days_run_out(days: int) -> None:
    late = signed(days)
    assert walk("quality_issue", late, **facts(SEEN, TAKEN, remedy="refund")).row == "fault_remedy.refund"
    assert walk("quality_issue", late, **facts(SEEN, TAKEN, remedy="exchange")).row == "fault_remedy.otherwise"
    assert walk("quality_issue", late, **facts(SEEN, REPAIRED, remedy="repair")).row == "fault_repair.repaired"


def test_in_the_warranty_the_repair_is_advised_and_not_forced() -> None:
    assert walk("quality_issue", signed(30), **facts(SEEN, remedy="repair")).waits_for == "picked_up"
    assert walk("quality_issue", signed(30), **facts(SEEN, remedy="other")).row == "fault_in_warranty.other_wish"
    assert walk("quality_issue", signed(30), **facts(SEEN, remedy="unknown")).handoff == HANDED


@pytest.mark.parametrize(
    ("text", "meant"), [("可以", "repair"), ("修吧", "repair"), ("可以换吗", "other"), ("不修，退钱", "other")]
)
def test_the_advised_repair_is_taken_or_not_in_the_buyers_words(text: str, meant: str) -> None:
    rule = release().playbooks["fault_in_warranty"].facts["remedy"]
    assert parse_answer(rule, text, 0, rule.choices) == meant


def test_out_of_the_warranty_the_repair_is_paid_and_quoted_first() -> None:
    over = signed(500)
    assert walk("quality_issue", over, **facts(SEEN, remedy="paid_repair")).row == "fault_out_of_warranty.quote"
    at_point = walk("quality_issue", signed(500, lock(service_points=POINT)), **facts(SEEN, remedy="paid_repair"))
    assert at_point.row == "fault_out_of_warranty.quote_at_point"
    left = walk("quality_issue", over, **facts(SEEN, remedy="leave"))
    assert (left.row, left.tasks) == ("fault_out_of_warranty.leave", [])
    assert walk("quality_issue", over, **facts(SEEN, remedy="unknown")).handoff == HANDED


def test_a_fault_nobody_sees_is_returned_when_it_can_be_sold_again() -> None:
    told = facts(UNSEEN, remedy="refund")
    assert walk("quality_issue", signed(), **told).asks == "resellable"
    assert walk("quality_issue", signed(), **facts(told, resellable=True)).waits_for == "goods_mailed"
    back = walk("quality_issue", signed(), **facts(told, resellable=True, goods_mailed="ok"))
    assert (back.row, back.tasks) == ("fault_evidence.agreed_return", [("refund", "backoffice")])
    assert walk("quality_issue", signed(20), **facts(told, resellable=True, goods_mailed="ok")).row == back.row
    worn = walk("quality_issue", signed(), **facts(told, resellable=True, goods_mailed="used"))
    assert worn.row == "fault_evidence.return_differs"
    excluded = signed(2, lock(seven_day_return=False))
    assert walk("quality_issue", excluded, **told).waits_for == "picked_up", "no return: it is inspected"


def test_other_faults_nobody_sees_are_inspected() -> None:
    told = facts(UNSEEN, remedy="exchange")
    assert walk("quality_issue", signed(), **told).waits_for == "picked_up"
    assert walk("quality_issue", signed(), **facts(told, picked_up="done")).waits_for == "shop_inspection"
    fault = walk("quality_issue", signed(), **facts(told, TAKEN, shop_inspection="fault"))
    assert fault.row == "fault_remedy.otherwise"
    fine = walk("quality_issue", signed(), **facts(told, picked_up="done", shop_inspection="no_fault"))
    assert fine.row == "fault_evidence.otherwise"
    assert fine.tasks == []
    assert walk("quality_issue", signed(), **facts(told, picked_up="impossible")).handoff == HANDED
