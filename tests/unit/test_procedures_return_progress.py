"""P-RET-05 and P-RET-06 walked: a return that arrived is refunded, a disputed one needs proof, and how much."""

import pytest

from aftersales.domain.cases import Value
from aftersales.domain.order_facts import OrderView, read_order_facts
from aftersales.domain.orders import Compensation, OrderStatus
from tests.unit.orders import ago, order, view
from tests.unit.procedures import Walk, walk
from tests.unit.received_orders import answer, opening
from tests.unit.refund_state_orders import PAID_BEFORE, placed, returned, with_refund
from tests.unit.shipping_orders import HELD

FLAG = ("order_flag", "backoffice")
REFUND = [("refund", "backoffice")]
ODD = ["short", "mismatch", "used"]
PAID = OrderStatus.PAID


def progress(seen: OrderView, **told: Value) -> Walk:
    return walk("return_progress", seen, **told)


def sent(**told: Value) -> dict[str, Value]:
    return {"sent_back": "sent", "return_waybill": "SF2", **told}


@pytest.mark.parametrize("state", ["received", "inspected"])
@pytest.mark.parametrize("refunded", ["applied", "approved"])
def test_a_return_in_order_is_refunded_at_once(state: str, refunded: str) -> None:
    found = progress(returned(state, "ok", refunded))
    assert (found.row, found.tasks) == ("return_refund.applied", REFUND)


def test_a_return_not_looked_at_yet_is_looked_at_first() -> None:
    seen = returned("received")
    assert progress(seen).waits_for == "goods_checked"
    assert progress(seen, goods_checked="ok").row == "return_refund.applied"
    assert progress(returned("inspected"), goods_checked="short").asks == "admitted"


def test_a_return_on_the_road_is_waited_for() -> None:
    found = progress(returned("sent"))
    assert (found.row, found.tasks) == ("return_progress.on_the_way", [])
    assert progress(returned("sent", refunded="processing")).row == "return_progress.on_the_way"


@pytest.mark.parametrize("finding", [None, "ok"])
def test_money_that_is_being_paid_is_waited_for_once_the_goods_are_here(finding: str | None) -> None:
    found = progress(returned("received", finding, "processing"))
    assert (found.row, found.tasks) == ("return_progress.paying", [])
    assert progress(returned("inspected", "short", "processing")).asks == "admitted"


@pytest.mark.parametrize("finding", ODD)
def test_a_signed_return_is_disputed_only_with_admission_or_a_stamped_proof(finding: str) -> None:
    seen = returned("inspected", finding)
    assert progress(seen).asks == "admitted"
    told = progress(seen, admitted=True)
    assert (told.row, told.handoff, told.tasks) == ("return_dispute.admitted", "backoffice", [])
    for denied in (False, "unknown"):
        assert progress(seen, admitted=denied).waits_for == "stamped_proof"
    proved = progress(seen, admitted=False, stamped_proof=True)
    assert (proved.row, proved.handoff, proved.tasks) == ("return_dispute.proved", "backoffice", [])
    unproved = progress(seen, admitted=False, stamped_proof=False)
    assert (unproved.row, unproved.tasks) == ("return_refund.applied", REFUND)


@pytest.mark.parametrize("finding", ODD)
def test_a_refused_return_needs_pictures_else_it_is_taken_and_refunded(finding: str) -> None:
    seen = returned("sent", finding)
    assert progress(seen).waits_for == "refusal_photos"
    proved = progress(seen, refusal_photos=True)
    assert (proved.row, proved.handoff, proved.tasks) == ("return_refused.proved", "backoffice", [])
    assert progress(seen, refusal_photos=False).waits_for == "sent_again"
    assert progress(seen, refusal_photos=False, sent_again="done").waits_for == "goods_taken"
    taken = progress(seen, refusal_photos=False, sent_again="done", goods_taken="ok")
    assert (taken.row, taken.tasks) == ("return_refund.applied", REFUND)
    for broken in ({"sent_again": "impossible"}, {"sent_again": "done", "goods_taken": "short"}):
        assert progress(seen, refusal_photos=False, **broken).row == "return_refused.otherwise"


def test_a_parcel_nobody_recorded_is_looked_for_by_its_number() -> None:
    seen = with_refund("applied", kind="return_refund")
    assert progress(seen).asks == "sent_back"
    assert progress(seen, sent_back="sent").asks == "return_waybill"
    assert progress(seen, **sent()).waits_for == "goods_checked"
    assert progress(seen, **sent(goods_checked="ok")).row == "return_refund.applied"
    assert progress(seen, **sent(goods_checked="used")).asks == "admitted"
    for untold in ("refused", "unknown"):
        assert progress(seen, sent_back="sent", return_waybill=untold).row == "return_progress.waybill_untold"


@pytest.mark.parametrize(
    ("state", "row", "tasks"),
    [("applied", "under_review", [FLAG]), ("approved", "send_back", []), ("closed", "otherwise", [])],
)
def test_who_has_not_sent_anything_yet_hears_the_next_step(state: str, row: str, tasks: list[tuple[str, str]]) -> None:
    for told in ("not_sent", "unknown"):
        found = progress(with_refund(state, kind="return_refund"), sent_back=told)
        assert (found.row, found.tasks) == (f"return_progress.{row}", tasks)
    assert progress(placed(), sent_back="not_sent").row == "return_progress.otherwise"
    assert progress(with_refund("rejected"), sent_back="not_sent").handoff == "backoffice"


