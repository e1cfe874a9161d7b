"""京东 order export: one row per line of an order, the order's head repeated on each."""

from aftersales.adapters.importers.cells import Row
from aftersales.adapters.importers.layouts import Layout, columns
from aftersales.domain.orders import Invoice, Order, OrderLine, OrderStatus

STATUSES = {
    "等待付款": OrderStatus.PENDING_PAYMENT,
    "未付款": OrderStatus.PENDING_PAYMENT,
    "等待出库": OrderStatus.PAID,
    "等待发货": OrderStatus.PAID,
    "已付款": OrderStatus.PAID,
    "等待确认收货": OrderStatus.SHIPPED,
    "等待收货": OrderStatus.SHIPPED,
    "已出库": OrderStatus.SHIPPED,
    "已发货": OrderStatus.SHIPPED,
    "完成": OrderStatus.COMPLETED,
    "已完成": OrderStatus.COMPLETED,
    "已取消": OrderStatus.CLOSED,
    "(删除)等待出库": OrderStatus.CLOSED,
    "(删除)等待确认收货": OrderStatus.CLOSED,
}


def read_order(row: Row) -> Order:
    """The order with this row's line. BadCell names the column that cannot be used."""
    title = row.text("发票抬头")
    return Order(
        order_no=row.order_no("订单号"),
        platform="jd",
        buyer_id=row.required("下单帐号"),
        status=row.one_of("订单状态", STATUSES),
        created_at=row.required_time("下单时间"),
        paid_at=row.time("付款确认时间"),
        paid_fen=row.required_fen("应付金额" if row.text("应付金额") else "结算金额"),
        postage_fen=row.fen("运费金额") or 0,
        buyer_name=row.text("客户姓名"),
        phone=row.text("联系电话"),
        address=row.text("客户地址"),
        note=row.text("商家备注"),
        invoice=Invoice(state="requested", title=title) if title and title != "不需要" else None,
        lines=(_line(row),),
    )


def _line(row: Row) -> OrderLine:
    return OrderLine(
        sku=row.text("货号") or row.required("商品ID"),
        title=row.required("商品名称"),
        qty=row.required_count("订购数量"),
        price_fen=row.required_fen("京东价"),
    )


JD_ORDERS = Layout(
    kind="jd orders",
    platform="jd",
    required=(
        ("订单号",),
        ("商品ID", "货号"),
        ("商品名称",),
        ("订购数量",),
        ("下单时间",),
        ("京东价",),
        ("应付金额", "结算金额"),
        ("订单状态",),
        ("下单帐号",),
    ),
    optional=columns("付款确认时间 运费金额 客户姓名 联系电话 客户地址 商家备注 发票抬头"),
    unused=columns(
        "支付方式 订单金额 余额支付 订单类型 订单备注 发票类型 发票内容 商家备注等级（等级1-5为由高到低） 增值税发票 "
        "订单完成时间 订单来源 订单渠道"
    ),
    read=read_order,
)
