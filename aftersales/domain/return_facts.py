"""What the record tells about returns and goods at the buyer's: days, exclusions, warranty, the parcel going back."""

from datetime import datetime

from aftersales.domain.calendar import SHANGHAI, add_months, shanghai_date
from aftersales.domain.cases import Value
from aftersales.domain.missing_facts import missing_lines
from aftersales.domain.order_view import OrderView
from aftersales.domain.orders import Order, Product
from aftersales.domain.parcel_facts import signed_at

RETURN_FACTS = {
    "in_return_days": "七天内：签收次日起还在 return_days 天内（签收当天算在内）",
    "return_excluded": "不适用七天无理由：这单有商品属于不适用的品类",
    "line_excluded": "这样不能无理由：买家说的（或唯一的）那种商品属于不适用的品类",
    "return_agreed": "退换已受理：在期限内受理过，审核、寄回那几天过了期限也照办",
    "exchange_arranged": "换货已安排：已经走到审批、先发或退回那一步",
    "goods_here": "货收到过：这张售后单在等的货，仓库已经收到，不用再上门取",
    "goods_came_back": "退换收到过：别的售后单在等的货仓库已经收到，没有还在等的",
    "deposit_chosen": "选了付押金：急用先发的，买家选的是付押金，问清规矩以后选的也算",
    "return_insurance": "有运费险：这单带退货运费险",
    "return_state": "退货包裹：none 没有 sent 已寄出 received 已收到 inspected 已验货",
    "inspection": "验货结果：ok 完好 short 少件 mismatch 不符 used 用过",
    "earlier_compensation_fen": "给过的补偿：分，这单以前给的补偿和差价合计，好评奖励不算",
    "return_paid_by": "寄回运费归谁：在等的退换说好的，shop 我们出 buyer 买家出",
    "send_way_told": "想怎么寄回：买家第一句话里说了 collect 到付、顺丰",
    "postage_owed_fen": "该付的运费：分，买家垫付的寄回运费减运费险已赔的",
    "in_damage_days": "破损报告期内：签收次日起还在 damage_report_days 天内",
    "quality_stage": "质量问题阶段：return 退换修都可以 exchange 换或修 warranty 保修期内 over 都过了",
    "in_warranty": "保修期内：从签收（没签收从付款）起还没满保修月数",
    "service_point": "有官方售后点：商品资料里有官方售后网点",
    "guide_known": "有使用资料：商品资料里有图文或视频链接",
    "part_in_stock": "配件有库存：商品资料里的配件都有库存",
    "batch_known": "有批次资料：商品资料里有批号和生产日期",
    "near_expiry": "临期：剩余保质期不到 near_expiry_percent",
}

EXCHANGE_STEPS = frozenset(
    {"advance_approved", "deposit_paid", "waybill_good", "advance_sent", "exchange_back", "unapproved_back"}
    | {"deposit_back", "waybill_back"}
)
"""Results that an exchange has only after its checks: the days and the stock of that day stay decided."""

RETURN_STEPS = EXCHANGE_STEPS | {"opened_fine", "target_free", "other_free", "goods_back", "goods_back_insured"}
"""Results that a return or an exchange has only when it was asked for in time."""


REVIEW_REWARDS = ("好评", "评价", "晒单", "晒图")
"""Reasons of compensations that a return does not take back (P-RET-06)."""


def read_return_facts(view: OrderView, signed_days: int | None) -> dict[str, Value | None]:
    """The facts of RETURN_FACTS; None where the record is silent. `signed_days`: days since the signing, if signed."""
    order, products = view.order, ordered_products(view)
    last_return = order.returns[-1] if order.returns else None
    told = [view.products[line.sku] for line in missing_lines(view) if line.sku in view.products]
    return {
        "in_return_days": _within(signed_days, view.shop.limit("return_days")),
        "return_excluded": _any_told([_is_excluded(p) for p in products]),
        "line_excluded": _any_told([_is_excluded(product) for product in told]),
        "return_agreed": not RETURN_STEPS.isdisjoint(view.case_facts),
        "exchange_arranged": not EXCHANGE_STEPS.isdisjoint(view.case_facts),
        "goods_here": "goods_back" in view.case_facts,
        "goods_came_back": "receive_goods" in view.finished_tasks and "receive_goods" not in view.due_at,
        "deposit_chosen": _deposit_chosen(view),
        "return_insurance": order.return_insurance,
        "return_state": last_return.state if last_return else "none",
        "inspection": last_return.inspection if last_return else None,
        "earlier_compensation_fen": deducted_fen(order),
        "return_paid_by": return_paid_by(view),
        "postage_owed_fen": postage_owed_fen(view),
        "in_damage_days": _within(signed_days, view.shop.limit("damage_report_days")),
        "quality_stage": quality_stage(view, signed_days),
        "in_warranty": is_in_warranty(view),
        "service_point": any(p.service_points for p in products) if products else None,
        "guide_known": any(p.guide_url for p in products) if products else None,
        "part_in_stock": _part_in_stock(products),
        "batch_known": any(p.batch and p.production_date for p in products) if products else None,
        "near_expiry": _any_told([is_near_expiry(p, view) for p in products]),
    }


