"""P-RCV-06 walked: wear after use, and damage reported late."""

from typing import Any

import pytest

from aftersales.domain.cases import Value
from aftersales.domain.order_facts import OrderView
from tests.unit.orders import NOW, product
from tests.unit.procedures import walk
from tests.unit.received_orders import PAID_ONCE, PHOTO, answer, received, row


def worn(months: int | None = 12, days: float = 30, **more: Any) -> OrderView:
    return received(days=days, like=product(warranty_months=months, **more.pop("goods", {})), **more)


SEEN: dict[str, Value] = {"damage_kind": "worn", "affects_use": False, **PHOTO, "slight_wear": True}


def test_used_goods_lead_to_wear_whatever_the_day() -> None:
    assert walk("damaged_item", received(), damage_kind="worn").asks == "affects_use"
    assert walk("damaged_item", received(), damage_kind="worn", affects_use=True).handoff == "difficult"


def test_within_the_warranty_slight_wear_is_looked_at_and_compensated() -> None:
    seen: dict[str, Value] = {"damage_kind": "worn", "affects_use": False}
    assert walk("damaged_item", worn(), **seen).asks == "evidence_photos"
    assert row(walk("damaged_item", worn(), evidence_photos="refused", **seen)) == "no_photo"
    assert walk("damaged_item", worn(), **seen, **PHOTO).waits_for == "slight_wear"
    assert row(walk("damaged_item", worn(), **{**SEEN, "slight_wear": False})) == "not_slight"
    assert walk("damaged_item", worn(), **SEEN).asks == "offer_2"
    assert walk("damaged_item", worn(), offer_2=True, **SEEN).tasks == [("compensate", "backoffice")]
    assert walk("damaged_item", worn(), offer_2=False, **SEEN).asks == "offer_3"
    assert row(walk("damaged_item", worn(), offer_2=False, offer_3=True, **SEEN)) == "offer_3"
    assert walk("damaged_item", worn(), offer_2=False, offer_3=False, **SEEN).handoff == "difficult"
    assert walk("damaged_item", worn(), offer_2="unknown", **SEEN).handoff == "difficult"


def test_the_guide_is_given_when_there_is_one() -> None:
    guided = worn(goods={"guide_url": "https://example.com/a"})
    assert row(walk("damaged_item", guided, offer_2=True, **SEEN)) == "offer_2_guide"
    assert row(walk("damaged_item", guided, offer_2=False, offer_3=True, **SEEN)) == "offer_3_guide"
    over = worn(1, days=60, goods={"guide_url": "https://example.com/a"})
    assert row(walk("damaged_item", over, affects_use=False, trade_in=False)) == "out_of_warranty_guide"


def test_the_warranty_ends_on_the_same_day_of_the_month() -> None:
    signed = NOW.replace(month=10, day=25)
    last_day = received(days=(NOW - signed).days, like=product(warranty_months=1))
    assert walk("damaged_item", last_day, affects_use=False).asks == "evidence_photos"
    over = received(days=(NOW - signed).days + 1, like=product(warranty_months=1))
    assert walk("damaged_item", over, affects_use=False).asks == "trade_in"
    assert walk("damaged_item", over, affects_use=False, trade_in=True).handoff == "difficult"
    assert row(walk("damaged_item", over, affects_use=False, trade_in=False)) == "out_of_warranty"
    assert row(walk("damaged_item", over, affects_use=False, trade_in="unknown")) == "out_of_warranty"


def test_goods_without_a_warranty_reported_late_are_reviewed() -> None:
    assert walk("damaged_item", worn(None, days=8), affects_use=False, **PHOTO).waits_for == "slight_wear"


def test_worn_goods_are_compensated_once() -> None:
    paid = walk("damaged_item", worn(compensations=PAID_ONCE), damage_kind="worn", affects_use=False)
    assert (row(paid), paid.tasks) == ("paid_before", [])


@pytest.mark.parametrize(
    ("text", "hinders"), [("不影响", False), ("不太影响", False), ("影响美观", False), ("用不了了", True)]
)
def test_whether_it_hinders_use_is_understood(text: str, hinders: bool) -> None:
    assert answer("worn_item", "affects_use", text) is hinders
