"""The orders of the demo shop's personas, one function per story."""

from collections.abc import Callable
from datetime import datetime

from aftersales.adapters.demo.catalogue import Json
from aftersales.adapters.demo.order_draft import DAY, Buyer, Draft
from aftersales.adapters.demo.personas import PERSONAS

Story = Callable[[Draft], Json]

HOME = ("浙江省", "杭州", "西湖区文三路100号")
ELSEWHERE = {
    "demo-gao": ("四川省", "成都", "武侯区科华路8号"),
    "demo-he": ("江苏省", "南京", "鼓楼区中山路21号"),
    "demo-wu": ("广东省", "深圳", "南山区科苑路66号"),
}


def persona_orders(now: datetime) -> list[Json]:
    """The orders of all personas as they stand at `now`; their phones are made up."""
    orders: list[Json] = []
    for number, persona in enumerate(PERSONAS):
        home = ELSEWHERE.get(persona.buyer_id, HOME)
        buyer = Buyer(persona.buyer_id, persona.name, f"1380000{1000 + number}", *home)
        stories = zip(persona.order_nos, STORIES[persona.buyer_id], strict=True)
        orders += [story(Draft(now, order_no, buyer)) for order_no, story in stories]
    return orders


def _in_transit(draft: Draft) -> Json:
    items = [("LOCK-A1", 1)]
    return draft.sent(items, 44, [draft.parcel(items, 44, stations=3, last_h=6)])


def _late(draft: Draft) -> Json:
    return draft.order([("TEA-LJ250", 2)], "paid", 4 * DAY) | {"promised_ship_at": draft.ago(2 * DAY)}


def _three_boxes(draft: Draft) -> Json:
    return draft.signed([("TEA-TGY500", 3)], DAY) | {"return_insurance": True}


def _lock_set(draft: Draft) -> Json:
    return draft.signed([("LOCK-S3", 1), ("LOCK-BELL", 1), ("TEA-ML200", 1)], 2 * DAY, paid_h=6 * DAY)


def _bought(sku: str, qty: int, days: int) -> Story:
    def story(draft: Draft) -> Json:
        return draft.signed([(sku, qty)], DAY * (days - 2), paid_h=DAY * days)

    return story


def _waiting(draft: Draft) -> Json:
    return draft.order([("TEA-ML200", 2)], "paid", 10)


def _delivering(draft: Draft) -> Json:
    items = [("LOCK-P2", 1)]
    return draft.sent(items, 60, [draft.parcel(items, 60, stations=4, last_h=1, carrier="sf")])


def _two_parcels(draft: Draft) -> Json:
    arrived, coming = [("LOCK-A1", 1)], [("TEA-BC250", 1)]
    parcels = [
        draft.parcel(arrived, 72, stations=5, last_h=20),
        draft.parcel(coming, 50, stations=3, last_h=8, carrier="zto", nth=1),
    ]
    return draft.sent(arrived + coming, 72, parcels)


def _no_scan(draft: Draft) -> Json:
    items = [("TEA-PE357", 1)]
    return draft.sent(items, 4 * DAY, [draft.parcel(items, 4 * DAY)])


def _stalled(draft: Draft) -> Json:
    items = [("TEA-BC250", 1)]
    return draft.sent(items, 150, [draft.parcel(items, 150, stations=3, last_h=100)])


def _at_station(draft: Draft) -> Json:
    return draft.signed([("TEA-LJ250", 1)], draft.hours_today(), signer="驿站")


def _gift_forgotten(draft: Draft) -> Json:
    promise: Json = {"note": "送无线门铃一个", "flag": "yellow", "gifts_promised": ["无线门铃"]}
    return draft.signed([("LOCK-S3", 1)], 3 * DAY) | promise


def _fitter_missing(draft: Draft) -> Json:
    booked = {"state": "no_show", "booked_at": draft.ago(DAY), "no_show_count": 1, "fee_fen": 5000}
    return draft.signed([("LOCK-A1", 1)], 4 * DAY) | {"installation": booked}


def _refunded(draft: Draft) -> Json:
    refund = {
        "kind": "refund_only",
        "state": "succeeded",
        "amount_fen": 16800,
        "channel": "credit_card",
        "applied_at": draft.ago(3 * DAY),
        "succeeded_at": draft.ago(2 * DAY),
    }
    return draft.order([("TEA-LJ250", 1)], "closed", 5 * DAY) | {"pay_channel": "credit_card", "refunds": [refund]}


STORIES: dict[str, tuple[Story, ...]] = {
    "demo-wang": (_in_transit,),
    "demo-li": (_late,),
    "demo-zhang": (_three_boxes,),
    "demo-chen": (_lock_set,),
    "demo-liu": (_bought("TEA-LJ250", 1, 3),),
    "demo-zhao": (_bought("LOCK-A1", 1, 20),),
    "demo-sun": (_bought("TEA-BC250", 2, 3),),
    "demo-zhou": (_bought("LOCK-X9", 2, 3),),
    "demo-wu": (_waiting, _in_transit, _delivering),
    "demo-zheng": (),
    "demo-feng": (_waiting,),
    "demo-han": (_in_transit,),
    "demo-qian": (_two_parcels,),
    "demo-he": (_no_scan,),
    "demo-gao": (_stalled,),
    "demo-xu": (_at_station,),
    "demo-ma": (_gift_forgotten,),
    "demo-lin": (_fitter_missing,),
    "demo-luo": (_refunded,),
}