def _deposit_chosen(view: OrderView) -> bool | None:
    """By the last answer that names a way; None while the buyer only asked about the deposit."""
    ways = [view.case_facts.get(name) for name in ("advance_told", "advance_way")]
    named = [way for way in ways if way in {"deposit", "waybill"}]
    return named[0] == "deposit" if named else None


def deducted_fen(order: Order) -> int:
    """Compensations and price differences that a refund is lessened by, fen; rewards for reviews are not."""
    return sum(c.amount_fen for c in order.compensations if not any(word in c.reason for word in REVIEW_REWARDS))


def postage_owed_fen(view: OrderView) -> int | None:
    """Return postage as told, less what the insurance is told to have paid; None until both are known (P-RET-03)."""
    postage, insured = view.case_facts.get("return_postage_fen"), view.case_facts.get("insurance_paid_fen")
    if view.order.return_insurance is False or view.case_facts.get("insurance_paid") in {"none", "declined"}:
        insured = 0
    if isinstance(postage, int) and isinstance(insured, int):
        return max(0, postage - insured)
    return None


def return_paid_by(view: OrderView) -> str | None:
    """Who bears the postage of goods that are awaited: ours is a return for a fault, whose goods are compared with the
    pictures of it, or for a date. None when no return is awaited, or it is not one that was agreed upon here."""
    details = view.open_details.get("receive_goods", {})
    if details.keys() & {"evidence_photos", "near_expiry"}:
        return "shop"
    return "buyer" if details.keys() & {"missing_sku", "return_scope"} else None


def ordered_products(view: OrderView) -> list[Product]:
    """The catalogue's entries of the order's lines, in their order."""
    return [view.products[line.sku] for line in view.order.lines if line.sku in view.products]


def is_in_warranty(view: OrderView) -> bool | None:
    """Whether a product's warranty still runs (calendar months from signing, else payment); its last day counts.

    None when no product has a warranty on record, or neither time is known.
    """
    end = warranty_end(view)
    return None if end is None else shanghai_date(view.now) <= shanghai_date(end)


def warranty_end(view: OrderView) -> datetime | None:
    """The last day of the longest warranty among the order's products (sop.md §7, counting)."""
    start = signed_at(view.order) or view.order.paid_at
    months = [p.warranty_months for p in ordered_products(view) if p.warranty_months]
    return add_months(start.astimezone(SHANGHAI), max(months)) if start is not None and months else None


def quality_stage(view: OrderView, signed_days: int | None) -> str | None:
    """What a proven fault entitles to today (P-RCV-07): `return`, `exchange`, `warranty` or `over`."""
    if signed_days is None:
        return None
    if signed_days <= view.shop.limit("quality_return_days"):
        return "return"
    if signed_days <= view.shop.limit("quality_exchange_days"):
        return "exchange"
    return "warranty" if is_in_warranty(view) else "over"


def is_near_expiry(product: Product, view: OrderView) -> bool | None:
    """Less than the set share of its shelf life is left (P-RCV-09); None without dates."""
    if product.shelf_life_days is None or product.production_date is None:
        return None
    left = product.shelf_life_days - (shanghai_date(view.now) - product.production_date).days
    return left * 100 < product.shelf_life_days * view.shop.limit("near_expiry_percent")


def _within(days: int | None, limit: int) -> bool | None:
    return None if days is None else days <= limit


def _is_excluded(product: Product) -> bool | None:
    return None if product.seven_day_return is None else not product.seven_day_return


def _part_in_stock(products: list[Product]) -> bool | None:
    stocks = [part.stock for product in products for part in product.parts]
    return all(stock > 0 for stock in stocks) if stocks else None


def _any_told(values: list[bool | None]) -> bool | None:
    """True when one is; None when none is told."""
    told = [value for value in values if value is not None]
    return any(told) if told else None
