"""When a team is there: is it open now, and its hours in words for the buyer."""

from datetime import datetime, time

from aftersales.domain.calendar import SHANGHAI
from aftersales.domain.shop import Hours, Team

MIDNIGHT = time.max
"""`closes` of a team that is there until the day ends (24:00)."""
_WEEKDAYS = "一二三四五六日"


def is_open(team: Team, at: datetime) -> bool:
    """Whether the team is there at this aware time; the closing minute itself is closed."""
    local = at.astimezone(SHANGHAI)
    hours = team.hours.get(local.isoweekday())
    return hours is not None and hours.opens <= local.time() < hours.closes


def describe_hours(team: Team) -> str:
    """The team's hours for a buyer, such as “每天 9:00–22:00” or “周一至周五 9:00–22:00，周六 10:00–18:00”;
    empty for a team without hours."""
    runs: list[tuple[int, int, Hours]] = []
    for day, hours in sorted(team.hours.items()):
        if runs and runs[-1][1] == day - 1 and runs[-1][2] == hours:
            runs[-1] = (runs[-1][0], day, hours)
        else:
            runs.append((day, day, hours))
    return "，".join(f"{_days(first, last)} {_span(hours)}" for first, last, hours in runs)


def _days(first: int, last: int) -> str:
    if (first, last) == (1, 7):
        return "每天"
    start, end = f"周{_WEEKDAYS[first - 1]}", f"周{_WEEKDAYS[last - 1]}"
    if first == last:
        return start
    return f"{start}{'、' if last == first + 1 else '至'}{end}"


def _span(hours: Hours) -> str:
    return f"{_clock(hours.opens)}–{_clock(hours.closes)}"


def _clock(at: time) -> str:
    return "24:00" if at == MIDNIGHT else f"{at.hour}:{at.minute:02}"
