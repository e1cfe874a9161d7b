"""淘宝/天猫 ExportOrderList: one row per order."""

from aftersales.adapters.importers.cells import Row
from aftersales.adapters.importers.couriers import courier_code, split_waybills
from aftersales.adapters.importers.layouts import Layout, columns
from aftersales.domain.orders import Invoice, Order, OrderStatus, Parcel

STATUSES = {
    "等待买家付款": OrderStatus.PENDING_PAYMENT,
    "买家已付款，等待卖家发货": OrderStatus.PAID,
    "卖家已发货，等待买家确认": OrderStatus.SHIPPED,
    "交易成功": OrderStatus.COMPLETED,
    "交易关闭": OrderStatus.CLOSED,
}


def read_order(row: Row) -> Order:
    """The head of an order; its lines come with the line export. BadCell names the column that cannot be used."""
    title = row.text("发票抬头")
    return Order(
        order_no=row.order_no("订单编号"),
        platform="taobao",
        buyer_id=row.required("买家会员名"),
        status=row.one_of("订单状态", STATUSES),
        created_at=row.required_time("订单创建时间"),
        paid_at=row.time("订单付款时间"),
        paid_fen=row.required_fen("买家实际支付金额"),
        postage_fen=row.fen("买家应付邮费") or 0,
        buyer_name=row.text("收货人姓名"),
        phone=row.text("联系手机", "联系电话"),
        address=row.text("修改后的收货地址", "收货地址"),
        note=row.text("订单备注"),
        invoice=Invoice(state="requested", title=title) if title else None,
        parcels=_parcels(row),
    )


def _parcels(row: Row) -> tuple[Parcel, ...]:
    carrier = courier_code(row.text("物流公司"))
    shipped_at = row.time("发货时间")
    return tuple(Parcel(carrier, waybill, shipped_at) for waybill in split_waybills(row.text("物流单号")))


TAOBAO_ORDERS = Layout(
    kind="taobao orders (ExportOrderList)",
    platform="taobao",
    required=(("订单编号",), ("买家会员名",), ("买家实际支付金额",), ("订单状态",), ("订单创建时间",)),
    optional=columns(
        "买家应付邮费 收货人姓名 收货地址 修改后的收货地址 联系电话 联系手机 订单付款时间 发货时间 物流单号 物流公司 "
        "订单备注 发票抬头"
    ),
    # 退款金额 does not tell whether the refund has been paid: the line export's 退款状态 does.
    unused=columns(
        "买家支付宝账号 买家应付货款 买家支付积分 总金额 返点积分 买家实际支付积分 买家留言 运送方式 宝贝标题 宝贝种类 "
        "宝贝总数量 店铺Id 店铺名称 订单关闭原因 卖家服务费 买家服务费 是否手机订单 分阶段订单信息 特权订金订单id "
        "定金排名 修改后的sku 异常信息 天猫卡券抵扣 集分宝抵扣 是否是O2O交易 退款金额"
    ),
    read=read_order,
)
