"""Returns, refunds, services and the shop's own limits in words a buyer reads, as the scripts' variables."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from aftersales.domain.calendar import SHANGHAI, format_day, format_time, shanghai_date
from aftersales.domain.cases import Value
from aftersales.domain.money import format_fen
from aftersales.domain.order_view import OrderView
from aftersales.domain.orders import Order, Promotion
from aftersales.domain.parcel_facts import followed_courier, sent_again_until, signed_at
from aftersales.domain.price_facts import settled_at
from aftersales.domain.refund_facts import PAID_ASIDE, refund_channel
from aftersales.domain.return_facts import ordered_products, warranty_end
from aftersales.domain.service_facts import PICKUP, vip_percent
from aftersales.domain.shop import Setting, Shop

SHOP_VARIABLES: Mapping[str, str] = {
    "promotions": "正在进行的活动：名称、规则、截止日，每个一行",
    "winner_list": "正在进行的活动公布的名单：单数和订单号后四位，每个活动一行",
}
"""What is known without any order, beside the settings."""

CARE_VARIABLES: Mapping[str, str] = {
    "return_address": "退货地址",
    "return_slip": "可以打印的退货单的链接",
    "return_until": "七天无理由的最后一天，如 12月1日",
    "earlier_compensation": "以前给过的补偿合计",
    "applied_amount": "买家申请的退款金额",
    "platform_contact": "怎样找平台：填了热线报热线，没填是订单页的平台客服入口",
    "inspection_finding": "退货验出的问题，如 少了东西",
    "postage_owed": "该付给买家的寄回运费，运费险赔过的已减去",
    "refund_term": "按退款渠道的到账时间，如 24小时内退回支付宝",
    "deposit": "预售定金",
    "balance_deadline": "尾款截止时间，如 11月30日 20:00；没有记录时是“以订单页显示的为准”",
    "paid_time": "付款时间，预售是付尾款的时间，如 11月24日 12:00",
    "promotion_window": "正在进行的活动和起止时间，如 秋茶节（11月21日 12:00到12月1日 12:00）",
    "coupons": "这单用上的优惠",
    "cash_on_delivery": "货到付款怎么办，店铺自己的说明",
    "bank_transfer": "对公转账怎么办，店铺自己的说明",
    "postage": "买家付的邮费",
    "overpaid": "多付的金额",
    "payout_pending": "登记了还没打款的补偿",
    "warranty_until": "保修到哪一天，如 2027年11月24日",
    "guide": "使用资料的链接",
    "service_point": "官方售后网点",
    "batch": "批号和生产日期",
    "replenish_days": "补货要几天，如 5天",
    "parts": "配件名单",
    **SHOP_VARIABLES,
    "gifts": "备注里答应的赠品",
    "membership": "会员等级，如 vip2",
    "vip_discount": "会员折扣，如 95折",
    "install_time": "约好的上门时间，如 11月26日 10:00",
    "urge_until": "仓库最晚什么时候处理加急，如 11月25日 18:30",
    "refund_lines": "这单的每笔退款一行：金额和到哪一步",
    "refund_until": "安排的退款最晚什么时候办，如 11月26日 18:30",
    "refund_ordered_amount": "安排退的金额",
    "money_until": "登记的补偿、差价、邮费、定金、安装费最晚什么时候办好，如 11月26日 18:30",
    "change_until": "安排的改单最晚什么时候办好，如 11月25日 18:30",
    "invoice_until": "安排的开票最晚什么时候开好，如 11月28日 14:30",
    "call_until": "最晚什么时候回电，如 11月26日 18:30",
    "pickup_until": "上门取件最晚什么时候约好，如 11月27日 14:30",
    "sent_again_until": "补发换发最晚什么时候寄出，如 11月26日 14:30",
    "invoice_title": "发票抬头",
    "query_url": "快递官网查询地址",
    "courier_hotline": "快递的客服电话",
}

FINDINGS = {"short": "少了东西", "mismatch": "和订单里的商品对不上", "used": "有使用过的痕迹"}
"""What the warehouse found of a return (P-RET-05)."""
REFUND_STATES = {
    "applied": "审核中",
    "approved": "已同意，在办",
    "processing": "平台在打款",
    "succeeded": "已退回",
    "rejected": "没有通过",
    "closed": "已关闭",
}
PAGE_TELLS = "以订单页显示的为准"

UNITS = {
    "_hours": "小时",
    "_days": "天",
    "_after": "秒",
    "_percent": "%",
    "_rate": "%",
    "_cm": "厘米",
    "_count": "次",
}
"""Endings of settings' names and the word behind the number; every other setting is money."""


