"""What other cases of an order have ordered already, so that nothing is paid, sent or undone twice."""

from collections.abc import Collection, Mapping

from aftersales.domain.cases import Value

ORDERED: Mapping[str, tuple[str, frozenset[str]]] = {
    name: (meaning, frozenset(kinds))
    for name, meaning, *kinds in (
        ("payout_before", "安排过补偿：这单以前的售后单已经安排过补偿任务", "compensate"),
        ("made_good_before", "安排过补发或退款：这单以前的售后单已经安排过", "reship", "reship_part", "refund"),
        ("price_diff_before", "安排过退差价：这单以前的售后单已经安排过", "refund_price_diff"),
        (
            "money_before",
            "安排过退款、补发或补偿：这单以前的售后单已经安排过，退差价、邮费、定金、安装费也算",
            *("reship", "reship_part", "refund", "compensate"),
            *("refund_price_diff", "refund_postage", "refund_deposit", "refund_installation"),
        ),
        ("refund_ordered", "安排过退款：这单以前的售后单已经安排过退款", "refund"),
        ("stop_ordered", "安排过停发：这单以前的售后单已经让仓库停发", "stop_shipping"),
        ("intercept_ordered", "安排过拦截：这单以前的售后单已经让快递拦截或召回", "intercept_parcel", "recall_parcel"),
        ("recall_ordered", "安排过召回：这单以前的售后单已经让快递召回原件", "recall_parcel"),
        ("proof_before", "安排过查底单：这单以前的售后单已经向快递要过签收底单", "proof_of_delivery"),
        ("gift_resent_before", "安排过补寄赠品：这单以前的售后单已经安排过", "resend_gift"),
        ("changed_before", "安排过改单：这单以前的售后单已经安排过改价或改单", "order_change"),
        ("called_back", "安排过回电：这单以前的售后单已经安排过回电", "call_back"),
        ("invoice_ordered", "安排过开票：这单以前的售后单已经安排过", "invoice_issue"),
        (
            "invoice_redone",
            "安排过红冲重开：这单以前的售后单已经安排过作废或重开发票",
            "invoice_cancel",
            "invoice_reissue",
        ),
        ("postage_before", "安排过退邮费：这单以前的售后单已经安排过", "refund_postage"),
        ("deposit_refund_before", "安排过退定金：这单以前的售后单已经安排过", "refund_deposit"),
        ("return_before", "安排过收退货：这单以前的售后单已经让仓库等退货", "receive_goods"),
        ("return_expected", "别处在退换：这单另一张售后单已经安排仓库收货或换货寄出", "receive_goods", "exchange_ship"),
        ("exchange_before", "安排过换货：这单以前的售后单已经安排换货寄出", "exchange_ship"),
        ("repair_before", "安排过维修检测：这单以前的售后单已经安排维修或检测", "repair", "inspect"),
        ("shop_fault_before", "已认定店铺责任：以前的售后单已认定质量问题或页面写错", "quality_report", "fix_page"),
    )
}
"""Fact → its meaning, and the kinds of tasks of which one at least was ordered. A reship proves no fault of the shop:
it may also follow a lost parcel."""

ORDERED_FACTS = {name: meaning for name, (meaning, _) in ORDERED.items()}


def read_ordered_facts(ordered_tasks: Collection[str]) -> dict[str, Value | None]:
    """The facts of ORDERED_FACTS, none of them ever unknown."""
    return {name: not kinds.isdisjoint(ordered_tasks) for name, (_, kinds) in ORDERED.items()}
