"""What no list of wordings can name in a text: rows of signs, long templates, late or repeated text."""

import re
from collections.abc import Iterator, Mapping
from enum import Enum

from aftersales.domain.text_reading import MOBILE, Manner, Readings


class ChatRule(str, Enum):
    """What only the chat before a text shows: `chat_care` looks for it, `broken_places` does not. `LATE`: an answer
    after the shop's `apology_after` without an apology first. `REPEATED`: more than `limit` characters said again."""

    LATE = "late_answer"
    REPEATED = "repeated_text"


class SentenceRule(str, Enum):
    """`ROW`: one sign `limit` times in a row, a syllable or two time and again, a message of nothing but stickers (one
    short of `limit` or more), drawn lines, one or two letters, or digits in their order.
    `LONG`: a message of more than `limit` characters. `LEARNED`: one that is likelier than `limit` percent to break
    its list, by what was learnt (learned_words.py). `DISGUISED`: a mobile number in other than plain digits."""

    ROW = "row_of_signs"
    LONG = "longer_than"
    LEARNED = "learned"
    DISGUISED = "disguised_number"


_STICKER = re.compile(r"\[[^\[\]\s]{1,8}\]|/:[^\s/]{1,6}|[\u2600-\u27bf\U0001f000-\U0001faff]")
_RUN = re.compile(r"(?<![0-9A-Za-z])(\S)(?:[ \u3000]?\1)+(?![0-9A-Za-z])")
_RHYTHM = re.compile(r"(?<![0-9A-Za-z])([A-Za-z]{2,4})\1{2,}(?![0-9A-Za-z])|([\u4e00-\u9fff]{2,3})\2{3,}")
_NOTHING_ELSE = re.compile(r"\s*2?([^\w\s]|\d)\1{4,}\s*|(?:\s*[^\w\s])(?:\s*(?:[^\w\s]|_)){7,}\s*")
"""A message of one sign or digit again and again (……, ------, 2333333), or of eight marks and more."""
_DRAWN = frozenset("-—=_*·.…、")
"""Signs people draw lines with."""

FEWEST_AGAIN = 5
"""Times that something must stand in a message to be a rhythm, or all of it: two letters three times are six."""

FEWEST_BABBLED, MOST_LETTERS = 6, 2
"""Characters that digits in their order must have, and letters over and over exceed; how many letters these may be."""
_IN_ORDER = ("0123456789" * 2, "9876543210" * 2)

_PLAIN = re.compile(r"\+?[0-9][0-9 \-]*")


def broken_places(
    text: str, rule: SentenceRule, limit: int, readings: Readings, reads: Mapping[Manner, str]
) -> Iterator[tuple[int, int]]:
    """Where (start, end) the text breaks the rule; `reads`: the text as the readings give it. Time grows with the
    text's length alone."""
    if rule is SentenceRule.LONG:
        if len(text) > limit:
            yield 0, len(text)
    elif rule is SentenceRule.ROW:
        yield from _rows(text, reads[Manner.LOOSE], limit)
    elif rule is SentenceRule.DISGUISED and MOBILE in reads[Manner.LOOSE]:
        read = readings.trace(text, Manner.LOOSE)
        for place in (place for place, char in enumerate(read.text) if char == MOBILE):
            start, end = read.starts[place], read.ends[place]
            if not _PLAIN.fullmatch(text[start:end]):
                yield start, end


def _rows(text: str, loose: str, limit: int) -> Iterator[tuple[int, int]]:
    if len(text) - len(set(text)) >= min(limit, FEWEST_AGAIN) - 1:
        yield from _repetitions(text, limit)
    if not text.lstrip()[:1].isalnum():
        rest, count = _STICKER.subn("", text)
        if count >= limit - 1 and not any(char.isalnum() for char in rest):
            yield 0, len(text)
    if _is_babble(loose):
        yield 0, len(text)


def _repetitions(text: str, limit: int) -> Iterator[tuple[int, int]]:
    for run in _RUN.finditer(text):
        if run.group(1) not in _DRAWN and run.group().count(run.group(1)) >= limit:
            yield run.span()
    yield from (rhythm.span() for rhythm in _RHYTHM.finditer(text))
    if _NOTHING_ELSE.fullmatch(text):
        yield 0, len(text)


def _is_babble(loose: str) -> bool:
    """Whether a message is one or two letters over and over, or digits in their order."""
    if any(loose in row for row in _IN_ORDER):
        return len(loose) >= FEWEST_BABBLED
    return len(loose) > FEWEST_BABBLED and len(set(loose)) <= MOST_LETTERS
