"""Read single cells as shops' export tools write them: wrapped ids, 元 suffixes, Beijing times."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from aftersales.domain.calendar import SHANGHAI

T = TypeVar("T")

MAX_FEN = 2_000_000_000
"""Twenty million yuan: above any order of a shop and within a 32-bit column."""

WRAPPED = re.compile(r'="(.*)"', re.DOTALL)
BLANKS = frozenset({"", "null", "NULL", "None", "-", "--"})
TIME = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?")
ORDER_NO = re.compile(r"[0-9A-Za-z_-]{4,40}")
SPREADSHEET_NUMBER = re.compile(r"\d(\.\d+)?[eE]\+?\d+")


class BadCell(ValueError):
    """A cell that cannot be used; the text names the column, the value and what is expected."""


def clean(cell: str) -> str:
    """The value without spreadsheet armour: `="123"`, a leading `'`, outer blanks; `null` and `-` are empty."""
    text = cell.strip()
    if wrapped := WRAPPED.fullmatch(text):
        text = wrapped[1].strip()
    text = text.removeprefix("'").strip()
    return "" if text in BLANKS else text


def parse_fen(text: str) -> int:
    """Yuan as shops write them (`1,299.00元`, `￥5`) in fen; ValueError outside 0 to 20 million yuan."""
    digits = text.strip().removesuffix("元").strip().lstrip("¥￥").replace(",", "").replace("，", "")
    try:
        fen = Decimal(digits) * 100
    except InvalidOperation:
        raise ValueError("is not an amount in yuan, such as 79.90") from None
    if not fen.is_finite() or fen != fen.to_integral_value() or not 0 <= fen <= MAX_FEN:
        raise ValueError("is not an amount between 0 and 20,000,000 yuan with at most two decimals")
    return int(fen)


def parse_time(text: str) -> datetime:
    """An export's time, which is Beijing time; ValueError when it has none of the known forms."""
    if found := TIME.fullmatch(text):
        year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
        try:
            return datetime(year, month, day, hour, minute, second, tzinfo=SHANGHAI)
        except ValueError:
            pass  # such as 30 February: the message below names the value
    raise ValueError("is not a time such as 2026-11-11 00:03:21 or 2026/11/11 0:03")


def parse_order_no(text: str) -> str:
    """An order number as the platform gave it; ValueError when a spreadsheet has rounded it or it is none."""
    if SPREADSHEET_NUMBER.fullmatch(text):
        raise ValueError("was rounded by a spreadsheet program: export the file again and do not save it there")
    if not ORDER_NO.fullmatch(text):
        raise ValueError("is not an order number (4 to 40 letters and digits)")
    return text


def parse_count(text: str) -> int:
    """Pieces, 1 to 100,000; ValueError otherwise."""
    number = text.removesuffix(".0")
    if not number.isdecimal() or not 1 <= int(number) <= 100_000:
        raise ValueError("is not a number of pieces from 1 to 100000")
    return int(number)


@dataclass(frozen=True)
class Row:
    """The cells of one row by column name. A method given several columns takes the first that is filled."""

    cells: Mapping[str, str]

    def text(self, *columns: str) -> str:
        return next((value for column in columns if (value := self.cells.get(column, ""))), "")

    def required(self, *columns: str) -> str:
        value = self.text(*columns)
        if not value:
            raise BadCell(f"{columns[0]}: is empty")
        return value

    def order_no(self, *columns: str) -> str:
        return _parsed(columns[0], self.required(*columns), parse_order_no)

    def fen(self, column: str) -> int | None:
        return self._optional(column, parse_fen)

    def required_fen(self, column: str) -> int:
        return _parsed(column, self.required(column), parse_fen)

    def time(self, column: str) -> datetime | None:
        return self._optional(column, parse_time)

    def required_time(self, column: str) -> datetime:
        return _parsed(column, self.required(column), parse_time)

    def required_count(self, column: str) -> int:
        return _parsed(column, self.required(column), parse_count)

    def one_of(self, column: str, values: Mapping[str, T]) -> T:
        """The meaning of a required cell that has a fixed vocabulary; commas and blanks in it do not matter."""
        value = self.required(column)
        meanings = {_bare(word): meaning for word, meaning in values.items()}
        if _bare(value) not in meanings:
            raise BadCell(f"{column}: {value!r} is none of {' / '.join(values)}")
        return meanings[_bare(value)]

    def _optional(self, column: str, parse: Callable[[str], T]) -> T | None:
        value = self.text(column)
        return _parsed(column, value, parse) if value else None


def _parsed(column: str, value: str, parse: Callable[[str], T]) -> T:
    try:
        return parse(value)
    except ValueError as problem:
        raise BadCell(f"{column}: {value!r} {problem}") from None


def _bare(text: str) -> str:
    return re.sub(r"[\s,，]", "", text)
