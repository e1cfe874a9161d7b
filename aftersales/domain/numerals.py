"""Chinese and Arabic numbers in buyers' words: 两袋, 十二, 一百五, 3盒, 二十元五, 5毛."""

import math
import re
from collections.abc import Sequence
from decimal import Decimal
from enum import Enum

from aftersales.domain.money import FEN_PER_YUAN

SINGLE_DIGITS = "零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖"
"""Chinese digits as they stand in a number read out digit by digit, written plainly, on the phone or on a cheque."""
AS_ARABIC = str.maketrans(SINGLE_DIGITS, "001234567891123456789")

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "俩": 2, "三": 3, "仨": 3, "四": 4, "五": 5}
_DIGITS |= {"六": 6, "七": 7, "八": 8, "九": 9}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10000}
_HAN_SIGNS = "零〇一二两俩三仨四五六七八九十百千万"
_HAN = f"[{_HAN_SIGNS}]+"
_NUMBER = rf"\d+(?:\.\d+)?|{_HAN}"
_IDIOM = re.compile(r"一(?=[下起样直定点些般边共切会旦]|模一样)|万一|(?<=第)[一二三四五六七八九十\d]+|(?<=[统唯])一")
_DATE = re.compile(rf"(?:{_NUMBER})(?:年|月|日|号|点)")
_LONG = re.compile(r"\d{6,}")
_COUNT = re.compile(rf"({_NUMBER})(个?半)?|半")
_MONEY = re.compile(
    rf"(?P<yuan>{_NUMBER})(?:块|元|圆)(?:(?P<half>半)|(?P<jiao>{_NUMBER})(?:[毛角]|(?![\d.件个袋盒包瓶条次张]))"
    rf"(?:(?P<fen>{_NUMBER})分?)?)?"
    rf"|(?P<only_jiao>{_NUMBER})[毛角](?:(?P<jiao_fen>{_NUMBER})分?)?"
    rf"|(?P<only_fen>{_NUMBER})分"
    rf"|(?P<bare>{_NUMBER})"
)


def read_numeral(text: str) -> int | None:
    """The whole number a numeral means (“12”, “十二”, “一百五” is 150); None when it is none."""
    if text.isdecimal():
        return int(text)
    if not re.fullmatch(_HAN, text):
        return None
    if not any(char in _UNITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total = section = digit = 0
    unit = 1
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
            unit = 1 if char in "零〇" else unit
        elif char == "万":
            total, section, digit, unit = (total + section + digit) * _UNITS[char], 0, 0, _UNITS[char]
        else:
            unit = _UNITS[char]
            section, digit = section + (digit or 1) * unit, 0
    # “一百五” leaves the unit out: the last digit counts the next lower one.
    short = digit and unit >= 100 and text[-2] in _UNITS
    return total + section + (digit * unit // 10 if short else digit)


class Measure(str, Enum):
    """What `amounts_in` counts: money in fen, or time in days."""

    FEN = "fen"
    DAYS = "days"


_DAYS_OF = {"天": 1, "日": 1, "周": 7, "个星期": 7, "个礼拜": 7, "个月": 30, "年": 365}
_TIME = re.compile(rf"({_NUMBER}|半)({'|'.join(_DAYS_OF)})")
_YUAN = re.compile(rf"({_NUMBER})(?:块|元|圆)")
_CHEQUE, _PLAIN = "壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千"
_IN_PLAIN = str.maketrans(_CHEQUE, _PLAIN)
_LONGEST = 12
_AT_END = re.compile(rf"[\d{_HAN_SIGNS}{_CHEQUE}半.\s\ufe0f\u20e3]+$")


def amounts_in(text: str, measure: Measure) -> Sequence[int]:
    """Every amount of this measure that a text names, in its order: “半年” is 182 days, “五 十 块” and “伍拾块” 5000
    fen."""
    text = "".join(text.split()).translate(_IN_PLAIN)
    if measure is Measure.FEN:
        return [int(_number(match[1]) * FEN_PER_YUAN) for match in _YUAN.finditer(text)]
    times = ((Decimal("0.5") if m[1] == "半" else _number(m[1]), _DAYS_OF[m[2]]) for m in _TIME.finditer(text))
    return [int(count * days) for count, days in times]


def number_before(text: str, place: int) -> int:
    """Where a number that ends at `place` begins, however it is spaced or framed (8️⃣8️⃣), at most twelve characters
    before it; `place` itself without one."""
    found = _AT_END.search(text, max(0, place - _LONGEST), place)
    return found.start() if found else place


def read_count(text: str) -> int | None:
    """The one count a text gives; a half counts as a whole piece. None without a number or with different ones.

    Dates, long numbers (order, waybill, phone) and 一下, 一样, 第一 are no counts.
    """
    bare = _LONG.sub(" ", _DATE.sub(" ", _IDIOM.sub(" ", text)))
    counts = {_rounded_up(match) for match in _COUNT.finditer(bare)}
    return counts.pop() if len(counts) == 1 else None


def read_amount(text: str) -> int | None:
    """The one amount of money a text gives, in fen (“20块5” is 2050); None without one or with different ones."""
    bare = _LONG.sub(" ", _IDIOM.sub(" ", text))
    amounts = {_fen(match) for match in _MONEY.finditer(bare)}
    return amounts.pop() if len(amounts) == 1 else None


def exceeds(wanted: str, offer: str) -> bool:
    """Whether a short text asks for more money than the most an offer names (“20可以” to one of 10元)."""
    amount = read_amount(re.sub(r"\s+", "", wanted))
    return amount is not None and amount > max(amounts_in(offer, Measure.FEN), default=amount)


def _rounded_up(match: re.Match[str]) -> int:
    if match[1] is None:
        return 1
    return math.ceil(_number(match[1])) + (1 if match[2] else 0)


def _fen(match: re.Match[str]) -> int:
    """Fen of one amount; what follows 块 is in tenths (20块5), or in fen when it has two digits (20块50)."""
    yuan, jiao, fen = (_number(match[name]) for name in ("yuan", "jiao", "fen"))
    if match["half"]:
        jiao = Decimal(5)
    tail = jiao if jiao >= 10 else jiao * 10
    small = _number(match["only_jiao"]) * 10 + _number(match["jiao_fen"]) + _number(match["only_fen"])
    return int((yuan + _number(match["bare"])) * 100 + tail + fen + small)


def _number(text: str | None) -> Decimal:
    if text is None:
        return Decimal(0)
    numeral = read_numeral(text)
    return Decimal(text) if numeral is None else Decimal(numeral)
