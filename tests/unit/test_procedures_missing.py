"""P-RCV-01 walked: few questions, the weight decides, and money or goods only within the limits."""

from dataclasses import replace
from typing import Any

import pytest

from aftersales.domain.answers import parse_answer, parse_opening
from aftersales.domain.cases import Value
from aftersales.domain.order_facts import OrderView
from aftersales.domain.orders import EventKind, OrderStatus
from tests.unit.orders import ago, event, line, order, parcel, product, signed_parcel, view, with_parts
from tests.unit.procedures import release, walk

TOLD: dict[str, Value] = {"missing_kind": "product", "box_damaged": False, "evidence_photos": 1}
BROKEN: dict[str, Value] = {**TOLD, "box_damaged": True, "photo_shows_it": True}
FULL: dict[str, Value] = {**TOLD, "weight": "full", "photo_shows_it": True}


def received(price_fen: int = 10000, stock: int | None = 9, qty: int = 1, **more: Any) -> OrderView:
    of = order(OrderStatus.SIGNED, [line(qty=qty, price_fen=price_fen)], parcels=(signed_parcel(ago(days=1)),), **more)
    return view(of, product(stock=stock))


def questions(seen: OrderView, answers: dict[str, Value], known: dict[str, Value]) -> list[str]:
    """The facts asked one after the other until the procedure waits for a task."""
    asked: list[str] = []
    while True:
        found = walk("missing_item", seen, **known)
        if not hasattr(found.move, "fact"):
            assert found.waits_for == "weight"
            return asked
        asked.append(found.asks)
        known = {**known, found.asks: answers[found.asks]}


def test_at_most_four_questions_come_before_the_weight() -> None:
    answers: dict[str, Value] = {**TOLD, "missing_sku": "BELL", "short_qty": 2}
    assert questions(received(), answers, {}) == ["missing_kind", "box_damaged", "evidence_photos"]
    of_three: dict[str, Value] = {"missing_kind": "product"}
    assert questions(received(qty=3), answers, of_three) == ["short_qty", "box_damaged", "evidence_photos"]
    of_three["missing_qty"] = "1"
    assert questions(received(qty=3), answers, of_three) == ["box_damaged", "evidence_photos"]
    lines = [line("LOCK", title="锁"), line("BELL", title="门铃")]
    several = view(order(OrderStatus.SIGNED, lines), product("LOCK"), product("BELL"))
    assert questions(several, answers, {}) == ["missing_kind", "missing_sku", "evidence_photos"]


@pytest.mark.parametrize(
    ("text", "kind", "qty"),
    [
        ("少了一盒", "product", "1"),
        ("买三袋只收到一袋，少了两袋", "product", "2"),
        ("买了三盒，少了一盒", "product", "1"),
        ("少发了一件", "product", "1"),
        ("里面少了一包螺丝", "accessory", "1"),
        ("锁的钥匙没给", "accessory", None),
        ("没有说明书", "accessory", None),
        ("赠品没有收到", "gift", None),
        ("收到一个空包裹", "empty", None),
        ("你们漏发了", None, None),
    ],
)
def test_the_opening_words_tell_what_is_missing(text: str, kind: str | None, qty: str | None) -> None:
    told = parse_opening(release().playbooks["missing_item"], text)
    assert (told.get("missing_kind"), told.get("missing_qty")) == (kind, qty)


@pytest.mark.parametrize(
    ("text", "meant"), [("退款吧", "refund"), ("给我补发", "reship"), ("不要补发，退钱", "refund")]
)
def test_the_remedy_is_understood_in_the_buyers_words(text: str, meant: str) -> None:
    rule = release().playbooks["transit_loss"].facts["remedy"]
    assert parse_answer(rule, text, 0, rule.choices) == meant


@pytest.mark.parametrize(
    ("text", "meant"), [("还要", "goods"), ("不要了", "money"), ("要的，快点发", "goods"), ("算了退款吧", "money")]
)
def test_wanted_or_not_is_understood_in_the_buyers_words(text: str, meant: str) -> None:
    rule = release().playbooks["late_shipment"].facts["wanted"]
    assert parse_answer(rule, text, 0, rule.choices) == meant
    assert parse_opening(release().playbooks["urge_shipment"], text) == {}


