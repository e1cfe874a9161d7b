"""After-sales cases and the work they leave behind: tasks, reviews, tickets, promises."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

Value = str | int | bool
"""A fact's value; `unknown` and `refused` are the strings of `Unknowable`."""


class Unknowable(str, Enum):
    """UNKNOWN: asked twice, or the record is silent. REFUSED: the buyer said “没有/拍不了”."""

    UNKNOWN = "unknown"
    REFUSED = "refused"


WISH = "wished_intent"
"""The fact of a case that holds the intent a buyer named while it was under way (`under_way` of its playbook)."""

SKUS = ","
"""Between the skus of a fact that means several lines of the order."""

WITHDRAWN = "withdrawn"
"""The fact of a waiting case that its buyer does not want it any more while work runs: nothing is decided by itself."""


class CaseState(str, Enum):
    """NOTED: mentioned beside a stronger concern, not begun yet; DROPPED: the buyer waved it off."""

    NOTED = "noted"
    OPEN = "open"
    WAITING = "waiting"
    ANSWERED = "answered"
    RESOLVED = "resolved"
    HANDED_OFF = "handed_off"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Case:
    """A 售后单; an order may have many. Facts and the open question live here, not in Rasa. `responsibility` is one of
    PARTIES in `domain/case_stage.py`, `responsible` the unit or person, `conclusion` the result in an agent's words."""

    id: int
    case_no: str
    conversation_id: str
    playbook: str
    intent: str
    state: CaseState
    created_at: datetime
    updated_at: datetime
    order_no: str | None = None
    facts: Mapping[str, Value] = field(default_factory=dict)
    question: str | None = None
    attempts: int = 0
    row: str | None = None
    sop: str | None = None
    responsibility: str | None = None
    release: int | None = None
    responsible: str = ""
    conclusion: str = ""


class TaskState(str, Enum):
    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


BUYER_ADDED = "buyer_added"
"""The detail of a task that holds what the buyer said about it after it was ordered, a line for each message."""

LINE = "\n"


@dataclass(frozen=True)
class Task:
    """Work for a team, done later while the bot stays in charge. `fact` names the case fact its result becomes;
    a review (`is_review`) shows the named evidence facts to a person, who answers yes or no."""

    id: int
    conversation_id: str
    case_id: int | None
    order_no: str | None
    kind: str
    team: str
    state: TaskState
    idempotency_key: str
    created_at: datetime
    due_at: datetime
    is_review: bool = False
    fact: str | None = None
    details: Mapping[str, str] = field(default_factory=dict)
    result: str | None = None
    note: str = ""
    done_at: datetime | None = None
    done_by: str | None = None
    escalated_at: datetime | None = None

    @property
    def delivery_key(self) -> str:
        """The idempotency key of this version of the task: what a buyer added afterwards makes it another one."""
        added = self.details.get(BUYER_ADDED, "")
        return f"{self.idempotency_key}+{added.count(LINE) + 1}" if added else self.idempotency_key


class TicketState(str, Enum):
    WAITING = "waiting"
    CLAIMED = "claimed"
    RETURNED = "returned"
    CLOSED = "closed"


@dataclass(frozen=True)
class Ticket:
    """A person takes over this chat now. At most one live (waiting or claimed) ticket per conversation."""

    id: int
    conversation_id: str
    team: str
    priority: int
    reason: str
    state: TicketState
    created_at: datetime
    case_id: int | None = None
    agent_login: str | None = None
    claimed_at: datetime | None = None
    closed_at: datetime | None = None


class PromiseState(str, Enum):
    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"


@dataclass(frozen=True)
class Promise:
    """Something the buyer was told to expect by `due_at`; broken ones are told to the buyer and escalated."""

    id: int
    conversation_id: str
    about: str
    due_at: datetime
    state: PromiseState
    created_at: datetime
    task_id: int | None = None


@dataclass(frozen=True)
class Agent:
    """Somebody at the desk; `role` is one of `domain/approvals.py`."""

    login: str
    name: str
    password_hash: str
    teams: tuple[str, ...]
    role: str = "agent"
    active: bool = True