def test_an_unsent_order_has_nothing_to_send_back() -> None:
    found = progress(with_refund("applied", PAID))
    assert (found.row, found.tasks) == ("return_progress.not_sent_refunding", [*HELD, FLAG])
    assert progress(placed(PAID)).row == "return_progress.not_sent"
    assert progress(view(order(OrderStatus.PENDING_PAYMENT, paid_fen=0))).row == "return_progress.unpaid"


def test_a_refund_that_is_through_is_told_by_its_term() -> None:
    full = with_refund("succeeded", done=ago(hours=2))
    assert progress(full).row == "refund_arrival.in_time"
    part = returned("inspected", "ok", "succeeded", amount_fen=500)
    assert progress(part).asks == "term_passed"


@pytest.mark.parametrize(
    ("ordered", "state", "row", "tasks"),
    [
        (("receive_goods", "refund"), "inspected", "refund_ordered", []),
        (("receive_goods", "exchange_ship"), "inspected", "exchange_sent", []),
        (("receive_goods",), "received", "awaited_arrived", [("order_flag", "warehouse")]),
        (("receive_goods",), "inspected", "awaited_inspected", [("order_flag", "backoffice")]),
        (("receive_goods",), "sent", "awaited", [("order_flag", "warehouse")]),
    ],
)
def test_a_return_another_case_waits_for_is_hurried_and_never_paid_twice(
    ordered: tuple[str, ...], state: str, row: str, tasks: list[tuple[str, str]]
) -> None:
    found = progress(returned(state, "ok", ordered_tasks=ordered))
    assert (found.row, found.tasks) == (f"return_progress.{row}", tasks)


@pytest.mark.parametrize("kind", ["repair", "inspect"])
def test_a_repair_under_way_is_hurried(kind: str) -> None:
    found = progress(placed(OrderStatus.SIGNED, (kind,)))
    assert (found.row, found.tasks) == ("return_progress.repairing", [("order_flag", "quality")])


@pytest.mark.parametrize("kind", ["refund", "reship", "compensate", "refund_price_diff"])
def test_money_or_goods_given_before_is_counted_by_a_person(kind: str) -> None:
    rows = {"compensate": "paid_out", "refund_price_diff": "difference_paid"}
    found = progress(returned("inspected", "ok", ordered_tasks=(kind,)))
    assert (found.row, found.tasks) == (f"return_refund.{rows.get(kind, 'made_good')}", [])
    assert found.handoff == "backoffice"


def test_the_amount_is_what_was_paid_less_what_was_given() -> None:
    seen = returned("inspected", "ok", amount_fen=16300, compensations=PAID_BEFORE)
    found = progress(seen)
    assert (found.row, found.tasks) == ("return_refund.applied_compensated", REFUND)
    too_high = progress(returned("inspected", "ok", amount_fen=16301, compensations=PAID_BEFORE))
    assert (too_high.row, too_high.tasks) == ("return_refund.too_high_compensated", [])
    plain = progress(returned("inspected", "ok", amount_fen=16801))
    assert (plain.row, plain.tasks) == ("return_refund.too_high", [])
    agreed = progress(returned("inspected", "ok", "approved", amount_fen=16301, compensations=PAID_BEFORE))
    assert (agreed.row, agreed.tasks) == ("return_refund.approved_too_high", [])


def test_a_reward_for_a_review_is_not_taken_back() -> None:
    rewarded = (Compensation(300, ago(days=2), "好评返现"), *PAID_BEFORE)
    facts = read_order_facts(returned("inspected", "ok", compensations=rewarded))
    assert (facts["earlier_compensation_fen"], facts["refundable_fen"]) == (500, 16300)


def test_without_an_application_only_a_single_piece_is_refunded_whole() -> None:
    seen = returned("inspected", "ok", None)
    assert progress(seen).asks == "back_wish"
    found = progress(seen, back_wish="refund")
    assert (found.row, found.tasks) == ("return_refund.single", REFUND)
    given = progress(returned("inspected", "ok", None, compensations=PAID_BEFORE), back_wish="refund")
    assert (given.row, given.tasks) == ("return_refund.single_compensated", REFUND)
    for wish in ("exchange", "unknown"):
        other = progress(seen, back_wish=wish)
        assert (other.row, other.handoff, other.tasks) == ("return_refund.otherwise", "backoffice", [])
    assert progress(returned("inspected", "ok", None, qty=2)).row == "return_refund.otherwise"


def test_no_money_left_or_another_kind_of_application_is_a_persons_work() -> None:
    empty = progress(returned("inspected", "ok", compensations=(Compensation(16800, ago(days=1), "破损"),)))
    assert (empty.row, empty.handoff) == ("return_refund.nothing_left", "backoffice")
    other = progress(returned("inspected", "ok", kind="refund_only"))
    assert (other.row, other.tasks) == ("return_refund.otherwise", [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("我寄回去了，收到没", "sent"),
        ("退的货你们收到没有", "sent"),
        ("还没寄，等审核呢", "not_sent"),
        ("售后进度", None),
    ],
)
def test_the_opening_words_tell_whether_the_goods_are_sent(text: str, told: str | None) -> None:
    assert opening("return_progress", text, "sent_back") == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("是的，我漏放了", True),
        ("我试用过一次", True),
        ("不是，我寄的时候好好的", False),
        ("不可能少，都寄了", False),
        ("没用过", False),
        ("为什么这么说", None),
    ],
)
def test_an_admission_is_only_what_admits(text: str, told: bool | None) -> None:
    assert answer("return_dispute", "admitted", text) == told
