"""The kinds of tasks that playbooks may order and what each may result in (sop.md §7, “Task kinds”, “Results”)."""

from collections.abc import Mapping

IMPOSSIBLE = "impossible"
DONE = ("done", IMPOSSIBLE)
REVIEW_RESULTS = ("yes", "no")

_PLAIN_KINDS = [
    "urge_ship",
    "address_change",
    "order_change",
    "stop_shipping",
    "combine_shipment",
    "upgrade_courier",
    "reship",
    "reship_part",
    "resend_gift",
    "exchange_ship",
    "recall_parcel",
    "intercept_parcel",
    "urge_courier",
    "redeliver",
    "pickup_at_door",
    "courier_claim",
    "refund",
    "refund_deposit",
    "refund_postage",
    "refund_installation",
    "refund_price_diff",
    "compensate",
    "return_deposit",
    "technician_urge",
    "technician_replace",
    "repair",
    "invoice_issue",
    "invoice_cancel",
    "invoice_reissue",
    "fix_page",
    "quality_report",
    "order_flag",
    "call_back",
    "report_review",
    "register_part",
    "notify_stock",
]

TOLD_KINDS = (
    "address_change",
    "order_change",
    "combine_shipment",
    "upgrade_courier",
    "reship",
    "reship_part",
    "resend_gift",
    "exchange_ship",
    "intercept_parcel",
    "redeliver",
    "pickup_at_door",
    "refund",
    "refund_deposit",
    "refund_postage",
    "refund_installation",
    "refund_price_diff",
    "compensate",
    "return_deposit",
    "technician_urge",
    "technician_replace",
    "repair",
    "invoice_issue",
    "invoice_reissue",
    "notify_stock",
)
"""Work that the buyer waits for: a promise with the task's due time, told when done (`task.done.<kind>`) or overdue."""

BUYERS_MOVE = frozenset({"receive_goods"})
"""Tasks that begin with the buyer (goods have to be sent back first): no time is promised for them."""

POINTLESS_AFTER: Mapping[str, frozenset[str]] = {
    "stop_shipping": frozenset({"urge_ship", "address_change", "order_change", "combine_shipment", "upgrade_courier"}),
}
"""Open work for the same order that is called off once this is ordered."""

ONCE_AT_A_TIME = frozenset({"urge_ship", "stop_shipping"})
"""Kinds of which a second one tells the warehouse nothing while one is open for the same order."""

TASK_RESULTS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(_PLAIN_KINDS, DONE),
    "weigh_parcel": ("short", "full"),
    "check_warehouse": ("missed", "sent"),
    "proof_of_delivery": ("self", "other", "none"),
    "inspect": ("fault", "no_fault"),
    "receive_goods": ("ok", "short", "mismatch", "used"),
    "approval": ("granted", "refused"),
}
