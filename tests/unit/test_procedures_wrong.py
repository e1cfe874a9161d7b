"""P-RCV-04 walked: parts are sent at once, goods come back first, urgent ones against a deposit or a waybill."""

from typing import Any

import pytest

from aftersales.domain.answers import parse_opening
from aftersales.domain.cases import Value
from aftersales.domain.orders import Part, Product
from tests.unit.orders import product
from tests.unit.procedures import release, walk
from tests.unit.received_orders import PHOTO, received, row, several


def lock(part_fen: int = 2000, stock: int = 9, **more: Any) -> Product:
    return product(stock=stock, parts=(Part("钥匙", 5, part_fen),), **more)


def test_a_small_wrong_part_is_sent_on_a_picture_and_not_sent_back() -> None:
    seen = received(like=lock(2000))
    assert walk("wrong_item", seen).asks == "wrong_kind"
    told: dict[str, Value] = {"wrong_kind": "accessory", "part_name": "key"}
    assert walk("wrong_item", seen, wrong_kind="accessory").asks == "part_name"
    assert walk("wrong_item", seen, **told).asks == "evidence_photos"
    sent = walk("wrong_item", seen, **told, **PHOTO)
    assert (sent.row, sent.tasks) == ("part_again.small", [("reship_part", "warehouse")])
    assert walk("wrong_item", seen, evidence_photos="refused", **told).handoff == "difficult"


def test_a_dearer_wrong_part_is_looked_at_first() -> None:
    seen = received(like=lock(2001))
    told: dict[str, Value] = {"wrong_kind": "accessory", "part_name": "key", **PHOTO}
    assert walk("wrong_item", seen, **told).waits_for == "part_shown"
    assert walk("wrong_item", seen, part_shown=True, **told).tasks == [("reship_part", "warehouse")]
    assert walk("wrong_item", seen, part_shown=False, **told).handoff == "difficult"


def test_goods_without_parts_are_not_asked_about_parts() -> None:
    assert walk("wrong_item", received()).asks == "evidence_photos"
    assert walk("wrong_item", received(like=lock()), wrong_kind="unknown").handoff == "difficult"
    assert row(walk("wrong_item", received(), evidence_photos="refused")) == "no_photo"
    assert walk("wrong_item", several(), **PHOTO).asks == "missing_sku"
    assert walk("wrong_item", several(), missing_sku="unknown", **PHOTO).handoff == "difficult"


def test_wrong_goods_come_back_before_the_right_ones_leave() -> None:
    assert walk("wrong_item", received(), **PHOTO).asks == "wish"
    told: dict[str, Value] = {"wish": "exchange", **PHOTO}
    assert walk("wrong_item", received(90000), **told).waits_for == "back_for_exchange"
    done = walk("wrong_item", received(90000), back_for_exchange="ok", **told)
    assert done.tasks == [("exchange_ship", "warehouse"), ("refund_postage", "backoffice")]
    for result in ("short", "mismatch", "used"):
        odd = walk("wrong_item", received(), back_for_exchange=result, **told)
        assert (odd.handoff, odd.tasks) == ("difficult", [])


def test_who_wants_the_money_gets_it_when_the_goods_are_back() -> None:
    told: dict[str, Value] = {"wish": "refund", **PHOTO}
    assert walk("wrong_item", received(), **told).waits_for == "back_for_refund"
    done = walk("wrong_item", received(), back_for_refund="ok", **told)
    assert done.tasks == [("refund", "backoffice"), ("refund_postage", "backoffice")]
    assert walk("wrong_item", received(), back_for_refund="used", **told).handoff == "difficult"


def test_what_is_out_of_stock_is_refunded_and_no_exchange_is_offered() -> None:
    gone = received(stock=0)
    assert walk("wrong_item", gone, **PHOTO).waits_for == "back_no_stock"
    assert ("refund", "backoffice") in walk("wrong_item", gone, back_no_stock="ok", **PHOTO).tasks
    assert walk("wrong_item", gone, back_no_stock="mismatch", **PHOTO).handoff == "difficult"


def test_a_deposit_lets_the_right_goods_leave_first_and_goes_back_later() -> None:
    told: dict[str, Value] = {"wish": "urgent", "advance_way": "deposit", **PHOTO}
    assert walk("wrong_item", received(), wish="urgent", **PHOTO).asks == "advance_way"
    assert walk("wrong_item", received(), **told).waits_for == "deposit_paid"
    assert walk("wrong_item", received(), deposit_paid=False, **told).handoff == "difficult"
    paid: dict[str, Value] = {**told, "deposit_paid": True}
    assert walk("wrong_item", received(), **paid).waits_for == "advance_sent"
    assert walk("wrong_item", received(), advance_sent="impossible", **paid).handoff == "difficult"
    assert walk("wrong_item", received(), advance_sent="done", **paid).waits_for == "back_after_deposit"
    done = walk("wrong_item", received(), advance_sent="done", back_after_deposit="ok", **paid)
    assert done.tasks == [("return_deposit", "backoffice"), ("refund_postage", "backoffice")]
    odd = walk("wrong_item", received(), advance_sent="done", back_after_deposit="used", **paid)
    assert (row(odd), odd.handoff) == ("deposit_odd", "difficult")


