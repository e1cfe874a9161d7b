"""The only way to an order: an order of somebody else and one that does not exist give the same answer."""

from aftersales.domain.conversations import Conversation
from aftersales.domain.orders import Order
from aftersales.use_cases.ports import UnitOfWork


def access_order(uow: UnitOfWork, buyer_id: str, order_no: str, proved: str | None = None) -> Order | None:
    """The order when it is this buyer's own, or the one a guest has `proved` in this conversation; else None."""
    order = uow.orders.get(order_no)
    if order is None:
        return None
    own = bool(buyer_id) and order.buyer_id == buyer_id
    return order if own or order_no == proved else None


def order_of_chat(uow: UnitOfWork, conversation: Conversation) -> Order | None:
    """The order a chat is about: the one named or bound, else that of its newest case."""
    numbers = [conversation.order_no, *(case.order_no for case in uow.cases.of_conversation(conversation.id))]
    proved = conversation.order_no if conversation.guest else None
    number = next((number for number in numbers if number), None)
    return access_order(uow, conversation.buyer_id, number, proved) if number else None


def prove_order(uow: UnitOfWork, order_no: str, phone_tail: str) -> Order | None:
    """A guest's proof: the order number together with the last four digits of the phone on it."""
    order = uow.orders.get(order_no)
    if order is None or len(phone_tail) != 4 or not order.phone.endswith(phone_tail):
        return None
    return order
