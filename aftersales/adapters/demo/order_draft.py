"""Write one demo order: its head, parcels and their journeys, told in hours before a given moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from aftersales.adapters.demo.catalogue import SOLD_AT_FEN, TITLES, WEIGHT_G, Json
from aftersales.domain.calendar import SHANGHAI

DAY = 24.0
CARTON_G = 180

ROUTE = (
    ("pickup", "杭州西湖营业点", "快件已揽收"),
    ("transit", "杭州转运中心", "快件已从杭州转运中心发出"),
    ("transit", "{city}转运中心", "快件到达{city}转运中心"),
    ("delivering", "{city}营业点", "快件正在派送"),
    ("signed", "{city}", "快件已签收"),
)
WAYBILLS = {
    "yto": "YT88{:011d}",
    "zto": "7388{:010d}",
    "sto": "7788{:011d}",
    "sf": "SF14{:011d}",
    "ems": "10{:011d}",
}

Items = Sequence[tuple[str, int]]


@dataclass(frozen=True)
class Buyer:
    id: str
    name: str
    phone: str
    province: str
    city: str
    street: str
    membership: str | None = None


@dataclass(frozen=True)
class Draft:
    """An order about to be written, as it stands at `now`. Hours count back from there; negative ones lie ahead.
    Further fields of the neutral file are joined to what the methods give: `draft.signed(…) | {"note": …}`."""

    now: datetime
    order_no: str
    buyer: Buyer

    def ago(self, hours: float) -> str:
        return (self.now - timedelta(hours=hours)).astimezone(SHANGHAI).isoformat(timespec="seconds")

    def hours_today(self) -> float:
        """Half the hours today has had so far in Shanghai: a moment that is today whatever the time."""
        local = self.now.astimezone(SHANGHAI)
        return (local - local.replace(hour=0, minute=0, second=0, microsecond=0)).total_seconds() / 7200

    def order(self, items: Items, status: str, paid_h: float | None) -> Json:
        """An order paid `paid_h` hours ago; None: placed an hour ago and not paid."""
        paid = paid_h is not None
        return {
            "order_no": self.order_no,
            "platform": "taobao",
            "buyer_id": self.buyer.id,
            "buyer_name": self.buyer.name,
            "phone": self.buyer.phone,
            "address": f"{self.buyer.province}{self.buyer.city}市{self.buyer.street}",
            "membership": self.buyer.membership,
            "status": status,
            "created_at": self.ago(1.0 if paid_h is None else paid_h + 0.05),
            "paid_at": None if paid_h is None else self.ago(paid_h),
            "paid_fen": sum(SOLD_AT_FEN[sku] * qty for sku, qty in items) if paid else 0,
            "pay_channel": "alipay" if paid else None,
            "lines": [
                {"sku": sku, "title": TITLES[sku], "qty": qty, "price_fen": SOLD_AT_FEN[sku]} for sku, qty in items
            ],
        }

    def sent(self, items: Items, shipped_h: float, parcels: Sequence[Json]) -> Json:
        """An order sent `shipped_h` hours ago, eight hours after its payment."""
        return self.order(items, "shipped", shipped_h + 8) | {"parcels": list(parcels)}

    def signed(self, items: Items, signed_h: float, paid_h: float | None = None, signer: str = "本人") -> Json:
        """An order signed `signed_h` hours ago, paid three days earlier unless told otherwise."""
        paid = signed_h + 3 * DAY if paid_h is None else paid_h
        shipped_h = signed_h + (paid - signed_h) * 0.8
        parcel = self.parcel(items, shipped_h) | {"events": self.journey(shipped_h, 5, signed_h, signer)}
        return self.order(items, "signed", paid) | {"parcels": [parcel]}

    def parcel(
        self,
        items: Items,
        shipped_h: float,
        *,
        stations: int = 0,
        last_h: float = 0,
        carrier: str = "yto",
        nth: int = 0,
    ) -> Json:
        """The nth parcel of the order, sent `shipped_h` hours ago, which has passed so many stations of ROUTE."""
        return {
            "carrier": carrier,
            "waybill": WAYBILLS[carrier].format(int(self.order_no[-6:]) + nth * 1_000_000),
            "shipped_at": self.ago(shipped_h),
            "weight_g": CARTON_G + sum(WEIGHT_G[sku] * qty for sku, qty in items),
            "lines": [sku for sku, _ in items],
            "events": self.journey(shipped_h, stations, last_h),
        }

    def journey(self, shipped_h: float, stations: int, last_h: float, signer: str = "本人") -> list[Json]:
        """The first stations of ROUTE, evenly from soon after the sending to `last_h` hours ago."""
        first_h = last_h + (shipped_h - last_h) * 0.9
        step = (first_h - last_h) / max(stations - 1, 1)
        events = [
            self.event(last_h + (stations - 1 - n) * step, kind, place, text)
            for n, (kind, place, text) in enumerate(ROUTE[:stations])
        ]
        return [found | {"signer": signer} if found["kind"] == "signed" else found for found in events]

    def event(self, hours: float, kind: str, place: str, text: str) -> Json:
        city = self.buyer.city
        return {"at": self.ago(hours), "kind": kind, "place": place.format(city=city), "text": text.format(city=city)}
