"""Which order is meant: the bound one, the only open one, else the buyer picks from buttons with product and date."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta

from aftersales.domain.buyer_words import named_place
from aftersales.domain.calendar import SHANGHAI
from aftersales.domain.conversations import ButtonKind, Say
from aftersales.domain.heard_facts import ADDRESS_KINDS
from aftersales.domain.named_goods import Kind, clauses, goods_piece, names_the_other, orders_named
from aftersales.domain.orders import Order, OrderStatus
from aftersales.domain.word_match import plain
from aftersales.use_cases.ports import Entity
from aftersales.use_cases.work import Work

OPEN_STATES = frozenset({OrderStatus.PENDING_PAYMENT, OrderStatus.PAID, OrderStatus.SHIPPED, OrderStatus.SIGNED})
RECENT = timedelta(days=90)
MOST_BUTTONS = 5


def choose_order(work: Work) -> Order | None:
    """The one bound to the conversation, the only recent one, the only open one; None when the buyer has to say."""
    bound = work.conversation.order_no
    if bound:
        return work.order(bound)
    return _only(_recent(work))


def ask_order(work: Work) -> Say:
    """The question which order is meant; without any order the buyer is told how to name one."""
    recent = _recent(work)
    if not recent:
        return Say("order.guest_ask" if work.conversation.guest else "order.none")
    offered = recent[:MOST_BUTTONS]
    days = [(order.title, _day(order)) for order in offered]
    alike = {day for day in days if days.count(day) > 1}
    buttons = (work.offer(_label(order, alike), ButtonKind.ORDER, order.order_no) for order in offered)
    return Say("order.which", buttons=tuple(buttons))


def picked_order(work: Work, text: str) -> Order | None:
    """The one that answers “which order”: by a piece of its product's name, its day, or its place among the buttons."""
    words, offered = plain(text), _recent(work)[:MOST_BUTTONS]
    shared = {order.order_no: goods_piece(words, order) for order in offered}
    longest = max(map(len, shared.values()), default=0)
    if longest:
        fits = [order for order in offered if len(shared[order.order_no]) == longest]
    else:
        place = named_place(words) or 0
        fits = [order for order in offered if _day(order) in words] or offered[max(place - 1, 0) : place]
    return fits[0] if len(fits) == 1 else None


def named_order(work: Work, entities: Sequence[Entity]) -> Order | str | None:
    """The buyer's own order named by number or waybill; the number itself when it is none of theirs; None when no
    number stands in the text."""
    unknown: str | None = None
    for entity in entities:
        if entity.kind == "order_no":
            order = work.order(entity.value)
        elif entity.kind == "waybill":
            order = _of_waybill(work, entity.value)
        else:
            continue
        if order is not None:
            return order
        unknown = entity.value
    return unknown


def _of_waybill(work: Work, waybill: str) -> Order | None:
    """By a parcel of ours, or one the buyer sent back."""
    found = work.uow.orders.by_waybill(waybill)
    if found is not None:
        return work.order(found.order_no)
    own = work.uow.orders.of_buyer(work.conversation.buyer_id)
    return next((order for order in own if any(back.waybill == waybill for back in order.returns)), None)


def orders_of_goods(work: Work, text: str, entities: Sequence[Entity]) -> Sequence[Order]:
    """Which the words may mean instead of the order in hand: those whose goods they name (“锁那单”), or “另一单”."""
    orders, bound = _recent(work), work.conversation.order_no
    others = [order for order in orders if order.order_no != bound]
    if not others or (bound and names_the_other(text)):
        return _likely(others)
    fits = orders_named(_without_places(text, entities), orders, kinds_of(work, orders))
    return () if any(order.order_no == bound for order in fits) else _likely(fits)


def orders_in_clauses(work: Work, text: str, entities: Sequence[Entity]) -> Sequence[Order]:
    """Those whose goods the clauses of a message name (“茉莉少了一包 锁到哪了”), each clause one of them."""
    orders = _recent(work)
    kinds = kinds_of(work, orders)
    parts = clauses(_without_places(text, entities))
    named = [fits[0] for part in parts if len(fits := orders_named(part, orders, kinds)) == 1]
    return list({order.order_no: order for order in named}.values())


def likely_orders(work: Work) -> Sequence[Order]:
    """Those the buyer may speak of: the recent ones, of several the open ones."""
    return _likely(_recent(work))


def other_orders(work: Work, order_no: str) -> Sequence[Order]:
    """The buyer's orders beside this one that may be meant instead."""
    return _likely([order for order in _recent(work) if order.order_no != order_no])


def kinds_of(work: Work, orders: Iterable[Order]) -> Mapping[str, Kind]:
    """The kind of goods of every sku in the orders, by the catalogue and the shop's names for it."""
    skus = {line.sku for order in orders for line in order.lines}
    products, names = work.uow.orders.products(list(skus)), work.release.shop.category_names
    found = {sku: product.category for sku, product in products.items() if product.category}
    return {sku: Kind(found.get(sku, sku), names.get(found.get(sku, ""), ())) for sku in skus}


def _without_places(text: str, entities: Sequence[Entity]) -> str:
    """“西湖区” is a district and no 西湖龙井."""
    places = [entity for entity in entities if entity.kind in ADDRESS_KINDS]
    if not places:
        return text
    return text[: min(place.start for place in places)] + "，" + text[max(place.end for place in places) :]


def _only(orders: Sequence[Order]) -> Order | None:
    likely = _likely(orders)
    return likely[0] if len(likely) == 1 else None


def _likely(orders: Sequence[Order]) -> Sequence[Order]:
    """Of several orders the open ones."""
    live = [order for order in orders if order.status in OPEN_STATES]
    return live if len(orders) > 1 and live else orders


def _day(order: Order) -> str:
    day = order.created_at.astimezone(SHANGHAI)
    return f"{day.month}月{day.day}"


def _label(order: Order, alike: Collection[tuple[str, str]]) -> str:
    """Goods and day; of orders alike in both, the time as well."""
    label = f"{order.title} {_day(order)}日"
    return f"{label} {order.created_at.astimezone(SHANGHAI):%H:%M}" if (order.title, _day(order)) in alike else label


def _recent(work: Work) -> list[Order]:
    """The buyer's orders of the last 90 days, the newest first; the older ones when there are no others (a lock's
    warranty outlives them)."""
    orders = list(work.uow.orders.of_buyer(work.conversation.buyer_id))
    return [order for order in orders if work.now - order.created_at <= RECENT] or orders
