"""Sliding-window limits, counted in this process."""

import time
from collections import deque
from collections.abc import Callable

MAX_KEYS = 10_000


class RateLimit:
    """At most `limit` hits per key within `seconds`."""

    def __init__(self, limit: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._seconds = seconds
        self._clock = clock
        self._hits: dict[str, deque[float]] = {}

    def full(self, key: str) -> bool:
        """Whether the key has used up its hits."""
        hits = self._hits.get(key)
        if hits is None:
            return False
        while hits and hits[0] <= self._clock() - self._seconds:
            hits.popleft()
        return len(hits) >= self._limit

    def hit(self, key: str) -> None:
        if len(self._hits) >= MAX_KEYS:
            self._hits = {name: hits for name, hits in self._hits.items() if hits[-1] > self._clock() - self._seconds}
        self._hits.setdefault(key, deque(maxlen=self._limit)).append(self._clock())

    def allow(self, key: str) -> bool:
        """Count one hit; False (and not counted) when the key is full."""
        if self.full(key):
            return False
        self.hit(key)
        return True