def test_another_parcel_on_the_road_is_told_first() -> None:
    coming = parcel(event(ago(hours=3), EventKind.TRANSIT), waybill="YT2")
    of = order(OrderStatus.SHIPPED, parcels=(signed_parcel(ago(days=1)), coming))
    assert walk("missing_item", view(of), missing_kind="product").row == "missing_item.other_parcel"
    both = order(OrderStatus.SHIPPED, parcels=(signed_parcel(ago(days=1)), signed_parcel(ago(days=1), "YT2")))
    assert walk("missing_item", view(both)).asks == "missing_kind"


def test_an_order_still_in_the_warehouse_cannot_lack_anything() -> None:
    assert walk("missing_item", view(order(OrderStatus.PAID))).row == "missing_item.not_sent"


@pytest.mark.parametrize(
    ("price_fen", "row"), [(2000, "short_reship"), (20000, "short_reship"), (20001, "short_over_limit")]
)
def test_a_short_weight_is_reshipped_up_to_the_limit(price_fen: int, row: str) -> None:
    found = walk("missing_item", received(price_fen), weight="short", **TOLD)
    assert found.row == f"missing_item.{row}"
    assert found.tasks == ([("reship", "warehouse")] if row == "short_reship" else [])
    assert found.handoff == (None if row == "short_reship" else "difficult")


def test_who_wanted_money_is_told_why_the_goods_are_sent_again() -> None:
    asked = walk("missing_item", received(), weight="short", remedy="refund", **TOLD)
    assert asked.asks == "reship_ok"
    declined = walk("missing_item", received(), weight="short", remedy="refund", reship_ok=False, **TOLD)
    assert (declined.row, declined.handoff, declined.tasks) == ("missing_item.short_reship_declined", "difficult", [])
    for answer in (True, "unknown"):
        agreed = walk("missing_item", received(), weight="short", remedy="refund", reship_ok=answer, **TOLD)
        assert agreed.tasks == [("reship", "warehouse")]
    assert walk("missing_item", received(), weight="short", wished_intent="refund_request", **TOLD).asks == "reship_ok"
    changed = walk("missing_item", received(), weight="short", remedy="reship", wished_intent="refund_request", **TOLD)
    assert changed.tasks == [("reship", "warehouse")]


def test_below_the_small_value_the_buyer_chooses() -> None:
    seen = received(1999)
    assert walk("missing_item", seen, weight="short", **TOLD).asks == "remedy"
    refunded = walk("missing_item", seen, weight="short", remedy="refund", **TOLD)
    assert refunded.tasks == [("refund", "backoffice")]
    assert walk("missing_item", seen, weight="short", remedy="reship", **TOLD).tasks == [("reship", "warehouse")]
    assert walk("missing_item", seen, weight="short", remedy="unknown", **TOLD).handoff == "difficult"


@pytest.mark.parametrize("price_fen", [1000, 20000])
def test_what_cannot_be_sent_again_is_refunded(price_fen: int) -> None:
    gone = walk("missing_item", received(price_fen, stock=0), weight="short", **TOLD)
    assert gone.row == "missing_item.short_cannot_reship"
    reshipped = walk("missing_item", received(price_fen, reship_of="1"), weight="short", **TOLD)
    assert reshipped.row == "missing_item.short_reshipped"
    assert reshipped.tasks == gone.tasks == [("refund", "backoffice")]


def test_an_unknown_stock_promises_nothing() -> None:
    assert walk("missing_item", received(stock=None), weight="short", **TOLD).handoff == "difficult"


def test_the_count_the_buyer_gave_sets_the_value() -> None:
    seen = received(8000, qty=3)
    assert walk("missing_item", seen, weight="short", missing_qty="2", **TOLD).row == "missing_item.short_reship"
    assert walk("missing_item", seen, weight="short", missing_qty="3", **TOLD).row == "missing_item.short_over_limit"


@pytest.mark.parametrize("facts", [BROKEN, FULL])
def test_a_transit_loss_is_settled_and_claimed_from_the_courier(facts: dict[str, Value]) -> None:
    assert walk("missing_item", received(), **facts).asks == "remedy"
    refunded = walk("missing_item", received(), remedy="refund", **facts)
    assert refunded.tasks == [("refund", "backoffice"), ("courier_claim", "courier")]
    sent = walk("missing_item", received(), remedy="reship", **facts)
    assert sent.tasks == [("reship", "warehouse"), ("courier_claim", "courier")]


