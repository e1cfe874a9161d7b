"""How the word gate reads a text: tightly, without what stands between the letters, or by its sound."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import chain, count

from opencc import OpenCC
from pypinyin import Style, lazy_pinyin

from aftersales.domain.masking import MOBILE as MOBILE_NUMBER
from aftersales.domain.numerals import AS_ARABIC, SINGLE_DIGITS

STOPS = "。!?;\n"
"""Where a sentence ends; no wording reaches across."""

MOBILE = "\ue000"
"""Stands for a mobile number in a loose or spoken reading, however its digits are written; nobody types it."""

_SYLLABLE_SIGNS: dict[str, str] = {}
"""What stands for each syllable, given in the order in which they are first heard."""
_UNUSED = count(0xF0000)
"""From a plane of Unicode's private characters: nobody types them."""

_NUMBER = re.compile(rf"(?<![0-9a-z])(?:86)?[1一幺壹][0-9{SINGLE_DIGITS}]{{10}}(?![0-9a-z])")
# Buyers and agents mix zh and z, ch and c, sh and s, and with tones at hand -n and -ng too; 骚等 is 稍等, 蒸人 真人.
_RETROFLEX = re.compile("(?<=[zcs])h")
_MIXED = re.compile("(?<=[zcs])h|(?<=n)g")
_SPELT = dict(zip("0123456789", "零一二三四五六七八九", strict=True))
_LATIN = re.compile("[a-z]")
_LOOKALIKES = str.maketrans("αβγεικνορτυχабвгеикмнорстухѕіј丨", "abyeiknoptuxabbreukmhopctyxsij|")
_ENCLOSED = (0x1F130, 0x1F150, 0x1F170, 0x1F1E6)
"""Where Unicode's rows of enclosed A to Z begin that have no compatible letter, and the letters of flags."""


class Manner(str, Enum):
    """`TIGHT`: equal in width, case and script (简繁). `LOOSE`: nothing but letters, digits and the ends of sentences.
    `SPOKEN`: the loose reading with one sign for each syllable and tone, zh, ch, sh like z, c, s and -ng like -n;
    digits are spoken too (①律 sounds like 一律). `TYPED`: the same in letters and without tones, for pinyin that
    somebody typed; empty where the text has no Latin letter."""

    TIGHT = "tight"
    LOOSE = "loose"
    SPOKEN = "spoken"
    TYPED = "typed"


HEARD = (Manner.SPOKEN, Manner.TYPED)
"""The manners that read a text by its sound."""


@dataclass(frozen=True)
class Read:
    """A text as read; character n of it came from the slice `starts[n]:ends[n]` of the original."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]


class Readings:
    """`signs`: what an emoji or a mark stands for in the loose and spoken readings (➕ 加, 🧧 红包)."""

    def __init__(self, signs: Mapping[str, str] | None = None) -> None:
        known = {_letters(sign): word for sign, word in (signs or {}).items()}
        self._tight = _Table(_letters)
        self._loose = _Table(lambda char: _loosened(_letters(char), known))
        self._spoken = _Table(_sound)
        self._typed = _Table(_syllable)
        self._said = _Table(lambda char: syllable_sign(_syllable(char)))

    def read(self, text: str, tight: bool = True) -> Mapping[Manner, str]:
        """The text in every manner, as `trace` gives it, without the places; several times as fast. Few lists need
        the `tight` one."""
        loose = self._loosely(text)
        reads = {
            Manner.LOOSE: loose,
            Manner.SPOKEN: loose.translate(self._spoken),
            Manner.TYPED: self._without_tones(loose) if _LATIN.search(loose) else "",
        }
        if tight:
            reads[Manner.TIGHT] = text.translate(self._tight)
        return reads

    def read_in(self, text: str, manner: Manner) -> str:
        """The text in one manner, with or without Latin letters."""
        if manner is Manner.TIGHT:
            return text.translate(self._tight)
        loose = self._loosely(text)
        if manner is Manner.LOOSE:
            return loose
        return loose.translate(self._spoken) if manner is Manner.SPOKEN else self._without_tones(loose)

    def _loosely(self, text: str) -> str:
        return _NUMBER.sub(_sign, text.translate(self._loose))

    def _without_tones(self, loose: str) -> str:
        return _RETROFLEX.sub("", loose.translate(self._typed))

    def syllables(self, loose: str) -> str:
        """A loose reading with the sign of each character's syllable, without its tone."""
        return loose.translate(self._said)

    def spelt(self, char: str) -> str:
        """The syllable of one character of a loose reading in letters, without its tone; a letter stays."""
        return self._typed[ord(char)]

    def has_latin(self, text: str) -> bool:
        return _LATIN.search(text.translate(self._loose)) is not None

    def trace(self, text: str, manner: Manner) -> Read:
        """The text in one manner, and where each of its characters came from."""
        table = self._tight if manner is Manner.TIGHT else self._loose
        read = _spread(Read(text, range(len(text)), range(1, len(text) + 1)), table)
        if manner is Manner.TIGHT:
            return read
        read = _cut(read, _NUMBER, _sign)
        if manner is Manner.LOOSE:
            return read
        if manner is Manner.SPOKEN:
            return _spread(read, self._spoken)
        if not _LATIN.search(read.text):
            return Read("", (), ())
        return _cut(_spread(read, self._typed), _RETROFLEX, lambda _: "")


