"""The bench of one transaction on one conversation: what every step of a turn or a finished task needs at hand."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from aftersales.domain.cases import Case, CaseState
from aftersales.domain.conversations import Button, ButtonKind, Conversation
from aftersales.domain.orders import Order
from aftersales.domain.release import Release
from aftersales.domain.teams import team_of_sop
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

    def bind(self, order_no: str | None) -> None:
        """The order in hand from now on; None: which one is meant has to be asked."""
        self.uow.conversations.bind_order(self.conversation.id, order_no)
        self.conversation = replace(self.conversation, order_no=order_no)

    def is_about(self, case: Case) -> bool:
        """Whether the case is of the order in hand; any case is while none is."""
        return self.conversation.order_no in (None, case.order_no)

    def asking(self) -> Case | None:
        """The case whose question is open."""
        cases = self.uow.cases.of_conversation(self.conversation.id)
        return next((case for case in cases if case.state is CaseState.OPEN and case.question), None)

    def end(self, case: Case, state: CaseState) -> None:
        """Put a case aside without a decision; nothing of it is asked any more."""
        self.uow.cases.save(replace(case, state=state, question=None, attempts=0, updated_at=self.now))

    def team_of(self, case: Case) -> str:
        """Who takes over a case: by the procedure decided upon, before that by the one it began with."""
        return team_of_sop(case.sop or self.release.playbooks[case.playbook].rows[0].sop)

    def is_sure(self, confidence: float, setting: str) -> bool:
        """Whether an intent is confident enough to act on, by `confident_percent` or `safety_percent`."""
        return confidence * 100 >= self.release.shop.limit(setting)

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
