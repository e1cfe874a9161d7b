"""What may become of an order: one story for each state the procedures know."""

from collections.abc import Callable

from aftersales.adapters.demo.catalogue import SOLD_AT_FEN, Json
from aftersales.adapters.demo.order_draft import DAY, Draft

Story = Callable[[Draft], Json]


def _unshipped(sku: str, status: str, paid_h: float | None, more: Json | None = None) -> Story:
    return lambda draft: draft.order([(sku, 1)], status, paid_h) | (more or {})


def _late(draft: Draft) -> Json:
    return draft.order([("LOCK-A1", 1)], "paid", 3 * DAY) | {"promised_ship_at": draft.ago(DAY)}


def _on_the_road(
    sku: str, shipped_h: float, stations: int, *, last_h: float = 0, carrier: str = "yto", note: str = ""
) -> Story:
    def story(draft: Draft) -> Json:
        items = [(sku, 1)]
        parcel = draft.parcel(items, shipped_h, stations=stations, last_h=last_h, carrier=carrier)
        return draft.sent(items, shipped_h, [parcel]) | {"note": note}

    return story


def _turned_back(kind: str, text: str) -> Story:
    def story(draft: Draft) -> Json:
        items = [("TEA-TGY500", 1)]
        events = [*draft.journey(90, 4, 30), draft.event(5, kind, "{city}营业点", text)]
        return draft.sent(items, 90, [draft.parcel(items, 90) | {"events": events}])

    return story


def _signed(sku: str, days: float, more: Json | None = None, *, paid_days: float | None = None) -> Story:
    paid_h = None if paid_days is None else paid_days * DAY
    return lambda draft: draft.signed([(sku, 1)], days * DAY, paid_h) | (more or {})


def _signed_today(draft: Draft) -> Json:
    return draft.signed([("TEA-BC250", 1)], draft.hours_today()) | {"return_insurance": True}


def _two_parcels(draft: Draft) -> Json:
    first, second = [("LOCK-S3", 1)], [("TEA-ML200", 2)]
    parcels = [
        draft.parcel(first, 80, stations=5, last_h=30),
        draft.parcel(second, 40, stations=2, last_h=20, carrier="zto", nth=1),
    ]
    return draft.sent(first + second, 80, parcels)


def _refund(state: str, channel: str, kind: str = "refund_only") -> Story:
    def story(draft: Draft) -> Json:
        refund = {
            "kind": kind,
            "state": state,
            "amount_fen": SOLD_AT_FEN["TEA-LJ250"],
            "channel": channel,
            "applied_at": draft.ago(2 * DAY),
            "succeeded_at": draft.ago(DAY) if state == "succeeded" else None,
        }
        status = "closed" if state == "succeeded" else "paid"
        paid = draft.order([("TEA-LJ250", 1)], status, 2.5 * DAY)
        # Promised for tomorrow, so that a refund is a refund and not a late order too.
        return paid | {"pay_channel": channel, "refunds": [refund], "promised_ship_at": draft.ago(-DAY)}

    return story


def _presale(deadline_h: float, *, paid: bool) -> Story:
    def story(draft: Draft) -> Json:
        presale = {
            "deposit_fen": 5000,
            "balance_deadline": draft.ago(deadline_h),
            "balance_paid_at": draft.ago(2) if paid else None,
        }
        more: Json = {"presale": presale, "paid_fen": SOLD_AT_FEN["LOCK-P2"] if paid else 5000}
        return draft.order([("LOCK-P2", 1)], "paid" if paid else "pending_payment", 2 if paid else 6 * DAY) | more

    return story


def _deposit_refund(draft: Draft) -> Json:
    refund = {"kind": "deposit", "state": "applied", "amount_fen": 5000, "applied_at": draft.ago(5)}
    return _presale(-DAY, paid=False)(draft) | {"refunds": [refund]}


def _installation(state: str, booked_h: float, no_shows: int = 0) -> Story:
    def story(draft: Draft) -> Json:
        booked = {"state": state, "booked_at": draft.ago(booked_h), "no_show_count": no_shows, "fee_fen": 5000}
        return draft.signed([("LOCK-A1", 1)], 5 * DAY) | {"installation": booked}

    return story


def _invoice(kind: str, state: str) -> Story:
    def story(draft: Draft) -> Json:
        invoice = {
            "type": kind,
            "state": state,
            "title": f"{draft.buyer.city}晨光贸易有限公司",
            "issued_at": draft.ago(DAY) if state == "issued" else None,
        }
        return draft.signed([("TEA-TGY500", 2)], 4 * DAY) | {"invoice": invoice}

    return story