def shop_words(shop: Shop, promotions: Sequence[Promotion]) -> dict[str, str]:
    """SHOP_VARIABLES that the running promotions give, and every setting of shop.yml as a variable of its own name:
    {return_days} → 7天, {bot_limit} → 5元."""
    words = {
        "promotions": _joined(f"{p.name}：{p.rules}（{_day(shanghai_date(p.until))}截止）" for p in promotions),
        "winner_list": _joined(_winners(p) for p in promotions if p.winners),
    }
    settings = {name: _with_unit(name, setting) for name, setting in shop.settings.items()}
    return {**{name: text for name, text in words.items() if text}, **settings}


def care_words(view: OrderView, facts: Mapping[str, Value]) -> dict[str, str]:
    """The variables of CARE_VARIABLES; one that the record does not give is empty."""
    return {
        **_return_words(view, facts),
        **_goods_words(view),
        **_service_words(view),
        "refund_term": refund_term(view),
        "deposit": _money(facts.get("deposit_fen")),
        "postage": _money(facts.get("postage_fen")),
        "refund_lines": _refund_lines(view.order),
        "refund_ordered_amount": _money(facts.get("refund_task_fen")),
        "overpaid": _money(facts.get("overpaid_fen")),
        "payout_pending": _money(facts.get("payout_pending_fen")),
        **_price_words(view),
    }


def platform_contact(shop: Shop) -> str:
    """Where the platform itself helps with a refund that does not arrive (P-REF-04)."""
    return f"平台客服热线{shop.platform_hotline}" if shop.platform_hotline else "订单页的平台客服入口"


def refund_term(view: OrderView) -> str:
    """When money arrives by the order's channel (P-REF-04); empty for a channel the shop has no rule for."""
    limit = view.shop.limit
    terms = {
        "alipay": f"{limit('refund_wallet_hours')}小时内退回支付宝",
        "wechat": f"{limit('refund_wallet_hours')}小时内退回微信零钱",
        "net_bank": f"{limit('refund_net_bank_hours')}小时内退到支付平台余额",
        "credit_card": f"{limit('refund_credit_card_min_days')}到{limit('refund_credit_card_days')}个工作日退回信用卡，"
        "账单上可能先显示冻结",
        "debit_card": f"{limit('refund_debit_card_min_days')}到{limit('refund_debit_card_days')}个工作日退回原银行卡",
    }
    return terms.get(refund_channel(view.order) or "", "")


def _return_words(view: OrderView, facts: Mapping[str, Value]) -> dict[str, str]:
    signed, end = signed_at(view.order), warranty_end(view)
    last_day = shanghai_date(signed) + timedelta(days=view.shop.limit("return_days")) if signed else None
    return {
        "return_address": view.shop.return_address,
        "return_until": _day(last_day),
        "warranty_until": f"{end.astimezone(SHANGHAI).year}年{_day(shanghai_date(end))}" if end else "",
        "earlier_compensation": _money(facts.get("earlier_compensation_fen")),
        "applied_amount": _money(facts.get("refund_fen")),
        "platform_contact": platform_contact(view.shop),
        "inspection_finding": FINDINGS.get(str(facts.get("goods_checked") or facts.get("inspection")), ""),
        "postage_owed": _money(facts.get("postage_owed_fen")),
    }


