"""Which days a spoken date means: the boundary day, left-out months and years, days no calendar has."""

from datetime import date

import pytest

from aftersales.domain.spoken_dates import resolve_date

SUNDAY = date(2026, 11, 22)


def day(month: int, number: int, year: int = 2026) -> tuple[date, date]:
    return date(year, month, number), date(year, month, number)


@pytest.mark.parametrize(
    ("value", "today", "days"),
    [
        ("---11", date(2026, 11, 5), day(10, 11)),
        ("---11", date(2026, 11, 10), day(10, 11)),
        ("---11", date(2026, 11, 11), day(11, 11)),
        ("---11", date(2026, 11, 12), day(11, 11)),
        ("---11", date(2026, 1, 5), day(12, 11, 2025)),
        ("---31", date(2026, 3, 5), day(1, 31)),
        ("---30", date(2026, 3, 1), day(1, 30)),
        ("--11-11", date(2026, 11, 10), day(11, 11, 2025)),
        ("--11-11", date(2026, 11, 11), day(11, 11)),
        ("--02-29", date(2026, 3, 1), day(2, 29, 2024)),
        ("--07", date(2026, 7, 1), (date(2026, 7, 1), date(2026, 7, 31))),
        ("--07", date(2026, 6, 30), (date(2025, 7, 1), date(2025, 7, 31))),
        ("-W-7", SUNDAY, day(11, 22)),
        ("-W-1", SUNDAY, day(11, 16)),
        ("-W-6/-W-7", SUNDAY, (date(2026, 11, 21), date(2026, 11, 22))),
        ("-W-6/-W-7", date(2026, 11, 21), (date(2026, 11, 21), date(2026, 11, 22))),
        ("-W-6/-W-7", date(2026, 11, 25), (date(2026, 11, 21), date(2026, 11, 22))),
    ],
)
def test_what_is_left_out_is_taken_from_the_past(value: str, today: date, days: tuple[date, date]) -> None:
    assert resolve_date(value, today) == days


@pytest.mark.parametrize(
    ("value", "today", "days"),
    [
        ("---11", date(2026, 11, 11), day(11, 11)),
        ("---11", date(2026, 11, 12), day(12, 11)),
        ("---31", date(2026, 11, 1), day(12, 31)),
        ("--01-01", date(2026, 11, 22), day(1, 1, 2027)),
        ("--02-29", date(2096, 3, 1), day(2, 29, 2104)),
        ("--11", date(2026, 11, 30), (date(2026, 11, 1), date(2026, 11, 30))),
        ("-W-7", SUNDAY, day(11, 22)),
        ("-W-1", SUNDAY, day(11, 23)),
    ],
)
def test_or_from_the_future_when_the_buyer_looks_ahead(value: str, today: date, days: tuple[date, date]) -> None:
    assert resolve_date(value, today, ahead=True) == days


@pytest.mark.parametrize("ahead", [False, True])
@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("D+0", day(11, 22)),
        ("D-1", day(11, 21)),
        ("D+9", day(12, 1)),
        ("W-1", (date(2026, 11, 9), date(2026, 11, 15))),
        ("W-1-5", day(11, 13)),
        ("W+0-1", day(11, 16)),
        ("W+1-3", day(11, 25)),
        ("M+0", (date(2026, 11, 1), date(2026, 11, 30))),
        ("M-11", (date(2025, 12, 1), date(2025, 12, 31))),
        ("M+2-05", day(1, 5, 2027)),
        ("Y-1", (date(2025, 1, 1), date(2025, 12, 31))),
        ("Y-1-11-11", day(11, 11, 2025)),
        ("Y+0-12", (date(2026, 12, 1), date(2026, 12, 31))),
        ("2026", (date(2026, 1, 1), date(2026, 12, 31))),
        ("2024-02", (date(2024, 2, 1), date(2024, 2, 29))),
        ("2026-03-05", day(3, 5)),
        ("M+0-21/M+0", (date(2026, 11, 21), date(2026, 11, 30))),
        ("D-3/D-1", (date(2026, 11, 19), date(2026, 11, 21))),
    ],
)
def test_relative_and_full_dates_are_the_same_either_way(value: str, days: tuple[date, date], ahead: bool) -> None:
    assert resolve_date(value, SUNDAY, ahead=ahead) == days


@pytest.mark.parametrize("value", ["--02-30", "2026-02-30", "2026-13", "M-1-31/M+0", "---32", "---00", "--13-01"])
def test_a_day_that_no_calendar_has(value: str) -> None:
    assert resolve_date(value, date(2026, 12, 1)) is None


@pytest.mark.parametrize("value", ["", "11号", "D1", "W-1-8", "yesterday", "D-1/", "/D-1"])
def test_another_form_is_a_fault(value: str) -> None:
    with pytest.raises(ValueError, match="no date of understanding"):
        resolve_date(value, SUNDAY)
