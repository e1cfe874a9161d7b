"""淘宝/天猫 ExportOrderDetailList: one row per line (宝贝) of an order."""

from aftersales.adapters.importers.cells import BadCell, Row
from aftersales.adapters.importers.layouts import Layout, columns
from aftersales.adapters.importers.taobao_orders import STATUSES
from aftersales.domain.orders import OrderLine, Refund, ReturnParcel
from aftersales.use_cases.import_orders import OrderLines

SENT_BACK = "已经退货"
"""Goods on their way back: agreed to, and no money moves before they are looked at."""

REFUND_STATES = (
    ("没有申请退款", ""),
    ("无退款", ""),
    ("未申请", ""),
    ("等待卖家同意", "applied"),
    ("拒绝", "rejected"),
    ("关闭", "closed"),
    ("成功", "succeeded"),
    (SENT_BACK, "approved"),
    ("等待卖家确认收货", "approved"),
    ("同意", "approved"),
    ("申请退款", "applied"),
    ("退款中", "processing"),
)
"""Wordings of 退款状态; the first one found decides (买家已经申请退款，等待卖家同意 is no consent yet)."""


def read_lines(row: Row) -> OrderLines:
    """One line with its refund. BadCell names the column that cannot be used."""
    title = row.required("标题")
    line = OrderLine(
        # A product without a code of the shop's own is told apart by its title.
        sku=row.text("商家编码", "外部系统编号") or title,
        title=title,
        qty=row.required_count("购买数量"),
        price_fen=row.required_fen("价格"),
        spec=row.text("商品属性", "套餐信息"),
    )
    return OrderLines(
        order_no=row.order_no("主订单编号", "订单编号"),
        platform="taobao",
        lines=(line,),
        refunds=_refunds(row),
        returns=(ReturnParcel("", "sent"),) if SENT_BACK in row.text("退款状态") else (),
        status=row.one_of("订单状态", STATUSES) if row.text("订单状态") else None,
        created_at=row.time("订单创建时间"),
        paid_at=row.time("订单付款时间"),
        paid_fen=row.fen("买家实际支付金额") or 0,
    )


def _refunds(row: Row) -> tuple[Refund, ...]:
    status = row.text("退款状态")
    state = _refund_state(status)
    if not state:
        return ()
    kind = "return_refund" if "退货" in status else "refund_only"
    return (Refund(kind, state, amount_fen=row.required_fen("退款金额")),)


def _refund_state(status: str) -> str:
    if not status:
        return ""
    for wording, state in REFUND_STATES:
        if wording in status:
            return state
    # A refund that cannot be read must not look like no refund: it would be paid twice.
    raise BadCell(f"退款状态: {status!r} is not known; tell the maintainers, or empty the cell when there is no refund")


TAOBAO_LINES = Layout(
    kind="taobao lines (ExportOrderDetailList)",
    platform="taobao",
    required=(("主订单编号", "订单编号"), ("标题",), ("价格",), ("购买数量",)),
    optional=columns(
        "商家编码 外部系统编号 商品属性 套餐信息 订单状态 退款状态 退款金额 订单创建时间 订单付款时间 买家实际支付金额"
    ),
    unused=columns("子订单编号 备注 支付单号 买家应付货款"),
    read=read_lines,
)
