"""Open the buyer's conversation, or give back the one that is open already."""

import secrets

from aftersales.domain.conversations import Conversation, Owner
from aftersales.use_cases.access_order import access_order
from aftersales.use_cases.services import Services


def open_conversation(
    services: Services, buyer_id: str, *, order_no: str | None = None, guest: bool = False
) -> Conversation:
    """One open conversation per buyer. `order_no` (from the token) is bound when the order is the buyer's own."""
    with services.uow() as uow:
        own = order_no if order_no and access_order(uow, buyer_id, order_no) else None
        stored = uow.conversations.open_of_buyer(buyer_id)
        if stored is None:
            new = Conversation(secrets.token_hex(16), buyer_id, Owner.BOT, services.now(), own, guest)
            won = uow.conversations.add(new)
            stored = new if won else uow.conversations.open_of_buyer(buyer_id)
        elif own and own != stored.order_no:
            uow.conversations.bind_order(stored.id, own)
            stored = uow.conversations.get(stored.id)
        uow.commit()
    if stored is None:
        raise RuntimeError(f"buyer {buyer_id}: the open conversation was closed while it was being read")
    return stored