@lru_cache(maxsize=2)
def readings_with(signs: frozenset[tuple[str, str]]) -> Readings:
    """The same readings for the same signs: what they have worked out is kept."""
    return Readings(dict(signs))


class _Table(dict[int, str]):
    """What each character becomes, worked out when it first occurs."""

    def __init__(self, change: Callable[[str], str]) -> None:
        super().__init__()
        self._change = change

    def __missing__(self, code: int) -> str:
        self[code] = changed = self._change(chr(code))
        return changed


def _letters(char: str) -> str:
    """Half width, lower case, simplified; invisible characters, which hide a word from search only, are nothing."""
    folded = _plain(unicodedata.normalize("NFKC", char).casefold()).translate(_LOOKALIKES)
    kept = (part for part in folded if not unicodedata.category(part).startswith(("Cf", "Me", "Mn", "Cs")))
    return "".join(simplified(part) for part in kept)


def _plain(char: str) -> str:
    """A letter or digit in a circle or a square without it (🆅 is v, ❶ is 1)."""
    if len(char) != 1:
        return char
    row = next((row for row in _ENCLOSED if row <= ord(char) < row + 26), None)
    if row is not None:
        return chr(ord("a") + ord(char) - row)
    digit = unicodedata.digit(char, None)
    return char if digit is None else str(digit)


def _loosened(letters: str, signs: Mapping[str, str]) -> str:
    if letters in signs:
        return signs[letters]
    return "".join(char for char in letters if char.isalnum() or char in STOPS or char == MOBILE)


@lru_cache(maxsize=1)
def simplifier() -> OpenCC:
    return OpenCC("t2s")


def simplified(char: str) -> str:
    """A traditional character simplified; one that has no such form of one character stays."""
    simple: str = simplifier().convert(char) if char > "\u2e7f" else char
    return simple if len(simple) == 1 else char


def _sound(char: str) -> str:
    """The sign of a character's syllable; a letter stays."""
    char = _SPELT.get(char, char)
    if not _is_chinese(char):
        return char
    return syllable_sign(_MIXED.sub("", "".join(lazy_pinyin(char, style=Style.TONE3))))


def syllable_sign(syllable: str) -> str:
    """The one character that stands for a syllable as long as the program runs."""
    return _SYLLABLE_SIGNS.get(syllable) or _SYLLABLE_SIGNS.setdefault(syllable, chr(next(_UNUSED)))


def _syllable(char: str) -> str:
    char = _SPELT.get(char, char)
    return "".join(lazy_pinyin(char)) if _is_chinese(char) else char


def _is_chinese(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def _sign(number: re.Match[str]) -> str:
    return MOBILE if MOBILE_NUMBER.fullmatch(number.group().translate(AS_ARABIC)) else number.group()


def _spread(read: Read, table: _Table) -> Read:
    """Every character replaced by what the table makes of it."""
    parts = [table[ord(char)] for char in read.text]
    text = "".join(parts)
    if len(text) == len(parts) and "" not in parts:
        return Read(text, read.starts, read.ends)
    places = list(chain.from_iterable([n] * len(part) for n, part in enumerate(parts)))
    return Read(text, [read.starts[n] for n in places], [read.ends[n] for n in places])


def _cut(read: Read, pattern: re.Pattern[str], change: Callable[[re.Match[str]], str]) -> Read:
    """Every match replaced; a character put in its place came from the whole of it."""
    if not pattern.search(read.text):
        return read
    text, starts, ends, done = [], [], [], 0
    for match in pattern.finditer(read.text):
        new = change(match)
        kept = slice(done, match.start())
        text += [read.text[kept], new]
        whole = (read.starts[match.start()], read.ends[match.end() - 1])
        same = new == match.group()
        starts += [*read.starts[kept], *(read.starts[match.start() : match.end()] if same else [whole[0]] * len(new))]
        ends += [*read.ends[kept], *(read.ends[match.start() : match.end()] if same else [whole[1]] * len(new))]
        done = match.end()
    return Read("".join([*text, read.text[done:]]), [*starts, *read.starts[done:]], [*ends, *read.ends[done:]])
