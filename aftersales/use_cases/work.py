"""The bench of one transaction on one conversation: what every step of a turn or a finished task needs at hand."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from aftersales.domain.conversations import Button, ButtonKind, Conversation
from aftersales.domain.orders import Order
from aftersales.domain.release import Release
from aftersales.use_cases.access_order import access_order
from aftersales.use_cases.ports import UnitOfWork
from aftersales.use_cases.services import Services


@dataclass
class Work:
    """`conversation` is locked and kept up to date by the steps that change it; `slip_url` links a case's slip."""

    uow: UnitOfWork
    release: Release
    now: datetime
    conversation: Conversation
    slip_url: Callable[[str], str]

    def order(self, order_no: str) -> Order | None:
        """An order this conversation may see."""
        seen = self.conversation
        return access_order(self.uow, seen.buyer_id, order_no, seen.order_no if seen.guest else None)

    def settings(self) -> Mapping[str, int]:
        return {name: setting.value for name, setting in self.release.shop.settings.items()}

    def words(self, key: str) -> str:
        """A fixed short text of the library (button titles, topic names)."""
        return self.release.scripts[key].variants[0]

    def topic(self, intent: str) -> str:
        return self.words(f"topic.{intent}")

    def offer(self, title: str, kind: ButtonKind, value: str = "") -> Button:
        """A button with a fresh opaque id."""
        return Button(secrets.token_hex(8), title, kind, value)

    def offer_human(self) -> Button:
        return self.offer(self.words("button.human"), ButtonKind.HUMAN)

    def tell(self, kind: str, ref: str) -> None:
        """Append to the feed that wakes web clients and desks."""
        self.uow.feed.append(self.conversation.id, kind, ref, self.now)


def work_on(services: Services, uow: UnitOfWork, conversation: Conversation) -> Work:
    """The bench of this transaction: the release and the time it works with stay the same to its end."""
    return Work(uow, services.release(), services.now(), conversation, services.slips.url)