def test_a_checked_return_waybill_lets_the_right_goods_leave_at_once() -> None:
    told: dict[str, Value] = {"wish": "urgent", "advance_way": "waybill", **PHOTO}
    assert walk("wrong_item", received(), **told).asks == "return_waybill"
    assert row(walk("wrong_item", received(), return_waybill="refused", **told)) == "no_waybill"
    given: dict[str, Value] = {**told, "return_waybill": "SF1"}
    assert walk("wrong_item", received(), **given).waits_for == "waybill_good"
    assert row(walk("wrong_item", received(), waybill_good=False, **given)) == "waybill_unclear"
    good: dict[str, Value] = {**given, "waybill_good": True}
    assert walk("wrong_item", received(), **good).waits_for == "advance_sent"
    assert walk("wrong_item", received(), advance_sent="done", **good).waits_for == "back_after_waybill"
    done = walk("wrong_item", received(), advance_sent="done", back_after_waybill="ok", **good)
    assert done.tasks == [("refund_postage", "backoffice")]
    assert walk("wrong_item", received(), advance_sent="impossible", **good).handoff == "difficult"
    late = walk("wrong_item", received(), advance_sent="done", back_after_waybill="short", **good)
    assert late.handoff == "difficult"


EXCHANGED = [("exchange_ship", "warehouse")]
REFUNDED = [("refund", "backoffice")]
URGENT: dict[str, Value] = {"wish": "urgent", "advance_sent": "done"}
DEPOSIT: dict[str, Value] = {**URGENT, "advance_way": "deposit", "deposit_paid": True, "back_after_deposit": "ok"}
WAYBILL: dict[str, Value] = {**URGENT, "advance_way": "waybill", "return_waybill": "SF1", "waybill_good": True}


@pytest.mark.parametrize(
    ("told", "others"),
    [
        ({"back_no_stock": "ok"}, REFUNDED),
        ({"wish": "refund", "back_for_refund": "ok"}, REFUNDED),
        ({"wish": "exchange", "back_for_exchange": "ok"}, EXCHANGED),
        ({"wish": "urgent", "advance_approved": "refused", "back_for_exchange": "ok"}, EXCHANGED),
        (DEPOSIT, [("return_deposit", "backoffice")]),
        ({**WAYBILL, "back_after_waybill": "ok"}, []),
    ],
)
def test_postage_given_before_is_not_given_again_but_looked_at(
    told: dict[str, Value], others: list[tuple[str, str]]
) -> None:
    dear = 20001 if "advance_approved" in told else 10000
    stock = 0 if "back_no_stock" in told else 9
    first = walk("wrong_item", received(dear, stock=stock), **told, **PHOTO)
    assert first.tasks == [*others, ("refund_postage", "backoffice")]
    again = walk("wrong_item", received(dear, stock=stock, ordered_tasks=("refund_postage",)), **told, **PHOTO)
    assert (again.row, again.tasks) == (first.row, [*others, ("order_flag", "backoffice")])
    assert again.orders[-1].details == ("postage_before", "return_insurance")


def test_goods_above_the_limit_leave_first_only_when_approved() -> None:
    told: dict[str, Value] = {"wish": "urgent", **PHOTO}
    assert walk("wrong_item", received(20000), **told).asks == "advance_way"
    assert walk("wrong_item", received(20001), **told).waits_for == "advance_approved"
    assert walk("wrong_item", received(20001), advance_approved="granted", **told).asks == "advance_way"
    refused: dict[str, Value] = {**told, "advance_approved": "refused"}
    assert walk("wrong_item", received(20001), **refused).waits_for == "back_for_exchange"
    done = walk("wrong_item", received(20001), back_for_exchange="ok", **refused)
    assert done.tasks == [("exchange_ship", "warehouse"), ("refund_postage", "backoffice")]
    assert walk("wrong_item", received(20001), back_for_exchange="used", **refused).handoff == "difficult"


def test_untold_wishes_and_orders_reshipped_already_go_to_a_person() -> None:
    assert walk("wrong_item", received(), wish="unknown", **PHOTO).handoff == "difficult"
    assert row(walk("wrong_item", received(), wish="urgent", advance_way="unknown", **PHOTO)) == "way_untold"
    assert row(walk("wrong_item", received(reship_of="1"))) == "reshipped"


@pytest.mark.parametrize(
    ("text", "kind", "wish"),
    [
        ("发错货了，颜色不对", "product", None),
        ("钥匙发错了，我急着用", "accessory", "urgent"),
        ("锁芯发错了", "accessory", None),
        ("口味发错了，我要退款", "product", "refund"),
        ("型号不对，不着急，寄回再换吧", "product", "exchange"),
        ("你们先发错了货", None, None),
    ],
)
def test_the_opening_tells_what_is_wrong_and_what_is_wanted(text: str, kind: str | None, wish: str | None) -> None:
    told = parse_opening(release().playbooks["wrong_item"], text)
    assert (told.get("wrong_kind"), told.get("wish")) == (kind, wish)
