"""What the record tells about money going back: the refund's state, its way and its term, payments and postage."""

from datetime import timedelta

from aftersales.domain.calendar import SHANGHAI, days_since
from aftersales.domain.cases import Value
from aftersales.domain.order_view import OrderView
from aftersales.domain.ordered_facts import ORDERED
from aftersales.domain.orders import Order, OrderStatus, Payment, Refund
from aftersales.domain.tax_numbers import credit_code_in

REFUND_FACTS = {
    "refund_state": "退款状态：在办的那笔，没有就看最近一次 none applied approved processing succeeded rejected closed",
    "refund_kind": "退款类型：最近一次退款 refund_only 仅退款 return_refund 退货退款 deposit 退定金",
    "refund_fen": "退款金额：分，最近一次退款申请的金额",
    "refund_too_high": "申请金额过高：申请了还没打款的退款超过还能退的钱",
    "asked_over_worth": "要的超过这单：买家要的补偿超过这单还能退的钱",
    "refund_count": "退款笔数：平台上有几笔退款",
    "refund_task": "安排的退款到哪一步：none 没安排 open 在办没超时 late 过了约好的时间 done 办完了",
    "refund_urged": "催过审核：none 没请后台看过这笔申请 open 请过，没到时间 late 过了约好的时间",
    "refund_task_fen": "安排退的钱：分，在办的退款任务退多少",
    "call_in_time": "回电没超时：这单安排的回电、出凭证还没到约好的时间",
    "refund_channel": "退款渠道：credit_card debit_card alipay wechat net_bank",
    "refund_overdue": "退款超时：退款成功后已经过了这个渠道的到账时限",
    "money_given_before": "给出过钱或货：以前安排过退款、补发、退差价等，或补偿已经办完；还没办的补偿不算",
    "payout_pending": "补偿在办：以前安排的补偿还没办完",
    "payout_pending_fen": "在办的补偿：分，以前安排、还没办完的补偿，一笔有几个数的不算",
    "money_pending": "钱登记了没办完：以前安排的补偿、差价、邮费、定金、安装费还没办完",
    "money_late": "钱登记了过了时间：以前安排的补偿、差价、邮费、定金、安装费过了约好的时间还没办完",
    "part_change": "取消一样办到哪：以前安排的只取消一样 none open late done",
    "gift_resend_done": "赠品补寄办完：以前安排的补寄，仓库已经报告寄出",
    "invoice_issue_done": "开票办完：以前安排的开票，财务已经报告开好",
    "invoice_reissue_done": "发票重开办完：以前安排的重开，财务已经报告开好",
    "vip_changed_before": "改过会员价：这单以前的售后单已经安排按会员等级改价",
    "tax_no_good": "税号有效：买家报的税号是 18 位统一社会信用代码，校验位对得上",
    "paid_twice": "重复付款：同一单有两笔成功的付款",
    "overpaid_fen": "多付的钱：分，成功付款的合计减订单实付",
    "postage_fen": "邮费：分，买家付的邮费",
    "free_postage": "该包邮：按规则这单应该包邮",
    "deposit_fen": "定金：分，预售订单付的定金",
    "balance_state": "尾款：none 不是预售 paid 已付 due 还没到截止时间 overdue 已过截止时间",
}

PAYOUT = "compensate"
PAID_ASIDE = frozenset({PAYOUT, "refund_price_diff", "refund_postage", "refund_deposit", "refund_installation"})
"""Tasks that pay beside the refund of the order itself."""
PAYOUT_AMOUNTS = (
    *("bot_limit", "offer_step_1", "offer_step_2", "offer_step_3"),
    *("asked_fen", "wanted_fen", "late_payout_fen", "coupon_remedy_fen"),
)
REFUND_AMOUNTS = ("refund_fen", "missing_value_fen", "overpaid_fen", "refundable_fen")
MONEY_GIVEN = ORDERED["money_before"][1]
OPEN_REFUNDS = frozenset({"applied", "approved", "processing"})
UNPAID_OUT = frozenset({"applied", "approved"})
WALLETS = frozenset({"alipay", "wechat"})
SUCCESSFUL = frozenset({"succeeded", "success", "paid"})
"""How platforms spell a payment that went through."""


def read_refund_facts(view: OrderView, refundable_fen: int) -> dict[str, Value | None]:
    """The facts of REFUND_FACTS; None where the record is silent. `refundable_fen` of the whole order."""
    order, refund = view.order, latest_refund(view.order)
    overpaid = overpaid_fen(order)
    return {
        "refund_state": refund.state if refund else "none",
        "refund_kind": refund.kind if refund else None,
        "refund_fen": refund.amount_fen if refund else None,
        "refund_too_high": refund.amount_fen > refundable_fen if refund and refund.state in UNPAID_OUT else None,
        "asked_over_worth": _asked_over_worth(view, refundable_fen),
        "refund_count": len(order.refunds),
        "refund_task": view.progress({"refund"}),
        "refund_urged": _urged(view),
        "refund_task_fen": _refund_task_fen(view),
        "call_in_time": view.progress({"call_back"}) == "open",
        "refund_channel": refund_channel(order),
        "refund_overdue": is_refund_overdue(view),
        "money_given_before": _money_given(view),
        "payout_pending": view.is_under_way(PAYOUT),
        "payout_pending_fen": _payout_pending_fen(view),
        "money_pending": any(view.is_under_way(kind) for kind in PAID_ASIDE),
        "money_late": view.progress(PAID_ASIDE) == "late",
        "part_change": view.progress({"order_change"}) if "cancel_sku" in view.ordered_details else "none",
        "gift_resend_done": "resend_gift" in view.finished_tasks,
        "invoice_issue_done": "invoice_issue" in view.finished_tasks,
        "invoice_reissue_done": "invoice_reissue" in view.finished_tasks,
        "vip_changed_before": "vip_percent" in view.ordered_details,
        "tax_no_good": _tax_no_good(view),
        "paid_twice": overpaid >= order.paid_fen > 0 if order.payments else None,
        "overpaid_fen": overpaid if order.payments else None,
        "postage_fen": order.postage_fen,
        "free_postage": order.free_postage,
        "deposit_fen": order.presale.deposit_fen if order.presale else None,
        "balance_state": _balance_state(view),
    }


