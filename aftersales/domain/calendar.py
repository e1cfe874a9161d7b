"""Shanghai days and times: every day count of the procedures goes through here (sop.md §7, counting)."""

from datetime import date, datetime, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")


def shanghai_date(at: datetime) -> date:
    return at.astimezone(SHANGHAI).date()


def days_since(event: datetime, now: datetime) -> int:
    """Whole Shanghai days after the event's day: 0 on the day itself, 1 on the day after."""
    return (shanghai_date(now) - shanghai_date(event)).days


def hours_since(event: datetime, now: datetime) -> int:
    """Full hours gone by; negative for a future event."""
    return int((now - event).total_seconds() // 3600)
