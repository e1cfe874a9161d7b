"""What the lists hold, and what the gate says of a text: entries, hits and the verdict."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum

from aftersales.domain.numerals import Measure
from aftersales.domain.sentence_rules import ChatRule, SentenceRule
from aftersales.domain.text_reading import Manner
from aftersales.domain.wording_signals import Wording


class Action(str, Enum):
    BLOCK = "block"
    REPLACE = "replace"
    WARN = "warn"


class Grade(str, Enum):
    """How the platform judges one such message (P-OPS-07): a warning, 12, 25 or 100 points; NONE where it does not."""

    NONE = "none"
    SLIGHT = "slight"
    MINOR = "minor"
    SERIOUS = "serious"
    GRAVE = "grave"


@dataclass(frozen=True)
class Bound:
    """The most that may be promised: a setting of shop.yml and what it measures."""

    setting: str
    measure: Measure


@dataclass(frozen=True, eq=False)
class WordEntry:
    """One forbidden wording, or the `rule` it stands for.

    `manners`: how a text is read to find its `wordings`. `alone`: wrong only when the whole message says nothing else
    (a bare 抱歉呢); `clause`: wrong only where it stands between marks (靠，又漏件). `innocent`: wordings that make a
    hit harmless where they touch it (最近 for 最). `deniable`: harmless behind a 不要, 不会, 请勿. `since`: the day
    from which it holds. `doubtful`: counts only in a message that by what was learnt may be wrong. `beyond`: counts
    only where it names more than this setting of shop.yml allows. `bot_only`: a person may say it (我是人工客服小林).
    The `replacement` of a blocked entry is advice to an agent.
    """

    id: str
    list: str
    wordings: tuple[Wording, ...]
    action: Action
    reason: str
    source: str
    replacement: str = ""
    manners: tuple[Manner, ...] = (Manner.LOOSE,)
    alone: bool = False
    clause: bool = False
    innocent: tuple[Wording, ...] = ()
    deniable: bool = False
    grade: Grade = Grade.NONE
    since: date | None = None
    rule: SentenceRule | ChatRule | None = None
    limit: int = 0
    doubtful: bool = False
    beyond: Bound | None = None
    bot_only: bool = False

    def holds(self, today: date | None) -> bool:
        return self.since is None or today is None or self.since <= today


@dataclass(frozen=True)
class Vocabulary:
    """What all lists share: words before a wording that deny it, words behind it that disown it (“…不是我们的”), words
    that say nothing by themselves, and what signs stand for."""

    denials: frozenset[str] = frozenset()
    rebuttals: frozenset[str] = frozenset()
    fillers: frozenset[str] = frozenset()
    signs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Hit:
    """`start` and `end` are offsets into the text as it was given."""

    entry: WordEntry
    start: int
    end: int


@dataclass(frozen=True)
class Verdict:
    """`text` is what may be sent: the given text, or the one after all replacements; not to be sent when `blocked`.
    `spoiled`: the replacements themselves made a forbidden wording with the words beside them."""

    text: str
    hits: tuple[Hit, ...] = ()
    spoiled: bool = False

    def of_person(self) -> "Verdict":
        """The same when a person says it."""
        return replace(self, hits=tuple(hit for hit in self.hits if not hit.entry.bot_only))

    @property
    def blocked(self) -> bool:
        return self.spoiled or bool(self.blocking)

    @property
    def blocking(self) -> Sequence[Hit]:
        """The hits that keep the text from being sent."""
        return [hit for hit in self.hits if hit.entry.action is Action.BLOCK]

    @property
    def suggestion(self) -> str:
        """What may be sent: the text after all replacements; instead of a blocked one the approved wordings, each once,
        and an apology that is missing before its text. Empty when an agent must find the words."""
        if not self.blocked:
            return self.text
        instead = "，".join(dict.fromkeys(hit.entry.replacement for hit in self.blocking if hit.entry.replacement))
        is_late = {hit.entry.rule for hit in self.blocking} == {ChatRule.LATE}
        return instead + self.text if is_late else instead

    @property
    def action(self) -> Action | None:
        """The strictest thing that was decided; None when the text passes as it is."""
        if self.blocked:
            return Action.BLOCK
        found = {hit.entry.action for hit in self.hits}
        return next((action for action in (Action.REPLACE, Action.WARN) if action in found), None)
