"""Conversations, messages and turns: who owns a chat and what became of each buyer message."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum


class Owner(str, Enum):
    BOT = "bot"
    WAITING = "waiting"
    HUMAN = "human"
    CLOSED = "closed"


OWNER_MOVES: Mapping[Owner, frozenset[Owner]] = {
    Owner.BOT: frozenset({Owner.WAITING, Owner.CLOSED}),
    Owner.WAITING: frozenset({Owner.HUMAN, Owner.BOT, Owner.CLOSED}),
    Owner.HUMAN: frozenset({Owner.WAITING, Owner.BOT, Owner.CLOSED}),
    Owner.CLOSED: frozenset(),
}


class Sender(str, Enum):
    BUYER = "buyer"
    BOT = "bot"
    AGENT = "agent"
    SYSTEM = "system"


class TurnState(str, Enum):
    """`open` moves once, to one of the others; all the others are final."""

    OPEN = "open"
    ANSWERED = "answered"
    TICKETED = "ticketed"
    SILENT = "silent"
    ABANDONED = "abandoned"


class ButtonKind(str, Enum):
    """What pressing means: an order chosen, the open question answered by `value`, an intent named, a person wanted."""

    ORDER = "order"
    ANSWER = "answer"
    INTENT = "intent"
    HUMAN = "human"
    BACK_TO_BOT = "back_to_bot"


@dataclass(frozen=True)
class Button:
    """An offer made to the buyer; only `id` and `title` leave the system."""

    id: str
    title: str
    kind: ButtonKind
    value: str = ""


@dataclass(frozen=True)
class Say:
    """One script to say: library key, filled variables, buttons beneath it."""

    key: str
    variables: Mapping[str, str] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What an action decided for a turn, stored with it in the action's own transaction; `asks`: a question is open."""

    state: TurnState
    says: tuple[Say, ...] = ()
    reason: str = ""
    case_id: int | None = None
    ticket_id: int | None = None
    asks: bool = False


@dataclass(frozen=True)
class Conversation:
    id: str
    buyer_id: str
    owner: Owner
    created_at: datetime
    order_no: str | None = None
    guest: bool = False


@dataclass(frozen=True)
class Message:
    """`id` grows within a conversation in the order of commit (writers lock the conversation row)."""

    id: int
    conversation_id: str
    sender: Sender
    text: str
    created_at: datetime
    script_key: str | None = None
    variant: int | None = None
    buttons: tuple[Button, ...] = ()
    pressed: Button | None = None
    attachment_id: str | None = None
    client_message_id: str | None = None
    turn_id: str | None = None
    agent_login: str | None = None
    intent: str | None = None
    confidence: float | None = None


@dataclass(frozen=True)
class Turn:
    id: str
    conversation_id: str
    message_ids: tuple[int, ...]
    state: TurnState
    opened_at: datetime
    lease_until: datetime
    reason: str = ""
    outcome: Outcome | None = None
    finished_at: datetime | None = None


@dataclass(frozen=True)
class Attachment:
    id: str
    conversation_id: str
    media_type: str
    path: str
    size: int
    created_at: datetime
