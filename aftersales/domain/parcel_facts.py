"""What the parcels of an order tell: where they are, whether they move, when the next one should arrive."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from math import ceil
from statistics import median

from aftersales.domain.calendar import days_since, shanghai_date
from aftersales.domain.cases import Value
from aftersales.domain.order_view import OrderView
from aftersales.domain.orders import TURNED_BACK, EventKind, Order, OrderLine, OrderStatus, Parcel
from aftersales.domain.provinces import province_of
from aftersales.domain.shop import Courier, Shop

_NUMBER = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{0,3}[0-9]{8,20}(?![0-9])")
_PHONE = re.compile(r"1[3-9][0-9]{9}")
ARRIVED = TURNED_BACK | {EventKind.SIGNED}
RECEIVED = frozenset({OrderStatus.SIGNED, OrderStatus.COMPLETED})

RESHIPS = frozenset({"reship", "reship_part", "resend_gift"})
SENT_AGAIN = RESHIPS | {"exchange_ship"}
"""Tasks that send something again, or instead."""

PARCEL_FACTS = {
    "parcel_count": "包裹数：这单有几个包裹",
    "part_unsent": "还有没发的：发出的包裹都写了装的商品，而这单还有商品不在里面",
    "all_signed": "全部签收：全部包裹都已签收（或订单状态是已签收、交易成功）",
    "other_parcels_in_transit": "还没到的包裹数：只算分几个包裹发的订单",
    "pickup_scan": "快递已揽收：发出的包裹都有快递扫描记录（订单记录里没有物流信息时不知道）",
    "pickup_overdue": "超时未揽收：有包裹发出后超过 pickup_hours（大促日付款的按 big_sale_pickup_hours）还没有揽收记录",
    "last_event": "最新物流：pickup transit delivering signed refused returning returned exception",
    "stalled": "物流停滞：有在途包裹的最新节点已经过了 stall_hours（偏远省 remote_stall_hours）",
    "scan_stalled": "一直没有扫描：有包裹发出后过了 stall_hours（偏远省 remote_stall_hours）还没有任何扫描",
    "query_known": "有官网查询地址：这个快递在 shop.yml 里写了 query_url",
    "courier_differs": "备注里是别的快递：订单备注写了快递，但不是发出的那家",
    "noted_waybill": "备注里的单号：备注写的是别的快递，而且写了它的单号",
    "noted_told_before": "备注单号给过：这单以前的售后单已经把备注里的单号给了买家",
    "waybill_doubted": "单号被质疑：买家说单号查出来是别人的、地址对不上",
    "urgency_told": "开口说急用：买家第一句话里说了 urgent 急用 wait 不急",
    "expected_day_known": "能报到达日：同省同快递的签收记录够多，可以给出预计到达日",
    "reship_state": "补发到哪一步：none 没有 open 在办 late 过了约好的寄出时间 done 都寄出了",
    "sent_again_state": "补发换发到哪一步：none 没有 open 在办 late 过了约好的寄出时间 done 都寄出了",
    "signed_days": "签收天数：最后一个包裹签收后第几天（签收当天是 0）",
}


def read_parcel_facts(view: OrderView) -> dict[str, Value | None]:
    """The facts of PARCEL_FACTS; None where the record is silent."""
    order, parcels = view.order, view.order.parcels
    late = [is_pickup_overdue(parcel, view) for parcel in parcels if is_unscanned(parcel)]
    told = [p for p in parcels if p.events or is_unscanned(p)]
    followed, courier, noted = followed_parcel(order), followed_courier(view), noted_parcel(view)
    last = followed.last_event if followed else None
    signed = signed_at(order)
    sending = _without_stopped(view)
    return {
        "parcel_count": len(parcels) or None,
        "part_unsent": bool(unsent_lines(order)),
        "all_signed": is_received(order),
        "other_parcels_in_transit": len(coming_parcels(order)) if len(parcels) > 1 else 0,
        "pickup_scan": not late if parcels and len(told) == len(parcels) else None,
        "pickup_overdue": any(late) if late else None,
        "last_event": last.kind.value if last else None,
        "stalled": any(is_stalled(parcel, view) for parcel in parcels) if followed and last else None,
        "scan_stalled": any(is_scan_stalled(p, view) for p in parcels) if late else None,
        "query_known": bool(courier and courier.query_url) if parcels else None,
        "courier_differs": differs_from_note(order, view.shop) if parcels else None,
        "noted_waybill": noted[1] if noted else None,
        "noted_told_before": "noted_waybill" in view.ordered_details,
        "waybill_doubted": view.case_facts.get("waybill_trouble") == "foreign",
        "urgency_told": view.case_facts.get("urgency_told"),
        "expected_day_known": expected_days(view) is not None,
        "reship_state": sending.progress(RESHIPS),
        "sent_again_state": sending.progress(SENT_AGAIN),
        "signed_days": days_since(signed, view.now) if signed else None,
    }


def sent_again_until(view: OrderView) -> datetime | None:
    """When the last of what is sent again has left; None when nothing of the kind is open."""
    return max((view.due_at[kind] for kind in SENT_AGAIN if kind in view.due_at), default=None)


def _without_stopped(view: OrderView) -> OrderView:
    """What the warehouse was told to stop comes no more."""
    return replace(view, due_at={}) if "stop_shipping" in view.ordered_tasks else view


def is_unscanned(parcel: Parcel) -> bool:
    """Sent off according to the shop, and the courier has never scanned it."""
    return parcel.shipped_at is not None and not parcel.events


def is_received(order: Order) -> bool:
    return order.status in RECEIVED or bool(order.parcels and all(_is_signed(p) for p in order.parcels))


def unsent_lines(order: Order) -> list[OrderLine]:
    """Goods of an order on its way that are in none of its parcels; none where a parcel does not tell what it holds."""
    sent = {sku for parcel in order.parcels for sku in parcel.skus}
    told = bool(order.parcels) and all(parcel.skus for parcel in order.parcels)
    return (
        [line for line in order.lines if line.sku not in sent] if told and order.status is OrderStatus.SHIPPED else []
    )


def coming_parcels(order: Order) -> list[Parcel]:
    """Parcels that are still to arrive; one without any scan counts."""
    return [p for p in order.parcels if p.last_event is None or p.last_event.kind not in ARRIVED]


def followed_parcel(order: Order) -> Parcel | None:
    """The scanned parcel a buyer who asks “到哪了” means: the one on the road with the newest scan, else the newest."""
    scanned = [p for p in order.parcels if p.events]
    on_the_road = [p for p in coming_parcels(order) if p.events]
    return max(on_the_road or scanned, key=_newest, default=None)


def followed_courier(view: OrderView) -> Courier | None:
    """Who carries the followed parcel, before any scan the first; None when the shop does not list them."""
    parcel = followed_parcel(view.order) or next(iter(view.order.parcels), None)
    return view.shop.couriers.get(parcel.carrier) if parcel else None


def signed_at(order: Order) -> datetime | None:
    """When the last parcel was signed by the buyer's side; None until all are."""
    times = [event.at for p in order.parcels if (event := p.first(EventKind.SIGNED))]
    return max(times) if times and len(times) == len(order.parcels) else None


