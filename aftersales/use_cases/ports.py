"""What the use cases need from the outside, as protocols; adapters implement them, tests fake them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from aftersales.domain.cases import Task
from aftersales.domain.conversations import (
    Button,
    Say,
)
from aftersales.domain.release import Release
from aftersales.domain.scripts import Rendered
from aftersales.use_cases.repositories import (
    AgentRepository,
    AttachmentRepository,
    AuditRepository,
    CaseRepository,
    ConversationRepository,
    DeliveryRepository,
    FeedRepository,
    MessageRepository,
    OrderRepository,
    PromiseRepository,
    ReleaseRepository,
    TaskRepository,
    TicketRepository,
    TurnRepository,
)


class Clock(Protocol):
    def now(self) -> datetime:
        """The present as an aware time."""


class UnitOfWork(Protocol):
    """One transaction. `with uow:` begins it (for writing, at once); leaving without `commit()` rolls back."""

    orders: OrderRepository
    conversations: ConversationRepository
    messages: MessageRepository
    turns: TurnRepository
    cases: CaseRepository
    tasks: TaskRepository
    deliveries: DeliveryRepository
    tickets: TicketRepository
    promises: PromiseRepository
    agents: AgentRepository
    attachments: AttachmentRepository
    feed: FeedRepository
    audit: AuditRepository
    releases: ReleaseRepository

    def __enter__(self) -> "UnitOfWork": ...
    def __exit__(self, *exc: object) -> None: ...
    def commit(self) -> None: ...


@dataclass(frozen=True)
class Guess:
    intent: str
    confidence: float


@dataclass(frozen=True)
class Entity:
    """`kind` such as order_no or date, its normalised `value` (docs/nlu.md), and offsets into the buyer's text."""

    kind: str
    value: str
    start: int
    end: int


@dataclass(frozen=True)
class Understanding:
    """`guesses`: what the whole message means, the likeliest first; `concerns`: what else its clauses ask."""

    guesses: tuple[Guess, ...]
    entities: tuple[Entity, ...] = ()
    concerns: tuple[Guess, ...] = ()

    @property
    def top(self) -> Guess:
        return self.guesses[0] if self.guesses else Guess("unclear", 0.0)


@dataclass(frozen=True)
class BotWords:
    """One message as Rasa's NLG rendered it."""

    text: str
    script_key: str | None
    variant: int | None
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True)
class BotReply:
    """What came back for a turn; `words` may be empty."""

    words: tuple[BotWords, ...]
    understanding: Understanding


class BotUnavailable(Exception):
    """Rasa could not be reached, answered with an error or not in time."""


class BotClient(Protocol):
    def send_turn(self, conversation_id: str, turn_id: str, text: str, pressed: Button | None, images: int) -> BotReply:
        """Hand a turn to the dialogue; BotUnavailable when no whole answer came."""

    def understand(self, text: str) -> Understanding:
        """Only intent and entities, no dialogue (a person owns the chat)."""

    def is_up(self) -> bool:
        """Whether turns can be sent; asked often, so it never waits long and never raises."""


class TaskNotTaken(Exception):
    """The shop's system could not be reached or did not take a task; the text is for operators."""


class TaskDoor(Protocol):
    def hand_over(self, task: Task) -> None:
        """Give a task to the shop's own system; TaskNotTaken when it did not surely arrive."""


class Releases(Protocol):
    def current(self) -> Release:
        """The newest release, parsed; seen within 5 s of its publication."""


class ScriptVoice(Protocol):
    def render(self, conversation_id: str, say: Say) -> Rendered:
        """Pick an unused variant and fill it."""
