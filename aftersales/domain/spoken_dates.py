"""Dates as buyers say them (11号, 上周五, 昨天): the written form that understanding gives, and the days it means.

The forms; `±n` is a whole number with its sign, +0 is this one:

    2026, 2026-03, 2026-03-05   2026年, 2026年3月, 2026年3月5号
    --11, --11-11               11月份, 11月11号 and 双11: the year is left out
    ---11                       11号: year and month are left out
    D±n                         D-1 昨天, D+0 今天, D-3 三天前
    W±n, W±n-d                  W-1 上周, W-1-5 上周五; the week begins on Monday (1)
    -W-d                        周五: the week is left out
    M±n, M±n-DD                 M-1 上个月, M-1-11 上个月11号
    Y±n, Y±n-MM, Y±n-MM-DD      Y-1 去年, Y-1-11-11 去年11月11号
    A/B                         from the first day of A to the last of B: M+0-21/M+0 月底, -W-6/-W-7 周末

`--11` and the like are the truncated forms of ISO 8601:2000.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

Days = tuple[date, date]
"""First and last day, both included; equal for a single day."""

_FULL = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")
_NO_YEAR = re.compile(r"--(?P<month>\d\d)(?:-(?P<day>\d\d))?")
_NO_MONTH = re.compile(r"---(?P<day>\d\d)")
_NO_WEEK = re.compile(r"-W-(?P<day>[1-7])")
_DAY = re.compile(r"D(?P<off>[+-]\d+)")
_WEEK = re.compile(r"W(?P<off>[+-]\d+)(?:-(?P<day>[1-7]))?")
_MONTH = re.compile(r"M(?P<off>[+-]\d+)(?:-(?P<day>\d\d))?")
_YEAR = re.compile(r"Y(?P<off>[+-]\d+)(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")

MONTHS_TO_TRY = 12 * 8
"""How far the nearest fitting month is looked for: 29 February may be eight years away."""


def resolve_date(value: str, today: date, *, ahead: bool = False) -> Days | None:
    """The days a date of understanding means, said on `today`; None for a day that no calendar has (--02-30).

    What the buyer left out is taken so that the day is the last one up to today (“11号拍的” on the 5th means last
    month), or with `ahead` the first one from today on (“11号能到吗”). Today itself fits both. ValueError for a text of
    another form.
    """
    first, stroke, second = value.partition("/")
    begin = _resolve_one(first, today, ahead)
    if not stroke or begin is None:
        return begin
    end = _resolve_one(second, today, ahead)
    if end and end[1] < begin[0]:
        end = _resolve_one(second, begin[0], ahead=True)
    return (begin[0], end[1]) if end else None


def _resolve_one(value: str, today: date, ahead: bool) -> Days | None:
    if match := _FULL.fullmatch(value):
        return _days(int(match["year"]), _int(match["month"]), _int(match["day"]))
    if match := _NO_YEAR.fullmatch(value):
        return _nearest(today, ahead, int(match["month"]), _int(match["day"]))
    if match := _NO_MONTH.fullmatch(value):
        return _nearest(today, ahead, None, int(match["day"]))
    if match := _NO_WEEK.fullmatch(value):
        back = (today.isoweekday() - int(match["day"])) % 7
        return _single(today + timedelta(-back % 7 if ahead else -back))
    return _resolve_relative(value, today)


def _resolve_relative(value: str, today: date) -> Days | None:
    if match := _DAY.fullmatch(value):
        return _single(today + timedelta(int(match["off"])))
    if match := _WEEK.fullmatch(value):
        monday = today + timedelta(7 * int(match["off"]) - today.weekday())
        if match["day"]:
            return _single(monday + timedelta(int(match["day"]) - 1))
        return monday, monday + timedelta(6)
    if match := _MONTH.fullmatch(value):
        year, month = _month_off(today, int(match["off"]))
        return _days(year, month, _int(match["day"]))
    if match := _YEAR.fullmatch(value):
        return _days(today.year + int(match["off"]), _int(match["month"]), _int(match["day"]))
    raise ValueError(f"no date of understanding: {value!r}")


def _nearest(today: date, ahead: bool, month: int | None, day: int | None) -> Days | None:
    """The last such day or month begun up to today, or the first not over before today."""
    for days in _candidates(today, ahead, month, day):
        if days and (days[1] >= today if ahead else days[0] <= today):
            return days
    return None


def _candidates(today: date, ahead: bool, month: int | None, day: int | None) -> Iterator[Days | None]:
    for nth in range(MONTHS_TO_TRY + 1):
        year, this = _month_off(today, nth if ahead else -nth)
        if month in (None, this):
            yield _days(year, this, day)


def _days(year: int, month: int | None, day: int | None) -> Days | None:
    """A whole year, a whole month or a day; None when the calendar has none such."""
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    if day is None:
        return date(year, month, 1), date(year, month, last)
    return _single(date(year, month, day)) if 1 <= day <= last else None


def _month_off(today: date, months: int) -> tuple[int, int]:
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return year, month + 1


def _single(day: date) -> Days:
    return day, day


def _int(text: str | None) -> int | None:
    return None if text is None else int(text)