def _goods_words(view: OrderView) -> dict[str, str]:
    products = ordered_products(view)
    waits = [p.replenish_days for p in products if p.replenish_days and not p.stock]
    return {
        "guide": _joined(p.guide_url for p in products),
        "service_point": _joined("，".join(point) for p in products for point in p.service_points),
        "batch": _joined(
            f"批号{p.batch}，生产日期{p.production_date.year}年{_day(p.production_date)}"
            for p in products
            if p.batch and p.production_date
        ),
        "replenish_days": f"{max(waits)}天" if waits else "",
        "parts": _joined((part.name for p in products for part in p.parts), "、"),
    }


def _price_words(view: OrderView) -> dict[str, str]:
    order, promotion = view.order, view.promotions[0] if view.promotions else None
    paid_at = settled_at(order)
    deadline = order.presale.balance_deadline if order.presale else None
    unknown_deadline = PAGE_TELLS if order.presale else ""
    return {
        "paid_time": format_time(paid_at) if paid_at else "",
        "promotion_window": (
            f"{promotion.name}（{format_time(promotion.from_at)}到{format_time(promotion.until)}）" if promotion else ""
        ),
        "coupons": _joined(order.coupons, "、"),
        "balance_deadline": format_time(deadline) if deadline else unknown_deadline,
        "cash_on_delivery": view.shop.cash_on_delivery,
        "bank_transfer": view.shop.bank_transfer,
    }


def _service_words(view: OrderView) -> dict[str, str]:
    order, courier = view.order, followed_courier(view)
    percent = vip_percent(view)
    booked = order.installation.booked_at if order.installation else None
    return {
        "gifts": _joined(order.gifts_promised, "、"),
        "membership": order.membership or "",
        "vip_discount": f"{percent // 10 if percent % 10 == 0 else percent}折" if percent else "",
        "install_time": format_time(booked) if booked else "",
        **{name: format_time(due) if due else "" for name, due in _due_times(view).items()},
        "invoice_title": order.invoice.title if order.invoice else "",
        "query_url": courier.query_url if courier else "",
        "courier_hotline": courier.hotline if courier else "",
    }


def _due_times(view: OrderView) -> dict[str, datetime | None]:
    """When what was ordered is to be done."""
    due = view.due_at.get
    return {
        "urge_until": due("urge_ship"),
        "sent_again_until": sent_again_until(view),
        "refund_until": due("refund"),
        "money_until": max((at for kind, at in view.due_at.items() if kind in PAID_ASIDE), default=None),
        "change_until": due("order_change"),
        "invoice_until": due("invoice_issue"),
        "call_until": due("call_back"),
        "pickup_until": due(PICKUP),
    }


def _refund_lines(order: Order) -> str:
    return _joined(
        f"{format_fen(refund.amount_fen)}：{REFUND_STATES.get(refund.state, '')}" for refund in order.refunds
    )


def _winners(promotion: Promotion) -> str:
    """Orders of other buyers by their last four digits only."""
    tails = "、".join(order_no[-4:] for order_no in promotion.winners)
    return f"{promotion.name}：共{len(promotion.winners)}单，订单号后四位 {tails}"


def _with_unit(name: str, setting: Setting) -> str:
    unit = next((word for suffix, word in UNITS.items() if name.endswith(suffix)), None)
    return f"{setting.value}{unit}" if unit else format_fen(setting.value)


def _money(fen: Value | None) -> str:
    return format_fen(fen) if isinstance(fen, int) and not isinstance(fen, bool) else ""


def _day(day: date | None) -> str:
    return format_day(day) if day else ""


def _joined(texts: Iterable[str], sign: str = "\n") -> str:
    return sign.join(dict.fromkeys(text for text in texts if text))
