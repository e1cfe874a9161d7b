"""Tasks that are ordered on a condition, and tasks that follow others: an invoice is reversed whoever refunds."""

import pytest

from aftersales.domain.cases import Value
from aftersales.domain.orders import Invoice
from aftersales.domain.playbook_model import Condition, FollowUp, Playbook, Row, TaskOrder
from aftersales.domain.task_orders import tasks_due
from tests.unit.procedures import release, settings

ISSUED = Condition("invoice_state", "==", ("issued",))
REFUND = TaskOrder("refund", "backoffice", 24, ("refundable_fen",))
REVERSAL = TaskOrder("invoice_cancel", "finance", 72)
RULE = FollowUp("refund", REVERSAL, (ISSUED,), ("invoice_reissue",))


def kinds(tasks: tuple[TaskOrder, ...], rule: FollowUp = RULE, /, **facts: Value) -> list[str]:
    return [task.kind for task in tasks_due(tasks, (rule,), facts, {"small_value": 2000})]


@pytest.mark.parametrize(
    ("facts", "ordered"),
    [({"postage_before": False}, True), ({"postage_before": True}, False), ({}, False)],
)
def test_a_task_is_ordered_when_its_condition_holds_and_not_when_it_is_unknown(
    facts: dict[str, Value], ordered: bool
) -> None:
    postage = TaskOrder("refund_postage", "backoffice", 24, when=(Condition("postage_before", "==", (False,)),))
    assert ("refund_postage" in kinds((REFUND, postage), **facts)) is ordered


def test_all_conditions_must_hold_and_settings_may_stand_on_both_sides() -> None:
    when = (Condition("refundable_fen", "<", ("small_value",)), Condition("small_value", ">", (1000,)))
    small = TaskOrder("compensate", "backoffice", 24, when=when)
    assert kinds((small,), refundable_fen=1999) == ["compensate"]
    assert kinds((small,), refundable_fen=2000) == []


def test_a_follow_up_comes_once_behind_its_kind_and_carries_the_same_details() -> None:
    found = tasks_due((REFUND, TaskOrder("order_flag", "finance", 1)), (RULE,), {"invoice_state": "issued"}, {})
    assert [task.kind for task in found] == ["refund", "order_flag", "invoice_cancel"]
    assert (found[-1].details, found[-1].team, found[-1].due_hours) == (("refundable_fen",), "finance", 72)
    own = FollowUp("refund", TaskOrder("invoice_cancel", "finance", 72, ("order_status",)))
    assert tasks_due((REFUND,), (own,), {}, {})[-1].details == ("order_status",)


def test_a_follow_up_needs_its_kind_its_conditions_and_none_of_its_exceptions() -> None:
    assert kinds((REFUND,), invoice_state="none") == ["refund"]
    assert kinds((REFUND,)) == ["refund"]
    assert kinds((TaskOrder("compensate", "finance", 1),), invoice_state="issued") == ["compensate"]
    reissue = TaskOrder("invoice_reissue", "finance", 72)
    assert kinds((REFUND, reissue), invoice_state="issued") == ["refund", "invoice_reissue"]


def test_a_task_left_out_is_followed_by_nothing_and_forbids_nothing() -> None:
    never = (Condition("reason", "==", ("none",)),)
    skipped = TaskOrder("refund", "backoffice", 24, when=never)
    assert kinds((skipped,), invoice_state="issued") == []
    reissue = TaskOrder("invoice_reissue", "finance", 72, when=never)
    assert kinds((REFUND, reissue), invoice_state="issued") == ["refund", "invoice_cancel"]


REFUNDING = [
    (book, row) for book in release().playbooks.values() for row in book.rows if "refund" in {t.kind for t in row.tasks}
]


@pytest.mark.parametrize(("book", "row"), REFUNDING, ids=lambda one: one.name)
def test_whoever_refunds_an_issued_invoice_is_redone_once(book: Playbook, row: Row) -> None:
    """P-RET-04."""
    issued: dict[str, Value] = {"invoice_state": Invoice("issued").state, "invoice_reversed": False}
    redone = {"invoice_cancel", "invoice_reissue"}

    def papers(facts: dict[str, Value]) -> list[str]:
        due = tasks_due(row.tasks, release().shop.follow_ups, facts, settings())
        return [task.kind for task in due if task.kind in redone]

    assert len(papers(issued)) == 1
    own = [task.kind for task in row.tasks if task.kind in redone]
    assert papers({**issued, "paid_twice": True}) == own, "what was paid twice was invoiced once"
    assert papers({**issued, "invoice_reversed": True}) == own
    assert papers({**issued, "invoice_state": "requested"}) == own
