"""Handing a task to the shop's own system: how often it is tried and when it is given up (P-OPS-06)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

FIRST_PAUSE = timedelta(seconds=30)
MOST_ATTEMPTS = 7
"""With pauses that grow fourfold (30 s, 2 min, 8 min … 8.5 h) the last one comes about eleven hours after the first."""


class DeliveryState(str, Enum):
    """DUE: to be tried (again); DEAD: given up, a person looks at it."""

    DUE = "due"
    DELIVERED = "delivered"
    DEAD = "dead"


@dataclass(frozen=True)
class Delivery:
    """`next_at` is the next attempt; while one is under way, the moment another process may take it over."""

    task_id: int
    state: DeliveryState
    attempts: int
    next_at: datetime
    error: str = ""
    delivered_at: datetime | None = None


def next_attempt(attempts: int, now: datetime) -> datetime | None:
    """When to try again after so many failed attempts; None when it is time to give up."""
    return None if attempts >= MOST_ATTEMPTS else now + FIRST_PAUSE * 4 ** (attempts - 1)
