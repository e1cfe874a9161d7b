"""An agent looks at something masked, one thing at a time and with a reason; every look is on record."""

from collections.abc import Callable, Mapping

from aftersales.domain.orders import Order
from aftersales.use_cases.services import Refused, Services

FIELDS: Mapping[str, Callable[[Order], str]] = {
    "buyer_name": lambda order: order.buyer_name,
    "phone": lambda order: order.phone,
    "address": lambda order: order.address,
}


def reveal_order_field(services: Services, order_no: str, field: str, reason: str, login: str) -> str | Refused:
    """The unmasked value of `field`; the audit row is stored with it or it is not shown.

    Refused: bad_field, reason_required, not_found.
    """
    read = FIELDS.get(field)
    if read is None:
        return Refused("bad_field", field)
    if not reason.strip():
        return Refused("reason_required")
    with services.uow() as uow:
        order = uow.orders.get(order_no)
        if order is None:
            return Refused("not_found")
        details = {"field": field, "reason": reason.strip()}
        uow.audit.append(login, "reveal", f"order:{order_no}", details, services.now())
        uow.commit()
        return read(order)


def reveal_message(services: Services, message_id: int, reason: str, login: str) -> str | Refused:
    """What the buyer wrote, unmasked, on the same terms. Refused: reason_required, not_found."""
    if not reason.strip():
        return Refused("reason_required")
    with services.uow() as uow:
        message = uow.messages.get(message_id)
        if message is None:
            return Refused("not_found")
        uow.audit.append(login, "reveal", f"message:{message_id}", {"reason": reason.strip()}, services.now())
        uow.commit()
        return message.text
