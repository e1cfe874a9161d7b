"""Opening hours of shop.yml (`mon-fri: "09:00-22:00"`) → hours by weekday."""

import re
from collections.abc import Mapping
from datetime import time

from aftersales.adapters.files.entry import Entry
from aftersales.domain.opening_hours import MIDNIGHT
from aftersales.domain.shop import Hours

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)")


def read_hours(entry: Entry) -> Mapping[int, Hours]:
    """Hours by ISO weekday from `every day`, `mon`, `mon-fri` or `mon, wed`; a day given twice is a problem."""
    hours: dict[int, Hours] = {}
    for key in entry.values:
        days, span = _weekdays(key), _span(entry.text(key, required=True))
        if not days:
            entry.problem("is no day; write every day, mon, mon-fri or mon, wed", key)
        elif span is None:
            entry.problem('are no opening hours; write them like "09:00-22:00", the end later than the start', key)
        elif any(day in hours for day in days):
            entry.problem("gives hours for a day that has some already; keep one of the two", key)
        else:
            hours.update(dict.fromkeys(days, span))
    return hours


def _weekdays(key: str) -> list[int]:
    """The ISO weekdays a key names; empty when it names none."""
    if key == "every day":
        return list(range(1, 8))
    days: list[int] = []
    for part in re.split(r"\s*,\s*", key):
        first, _, last = part.partition("-")
        last = last or first
        if first not in _DAYS or last not in _DAYS or _DAYS.index(last) < _DAYS.index(first):
            return []
        days += range(_DAYS.index(first) + 1, _DAYS.index(last) + 2)
    return days


def _span(text: str) -> Hours | None:
    match = _SPAN.fullmatch(text)
    if match is None:
        return None
    opens, closes = _clock(match[1], match[2]), _clock(match[3], match[4])
    return Hours(opens, closes) if opens and closes and opens < closes else None


def _clock(hour: str, minute: str) -> time | None:
    if (hour, minute) == ("24", "00"):
        return MIDNIGHT
    return time(int(hour), int(minute)) if int(hour) < 24 and int(minute) < 60 else None
