"""Orders already at the buyer's, and a buyer's words read by a playbook, for the tests of P-RCV-02 to 09."""

from typing import Any

from aftersales.domain.answers import parse_answer, parse_opening
from aftersales.domain.cases import Value
from aftersales.domain.order_facts import OrderView
from aftersales.domain.orders import Compensation, OrderStatus, Product
from tests.unit.orders import ago, line, order, product, signed_parcel, view
from tests.unit.procedures import Walk, release

PHOTO: dict[str, Value] = {"evidence_photos": 1}
PAID_ONCE = (Compensation(500, ago(days=1), "瑕疵"),)


def received(
    price_fen: int = 10000, *, days: float = 1, stock: int | None = 9, like: Product | None = None, **more: Any
) -> OrderView:
    """A single line, signed some days ago."""
    ordered = more.pop("ordered_tasks", ())
    promotions = more.pop("promotions", ())
    of = order(OrderStatus.SIGNED, [line(price_fen=price_fen)], parcels=(signed_parcel(ago(days=days)),), **more)
    return view(of, like or product(stock=stock), ordered_tasks=ordered, promotions=promotions)


def several() -> OrderView:
    lines = [line("LOCK", title="锁"), line("BELL", title="门铃")]
    return view(
        order(OrderStatus.SIGNED, lines, parcels=(signed_parcel(ago(days=1)),)), product("LOCK"), product("BELL")
    )


def row(found: Walk) -> str:
    return found.row.partition(".")[2]


def opening(book: str, text: str, fact: str) -> Value | None:
    return parse_opening(release().playbooks[book], text).get(fact)


def answer(book: str, fact: str, text: str) -> Value | None:
    rule = release().playbooks[book].facts[fact]
    return parse_answer(rule, text, 0, rule.choices)
