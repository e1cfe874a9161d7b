"""What the record tells about services around an order: courier, big sale, invoice, installation, gifts, membership."""

from collections.abc import Sequence

from aftersales.domain.calendar import shanghai_date
from aftersales.domain.cases import Value
from aftersales.domain.order_view import OrderView
from aftersales.domain.orders import EventKind, OrderStatus, Promotion
from aftersales.domain.parcel_facts import followed_parcel
from aftersales.domain.price_facts import settled_at
from aftersales.domain.provinces import province_of
from aftersales.domain.return_facts import ordered_products

PICKUP = "pickup_at_door"

SERVICE_FACTS = {
    "parcel_phase": "包裹到哪一步：none 没发 unscanned 没揽收 moving 在途 delivering 派送中 signed 已签收 back 退回",
    "carrier_kind": "快递类别：express 普通 postal 邮政 sf 顺丰",
    "remote": "偏远地区：收货地址在偏远省份",
    "big_sale_today": "今天是大促日：今天在大促日名单里",
    "oversize": "大件：这单有大件商品",
    "jammed": "在爆仓枢纽：最新节点在爆仓枢纽名单里",
    "can_replenish": "能补货：没库存的商品都有补货天数",
    "order_value_fen": "订单金额：分，这单实付",
    "order_is_large": "金额大：这单实付够 large_order_fee_count 倍的 transfer_fee",
    "intercepted_before": "别处在拦截：别的售后单已经请快递拦截或转寄（没有办不成），这次还没有",
    "intercept_done": "这次拦下了：这张售后单请快递拦截，快递回复办好了",
    "invoice_state": "发票：none requested issued",
    "invoice_reversed": "发票已安排红冲：别的售后单安排过作废发票，没有安排重开",
    "install_state": "安装预约：none booked no_show done cancelled",
    "no_show_count": "师傅没到次数：预约的师傅没有上门的次数",
    "pickup_state": "上门取件：none 没安排 open 在约 late 过了约好的时间还在约 done 约好或取走了，别的售后单安排的",
    "gift_promised": "备注里答应过赠品：订单备注登记了要送的赠品",
    "promo_running": "有活动：现在有正在进行的活动",
    "list_published": "公布了名单：现在正在进行的活动里有公布了名单的",
    "promo_winner": "在活动名单里：这单在正在进行的满赠名单里",
    "winners_listed": "有名单可对：付款时正在进行、现在还没结束的活动里，有公布了名单的",
    "coupon_used": "用了券：这单用了优惠券",
    "membership": "会员等级：vip1 vip2 vip3",
    "vip_percent": "会员折扣：这个等级付原价的百分之几",
    "special_price": "有特价商品：这单有特价商品",
    "special_price_only": "全是特价商品：这单每一样都是特价商品",
}


def read_service_facts(view: OrderView) -> dict[str, Value | None]:
    """The facts of SERVICE_FACTS; None where the record is silent."""
    order, products, parcel = view.order, ordered_products(view), followed_parcel(view.order)
    courier = view.shop.couriers.get(order.parcels[0].carrier) if order.parcels else None
    event = parcel.last_event if parcel else None
    today = shanghai_date(view.now)
    return {
        "parcel_phase": parcel_phase(view),
        "carrier_kind": courier.kind if courier else None,
        "remote": province_of(order.address) in view.shop.remote_provinces if province_of(order.address) else None,
        "big_sale_today": (today.month, today.day) in view.shop.big_sale_days,
        "oversize": any(p.oversize for p in products) if products else None,
        "jammed": any(hub in event.place + event.text for hub in view.shop.jam_hubs) if event else None,
        "can_replenish": all(p.replenish_days for p in products if p.stock is not None and p.stock <= 0),
        "order_value_fen": order.paid_fen,
        "order_is_large": is_large(view),
        "intercepted_before": "intercept_parcel" in view.ordered_tasks and "intercepted" not in view.case_facts,
        "intercept_done": view.case_facts.get("intercepted") == "done",
        "invoice_state": order.invoice.state if order.invoice else "none",
        "invoice_reversed": "invoice_cancel" in view.ordered_tasks and "invoice_reissue" not in view.ordered_tasks,
        "install_state": order.installation.state if order.installation else "none",
        "no_show_count": order.installation.no_show_count if order.installation else None,
        "pickup_state": pickup_state(view),
        "gift_promised": bool(order.gifts_promised),
        **read_promotion_facts(view.promotions),
        "promo_winner": any(order.order_no in promotion.winners for promotion in view.promotions),
        "winners_listed": _is_listed(view),
        "coupon_used": bool(order.coupons),
        "membership": order.membership,
        "vip_percent": vip_percent(view),
        "special_price": any(line.special_price for line in order.lines),
        "special_price_only": all(line.special_price for line in order.lines),
    }


def read_promotion_facts(promotions: Sequence[Promotion]) -> dict[str, Value]:
    """What the promotions that run now tell without any order."""
    return {"promo_running": bool(promotions), "list_published": any(each.winners for each in promotions)}


def vip_percent(view: OrderView) -> int | None:
    """What a member pays of the list price; None without a level that the shop has a setting for (P-VIP-01)."""
    setting = view.shop.settings.get(f"vip_{(view.order.membership or '').removeprefix('vip')}_percent")
    return setting.value if setting else None


def _is_listed(view: OrderView) -> bool:
    """Whether a running promotion whose winners are published had begun when the order was paid (P-PROMO-02)."""
    paid_at = settled_at(view.order)
    return paid_at is not None and any(p.winners and p.from_at <= paid_at for p in view.promotions)


def pickup_state(view: OrderView) -> str:
    """How far the pickup at the buyer's door is that another case of the order has arranged."""
    if PICKUP not in view.ordered_tasks:
        return "none"
    due = view.due_at.get(PICKUP)
    if due is None:
        return "done"
    return "late" if due < view.now else "open"


def is_large(view: OrderView) -> bool:
    """Whether handing the parcel to the post is worth its fee at once (P-LOG-06); the limit itself is large."""
    return view.order.paid_fen >= view.shop.limit("large_order_fee_count") * view.shop.limit("transfer_fee")


def parcel_phase(view: OrderView) -> str:
    """How far the parcel that the buyer waits for has come; an order without parcels goes by its status."""
    order, parcel = view.order, followed_parcel(view.order)
    event = parcel.last_event if parcel else None
    if event is None:
        by_status = {OrderStatus.SHIPPED: "unscanned", OrderStatus.SIGNED: "signed", OrderStatus.COMPLETED: "signed"}
        return by_status.get(order.status, "unscanned" if order.parcels else "none")
    return _PHASES.get(event.kind, "moving")


_PHASES = {
    EventKind.DELIVERING: "delivering",
    EventKind.SIGNED: "signed",
    EventKind.REFUSED: "back",
    EventKind.RETURNING: "back",
    EventKind.RETURNED: "back",
}
