"""Orders and facts for the tests of quality, use, parts and compensation."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from aftersales.domain.cases import Value
from aftersales.domain.order_facts import OrderView
from aftersales.domain.orders import OrderStatus, Product
from tests.unit.orders import ago, order, product, signed_parcel, view

GUIDE = "https://example.com/lock"
POINT = (("杭州", "山岚杭州售后点"),)
SEEN: dict[str, Value] = {"fault_kind": "material", "evidence_photos": 1, "photo_shows_fault": True}
UNSEEN: dict[str, Value] = {**SEEN, "photo_shows_fault": False}
TAKEN: dict[str, Value] = {"picked_up": "done", "goods_back": "ok"}
REPAIRED: dict[str, Value] = {"picked_up": "done", "shop_inspection": "fault", "repaired": "done"}
HANDED = "difficult"


def lock(**more: Any) -> Product:
    return product(**{"warranty_months": 12, **more})


def signed(days: float = 2, of: Product | None = None, **more: Any) -> OrderView:
    parcels = (signed_parcel(ago(days=days)),)
    order_ = order(OrderStatus.SIGNED, parcels=parcels, paid_at=ago(days=days + 3), **more)
    return view(order_, of or lock())


def signed_at(at: datetime, of: Product | None = None) -> OrderView:
    return view(order(OrderStatus.SIGNED, parcels=(signed_parcel(at),), paid_at=at), of or lock())


def facts(*parts: Mapping[str, Value], **more: Value) -> dict[str, Value]:
    told: dict[str, Value] = {}
    for part in parts:
        told.update(part)
    return {**told, **more}