def _money_given(view: OrderView) -> bool:
    """Money or goods that lessen a refund; a payout nobody has paid yet lessens nothing."""
    given = MONEY_GIVEN.intersection(view.ordered_tasks)
    return bool(given - {PAYOUT}) or (PAYOUT in given and not view.is_under_way(PAYOUT))


def _urged(view: OrderView) -> str:
    """How far the note is that asks the back office to look at the application."""
    noted = "refund_state" in view.open_details.get("order_flag", {})
    return view.progress({"order_flag"}) if noted else "none"


def _refund_task_fen(view: OrderView) -> int | None:
    """What the open refund names: the amount applied for, else the goods' share, else all that is left."""
    details = view.open_details.get("refund", {})
    named = [details[name] for name in REFUND_AMOUNTS if details.get(name, "").isdecimal()]
    return int(named[0]) if named else None


def _payout_pending_fen(view: OrderView) -> int | None:
    """The one amount that the open payout names; None when there is none, or it may be one of several."""
    details = view.open_details.get(PAYOUT, {})
    amounts = {details[name] for name in PAYOUT_AMOUNTS if details.get(name, "").isdecimal()}
    return int(amounts.pop()) if len(amounts) == 1 else None


def _asked_over_worth(view: OrderView, refundable_fen: int) -> bool | None:
    """Whether the compensation named exceeds what the order may still bring back; None before one is named."""
    named = [view.case_facts.get(name) for name in ("wanted_fen", "asked_fen")]
    amounts = [fen for fen in named if isinstance(fen, int)]
    return amounts[0] > refundable_fen if amounts else None


def _tax_no_good(view: OrderView) -> bool | None:
    """Of what was told first or, asked once more, second; None before any number was told (P-INV-01)."""
    told = [str(view.case_facts[name]) for name in ("tax_no", "tax_no_again") if name in view.case_facts]
    return any(credit_code_in(text) for text in told) if told else None


def latest_refund(order: Order) -> Refund | None:
    """The refund that is not through, else the one applied for last; of several alike the one listed last."""
    return max(reversed(order.refunds), key=_newness, default=None)


def _newness(refund: Refund) -> tuple[bool, float]:
    return refund.state in OPEN_REFUNDS, refund.applied_at.timestamp() if refund.applied_at else 0


def refund_channel(order: Order) -> str | None:
    """The way the money goes back: the refund's own, else the one the order was paid by."""
    refund = latest_refund(order)
    return (refund.channel if refund else None) or order.pay_channel


def is_refund_overdue(view: OrderView) -> bool | None:
    """Succeeded, and the channel's term (P-REF-04) is over; its last day or hour is still in time.

    None without a time of success or a channel. Working days are counted as Monday to Friday.
    """
    refund, channel = latest_refund(view.order), refund_channel(view.order)
    if refund is None or refund.succeeded_at is None or channel is None:
        return None
    if channel in WALLETS or channel == "net_bank":
        name = "refund_wallet_hours" if channel in WALLETS else "refund_net_bank_hours"
        return view.now - refund.succeeded_at > timedelta(hours=view.shop.limit(name))
    name = "refund_credit_card_days" if channel == "credit_card" else "refund_debit_card_days"
    return _working_days(refund, view) > view.shop.limit(name)


def overpaid_fen(order: Order) -> int:
    """How much more than the order's amount the buyer's payments sum up to, fen; never negative."""
    return max(0, sum(each.amount_fen for each in order.payments if is_successful(each)) - order.paid_fen)


def is_successful(payment: Payment) -> bool:
    return payment.state in SUCCESSFUL


def _working_days(refund: Refund, view: OrderView) -> int:
    """Mondays to Fridays after the day of success, up to today."""
    if refund.succeeded_at is None:
        return 0
    passed = range(1, days_since(refund.succeeded_at, view.now) + 1)
    start = refund.succeeded_at.astimezone(SHANGHAI)
    return sum((start + timedelta(days=n)).isoweekday() <= 5 for n in passed)


def _balance_state(view: OrderView) -> str:
    presale = view.order.presale
    if presale is None:
        return "none"
    if presale.balance_paid_at is not None:
        return "paid"
    over = presale.balance_deadline is not None and view.now > presale.balance_deadline
    return "overdue" if over or view.order.status is OrderStatus.CLOSED else "due"
