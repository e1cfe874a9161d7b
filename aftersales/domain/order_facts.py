"""Every fact that a playbook may read (`from: order`): its meaning for trainers, and its value for one order."""

from collections.abc import Mapping

from aftersales.domain.cases import Value
from aftersales.domain.missing_facts import MISSING_FACTS, read_missing_facts
from aftersales.domain.order_view import OrderView
from aftersales.domain.ordered_facts import ORDERED_FACTS, read_ordered_facts
from aftersales.domain.orders import Order
from aftersales.domain.parcel_facts import PARCEL_FACTS, read_parcel_facts
from aftersales.domain.price_facts import PRICE_FACTS, read_price_facts
from aftersales.domain.refund_facts import OPEN_REFUNDS, REFUND_FACTS, overpaid_fen, read_refund_facts
from aftersales.domain.return_facts import RETURN_FACTS, deducted_fen, read_return_facts
from aftersales.domain.service_facts import SERVICE_FACTS, read_service_facts
from aftersales.domain.shipping_facts import SHIPPING_FACTS, read_shipping_facts

__all__ = ["CONVERSATION_FACTS", "ORDER_FACTS", "OrderView", "order_fact_title", "read_order_facts", "refundable_fen"]

CONVERSATION_FACTS: Mapping[str, str] = {
    "person_declined": "不用人工：这句话说了不用转人工",
    "complaint_taken_back": "不投诉了：这句话说了投诉取消、不投诉了",
    "complaint_left": "投诉不等了：排着队等投诉接待，不等了",
    "asks_if_robot": "问是不是机器人：买家这句话在问是不是机器人、真人",
    "team_open": "有人值班：接手的组现在有人值班",
    "abuse_count": "辱骂次数：这次会话里买家辱骂了几次（含这一次）",
    "harassment_count": "骚扰次数：这次会话里买家性骚扰了几次（含这一次），拿不准的不算",
    "ad_count": "推销次数：这次会话里买家推销了几次（含这一次），拿不准的不算",
    "blames_agent": "投诉客服态度：买家在这件事里说某位客服态度不好（不是快递、师傅或机器人）",
    "agent_reported": "态度投诉已上报：这次会话里已经把客服态度的投诉交给组长",
    "has_orders": "有订单：买家在店里有订单",
    "promo_topic": "活动什么事：mine 自己在不在名单、有异议 list 问名单 later 返场和下次 reward 评价有没有奖励",
    "vip_topic": "会员什么事：promised 说好过的优惠 points 积分 platform 平台会员 join 入会和升级",
    "special_told": "要专票或纸质票：买家第一句话里说了 special",
    "mail_told": "说邮件没收到：买家开场说发票邮件没收到",
    "pickup_topic": "取件什么事：买家问取件时说了 absent 没人来、没联系 change 改时间地点 stop 不要取了",
    "wish_told": "开口说的想法：买家第一句话里说了 keep 还要货、part 只退一部分等，没说是 unknown",
    "reason_told": "开口说的原因：买家第一句话里说了退款原因，没说是 unknown",
    "site_told": "问在哪查：买家第一句话里问了 site 官网、查询地址",
    "stop_told": "说了别发货：买家第一句话里说了 stop",
    "withdrawn_told": "说撤好了：买家说已经撤销了退款申请",
    "cancel_sku": "取消哪一样：买家点名不要的那一样，其他的照发",
    "cancel_qty": "取消的那样有几件：点名不要的那样在订单里买了几件",
    "out_count": "点名不要几样：买家的话里点名不要的商品有几样；没点名、全不要的是 0",
    "goods_kept": "说了要留哪样：买家说了哪样不要、哪样要",
    "fault_under_way": "退换原因说过：还没办完的事里说过是 shop 我们的问题、buyer 个人原因",
    "return_asked": "退换还在问：这单的退货或换货还在问、在核，没定",
    "exchange_under_way": "换货还没办完：这单有换货在问、在办",
    "other_order": "另一单：买家说了另一单的单号，或另外只有一单没发货的",
    "goods_found": "少的找到了：买家说少的东西在箱子里找到了",
    "parcel_found": "包裹到手了：买家在这件事里说找到了、收到了，以最后说的为准",
    "withdrawal_shown": "告诉过怎样撤销：这次聊天里给这单说过怎样撤销退款申请",
    "wait_told": "又愿意等：缺货说了换款，又说等补货",
    "order_found": "已知是哪一单：会话里已经确定了是哪一单",
}
"""Facts of the chat itself, given by the use case and not read from an order; the topics are heard in the opening
message by the words of `one_of`, and unknown when it holds none of them."""

BASIC_FACTS: Mapping[str, str] = {
    "order_status": "订单状态：pending_payment paid shipped signed completed closed",
    "platform": "平台：taobao tmall jd own",
    "refund_open": "退款处理中：这单有退款申请正在处理，或我们已经安排了不发货退款",
    "refundable_fen": "还能退的钱：分，实付（多付的也算）减已退、已补偿",
    "compensated": "补偿过：这单已经补偿过",
    "goodwill_used_up": "补偿次数用完：这位买家 goodwill_window_days 天内已经补偿过 goodwill_per_buyer_count 次",
}

ORDER_FACTS: Mapping[str, str] = {
    **BASIC_FACTS,
    **ORDERED_FACTS,
    **SHIPPING_FACTS,
    **PARCEL_FACTS,
    **MISSING_FACTS,
    **PRICE_FACTS,
    **REFUND_FACTS,
    **RETURN_FACTS,
    **SERVICE_FACTS,
    **CONVERSATION_FACTS,
}
"""Fact name → “title：meaning”: the desk shows the title, trainers read both."""


def order_fact_title(name: str) -> str:
    """What the desk calls a fact of the record; a name that is not listed stays as it is."""
    return ORDER_FACTS.get(name, name).partition("：")[0]


def read_order_facts(view: OrderView) -> dict[str, Value]:
    """The facts the record gives; one it does not give is absent, and so unknown to the playbook."""
    order, ordered = view.order, set(view.ordered_tasks)
    parcels = read_parcel_facts(view)
    days = parcels["signed_days"] if isinstance(parcels["signed_days"], int) else None
    refundable = refundable_fen(order)
    facts: dict[str, Value | None] = {
        "order_status": order.status.value,
        "platform": order.platform,
        "refund_open": any(r.state in OPEN_REFUNDS for r in order.refunds) or ordered >= {"refund", "stop_shipping"},
        "refundable_fen": refundable,
        "compensated": bool(order.compensations) or "compensate" in ordered,
        "goodwill_used_up": view.compensations_given >= view.shop.limit("goodwill_per_buyer_count"),
        **read_ordered_facts(ordered),
        **read_shipping_facts(view),
        **parcels,
        **read_missing_facts(view),
        **read_price_facts(view, days),
        **read_refund_facts(view, refundable),
        **read_return_facts(view, days),
        **read_service_facts(view),
    }
    return {name: value for name, value in facts.items() if value is not None}


def refundable_fen(order: Order) -> int:
    """What may still go back to the buyer, fen: all that was paid, a second payment too, less refunds made and
    compensations but rewards (P-RET-06)."""
    given = sum(r.amount_fen for r in order.refunds if r.state == "succeeded")
    return max(0, order.paid_fen + overpaid_fen(order) - given - deducted_fen(order))
