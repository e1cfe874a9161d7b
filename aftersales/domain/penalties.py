"""What the platform takes for violations (P-OPS-07): points for one message, and what a shop's points add up to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aftersales.domain.word_entries import Grade, Hit

POINTS: Mapping[Grade, int] = {Grade.NONE: 0, Grade.SLIGHT: 0, Grade.MINOR: 12, Grade.SERIOUS: 25, Grade.GRAVE: 100}


@dataclass(frozen=True)
class Tier:
    """From `points` on: no campaigns for `days` (None: the shop is closed) and a fine of at least `fine_fen`."""

    points: int
    days: int | None
    fine_fen: int


TIERS = (
    Tier(25, 7, 1_000_000),
    Tier(50, 14, 2_000_000),
    Tier(75, 21, 3_000_000),
    Tier(100, None, 4_000_000),
)
"""JD's rule of accumulated serious violations."""


def points_of(hits: Iterable[Hit]) -> int:
    """The points of one message: it is judged once, by the gravest thing in it."""
    return max((POINTS[hit.entry.grade] for hit in hits), default=0)


def tier_reached(points: int) -> Tier | None:
    return next((tier for tier in reversed(TIERS) if points >= tier.points), None)


def next_tier(points: int) -> Tier | None:
    return next((tier for tier in TIERS if points < tier.points), None)
