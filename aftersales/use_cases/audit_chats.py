"""Review past chats by the word gate: a verdict on every word of the shop, and what the verdicts add up to."""

from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from aftersales.domain.calendar import shanghai_date
from aftersales.domain.chat_care import Said, review_reply
from aftersales.domain.conversations import Sender
from aftersales.domain.masking import mask_text
from aftersales.domain.penalties import points_of
from aftersales.domain.word_entries import Action, Verdict, WordEntry
from aftersales.domain.word_gate import WordGate

OPEN_CHATS = 10_000
REMEMBERED = 20
"""Messages of one chat that are kept to judge the next one."""
FORGOTTEN_AFTER = timedelta(days=1)
EXAMPLES = 3
EXAMPLE_LENGTH = 120
MOST_AGENTS = 1_000
"""Agents counted by name; a file that names more has something else in that field."""


@dataclass(frozen=True)
class ChatLine:
    """One message of a chat log; `id` as the log gives it, `agent` a login or a name, empty when not told."""

    id: str | int
    conversation_id: str
    said: Said
    agent: str = ""


@dataclass(frozen=True)
class Judged:
    line: ChatLine
    verdict: Verdict


class OpenChats:
    """The latest messages of the chats being read. A chat is forgotten a day after its last message, and when `most`
    others have spoken since."""

    def __init__(self, most: int = OPEN_CHATS) -> None:
        self._most = most
        self._chats: OrderedDict[str, deque[Said]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._chats)

    def earlier(self, conversation_id: str, new: Said) -> Sequence[Said]:
        said = self._chats.get(conversation_id)
        if said and new.at:
            last = next((one.at for one in reversed(said) if one.at), None)
            if last and new.at - last > FORGOTTEN_AFTER:
                said.clear()
        return said or ()

    def add(self, conversation_id: str, new: Said) -> None:
        self._chats.setdefault(conversation_id, deque(maxlen=REMEMBERED)).append(new)
        self._chats.move_to_end(conversation_id)
        if len(self._chats) > self._most:
            self._chats.popitem(last=False)


def audit_chats(lines: Iterable[ChatLine], gate: WordGate, apology_after: int, today: date) -> Iterator[Judged]:
    """A verdict for each word of bot or agent, in order, by the lists as they held on its day (`today` when it has no
    time). Nothing but the open chats is kept."""
    chats = OpenChats()
    for line in lines:
        said, chat = line.said, line.conversation_id
        earlier = chats.earlier(chat, said)
        if said.sender is not Sender.BUYER:
            day = shanghai_date(said.at) if said.at else today
            yield Judged(line, review_reply(gate, earlier, said, apology_after, day))
        chats.add(chat, said)


@dataclass
class Count:
    """Messages of one agent, or of all, by what was decided; `points` of P-OPS-07."""

    passed: int = 0
    replaced: int = 0
    warned: int = 0
    blocked: int = 0
    points: int = 0

    @property
    def messages(self) -> int:
        return self.passed + self.replaced + self.warned + self.blocked

    def add(self, verdict: Verdict) -> None:
        if not verdict.hits:
            self.passed += 1
            return
        action = verdict.action
        self.replaced += action is Action.REPLACE
        self.warned += action is Action.WARN
        self.blocked += action is Action.BLOCK
        self.points += points_of(verdict.hits)


@dataclass
class RuleCount:
    """Messages with one entry's wording, and the first different ones of them, masked."""

    entry: WordEntry
    messages: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.messages += 1
        if len(self.examples) < EXAMPLES:
            shown = mask_text(text[: 4 * EXAMPLE_LENGTH])
            shown = shown if len(shown) <= EXAMPLE_LENGTH else f"{shown[:EXAMPLE_LENGTH]}…"
            if shown not in self.examples:
                self.examples.append(shown)


@dataclass
class AuditReport:
    """`agents` by sender and name (SYSTEM: all agents beyond MOST_AGENTS); `rules` by entry."""

    total: Count = field(default_factory=Count)
    agents: dict[tuple[Sender, str], Count] = field(default_factory=dict)
    rules: dict[WordEntry, RuleCount] = field(default_factory=dict)

    def add(self, judged: Judged) -> None:
        verdict, sender = judged.verdict, judged.line.said.sender
        agent = (sender, judged.line.agent if sender is Sender.AGENT else "")
        if agent not in self.agents and len(self.agents) >= MOST_AGENTS:
            agent = (Sender.SYSTEM, "")
        self.agents.setdefault(agent, Count()).add(verdict)
        self.total.add(verdict)
        for entry in {hit.entry: None for hit in verdict.hits}:
            self.rules.setdefault(entry, RuleCount(entry)).add(judged.line.said.text)
