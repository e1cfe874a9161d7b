"""The order's record in words a buyer reads: amounts, times, parcels and goods as the scripts' variables."""

from collections.abc import Mapping, Sequence
from datetime import date

from aftersales.domain.calendar import format_day, format_time
from aftersales.domain.cases import Value
from aftersales.domain.masking import mask_name, mask_text
from aftersales.domain.missing_facts import missing_lines
from aftersales.domain.money import format_fen
from aftersales.domain.order_view import OrderView
from aftersales.domain.orders import EventKind, Parcel, TrackingEvent
from aftersales.domain.parcel_facts import (
    coming_parcels,
    expected_days,
    followed_parcel,
    is_unscanned,
    noted_parcel,
    signed_at,
    unsent_lines,
)
from aftersales.domain.shipping_facts import ship_deadline
from aftersales.domain.wording_care import CARE_VARIABLES, care_words, shop_words

VARIABLES: Mapping[str, str] = {
    "order_title": "这单的商品名",
    "ship_deadline": "承诺的发货时间，如 11月25日 14:30",
    "last_event": "最新物流节点，如 11月25日 14:30 快件已从杭州转运中心发出",
    "courier": "快递和单号，如 圆通速递 YT8800000000101",
    "noted_parcel": "备注里登记的快递和单号，如 中通快递 738800001234567",
    "parcel_lines": "每个包裹一行：快递、单号、最新节点",
    "other_parcels": "还没到的包裹，每个一行",
    "unsent_goods": "分开发的单子里还没发的商品",
    "expected_day": "预计到达，如 11月27日前后",
    "signed_event": "签收时间和签收人，如 11月24日 10:12（驿站签收）",
    "late_payout": "超时未发货的赔付金额",
    "refund_amount": "整单退款金额",
    "price_amount": "可退的差价合计",
    "missing_title": "少的商品名",
    "missing_value": "少的商品的金额",
    "cancel_title": "取消的那样商品",
    **CARE_VARIABLES,
}
"""Variable → what it says; one that the record does not give is absent."""

_AMOUNTS = {
    "late_payout": "late_payout_fen",
    "refund_amount": "refundable_fen",
    "price_amount": "amount_fen",
    "missing_value": "missing_value_fen",
}
EVENT_WORDS = {
    EventKind.PICKUP: "快递已揽收",
    EventKind.TRANSIT: "运输途中",
    EventKind.DELIVERING: "正在派送",
    EventKind.SIGNED: "已签收",
    EventKind.REFUSED: "已拒收",
    EventKind.RETURNING: "正在退回",
    EventKind.RETURNED: "已退回",
    EventKind.EXCEPTION: "派送异常",
}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨"


def describe(view: OrderView, facts: Mapping[str, Value]) -> dict[str, str]:
    """The variables the record can fill, ready for the buyer: money in 元, Shanghai times, phone numbers masked."""
    order, deadline = view.order, ship_deadline(view)
    words = {
        "order_title": order.title,
        "ship_deadline": format_time(deadline) if deadline else "",
        "noted_parcel": " ".join(noted_parcel(view) or ()),
        "parcel_lines": _parcel_lines(view, order.parcels),
        "other_parcels": _parcel_lines(view, coming_parcels(order)),
        "unsent_goods": "、".join(each.full_title for each in unsent_lines(order)),
        "expected_day": _expected_day(expected_days(view)),
        "signed_event": _signed_event(view),
        "cancel_title": next((each.full_title for each in order.lines if each.sku == facts.get("cancel_sku")), ""),
        "missing_title": "、".join(line.full_title for line in missing_lines(view)),
        **_followed(view),
        **care_words(view, facts),
        **shop_words(view.shop, view.promotions),
    }
    for name, fact in _AMOUNTS.items():
        amount = facts.get(fact)
        words[name] = format_fen(amount) if isinstance(amount, int) else ""
    return {name: text for name, text in words.items() if text}


def format_event(event: TrackingEvent) -> str:
    """When and what; the place only when the courier's own text does not name it. Phone numbers are masked."""
    text = event.text.strip() or EVENT_WORDS[event.kind]
    place = event.place.strip()
    where = f"{place}，" if place and place not in text else ""
    return f"{format_time(event.at)} {mask_text(where + text)}"


def _followed(view: OrderView) -> dict[str, str]:
    parcel = followed_parcel(view.order)
    event = parcel.last_event if parcel else None
    if parcel is None or event is None:
        return {}
    return {"last_event": format_event(event), "courier": _courier(view, parcel)}


def _parcel_lines(view: OrderView, parcels: Sequence[Parcel]) -> str:
    """One line a parcel, numbered when there are several."""
    lines = [f"{_courier(view, parcel)}：{_whereabouts(parcel)}" for parcel in parcels]
    if len(lines) < 2:
        return "".join(lines)
    return "\n".join(f"{_number(place)} {line}" for place, line in enumerate(lines))


def _number(place: int) -> str:
    return _CIRCLED[place] if place < len(_CIRCLED) else f"({place + 1})"


def _whereabouts(parcel: Parcel) -> str:
    event = parcel.last_event
    if event is not None:
        return format_event(event)
    if is_unscanned(parcel) and parcel.shipped_at is not None:
        return f"{format_time(parcel.shipped_at)} 仓库发出，快递还没有揽收记录"
    return "已发货"


def _courier(view: OrderView, parcel: Parcel) -> str:
    courier = view.shop.couriers.get(parcel.carrier)
    return f"{courier.name if courier else parcel.carrier} {parcel.waybill}".strip()


def _expected_day(days: tuple[date, date] | None) -> str:
    """The median day, with the later one when four fifths take longer: 11月27日前后, 11月27日至29日前后."""
    if days is None:
        return ""
    half, most = days
    if half == most:
        return f"{format_day(half)}前后"
    end = f"{most.day}日" if most.month == half.month else format_day(most)
    return f"{format_day(half)}至{end}前后"


def _signed_event(view: OrderView) -> str:
    at = signed_at(view.order)
    if at is None:
        return ""
    signer = next((e.signer for p in view.order.parcels for e in p.events if e.at == at and e.signer), "")
    return f"{format_time(at)}（{mask_signer(signer)}签收）" if signer else format_time(at)


def mask_signer(signer: str) -> str:
    """A person's name as signer is masked; 本人, 家人, 驿站 and the like say who without naming anybody."""
    known = ("本人", "家", "驿站", "物业", "代收", "柜", "门卫", "前台", "同事", "邻居", "店", "站")
    return signer if any(word in signer for word in known) else mask_name(signer)
