"""Places in a text: which lie apart from others, which are left when some overlap; in time that grows with them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

MARK = re.compile(r"[，。！？；,!?;~～…\n]")
"""What ends a clause; an enumeration is one: in 从来不会让您加好友、转账 both are denied."""
LONGEST_CLAUSE = LONGEST_QUOTATION = 40
_QUOTATION_MARKS = ("“”", "「」", "《》", '""')


def quotation(fewest: int) -> re.Pattern[str]:
    """What stands in quotation marks, of at least so many characters."""
    held = f"{{{fewest},{LONGEST_QUOTATION}}}"
    return re.compile("|".join(f"{marks[0]}[^{marks}]{held}{marks[-1]}" for marks in _QUOTATION_MARKS))


def outside(spans: Iterable[tuple[int, int]], innocent: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans that no innocent one touches."""
    ordered = sorted(innocent)
    starts = [start for start, _ in ordered]
    farthest = list(accumulate((end for _, end in ordered), max))
    for start, end in spans:
        before = bisect_left(starts, end)
        if not (before and farthest[before - 1] > start):
            yield start, end


def not_inside(spans: Iterable[tuple[int, int]], around: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans that none of those around, which do not overlap, holds wholly."""
    ordered = sorted(around)
    starts = [start for start, _ in ordered]
    for start, end in spans:
        before = bisect_right(starts, start)
        if not (before and end <= ordered[before - 1][1]):
            yield start, end


def clause_around(text: str, start: int, end: int) -> tuple[int, int]:
    """From the mark before a place to the mark behind it, at most LONGEST_CLAUSE characters away."""
    before, behind = text[max(0, start - LONGEST_CLAUSE) : start], MARK.search(text, end, end + LONGEST_CLAUSE)
    lead = MARK.split(before)[-1]
    return start - len(lead), behind.start() if behind else min(len(text), end + LONGEST_CLAUSE)


def not_denied(
    spans: Iterable[tuple[int, int]], denials: Iterable[tuple[int, int]], rebuttals: Iterable[int], gap: int
) -> Iterator[tuple[int, int]]:
    """Spans before which no denial begins that ends within a gap of them, or in them (不能|能预防), and in or behind
    which no rebuttal begins."""
    ordered, starts = sorted(denials), sorted(rebuttals)
    begun = [start for start, _ in ordered]
    farthest = list(accumulate((end for _, end in ordered), max))
    for start, end in spans:
        before, next_one = bisect_left(begun, start), bisect_left(starts, start)
        denied = before and start - farthest[before - 1] <= gap
        rebutted = next_one < len(starts) and starts[next_one] <= end + gap
        if not (denied or rebutted):
            yield start, end


def longest(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Leftmost spans that do not overlap, the longest at each place."""
    reach = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= reach:
            yield start, end
            reach = end
