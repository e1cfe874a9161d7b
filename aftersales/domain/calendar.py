"""Shanghai days and times: every day count of the procedures goes through here (sop.md §7, counting)."""

from calendar import monthrange
from datetime import date, datetime, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")


def shanghai_date(at: datetime) -> date:
    return at.astimezone(SHANGHAI).date()


def format_time(at: datetime) -> str:
    """11月25日 14:30, Shanghai time."""
    local = at.astimezone(SHANGHAI)
    return f"{format_day(local)} {local:%H:%M}"


def format_day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def days_since(event: datetime, now: datetime) -> int:
    """Whole Shanghai days after the event's day: 0 on the day itself, 1 on the day after."""
    return (shanghai_date(now) - shanghai_date(event)).days


def hours_since(event: datetime, now: datetime) -> int:
    """Full hours gone by; negative for a future event."""
    return int((now - event).total_seconds() // 3600)


def add_months(at: datetime, months: int) -> datetime:
    """The same day `months` calendar months later; the month's last day when it has no such day (31 January → 28)."""
    year, month = divmod(at.year * 12 + at.month - 1 + months, 12)
    day = min(at.day, monthrange(year, month + 1)[1])
    return at.replace(year=year, month=month + 1, day=day)
