"""How a newer export of an order or product joins the stored one: what it does not tell stays as it was."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from aftersales.domain.orders import Order, Parcel, Product

Record = TypeVar("Record", Order, Parcel, Product)

_TELLS_NOTHING: tuple[object, ...] = (None, "", ())


def merge_order(stored: Order | None, new: Order) -> Order:
    """The order to store. A parcel that comes without events (a platform export) keeps those already known."""
    if stored is None:
        return new
    known = {parcel.waybill: parcel for parcel in stored.parcels}
    parcels = tuple(merge(known.get(parcel.waybill), parcel) for parcel in new.parcels)
    return merge(stored, replace(new, parcels=parcels))


def merge(stored: Record | None, new: Record) -> Record:
    """`new`, with the stored value wherever it holds None, an empty text or nothing in a list."""
    if stored is None:
        return new
    return replace(new, **_kept(stored, new))


def _kept(stored: Any, new: Any) -> Mapping[str, Any]:
    names = [field.name for field in fields(new)]
    return {name: getattr(stored, name) for name in names if getattr(new, name) in _TELLS_NOTHING}
