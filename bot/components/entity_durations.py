"""Spans of time: 五天, 48小时, 半个月, 3到5天; the value is in days (5d), hours (48h) or minutes (30m)."""

import re
from fractions import Fraction

from aftersales.domain.numerals import read_numeral
from bot.components.entity_forms import HAN_DIGIT, HAN_NUMBER, Form

HOUR, DAY = 60, 24 * 60
MINUTES = {"分钟": 1, "刻钟": 15, "小时": HOUR, "钟头": HOUR, "钟": HOUR, "天": DAY, "日": DAY, "工作日": DAY}
MINUTES |= {"周": 7 * DAY, "星期": 7 * DAY, "礼拜": 7 * DAY, "月": 30 * DAY, "季度": 90 * DAY, "年": 365 * DAY}
"""A month counts 30 days and a year 365: buyers round, and no procedure counts months from a buyer's words."""

LONGEST_YEARS = 99
"""More years than that are a date."""

NUMBER = rf"\d{{1,3}}(?:\.\d)?|{HAN_NUMBER}|半"
UNIT = (
    "分钟|刻钟|小时(?!客服|在线|营业|人工|不打烊|热线)|钟头|钟(?!点)|工作日|星期(?!几)|礼拜(?!几)|季度|月(?![饼历租子嫂经供])|"
    "天(?!天|猫|无理由|到晚|两头)|日(?=之?内|以内)|年(?![级货度代轻终]|四季)|周(?![岁年末边围]|[一二三四五六日天](?!次))"
)
DURATION = re.compile(
    r"(?<![第每头同几哪A-Za-z\d／*×_\[-])(?<!\d[.,:])(?<!有(?=一天))(?<!这(?=[两2]天))(?<!最后)(?<!下(?=半年))(?<!(?<!马)上(?=半年))"
    rf"(?P<number>{NUMBER})(?:[到至~、,—-](?P<most>{NUMBER}))?[多来几]?"
    rf"(?P<of>个)?(?P<half>半)?(?:{UNIT})(?P<half_behind>半(?!价))?"
)
UNIT_NAME = re.compile("|".join(sorted(MINUTES, key=len, reverse=True)))
GUESS = re.compile(rf"({HAN_DIGIT})({HAN_DIGIT})")


def _duration(match: re.Match[str]) -> str | None:
    """5d, 48h, 30m; the least and the most of a range with a stroke between: 两三天 is 2d/3d."""
    least, most = match["number"], match["most"]
    if guess := GUESS.fullmatch(least):
        least, most = guess[1], guess[2]
    unit = UNIT_NAME.findall(match.group())[-1]
    month_of_the_year = unit == "月" and not match["of"] and least != "半"
    if month_of_the_year or (unit in {"天", "日"} and (match["of"] or least == "半")):
        return None
    half = bool(match["half"] or match["half_behind"])
    ends = [_length(number, unit, half) for number in (least, most) if number]
    return None if None in ends else "/".join(end for end in ends if end)


def _length(written: str, unit: str, half: bool) -> str | None:
    """One end: parts of a day in hours, parts of an hour in minutes, days of months and years rounded down."""
    whole = read_numeral(written)
    if written != "半" and whole is None and not written[0].isdecimal():
        return None
    number = Fraction(1, 2) if written == "半" else Fraction(written if whole is None else whole)
    minutes = int((number + Fraction(1 if half else 0, 2)) * MINUTES[unit])
    if (unit == "年" and number > LONGEST_YEARS) or not minutes:
        return None
    if MINUTES[unit] >= 30 * DAY or (MINUTES[unit] >= DAY and minutes % DAY == 0):
        return f"{minutes // DAY}d"
    return f"{minutes}m" if minutes % HOUR else f"{minutes // HOUR}h"


DURATIONS = (Form("duration", DURATION, _duration),)
