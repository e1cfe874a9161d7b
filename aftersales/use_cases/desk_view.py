"""What the desk shows: the queue, a conversation with its handoff card, a team's tasks; personal data is masked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from aftersales.domain.approvals import APPROVAL, needed_role
from aftersales.domain.case_stage import Evidence, Stage, case_stage, evidence_of
from aftersales.domain.cases import Case, Task, Ticket, TicketState
from aftersales.domain.conversations import Attachment, Conversation, Message, Sender, Turn
from aftersales.domain.masking import mask_address, mask_name, mask_phone, mask_text
from aftersales.domain.orders import Order, OrderLine, Parcel
from aftersales.domain.playbook import FactRule, FactSource
from aftersales.domain.task_results import results_of
from aftersales.use_cases.access_conversation import image_of
from aftersales.use_cases.access_order import order_of_chat
from aftersales.use_cases.ports import UnitOfWork
from aftersales.use_cases.services import Refused, Services

MESSAGES_SHOWN = 200


@dataclass(frozen=True)
class TicketView:
    """A ticket in the queue; `waiting_s` are the seconds since it was opened, `last_words` the buyer's, masked;
    `unanswered` when nobody has written after them; `reply_due`: until when its agent promised an answer, `reply_late`
    when that time has passed."""

    ticket: Ticket
    team_title: str
    waiting_s: int
    last_words: str
    unanswered: bool
    order_no: str | None
    reply_due: datetime | None
    reply_late: bool


@dataclass(frozen=True)
class FactContext:
    """What the facts of a case are read by: how its playbooks define them, and the lines of its order."""

    rules: Mapping[str, FactRule]
    lines: Sequence[OrderLine]


@dataclass(frozen=True)
class CaseProgress:
    """How far a case is, the evidence its procedure needs, and what was decided, as its script's purpose tells."""

    stage: Stage
    evidence: Sequence[Evidence]
    decided: str


@dataclass(frozen=True)
class TaskView:
    """A task with what may be reported for it, the case it was ordered for (`about` reads its facts), the `pictures` a
    review looks at, the `role` an approval needs, and why the shop's own system did not take it (`undelivered`)."""

    task: Task
    team_title: str
    results: tuple[str, ...]
    overdue: bool
    case: Case | None
    about: FactContext
    pictures: Sequence[str]
    role: str
    undelivered: str


@dataclass(frozen=True)
class Note:
    at: datetime
    by: str
    text: str


@dataclass(frozen=True)
class ConversationView:
    """What an agent needs to take over: `order`, messages and facts are masked (`masked_messages` are the ids of those
    that hide something), `ticket` is the live one, `cases` come with the newest activity first, `about` reads the facts
    of each by its id, `progress` tells where it stands."""

    conversation: Conversation
    messages: Sequence[Message]
    order: Order | None
    cases: Sequence[Case]
    about: Mapping[int, FactContext]
    progress: Mapping[int, CaseProgress]
    tasks: Sequence[TaskView]
    ticket: Ticket | None
    notes: Sequence[Note]
    turns: Sequence[Turn]
    agent_names: Mapping[str, str]
    masked_messages: frozenset[int]


def list_tickets(services: Services, login: str) -> Sequence[TicketView]:
    """Waiting tickets (highest priority, then oldest), then the ones this agent has claimed."""
    with services.reader() as uow:
        mine = [ticket for ticket in uow.tickets.of_agent(login) if ticket.state is TicketState.CLAIMED]
        return [_ticket_view(services, uow, ticket) for ticket in [*uow.tickets.waiting(), *mine]]


def list_tasks(services: Services, team: str | None = None) -> Sequence[TaskView]:
    """Open tasks, the most urgent first."""
    with services.reader() as uow:
        tasks = sorted(uow.tasks.list(team=team), key=lambda task: task.due_at)
        return _task_views(services, uow, tasks)


def view_conversation(services: Services, conversation_id: str) -> ConversationView | Refused:
    """One conversation with all that belongs to it. Refused: not_found."""
    with services.reader() as uow:
        conversation = uow.conversations.get(conversation_id)
        if conversation is None:
            return Refused("not_found")
        order = order_of_chat(uow, conversation)
        cases = uow.cases.of_conversation(conversation_id)
        tasks = uow.tasks.list(conversation_id=conversation_id, open_only=False)
        ticket = uow.tickets.live_of(conversation_id)
        messages = uow.messages.last(conversation_id, MESSAGES_SHOWN)
        shown = [_masked_message(message, order) for message in messages]
        return ConversationView(
            conversation,
            shown,
            masked(order) if order else None,
            [_masked_case(case) for case in cases],
            {case.id: _fact_context(services, uow, case) for case in cases},
            {case.id: _progress(services, uow, case, tasks) for case in cases},
            _task_views(services, uow, tasks),
            ticket,
            _notes(uow, ticket),
            uow.turns.of_conversation(conversation_id),
            {agent.login: agent.name for agent in uow.agents.all()},
            frozenset(m.id for m, seen in zip(messages, shown, strict=True) if m.text != seen.text),
        )


