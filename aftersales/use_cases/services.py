"""What every use case is given: the clock, transactions, the live release, the voice and the bot."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from aftersales.domain.calendar import shanghai_date
from aftersales.domain.release import Release
from aftersales.domain.word_entries import Verdict
from aftersales.use_cases.ports import BotClient, Clock, Releases, ScriptVoice, UnitOfWork


class ImageStore(Protocol):
    def save(self, attachment_id: str, data: bytes) -> tuple[str, str, int]:
        """Re-encode without metadata and store: (media type, path, size). ValueError says why it is unusable."""

    def read(self, path: str) -> bytes: ...


class SlipDoor(Protocol):
    """The signed links to return slips."""

    def url(self, case_no: str) -> str: ...

    def proves(self, case_no: str, signature: str) -> bool: ...


@dataclass(frozen=True)
class Timing:
    """Seconds: quiet time that ends a burst, the longest a turn may take, how long a turn is leased."""

    burst_s: float = 1.2
    turn_timeout_s: float = 8.0
    lease_s: float = 10.0


@dataclass(frozen=True)
class Services:
    """`uow` opens a transaction for writing; `reader` one that only reads and keeps no writer waiting."""

    uow: Callable[[], UnitOfWork]
    reader: Callable[[], UnitOfWork]
    clock: Clock
    releases: Releases
    voice: ScriptVoice
    bot: BotClient
    images: ImageStore
    slips: SlipDoor
    timing: Timing = Timing()

    def now(self) -> datetime:
        return self.clock.now()

    def release(self) -> Release:
        return self.releases.current()

    def review(self, text: str) -> Verdict:
        """What the live word gate says to a text today."""
        return self.release().gate.review(text, shanghai_date(self.now()))


@dataclass(frozen=True)
class Refused:
    """A refusal is a result: `code` is for programs, `detail` names what a person needs (who holds the ticket…)."""

    code: str
    detail: str = ""
