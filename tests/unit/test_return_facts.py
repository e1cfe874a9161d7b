"""What the record tells about pieces, excluded lines and returns under way, for P-RET-01, P-RET-02 and P-RET-07."""

import pytest

from aftersales.domain.cases import Value
from aftersales.domain.order_facts import OrderView, read_order_facts
from aftersales.domain.orders import Refund
from tests.unit.orders import ago, order, view
from tests.unit.return_orders import at_home, returnable, two_kinds


def read(seen: OrderView, name: str) -> Value | None:
    return read_order_facts(seen).get(name)


def told(seen: OrderView, **facts: Value) -> OrderView:
    return view(seen.order, *seen.products.values(), case_facts=facts, ordered_tasks=seen.ordered_tasks)


def test_pieces_are_counted_of_the_order_and_of_the_chosen_line() -> None:
    assert (read(two_kinds(), "piece_count"), read(two_kinds(), "line_qty")) == (3, None)
    assert read(told(two_kinds(), missing_sku="BELL"), "line_qty") == 2
    assert (read(at_home(qty=4), "piece_count"), read(at_home(qty=4), "line_qty")) == (4, 4)


@pytest.mark.parametrize(("said", "qty", "value"), [(2, 2, 10000), (9, 2, 10000), (0, 1, 5000), ("unknown", 1, 5000)])
def test_the_pieces_to_send_back_set_the_value(said: Value, qty: int, value: int) -> None:
    seen = told(two_kinds(), missing_sku="BELL", return_qty=said)
    assert (read(seen, "missing_qty"), read(seen, "missing_value_fen")) == (qty, value)


def test_an_excluded_line_is_told_apart_from_the_others() -> None:
    mixed = two_kinds(returnable("LOCK", free=False), returnable("BELL"))
    assert read(mixed, "line_excluded") is None
    assert read(told(mixed, missing_sku="LOCK"), "line_excluded") is True
    assert read(told(mixed, missing_sku="BELL"), "line_excluded") is False
    assert read(at_home(1, returnable(free=None)), "line_excluded") is None


@pytest.mark.parametrize(
    ("ordered", "expected"),
    [((), False), (("compensate",), False), (("receive_goods",), True), (("exchange_ship",), True)],
)
def test_goods_another_case_waits_for_are_known(ordered: tuple[str, ...], expected: bool) -> None:
    assert read(at_home(ordered_tasks=ordered), "return_expected") is expected


def test_only_results_of_work_make_a_return_agreed() -> None:
    said = told(at_home(), goods_state="intact", return_reason="personal")
    assert read(said, "return_agreed") is False
    assert read(told(at_home(), goods_back="ok"), "return_agreed") is True
    looked_at = told(at_home(), opened_fine=True)
    assert (read(looked_at, "return_agreed"), read(looked_at, "exchange_arranged")) == (True, False)
    assert read(told(at_home(), deposit_paid=True), "exchange_arranged") is True


def test_the_latest_refund_tells_its_kind() -> None:
    older, newer = Refund("refund_only", "closed", 100, None, ago(days=3)), Refund("return_refund", "applied", 100)
    seen = view(order(refunds=(older, Refund("return_refund", "applied", 100, None, ago(days=1)))))
    assert read(seen, "refund_kind") == "return_refund"
    assert read(view(order(refunds=(newer,))), "refund_kind") == "return_refund"
    assert read(view(order()), "refund_kind") is None
