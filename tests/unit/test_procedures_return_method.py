"""P-RET-07: a pickup that we arranged is told about and starts no return; other orders go as before."""

from dataclasses import replace
from datetime import datetime

import pytest

from aftersales.domain.cases import Value
from aftersales.domain.orders import ReturnParcel
from tests.unit.orders import NOW, ago
from tests.unit.procedures import Walk, walk
from tests.unit.return_orders import at_home

PICKUP = "pickup_at_door"


def method(due: datetime | None, *ordered: str, **facts: Value) -> Walk:
    """An order with a pickup, still open until `due` or done."""
    view = replace(at_home(ordered_tasks=(PICKUP, *ordered)), due_at={PICKUP: due} if due else {})
    return walk("return_method", view, **facts)


@pytest.mark.parametrize(("due", "row"), [(NOW, "pickup"), (ago(minutes=1), "pickup_late"), (None, "pickup_done")])
def test_a_pickup_is_told_about(due: datetime | None, row: str) -> None:
    found = method(due)
    assert (found.row, found.tasks) == (f"return_method.{row}", [])
    assert found.handoff == ("parcel" if row == "pickup_late" else None)


@pytest.mark.parametrize("topic", ["absent", "change"])
def test_a_pickup_that_was_reported_is_looked_into_when_it_did_not_happen(topic: str) -> None:
    missed = method(None, pickup_topic=topic)
    assert (missed.row, missed.handoff) == ("return_method.pickup_missed", "parcel")
    assert method(NOW, pickup_topic=topic).row == "return_method.pickup"


def test_goods_that_the_buyer_sends_back_go_to_the_address_whatever_else_is_picked_up() -> None:
    assert method(NOW, "receive_goods").row == "return_method.arranged"
    assert method(None, "receive_goods", pickup_topic="absent").row == "return_method.arranged"
    sent = at_home(ordered_tasks=(PICKUP,), returns=(ReturnParcel("YT5", "sent"),))
    assert walk("return_method", sent).row == "return_method.sent_back"


def test_without_a_pickup_the_words_for_it_change_nothing() -> None:
    assert walk("return_method", at_home(), pickup_topic="absent").asks == "return_reason"