def view_image(services: Services, conversation_id: str, attachment_id: str) -> Attachment | Refused:
    """A picture of a conversation, for agents. Refused: not_found."""
    with services.reader() as uow:
        return image_of(uow, conversation_id, attachment_id)


def masked(order: Order) -> Order:
    """The order as the desk may see it: name, phone and address cut short, also where other texts repeat them."""
    personal = {"names": [order.buyer_name], "addresses": [order.address]}
    return replace(
        order,
        buyer_name=mask_name(order.buyer_name),
        phone=mask_phone(order.phone),
        address=mask_address(order.address),
        note=mask_text(order.note, **personal),
        parcels=tuple(_masked_parcel(parcel, personal) for parcel in order.parcels),
    )


def _masked_parcel(parcel: Parcel, personal: Mapping[str, list[str]]) -> Parcel:
    events = tuple(replace(event, text=mask_text(event.text, **personal)) for event in parcel.events)
    return replace(parcel, events=events)


def _masked_message(message: Message, order: Order | None) -> Message:
    """Buyers write phones and addresses into the chat; what we wrote ourselves holds none."""
    if message.sender is not Sender.BUYER:
        return message
    names, addresses = ([order.buyer_name], [order.address]) if order else ([], [])
    return replace(message, text=mask_text(message.text, names=names, addresses=addresses))


def _masked_case(case: Case) -> Case:
    facts = {name: mask_text(value) if isinstance(value, str) else value for name, value in case.facts.items()}
    return replace(case, facts=facts)


def _ticket_view(services: Services, uow: UnitOfWork, ticket: Ticket) -> TicketView:
    conversation = uow.conversations.get(ticket.conversation_id)
    order = order_of_chat(uow, conversation) if conversation else None
    recent = uow.messages.last(ticket.conversation_id, 10)
    said = [message.text for message in recent if message.sender is Sender.BUYER]
    owed = uow.promises.reply_owed(ticket.conversation_id)
    return TicketView(
        ticket,
        _team_title(services, ticket.team),
        int((services.now() - ticket.created_at).total_seconds()),
        mask_text(said[-1]) if said else "",
        bool(recent) and recent[-1].sender is Sender.BUYER,
        order.order_no if order else None,
        owed.due_at if owed else None,
        owed is not None and owed.due_at < services.now(),
    )


def _task_views(services: Services, uow: UnitOfWork, tasks: Sequence[Task]) -> Sequence[TaskView]:
    undelivered = {delivery.task_id: delivery.error for delivery in uow.deliveries.dead()}
    return [_task_view(services, uow, task, undelivered.get(task.id, "")) for task in tasks]


def _task_view(services: Services, uow: UnitOfWork, task: Task, undelivered: str) -> TaskView:
    case = uow.cases.get(task.case_id) if task.case_id is not None else None
    overdue = task.due_at < services.now()
    about = _fact_context(services, uow, case)
    title, pictures = _team_title(services, task.team), _pictures(uow, task)
    role = needed_role(task, services.release().shop) if task.kind == APPROVAL else ""
    return TaskView(task, title, results_of(task), overdue, case, about, pictures, role, undelivered)


def _progress(services: Services, uow: UnitOfWork, case: Case, tasks: Sequence[Task]) -> CaseProgress:
    release = services.release()
    rules, pictures = release.facts_of(case.playbook), uow.attachments.count(case.conversation_id, case.created_at)
    shown = {name: pictures for name, rule in rules.items() if pictures and FactSource.ATTACHMENTS in rule.sources}
    known = replace(case, facts={**shown, **case.facts})
    evidence = evidence_of(known, release.evidence_of(case), rules, tasks)
    return CaseProgress(case_stage(case, tasks), evidence, release.purpose_of(case.row or ""))


def _fact_context(services: Services, uow: UnitOfWork, case: Case | None) -> FactContext:
    order = uow.orders.get(case.order_no) if case and case.order_no else None
    return FactContext(services.release().facts_of(case.playbook) if case else {}, order.lines if order else ())


def _pictures(uow: UnitOfWork, task: Task) -> Sequence[str]:
    """Attachment ids of the buyer's pictures; only a review is shown them."""
    messages = uow.messages.last(task.conversation_id, MESSAGES_SHOWN) if task.is_review else ()
    return [message.attachment_id for message in messages if message.attachment_id]


def _notes(uow: UnitOfWork, ticket: Ticket | None) -> Sequence[Note]:
    rows = uow.audit.of(f"ticket:{ticket.id}") if ticket else ()
    return [Note(at, by, details.get("text", "")) for at, by, action, details in rows if action == "note"]


def _team_title(services: Services, team: str) -> str:
    known = services.release().shop.teams.get(team)
    return known.title if known else team
