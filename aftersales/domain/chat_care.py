"""What a text to a buyer gets wrong in view of the chat before it: no apology after a long wait, the same again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from itertools import islice

from aftersales.domain.conversations import Sender
from aftersales.domain.scripts import begins_with_apology
from aftersales.domain.sentence_rules import ChatRule
from aftersales.domain.word_entries import Hit, Verdict, WordEntry
from aftersales.domain.word_gate import WordGate

REMEMBERED = 5
"""The newest words of the shop among which a text must not stand already (P-EMO-02)."""

_MARKS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Said:
    """One message of a chat; bot, agent and system speak for one side, the shop. `at` is aware, None when unknown."""

    sender: Sender
    text: str
    at: datetime | None

    @cached_property
    def bare(self) -> str:
        """The text without marks and spaces."""
        return _MARKS.sub("", self.text)


def review_reply(
    gate: WordGate, earlier: Sequence[Said], new: Said, apology_after: int, today: date | None = None
) -> Verdict:
    """The gate's verdict on the new text, and what breaks its rules over time in view of the chat's earlier messages,
    the oldest first; `apology_after` in seconds. Without its time only the text is judged."""
    verdict = gate.review(new.text, today)
    if new.sender is Sender.AGENT:
        verdict = verdict.of_person()
    if new.at is None:
        return verdict
    broken = tuple(
        Hit(entry, 0, len(new.text))
        for entry in gate.chat_rules
        if entry.holds(today) and _breaks(entry, earlier, new, apology_after)
    )
    return replace(verdict, hits=(*broken, *verdict.hits)) if broken else verdict


def _breaks(entry: WordEntry, earlier: Sequence[Said], new: Said, apology_after: int) -> bool:
    if entry.rule is ChatRule.LATE:
        return is_late(earlier, new, apology_after)
    return entry.rule is ChatRule.REPEATED and repeats(earlier, new, entry.limit)


def is_late(earlier: Sequence[Said], new: Said, apology_after: int) -> bool:
    """Whether an answer comes more than `apology_after` seconds after the oldest unanswered buyer message, and neither
    it nor the shop's word directly before it begins with an apology (P-EMO-01)."""
    waiting = [said.at for said in _unanswered(earlier, new) if said.at]
    if new.at is None or not waiting or (new.at - waiting[-1]).total_seconds() <= apology_after:
        return False
    follows = earlier[-1].sender is not Sender.BUYER and begins_with_apology(earlier[-1].text)
    return not (follows or begins_with_apology(new.text))


def repeats(earlier: Sequence[Said], new: Said, limit: int) -> bool:
    """Whether a text of more than `limit` characters is one of the shop's newest; marks and spaces do not count."""
    ours = (said for said in reversed(earlier) if said.sender is not Sender.BUYER)
    return len(new.bare) > limit and any(said.bare == new.bare for said in islice(ours, REMEMBERED))


def _unanswered(earlier: Sequence[Said], new: Said) -> Iterator[Said]:
    """The buyer's latest messages in a row, the newest first, if nobody answered them. For an agent a word of the bot
    (“正在为您转人工”) is no answer: the buyer has been waiting in the queue since."""
    heard = False
    for said in reversed(earlier):
        if said.sender is Sender.BUYER:
            heard = True
            yield said
        elif heard or said.sender is Sender.AGENT or new.sender is not Sender.AGENT:
            return
