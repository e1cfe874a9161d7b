"""What no list of wordings can name in a text: rows of signs, long templates, late or repeated text."""

import re
from collections.abc import Mapping, Sequence
from enum import Enum

from aftersales.domain.text_reading import MOBILE, Manner, Readings


class ChatRule(str, Enum):
    """What only the chat before a text shows: `chat_care` looks for it, `broken_places` does not. `LATE`: an answer
    after the shop's `apology_after` without an apology first. `REPEATED`: more than `limit` characters said again."""

    LATE = "late_answer"
    REPEATED = "repeated_text"


class SentenceRule(str, Enum):
    """`ROW`: one sign `limit` times in a row, a syllable or two time and again, a message of nothing but marks, more
    than one sticker, one digit, one or two letters, or digits in their order.
    `LONG`: a message of more than `limit` characters. `LEARNED`: one that is likelier than `limit` percent to break
    its list, by what was learnt (learned_words.py). `DISGUISED`: a mobile number in other than plain digits."""

    ROW = "row_of_signs"
    LONG = "longer_than"
    LEARNED = "learned"
    DISGUISED = "disguised_number"


_STICKER = re.compile(r"\[[^\[\]\s]{1,8}\]|/:[^\s/]{1,6}|[\u2600-\u27bf\U0001f000-\U0001faff]")
_RUN = re.compile(r"(?<![0-9A-Za-z])(\S)(?:[ \u3000]?\1)+(?![0-9A-Za-z])")
_RHYTHM = re.compile(r"(?<![0-9A-Za-z])([A-Za-z]{2,4})\1{2,}(?![0-9A-Za-z])|([\u4e00-\u9fff]{2,3})\2{3,}")
_ONE_DIGIT = re.compile(r"(\d)\1{2,}|23{3,}")
"""A message of one digit again and again, or laughter (2333)."""
_DRAWN = frozenset("-—=_*·.…、0")
"""Signs people draw lines with, and the digit of default passwords and round sums."""

FEWEST_AGAIN = 5
"""Times that something must stand in a message to be a rhythm, or all of it: two letters three times are six."""

FEWEST_BABBLED, MOST_LETTERS = 6, 2
"""Characters that digits in their order must have, and letters over and over exceed; how many letters these may be."""
_IN_ORDER = ("0123456789" * 2, "9876543210" * 2)

_PLAIN = re.compile(r"\+?[0-9][0-9 \-]*")


def broken_places(
    text: str, rule: SentenceRule, limit: int, readings: Readings, reads: Mapping[Manner, str]
) -> Sequence[tuple[int, int]]:
    """Where (start, end) the text breaks the rule; `reads`: the text as the readings give it. Time grows with the
    text's length alone."""
    if rule is SentenceRule.LONG:
        return [(0, len(text))] if len(text) > limit else ()
    if rule is SentenceRule.ROW:
        return _rows(text, reads[Manner.LOOSE], limit)
    if rule is SentenceRule.DISGUISED and MOBILE in reads[Manner.LOOSE]:
        return _disguised(text, readings)
    return ()


def _rows(text: str, loose: str, limit: int) -> Sequence[tuple[int, int]]:
    if _is_babble(loose) or (not text[:1].isalpha() and _says_nothing(text)):
        return [(0, len(text))]
    return _repetitions(text, limit) if len(text) - len(set(text)) >= min(limit, FEWEST_AGAIN) - 1 else ()


def _says_nothing(text: str) -> bool:
    """Whether a message is marks, stickers or one digit alone; a single sticker may be all that is to say."""
    rest, stickers = _STICKER.subn("", text)
    said = "".join(filter(str.isalnum, rest))
    if said:
        return _ONE_DIGIT.fullmatch(said) is not None
    return stickers > 1 or len(rest.strip()) > stickers


def _repetitions(text: str, limit: int) -> Sequence[tuple[int, int]]:
    rows = [row for row in _RUN.finditer(text) if row.group().count(row.group(1)) >= limit]
    found = [*(row for row in rows if row.group(1) not in _DRAWN), *_RHYTHM.finditer(text)]
    return [match.span() for match in found]


def _disguised(text: str, readings: Readings) -> Sequence[tuple[int, int]]:
    read = readings.trace(text, Manner.LOOSE)
    places = [(read.starts[n], read.ends[n]) for n, char in enumerate(read.text) if char == MOBILE]
    return [(start, end) for start, end in places if not _PLAIN.fullmatch(text[start:end])]


def _is_babble(loose: str) -> bool:
    """Whether a message is one or two letters over and over, or digits in their order."""
    if len(loose) < FEWEST_BABBLED:
        return False
    if loose[0] in _IN_ORDER[0] and any(loose in row for row in _IN_ORDER):
        return True
    few = len(set(loose[: MOST_LETTERS + 1])) <= MOST_LETTERS
    return few and len(loose) > FEWEST_BABBLED and len(set(loose)) <= MOST_LETTERS
