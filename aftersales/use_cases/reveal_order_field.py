"""An agent looks at one masked field of an order, with a reason; every look is on record."""

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
