"""What walks through procedures share: the orders they begin with, the case and work they leave, work reported."""

from aftersales.adapters.demo.catalogue import Json
from aftersales.adapters.demo.order_draft import Buyer, Draft
from aftersales.adapters.importers.neutral_json import NeutralRows
from aftersales.domain.cases import BUYER_ADDED, Case, Task, Ticket
from aftersales.domain.conversations import Owner
from aftersales.use_cases.claim_ticket import claim_ticket
from aftersales.use_cases.complete_task import complete_task
from aftersales.use_cases.import_orders import RejectedRow, import_orders
from aftersales.use_cases.ports import Entity
from tests.shop_bench import Bench, Chat

MANAGER = "he"
"""Who reports finished work: the shop manager, who may decide approvals as well (P-HUM-03)."""


def put(bench: Bench, *orders: Json, **more: list[Json]) -> None:
    """Import orders, and other records of the neutral file by their key; none may be refused."""
    import_orders(bench.services, NeutralRows({**more, "orders": list(orders)}), _refuse)


def _refuse(row: RejectedRow) -> None:
    raise AssertionError(row)


def buyer_of(bench: Bench, items: dict[str, int], hours: float = 48, state: str = "signed", **fields: object) -> Chat:
    """A buyer whose only order was signed (or paid) `hours` ago; `fields` replace those of its file."""
    buyer = Buyer("walker", "沈安", "13800009902", "浙江省", "杭州", "文三路9号")
    draft = Draft(bench.clock.at, "2026110000009902", buyer)
    lines = list(items.items())
    of: Json = draft.signed(lines, hours) if state == "signed" else draft.order(lines, state, hours)
    put(bench, of | fields)
    return bench.chat("walker")


def case_of(chat: Chat, playbook: str) -> Case:
    """The newest case of a procedure."""
    with chat.bench.services.uow() as uow:
        return next(case for case in uow.cases.of_conversation(chat.id) if case.playbook == playbook)


def tasks_of(chat: Chat, playbook: str) -> list[Task]:
    """The open tasks of a case."""
    case = case_of(chat, playbook)
    with chat.bench.services.uow() as uow:
        return list(uow.tasks.list(case_id=case.id))


def kinds(chat: Chat, playbook: str) -> list[str]:
    return sorted(task.kind for task in tasks_of(chat, playbook))


def complete(chat: Chat, playbook: str, result: str) -> list[str]:
    """The one open task of a case is reported; what the buyer hears then."""
    (task,) = tasks_of(chat, playbook)
    complete_task(chat.bench.services, task.id, result, MANAGER)
    return chat.said()


def claimed(chat: Chat, login: str) -> Ticket:
    """The chat's ticket, once this agent has taken the chat over; what that told the buyer counts as heard."""
    with chat.bench.services.uow() as uow:
        waiting = uow.tickets.live_of(chat.id)
    assert waiting is not None
    ticket = claim_ticket(chat.bench.services, waiting.id, login)
    assert isinstance(ticket, Ticket)
    chat.said()
    return ticket


def open_task(bench: Bench, kind: str) -> Task:
    """The most urgent open task of a kind in the whole shop."""
    with bench.services.uow() as uow:
        return next(task for task in uow.tasks.list() if task.kind == kind)


def last_text(chat: Chat) -> str:
    return chat.messages()[-1].text


def owner_of(chat: Chat) -> Owner:
    with chat.bench.services.uow() as uow:
        found = uow.conversations.get(chat.id)
    assert found is not None
    return found.owner


def waybill(number: str, text: str) -> tuple[Entity, ...]:
    start = text.index(number)
    return (Entity("waybill", number, start, start + len(number)),)


def address(street: str, text: str) -> tuple[Entity, ...]:
    start = text.index(street)
    return (Entity("address", street, start, start + len(street)),)


def moving_house(bench: Bench) -> Chat:
    """An unshipped order whose new address is registered."""
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=3, state="paid")
    text = "改下地址 文三路1号"
    assert chat.say(text, "change_address", entities=address("文三路1号", text)) == ["change_address.registered"]
    return chat


def added(chat: Chat, playbook: str) -> list[str | None]:
    return [task.details.get(BUYER_ADDED) for task in tasks_of(chat, playbook)]