def is_pickup_overdue(parcel: Parcel, view: OrderView) -> bool:
    """Unscanned for longer than the limit; the limit's last moment itself is still in time (P-LOG-03)."""
    if parcel.shipped_at is None:
        return False
    name = "big_sale_pickup_hours" if _paid_on_big_sale(view.order, view.shop) else "pickup_hours"
    return view.now - parcel.shipped_at > timedelta(hours=view.shop.limit(name))


def is_stalled(parcel: Parcel, view: OrderView) -> bool:
    """On the road without a new scan for the limit's hours or more (P-LOG-02)."""
    event = parcel.last_event
    if event is None or event.kind in ARRIVED:
        return False
    return view.now - event.at >= _stall_limit(view)


def is_scan_stalled(parcel: Parcel, view: OrderView) -> bool:
    """Sent off for the stall limit's hours or more and never scanned: until then the post is only looked up."""
    sent = parcel.shipped_at
    return sent is not None and is_unscanned(parcel) and view.now - sent >= _stall_limit(view)


def differs_from_note(order: Order, shop: Shop) -> bool:
    """The order's note names couriers by the first two characters of their names, and none of them has a parcel.

    The post goes by several names, so any postal courier is as good as another (P-LOG-03 ②).
    """
    noted = {code for code, courier in shop.couriers.items() if courier.name[:2] in order.note}
    sent = {parcel.carrier for parcel in order.parcels}
    postal = {code for code, courier in shop.couriers.items() if courier.kind == "postal"}
    noted |= postal if "EMS" in order.note.upper() else set()
    return bool(noted) and not noted & sent and not (noted & postal and sent & postal)


def noted_parcel(view: OrderView) -> tuple[str, str] | None:
    """The courier and the waybill that the note gives instead of those on record (P-LOG-03 ②).

    None unless the note names one other courier and one number that is no phone, order or recorded waybill.
    """
    order, shop = view.order, view.shop
    names = [courier.name for courier in shop.couriers.values() if courier.name[:2] in order.note]
    known = {order.order_no, *(parcel.waybill for parcel in order.parcels)}
    numbers = {n for n in _NUMBER.findall(order.note) if n not in known and not _PHONE.fullmatch(n)}
    if not order.parcels or not differs_from_note(order, shop) or len(names) != 1 or len(numbers) != 1:
        return None
    return names[0], numbers.pop()


def expected_days(view: OrderView) -> tuple[date, date] | None:
    """The days by which half and four fifths of such parcels were signed (P-LOG-01, P-OPS-04).

    None with fewer delivered parcels than `expected_day_sample_count`, without a scanned parcel on the road,
    and when the later day is over: then nothing honest can be said.
    """
    parcel = followed_parcel(view.order)
    usable = len(view.delivery_days) >= view.shop.limit("expected_day_sample_count")
    if parcel is None or parcel not in coming_parcels(view.order) or not usable:
        return None
    start = min(event.at for event in parcel.events)
    today = shanghai_date(view.now)
    half, most = (
        shanghai_date(start + timedelta(days=days))
        for days in (median(view.delivery_days), percentile_80(view.delivery_days))
    )
    return (max(half, today), most) if most >= today else None


def percentile_80(values: Sequence[float]) -> float:
    """The smallest value that four fifths of the values do not exceed."""
    return sorted(values)[ceil(len(values) * 4 / 5) - 1]


def _stall_limit(view: OrderView) -> timedelta:
    remote = province_of(view.order.address) in view.shop.remote_provinces
    return timedelta(hours=view.shop.limit("remote_stall_hours" if remote else "stall_hours"))


def _is_signed(parcel: Parcel) -> bool:
    return parcel.last_event is not None and parcel.last_event.kind is EventKind.SIGNED


def _newest(parcel: Parcel) -> datetime:
    return max(event.at for event in parcel.events)


def _paid_on_big_sale(order: Order, shop: Shop) -> bool:
    if order.paid_at is None:
        return False
    day = shanghai_date(order.paid_at)
    return (day.month, day.day) in shop.big_sale_days