def _sent_back(state: str, inspection: str | None = None) -> Story:
    def story(draft: Draft) -> Json:
        back = {
            "waybill": f"SF15{int(draft.order_no[-6:]):011d}",
            "state": state,
            "received_at": None if state == "sent" else draft.ago(DAY),
            "inspection": inspection,
        }
        refund = {
            "kind": "return_refund",
            # Agreed to; the money leaves when the warehouse has looked at the goods.
            "state": "approved",
            "amount_fen": SOLD_AT_FEN["LOCK-A1"],
            "applied_at": draft.ago(4 * DAY),
        }
        return draft.signed([("LOCK-A1", 1)], 6 * DAY) | {"returns": [back], "refunds": [refund]}

    return story


def _compensated(draft: Draft) -> Json:
    paid = {"amount_fen": 500, "at": draft.ago(DAY), "reason": "外盒压痕"}
    return draft.signed([("TEA-BC250", 2)], 3 * DAY) | {"compensations": [paid]}


def _paid_twice(draft: Draft) -> Json:
    payments = [
        {"amount_fen": 4900, "at": draft.ago(hours), "channel": "wechat", "state": "succeeded"} for hours in (5.0, 4.9)
    ]
    return draft.order([("TEA-ML200", 1)], "paid", 5) | {"pay_channel": "wechat", "payments": payments}


def _price_dropped(days: int) -> list[Story]:
    """A product of each price class, bought that many days ago and signed two days later."""
    return [_signed(sku, days - 2, paid_days=days) for sku in ("TEA-LJ250", "TEA-PE357", "TEA-BC250", "TEA-DHP100")]


STORIES: tuple[Story, ...] = (
    # before sending
    _unshipped("TEA-ML200", "pending_payment", None),
    _unshipped("TEA-LJ250", "paid", 5),
    _late,
    _unshipped("TEA-JJM125", "paid", 30),
    _unshipped("LOCK-D2", "paid", 30),
    _unshipped("TEA-TRY6", "paid", 8, {"postage_fen": 800, "free_postage": True}),
    _paid_twice,
    _unshipped("LOCK-A1", "closed", None),
    _presale(-2 * DAY, paid=False),
    _presale(DAY, paid=False),
    _presale(-2 * DAY, paid=True),
    _deposit_refund,
    # on the road
    _on_the_road("TEA-LJ250", 96, 0),
    _on_the_road("TEA-PE357", 6, 0, carrier="zto"),
    _on_the_road("TEA-ML200", 90, 0, note="快递改发中通，单号738800001234567"),
    _on_the_road("LOCK-A1", 48, 3, last_h=5),
    _on_the_road("TEA-TRY6", 70, 2, last_h=20, carrier="ems"),
    _on_the_road("TEA-BC250", 160, 3, last_h=110, carrier="sto"),
    _on_the_road("TEA-TABLE", 130, 3, last_h=80, carrier="zto"),
    _on_the_road("LOCK-P2", 60, 4, last_h=2, carrier="sf"),
    _two_parcels,
    _turned_back("refused", "收件人拒收"),
    _turned_back("returning", "快件退回中"),
    _turned_back("returned", "快件已退回寄件人"),
    _turned_back("exception", "地址不详，派送异常"),
    # received
    _signed_today,
    _signed("TEA-LJ250", 3, {"return_insurance": True}),
    _signed("LOCK-S3", 3, {"return_insurance": False}),
    _signed("TEA-TGY500", 8, {"return_insurance": True}),
    _signed("LOCK-P2", 8, {"return_insurance": False}),
    _signed("TEA-JJM125", 20, {"status": "completed", "return_insurance": False}),
    _signed("LOCK-A1", 20, {"status": "completed", "return_insurance": True}),
    _signed("LOCK-A1", 400, {"status": "completed"}),
    _signed("LOCK-S3", 2, {"note": "送无线门铃一个", "gifts_promised": ["无线门铃"], "flag": "yellow"}),
    _signed("TEA-ML200", 2, {"reship_of": "2026110000002000"}),
    _signed("LOCK-A1", 5, {"platform": "jd"}),
    _signed("TEA-LJ250", 1, {"coupons": ["满300减30"]}),
    _compensated,
    *(_installation(state, -DAY) for state in ("booked", "cancelled")),
    *(_installation("no_show", DAY, count) for count in (1, 2)),
    _installation("done", 2 * DAY),
    *_price_dropped(3),
    *_price_dropped(20),
    # money, paper and goods going back
    *(_refund(state, "alipay") for state in ("applied", "approved", "processing", "rejected", "closed")),
    *(_refund("succeeded", channel) for channel in ("credit_card", "debit_card", "alipay", "net_bank", "wechat")),
    *(_invoice(kind, "requested") for kind in ("electronic", "special")),
    *(_invoice(kind, "issued") for kind in ("electronic", "paper")),
    *(_sent_back(state) for state in ("sent", "received")),
    *(_sent_back("inspected", finding) for finding in ("ok", "short", "mismatch", "used")),
)
