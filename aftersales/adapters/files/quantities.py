"""Human quantities of the shop's files (5元, 48h, 7d, 60s, 5%) → whole numbers of the unit the program counts in."""

import re
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum


class Unit(str, Enum):
    """What a number counts; the value is how people are told to write it."""

    FEN = "5元"
    HOURS = "48h"
    DAYS = "7d"
    SECONDS = "60s"
    PERCENT = "5%"
    CM = "3cm"
    COUNT = "3"


_QUANTITY = re.compile(r"(\d+(?:\.\d+)?)\s*(元|分|h|d|min|s|%|cm|)")
_FACTORS: Mapping[tuple[Unit, str], int] = {
    (Unit.FEN, "元"): 100,
    (Unit.FEN, "分"): 1,
    (Unit.HOURS, "h"): 1,
    (Unit.HOURS, "d"): 24,
    (Unit.DAYS, "d"): 1,
    (Unit.SECONDS, "s"): 1,
    (Unit.SECONDS, "min"): 60,
    (Unit.SECONDS, "h"): 3600,
    (Unit.PERCENT, "%"): 1,
    (Unit.CM, "cm"): 1,
}
_SUFFIX_UNITS: Mapping[str, Unit] = {
    "_hours": Unit.HOURS,
    "_days": Unit.DAYS,
    "_after": Unit.SECONDS,
    "_percent": Unit.PERCENT,
    "_rate": Unit.PERCENT,
    "_cm": Unit.CM,
    "_count": Unit.COUNT,
}


def unit_of_setting(name: str) -> Unit:
    """The unit a setting's name promises (`…_hours`, `…_days`, `…_after`, `…_percent`, `…_count`); else money."""
    return next((unit for suffix, unit in _SUFFIX_UNITS.items() if name.endswith(suffix)), Unit.FEN)


def read_quantity(value: object, unit: Unit) -> int:
    """The whole number of `unit` that a file's entry means; ValueError says how to write it.

    A bare number is taken in the unit itself, except for money: nobody can tell whether 20 means 元 or 分.
    """
    match = _QUANTITY.fullmatch(str(value)) if isinstance(value, str | int | float) else None
    if match is None or isinstance(value, bool):
        raise ValueError(f"{value!r} is not a quantity; write it like {unit.value}")
    factor = 1 if not match[2] and unit is not Unit.FEN else _FACTORS.get((unit, match[2]))
    if factor is None:
        raise ValueError(f"{value!r} has the wrong unit; write it like {unit.value}")
    number = Decimal(match[1]) * factor
    if number != int(number):
        raise ValueError(f"{value!r} is not a whole number; write it like {unit.value}")
    return int(number)


def read_operand(text: str) -> int | None:
    """The number a condition compares with (`1`, `5元`, `48h`, `7d`); None when it is a word or a setting's name."""
    match = _QUANTITY.fullmatch(text)
    if match is None:
        return None
    units = {"": Unit.COUNT, "元": Unit.FEN, "分": Unit.FEN, "h": Unit.HOURS, "d": Unit.DAYS, "%": Unit.PERCENT}
    return read_quantity(text, units.get(match[2], Unit.SECONDS if match[2] != "cm" else Unit.CM))
