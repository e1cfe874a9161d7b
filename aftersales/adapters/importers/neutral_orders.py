"""The order objects of the neutral JSON file."""

from aftersales.adapters.importers.json_node import BadField, Node
from aftersales.domain.orders import (
    Compensation,
    EventKind,
    Installation,
    Invoice,
    Order,
    OrderLine,
    OrderStatus,
    Parcel,
    ParcelEvents,
    Payment,
    Presale,
    Refund,
    ReturnParcel,
    TrackingEvent,
)

REFUND_KINDS = frozenset({"refund_only", "return_refund", "deposit"})
REFUND_STATES = frozenset({"applied", "approved", "processing", "succeeded", "rejected", "closed"})
RETURN_STATES = frozenset({"sent", "received", "inspected"})
INSPECTIONS = frozenset({"ok", "short", "mismatch", "used"})
INSTALLATION_STATES = frozenset({"booked", "no_show", "done", "cancelled"})
INVOICE_STATES = frozenset({"none", "requested", "issued"})
INVOICE_TYPES = frozenset({"electronic", "paper", "special"})


def read_order(node: Node) -> Order:
    """A whole order; BadField names the place and the value that cannot be used."""
    return Order(
        order_no=node.order_no("order_no"),
        platform=node.required_text("platform"),
        buyer_id=node.required_text("buyer_id"),
        status=node.choice("status", OrderStatus),
        created_at=node.required_time("created_at"),
        paid_fen=node.required_number("paid_fen"),
        lines=tuple(_line(line) for line in node.children("lines")),
        buyer_name=node.text("buyer_name"),
        phone=node.text("phone"),
        address=node.text("address"),
        membership=node.optional_text("membership"),
        paid_at=node.time("paid_at"),
        promised_ship_at=node.time("promised_ship_at"),
        postage_fen=node.number("postage_fen") or 0,
        pay_channel=node.optional_text("pay_channel"),
        note=node.text("note"),
        flag=node.optional_text("flag"),
        free_postage=node.flag("free_postage"),
        return_insurance=node.flag("return_insurance"),
        reship_of=node.optional_text("reship_of"),
        gifts_promised=node.texts("gifts_promised"),
        coupons=node.texts("coupons"),
        presale=_presale(node.child("presale")),
        installation=_installation(node.child("installation")),
        invoice=_invoice(node.child("invoice")),
        parcels=tuple(_parcel(parcel) for parcel in node.children("parcels")),
        refunds=tuple(_refund(refund) for refund in node.children("refunds")),
        returns=tuple(_return(parcel) for parcel in node.children("returns")),
        payments=tuple(_payment(payment) for payment in node.children("payments")),
        compensations=tuple(_compensation(paid) for paid in node.children("compensations")),
    )


def _line(node: Node) -> OrderLine:
    qty = node.required_number("qty")
    if qty < 1:
        raise BadField(f"{node.place}.qty: 0, expected at least 1")
    return OrderLine(
        sku=node.required_text("sku"),
        title=node.text("title"),
        qty=qty,
        price_fen=node.required_number("price_fen"),
        spec=node.text("spec"),
        special_price=node.flag("special_price") or False,
    )


def _parcel(node: Node) -> Parcel:
    return Parcel(
        carrier=node.required_text("carrier"),
        waybill=node.required_text("waybill").upper(),
        shipped_at=node.time("shipped_at"),
        weight_g=node.number("weight_g"),
        skus=node.texts("lines"),
        gift=node.flag("gift") or False,
        events=_events(node),
    )


def read_parcel_events(node: Node) -> ParcelEvents:
    """New scans of a parcel that an order has already told of."""
    return ParcelEvents(node.required_text("waybill").upper(), _events(node))


def _events(node: Node) -> tuple[TrackingEvent, ...]:
    return tuple(
        TrackingEvent(
            at=event.required_time("at"),
            kind=event.choice("kind", EventKind),
            place=event.text("place"),
            text=event.text("text"),
            signer=event.optional_text("signer"),
        )
        for event in node.children("events")
    )


def _refund(node: Node) -> Refund:
    return Refund(
        kind=node.word("kind", REFUND_KINDS),
        state=node.word("state", REFUND_STATES),
        amount_fen=node.required_number("amount_fen"),
        channel=node.optional_text("channel"),
        applied_at=node.time("applied_at"),
        succeeded_at=node.time("succeeded_at"),
    )


def _return(node: Node) -> ReturnParcel:
    return ReturnParcel(
        waybill=node.required_text("waybill").upper(),
        state=node.word("state", RETURN_STATES),
        received_at=node.time("received_at"),
        inspection=node.word("inspection", INSPECTIONS) if node.text("inspection") else None,
    )


def _payment(node: Node) -> Payment:
    return Payment(
        node.required_number("amount_fen"),
        node.required_time("at"),
        node.required_text("channel"),
        node.required_text("state"),
    )


def _compensation(node: Node) -> Compensation:
    return Compensation(node.required_number("amount_fen"), node.required_time("at"), node.required_text("reason"))


def _presale(node: Node | None) -> Presale | None:
    if node is None:
        return None
    return Presale(node.required_number("deposit_fen"), node.time("balance_deadline"), node.time("balance_paid_at"))


def _installation(node: Node | None) -> Installation | None:
    if node is None:
        return None
    return Installation(
        state=node.word("state", INSTALLATION_STATES),
        booked_at=node.time("booked_at"),
        no_show_count=node.number("no_show_count") or 0,
        fee_fen=node.number("fee_fen") or 0,
    )


def _invoice(node: Node | None) -> Invoice | None:
    if node is None:
        return None
    return Invoice(
        state=node.word("state", INVOICE_STATES),
        type=node.word("type", INVOICE_TYPES) if node.text("type") else "electronic",
        title=node.text("title"),
        tax_no=node.text("tax_no"),
        issued_at=node.time("issued_at"),
    )
