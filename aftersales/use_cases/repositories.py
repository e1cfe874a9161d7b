"""What is stored and found again, as protocols; `adapters/db` implements them, `tests/fakes` fakes them."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from aftersales.domain.cases import Agent, Case, Promise, PromiseState, Task, Ticket, TicketState
from aftersales.domain.conversations import (
    Attachment,
    Button,
    Conversation,
    Message,
    Outcome,
    Owner,
    Sender,
    Turn,
    TurnState,
)
from aftersales.domain.deliveries import Delivery
from aftersales.domain.orders import Order, Product, Promotion


@dataclass(frozen=True)
class FeedRow:
    id: int
    conversation_id: str
    kind: str
    ref: str


class OrderRepository(Protocol):
    def get(self, order_no: str) -> Order | None: ...
    def of_buyer(self, buyer_id: str, limit: int = 20) -> Sequence[Order]:
        """Newest first."""

    def by_waybill(self, waybill: str) -> Order | None: ...
    def products(self, skus: Sequence[str]) -> Mapping[str, Product]: ...
    def promotions(self, at: datetime) -> Sequence[Promotion]: ...
    def delivery_days(self, province: str, carrier: str, since: datetime) -> Sequence[float]:
        """Days from pickup to signing of delivered parcels to that province by that carrier, unsorted."""

    def product_names(self) -> Sequence[str]: ...
    def to_ship_between(self, after: datetime, until: datetime, ship_within_hours: int) -> Sequence[str]:
        """Numbers of paid orders whose shipping deadline lies in (after, until], in their order. The deadline is the
        promised time or, without one, so many hours after payment."""

    def cheaper_now(self, since: datetime) -> Sequence[str]:
        """Numbers of orders paid since then, not closed, with a line of a new, promoted or sale product that costs less
        now than its list price on the order; the oldest payment first."""

    def put_orders(self, orders: Sequence[Order]) -> None:
        """Insert or update whole orders by order number; a field that is None keeps what is stored."""

    def put_products(self, products: Sequence[Product]) -> None: ...
    def put_promotions(self, promotions: Sequence[Promotion]) -> None: ...
    def count(self) -> int: ...


class ConversationRepository(Protocol):
    def get(self, conversation_id: str) -> Conversation | None: ...
    def lock(self, conversation_id: str) -> Conversation:
        """Hold the row until commit; every writer of messages, turns or owner goes through here."""

    def open_of_buyer(self, buyer_id: str) -> Conversation | None: ...
    def add(self, conversation: Conversation) -> bool:
        """False when the buyer already has an open conversation (the other one won)."""

    def move(self, conversation_id: str, frm: Owner, to: Owner) -> bool:
        """Compare-and-set the owner."""

    def bind_order(self, conversation_id: str, order_no: str | None) -> None: ...


class MessageRepository(Protocol):
    def add(
        self,
        conversation_id: str,
        sender: Sender,
        text: str,
        now: datetime,
        *,
        script_key: str | None = None,
        variant: int | None = None,
        buttons: tuple[Button, ...] = (),
        pressed: Button | None = None,
        attachment_id: str | None = None,
        client_message_id: str | None = None,
        turn_id: str | None = None,
        agent_login: str | None = None,
    ) -> Message: ...
    def by_client_id(self, conversation_id: str, client_message_id: str) -> Message | None: ...
    def get(self, message_id: int) -> Message | None: ...
    def after(self, conversation_id: str, message_id: int, limit: int = 200) -> Sequence[Message]: ...
    def last(self, conversation_id: str, limit: int) -> Sequence[Message]:
        """The newest `limit` messages, oldest first."""

    def said_variants(self, conversation_id: str, script_key: str) -> Sequence[int]:
        """Variants of a script already said, oldest first."""

    def offered_button(self, conversation_id: str, button_id: str) -> Button | None: ...
    def understood(self, message_ids: Sequence[int], intent: str, confidence: float) -> None: ...
    def unread(self, conversation_id: str) -> Sequence[Message]:
        """Buyer messages that belong to no turn yet, oldest first."""

    def conversations_with_unread(self, quiet_before: datetime, limit: int = 50) -> Sequence[str]:
        """Conversations whose newest unread buyer message is older than `quiet_before` and that have no open turn."""


class TurnRepository(Protocol):
    def open(
        self, conversation_id: str, message_ids: Sequence[int], now: datetime, lease_until: datetime
    ) -> Turn | None:
        """Open a turn over these messages and mark them; None when one is open already."""

    def get(self, turn_id: str) -> Turn | None: ...
    def of_conversation(self, conversation_id: str) -> Sequence[Turn]: ...
    def set_outcome(self, turn_id: str, outcome: Outcome) -> bool:
        """Compare-and-set: False when the turn is no longer open or has an outcome."""

    def finish(self, turn_id: str, state: TurnState, reason: str, now: datetime) -> bool:
        """Compare-and-set from open; False when it was finished before."""

    def expired(self, now: datetime, limit: int = 50) -> Sequence[Turn]: ...
    def renew(self, turn_id: str, expected_lease: datetime, lease_until: datetime) -> bool:
        """Take over an expired turn; False when another process did."""


class CaseRepository(Protocol):
    def add(
        self, conversation_id: str, order_no: str | None, playbook: str, intent: str, now: datetime, release: int
    ) -> Case: ...
    def get(self, case_id: int) -> Case | None: ...
    def of_conversation(self, conversation_id: str) -> Sequence[Case]:
        """Newest activity first."""

    def of_order(self, order_no: str) -> Sequence[Case]: ...
    def save(self, case: Case) -> None: ...


class TaskRepository(Protocol):
    def add(self, task: Task) -> Task:
        """Store a task (its id is given here); an equal idempotency key returns the stored one."""

    def get(self, task_id: int) -> Task | None: ...
    def list(
        self,
        *,
        team: str | None = None,
        case_id: int | None = None,
        conversation_id: str | None = None,
        open_only: bool = True,
    ) -> Sequence[Task]: ...
    def complete(self, task_id: int, result: str, note: str, by: str, now: datetime) -> bool:
        """Compare-and-set from open."""

    def amend(self, task_id: int, details: Mapping[str, str]) -> bool:
        """Put these details beside or in place of the ones an open task has; False when it is no longer open."""

    def cancel(self, task_id: int) -> bool:
        """Compare-and-set from open; what is done stays done."""

    def overdue(self, now: datetime, limit: int = 50) -> Sequence[Task]: ...
    def escalate(self, task_id: int, now: datetime) -> bool: ...
    def spent_fen(self, kind: str, promotion: str) -> int:
        """Sum of `amount_fen` in the details of tasks of a kind whose details name the promotion."""

    def count_of_buyer(self, kind: str, buyer_id: str, since: datetime) -> int:
        """How many tasks of a kind were ordered in this buyer's conversations at `since` or later; cancelled and
        impossible ones do not count."""


class DeliveryRepository(Protocol):
    def due(self, now: datetime, limit: int = 20) -> Sequence[Task]:
        """Open tasks for systems (no reviews) never tried or to be tried again now, the oldest first."""

    def get(self, task_id: int) -> Delivery | None: ...
    def claim(self, task_id: int, now: datetime, until: datetime) -> int | None:
        """Begin an attempt that nobody else makes before `until`; its number, or None when another process has it."""

    def succeeded(self, task_id: int, attempt: int, now: datetime) -> None:
        """The attempt arrived; nothing changes when the task was changed meanwhile and is to be sent again."""

    def again(self, task_id: int, now: datetime) -> None:
        """A task whose details changed is due once more, an attempt under way notwithstanding."""

    def failed(self, task_id: int, error: str, next_at: datetime | None) -> None:
        """Try again at `next_at`; None gives it up."""

    def dead(self) -> Sequence[Delivery]: ...
    def revive(self, task_id: int, now: datetime) -> bool:
        """Compare-and-set from dead: the attempts begin anew."""


class TicketRepository(Protocol):
    def open(
        self, conversation_id: str, team: str, priority: int, reason: str, case_id: int | None, now: datetime
    ) -> Ticket:
        """The live ticket of the conversation, opened now if there is none."""

    def get(self, ticket_id: int) -> Ticket | None: ...
    def live_of(self, conversation_id: str) -> Ticket | None: ...
    def last_served(self, buyer_id: str) -> Ticket | None:
        """The one that an agent gave back to the bot last; none that the buyer gave up waiting for."""

    def waiting(self) -> Sequence[Ticket]:
        """Highest priority first, then oldest."""

    def of_agent(self, login: str) -> Sequence[Ticket]: ...
    def position(self, ticket_id: int) -> int:
        """1 for the next one in its team."""

    def claim(self, ticket_id: int, login: str, now: datetime) -> bool:
        """Compare-and-set waiting → claimed in one statement."""

    def transfer(self, ticket_id: int, team: str) -> bool: ...
    def raise_priority(self, ticket_id: int, priority: int) -> None: ...
    def finish(self, ticket_id: int, state: TicketState, now: datetime) -> bool:
        """Compare-and-set from a live state to returned or closed."""


class PromiseRepository(Protocol):
    def add(
        self, conversation_id: str, about: str, due_at: datetime, now: datetime, task_id: int | None = None
    ) -> Promise: ...
    def due(self, now: datetime, limit: int = 50) -> Sequence[Promise]: ...
    def settle(self, promise_id: int, state: PromiseState) -> bool: ...
    def settle_for_task(self, task_id: int, state: PromiseState) -> None: ...
    def settle_replies(self, conversation_id: str) -> None: ...
    def reply_owed(self, conversation_id: str) -> Promise | None: ...


class AgentRepository(Protocol):
    def get(self, login: str) -> Agent | None: ...
    def put(self, agent: Agent) -> None: ...
    def all(self) -> Sequence[Agent]: ...


class AttachmentRepository(Protocol):
    def add(self, attachment: Attachment) -> None: ...
    def get(self, attachment_id: str) -> Attachment | None: ...
    def count(self, conversation_id: str, since: datetime) -> int: ...


class FeedRepository(Protocol):
    def append(self, conversation_id: str, kind: str, ref: str, now: datetime) -> None: ...
    def after(self, feed_id: int, limit: int = 500) -> Sequence[FeedRow]: ...
    def newest(self) -> int: ...
    def forget(self, keep: int) -> None:
        """Drop all but about the newest `keep` rows (at least one)."""


class AuditRepository(Protocol):
    def append(self, actor: str, action: str, ref: str, details: Mapping[str, str], now: datetime) -> None: ...
    def of(self, ref: str) -> Sequence[tuple[datetime, str, str, Mapping[str, str]]]: ...


def text_checksum(text: str) -> str:
    """What a release calls the text of a file by."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class ReleaseHead:
    """A release without its texts. `files`: the checksum of each file's text by its path."""

    number: int
    checksum: str
    files: Mapping[str, str]
    created_at: datetime
    note: str = ""


@dataclass(frozen=True)
class StoredRelease:
    """A release with the text of each file by its path."""

    number: int
    checksum: str
    files: Mapping[str, str]


class ReleaseRepository(Protocol):
    def newest(self) -> StoredRelease | None: ...
    def newest_number(self) -> int: ...
    def heads(self, count: int) -> Sequence[ReleaseHead]:
        """The newest first."""

    def head(self, number: int) -> ReleaseHead | None: ...
    def get(self, number: int) -> StoredRelease | None: ...
    def add(self, checksum: str, files: Mapping[str, str], now: datetime, note: str = "") -> int | None:
        """Store the next release and give its number; None when the newest already has this checksum."""
