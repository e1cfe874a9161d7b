"""What a playbook is: facts and how they become known, rows and their conditions, and what a decision can be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from aftersales.domain.cases import CaseState, Value


class FactSource(str, Enum):
    """Where a fact comes from: the record (order, catalogue, shop), pictures, the buyer, a task, a person's review."""

    ORDER = "order"
    ATTACHMENTS = "attachments"
    BUYER = "buyer"
    TASK = "task"
    REVIEW = "review"


class AnswerKind(str, Enum):
    """How a free answer is understood when the fact is not a choice."""

    CHOICE = "choice"
    YES_NO = "yes_no"
    NUMBER = "number"
    AMOUNT = "amount"
    DATE = "date"
    TEXT = "text"


@dataclass(frozen=True)
class Choice:
    """`value` is what the decision sees, `title` what the button says, `words` what buyers type for it."""

    value: str
    title: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Condition:
    """One `when` entry: the fact compared by `op` (== != < <= > >= in known) with literals, setting names or
    `unknown`/`refused`."""

    fact: str
    op: str
    operands: tuple[Value, ...]


@dataclass(frozen=True)
class TaskOrder:
    """A task a row or a fact asks for; `due_hours` from now; `details` are names of
    facts and settings whose values are copied into the task. It is ordered only when all of `when` holds."""

    kind: str
    team: str
    due_hours: int
    details: tuple[str, ...] = ()
    fact: str | None = None
    is_review: bool = False
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class FollowUp:
    """The shop's rule that `task` goes with every task of the kind `after`, whichever procedure orders that, when all
    of `when` holds and none of the kinds `unless` is ordered beside it."""

    after: str
    task: TaskOrder
    when: tuple[Condition, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class FactRule:
    """How one fact becomes known. `sources` are tried in order: read first, asked or ordered last. `title` is what the
    desk calls it; a fact of the record has its own in domain/order_facts.py. `entity`: the kind of entity that answers
    it wherever a message of the case names one, and just one; a choice `heard` is told by its words in any message.
    What stands behind the words of `told_by` tells a text (“改成一罐”). `several`: more lines of the order than one are
    an answer."""

    name: str
    sources: tuple[FactSource, ...]
    ask: str | None = None
    kind: AnswerKind = AnswerKind.TEXT
    choices: tuple[Choice, ...] = ()
    choices_from_lines: bool = False
    task: TaskOrder | None = None
    say: str | None = None
    title: str = ""
    entity: str | None = None
    heard: bool = False
    told_by: tuple[str, ...] = ()
    several: bool = False


@dataclass(frozen=True)
class Row:
    """`goto` leads to another playbook's rows; `silent` decides without a word to the buyer."""

    name: str
    sop: str
    when: tuple[Condition, ...] = ()
    say: str | None = None
    outcome: CaseState | None = None
    tasks: tuple[TaskOrder, ...] = ()
    handoff: str | None = None
    priority: int = 0
    responsibility: str | None = None
    goto: str | None = None

    @property
    def silent(self) -> bool:
        return self.say is None and self.goto is None


@dataclass(frozen=True)
class Playbook:
    """`needs_order`: an order is chosen before the first row is tried. `interrupts`: decided at once, whatever is open
    (a person is asked for, abuse); the open case and its question stay as they are. `offered`: a buyer who may mean it
    gets a button for it. `evidence` are the facts that prove the buyer's claim (P-HUM-06). `under_way` are intents
    that belong to this matter while it is not through (“退钱” while the damage is looked at), each with the answers
    it gives to choices that are still to be put; after a goto to a procedure with intents of its own, that one's
    count. `replaces`: procedures whose open question about the same order is dropped when this one begins (“还是换货吧”
    ends the return). `opened_by`: words that begin it in a message of data which names no wish (“开票 云栖科技 9133…”).
    `can_wait`: in the middle of another question it is noted and offered afterwards. `each_order`: what is
    said of several orders (“两单都取消”) is done for each of them."""

    name: str
    intents: tuple[str, ...]
    facts: Mapping[str, FactRule]
    rows: tuple[Row, ...]
    needs_order: bool = True
    interrupts: bool = False
    offered: bool = True
    evidence: tuple[str, ...] = ()
    under_way: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    replaces: tuple[str, ...] = ()
    opened_by: tuple[str, ...] = ()
    can_wait: bool = False
    each_order: bool = False


@dataclass(frozen=True)
class Move:
    """`playbook` is where it stands (after any goto), `matter` the last one on the way there that buyers name."""

    playbook: str
    matter: str = field(default="", compare=False, kw_only=True)


@dataclass(frozen=True)
class Ask(Move):
    """Put this question to the buyer."""

    fact: FactRule


@dataclass(frozen=True)
class Wait(Move):
    """Order these tasks and say what is being done; their results decide."""

    tasks: tuple[TaskOrder, ...]
    say: str


@dataclass(frozen=True)
class Decision(Move):
    """The row that fits."""

    row: Row