@pytest.mark.parametrize("facts", [BROKEN, FULL])
def test_a_transit_loss_beyond_the_bots_limit_needs_a_persons_eye(facts: dict[str, Value]) -> None:
    unseen = {name: value for name, value in facts.items() if name != "photo_shows_it"}
    assert walk("missing_item", received(501), **unseen).waits_for == "photo_shows_it"
    assert walk("missing_item", received(500), **unseen).asks == "remedy"
    assert walk("missing_item", received(), **{**facts, "photo_shows_it": False}).handoff == "difficult"


@pytest.mark.parametrize(
    ("seen", "row"),
    [
        (received(20001), "over_limit"),
        (received(stock=0), "no_stock"),
        (received(reship_of="1"), "reshipped"),
        (received(stock=None), "otherwise"),
    ],
)
def test_a_transit_loss_that_cannot_be_reshipped(seen: OrderView, row: str) -> None:
    assert walk("missing_item", seen, **BROKEN).row == f"transit_loss.{row}"


def test_a_full_weight_of_goods_without_a_known_value_goes_to_a_person() -> None:
    unlisted = view(replace(order(OrderStatus.SIGNED), lines=()))
    assert walk("missing_item", unlisted, **FULL).row == "transit_loss.value_unknown"


@pytest.mark.parametrize("kind", ["product", "accessory", "empty"])
@pytest.mark.parametrize("answer", ["refused", "unknown"])
def test_without_a_picture_a_person_looks_into_it(kind: str, answer: str) -> None:
    found = walk(
        "missing_item", received(), missing_kind=kind, box_damaged=False, part_name="key", evidence_photos=answer
    )
    assert found.handoff == "difficult"


def test_an_empty_parcel_is_refunded_once_a_person_has_seen_it() -> None:
    facts: dict[str, Value] = {"missing_kind": "empty", "evidence_photos": 2}
    assert walk("missing_item", received(), missing_kind="empty").asks == "evidence_photos"
    assert walk("missing_item", received(), **facts).waits_for == "empty_confirmed"
    seen = walk("missing_item", received(), empty_confirmed=True, **facts)
    assert seen.tasks == [("refund", "backoffice"), ("courier_claim", "courier")]
    assert walk("missing_item", received(), empty_confirmed=False, **facts).handoff == "parcel"


def test_a_small_part_is_sent_on_a_picture_and_a_dear_one_on_a_persons_word() -> None:
    facts: dict[str, Value] = {"missing_kind": "accessory", "part_name": "screws", "evidence_photos": 1}
    of = order(OrderStatus.SIGNED)
    assert walk("missing_item", view(of), missing_kind="accessory").asks == "part_name"
    assert walk("missing_item", view(of), missing_kind="accessory", part_name="key").asks == "evidence_photos"
    assert walk("missing_item", view(of, with_parts(500, 2000)), **facts).tasks == [("reship_part", "warehouse")]
    dear = view(of, with_parts(500, 2001))
    assert walk("missing_item", dear, **facts).waits_for == "part_shown"
    assert walk("missing_item", dear, part_shown=True, **facts).tasks == [("reship_part", "warehouse")]
    assert walk("missing_item", dear, part_shown=False, **facts).handoff == "difficult"


@pytest.mark.parametrize("kind", ["reship", "reship_part", "refund"])
def test_nothing_is_given_twice_for_one_order(kind: str) -> None:
    of = order(OrderStatus.SIGNED)
    assert walk("missing_item", view(of, ordered_tasks=(kind,))).row == "missing_item.again"
    assert walk("missing_item", view(of, ordered_tasks=("weigh_parcel",))).asks == "missing_kind"


def test_an_untold_kind_goes_to_a_person_and_a_gift_to_its_own_procedure() -> None:
    assert walk("missing_item", received(), missing_kind="unknown").handoff == "difficult"
    assert walk("missing_item", received(), missing_kind="gift").asks == "gift_found"


def test_a_closed_order_and_an_untold_line_go_to_a_person() -> None:
    assert walk("missing_item", view(order(OrderStatus.CLOSED))).handoff == "difficult"
    several = view(order(OrderStatus.SIGNED, [line("A"), line("B")]), product("A"), product("B"))
    found = walk("missing_item", several, missing_kind="product", missing_sku="unknown")
    assert found.row == "missing_item.which_untold"
