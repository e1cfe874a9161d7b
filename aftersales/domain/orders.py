"""Orders, parcels and products as the platform's record tells them; money in fen, times aware."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum


class OrderStatus(str, Enum):
    PENDING_PAYMENT = "pending_payment"
    PAID = "paid"
    SHIPPED = "shipped"
    SIGNED = "signed"
    COMPLETED = "completed"
    CLOSED = "closed"


class EventKind(str, Enum):
    PICKUP = "pickup"
    TRANSIT = "transit"
    DELIVERING = "delivering"
    SIGNED = "signed"
    REFUSED = "refused"
    RETURNING = "returning"
    RETURNED = "returned"
    EXCEPTION = "exception"


TURNED_BACK = frozenset({EventKind.REFUSED, EventKind.RETURNING, EventKind.RETURNED})


class PriceClass(str, Enum):
    """How the shop sells a product; decides the price-difference rule (P-PRICE-01)."""

    REGULAR = "regular"
    NEW = "new"
    PROMOTED = "promoted"
    SALE = "sale"


@dataclass(frozen=True)
class TrackingEvent:
    at: datetime
    kind: EventKind
    place: str = ""
    text: str = ""
    signer: str | None = None


@dataclass(frozen=True)
class Parcel:
    carrier: str
    waybill: str
    shipped_at: datetime | None = None
    weight_g: int | None = None
    skus: tuple[str, ...] = ()
    gift: bool = False
    events: tuple[TrackingEvent, ...] = ()

    @property
    def last_event(self) -> TrackingEvent | None:
        """The newest event; of several at the same minute the one listed last."""
        return self.history[-1] if self.events else None

    def first(self, kind: EventKind) -> TrackingEvent | None:
        return next((event for event in self.history if event.kind is kind), None)

    @property
    def history(self) -> tuple[TrackingEvent, ...]:
        """The events by time. A parcel that turned back before anybody signed is signed for by its sender: returned."""
        told = tuple(sorted(self.events, key=lambda event: event.at))
        turned = next((place for place, event in enumerate(told) if event.kind in TURNED_BACK), len(told))
        if any(event.kind is EventKind.SIGNED for event in told[:turned]):
            return told
        return tuple(replace(e, kind=EventKind.RETURNED) if e.kind is EventKind.SIGNED else e for e in told)


@dataclass(frozen=True)
class ParcelEvents:
    """What a courier newly tells about one waybill."""

    waybill: str
    events: tuple[TrackingEvent, ...]


@dataclass(frozen=True)
class OrderLine:
    sku: str
    title: str
    qty: int
    price_fen: int
    spec: str = ""
    special_price: bool = False

    @property
    def full_title(self) -> str:
        """The product and its specification."""
        return f"{self.title} {self.spec}".strip()


@dataclass(frozen=True)
class Refund:
    kind: str
    state: str
    amount_fen: int
    channel: str | None = None
    applied_at: datetime | None = None
    succeeded_at: datetime | None = None


@dataclass(frozen=True)
class ReturnParcel:
    waybill: str
    state: str
    received_at: datetime | None = None
    inspection: str | None = None


@dataclass(frozen=True)
class Payment:
    amount_fen: int
    at: datetime
    channel: str
    state: str


@dataclass(frozen=True)
class Compensation:
    amount_fen: int
    at: datetime
    reason: str


@dataclass(frozen=True)
class Presale:
    deposit_fen: int
    balance_deadline: datetime | None = None
    balance_paid_at: datetime | None = None


@dataclass(frozen=True)
class Installation:
    state: str
    booked_at: datetime | None = None
    no_show_count: int = 0
    fee_fen: int = 0


@dataclass(frozen=True)
class Invoice:
    state: str
    type: str = "electronic"
    title: str = ""
    tax_no: str = ""
    issued_at: datetime | None = None


@dataclass(frozen=True)
class Order:
    """One platform order. A None field means the record does not tell (the fact is unknown)."""

    order_no: str
    platform: str
    buyer_id: str
    status: OrderStatus
    created_at: datetime
    paid_fen: int
    lines: tuple[OrderLine, ...] = ()
    buyer_name: str = ""
    phone: str = ""
    address: str = ""
    membership: str | None = None
    paid_at: datetime | None = None
    promised_ship_at: datetime | None = None
    postage_fen: int = 0
    pay_channel: str | None = None
    note: str = ""
    flag: str | None = None
    free_postage: bool | None = None
    return_insurance: bool | None = None
    reship_of: str | None = None
    gifts_promised: tuple[str, ...] = ()
    coupons: tuple[str, ...] = ()
    presale: Presale | None = None
    installation: Installation | None = None
    invoice: Invoice | None = None
    parcels: tuple[Parcel, ...] = ()
    refunds: tuple[Refund, ...] = ()
    returns: tuple[ReturnParcel, ...] = ()
    payments: tuple[Payment, ...] = ()
    compensations: tuple[Compensation, ...] = ()

    @property
    def title(self) -> str:
        """Name of the order for people: the first product, “等N件” when there are more."""
        if not self.lines:
            return ""
        first = self.lines[0].title
        pieces = sum(line.qty for line in self.lines)
        return first if len(self.lines) == 1 else f"{first} 等{pieces}件"


@dataclass(frozen=True)
class Part:
    name: str
    stock: int = 0
    price_fen: int = 0


@dataclass(frozen=True)
class Product:
    sku: str
    title: str
    category: str = ""
    price_class: PriceClass = PriceClass.REGULAR
    current_price_fen: int | None = None
    stock: int | None = None
    replenish_days: int | None = None
    warranty_months: int | None = None
    seven_day_return: bool | None = None
    oversize: bool = False
    weight_g: int | None = None
    shelf_life_days: int | None = None
    batch: str = ""
    production_date: date | None = None
    guide_url: str = ""
    parts: tuple[Part, ...] = ()
    service_points: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Promotion:
    name: str
    from_at: datetime
    until: datetime
    rules: str = ""
    gift_limit: int | None = None
    winners: tuple[str, ...] = ()
