"""Worker's round: a buyer who waits too long for a person moves up, and the team lead sees it (P-EMO-07)."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from aftersales.domain.cases import Ticket
from aftersales.domain.opening_hours import is_open
from aftersales.domain.shop import Shop
from aftersales.use_cases.ports import UnitOfWork
from aftersales.use_cases.services import Services
from aftersales.use_cases.work import Work, work_on

LATE_PRIORITY = 5
"""Above the ordinary ones, below a complaint."""


def hurry_queue(services: Services) -> int:
    """Move up everybody who waits too long while their team is there; returns how many moved."""
    shop, now = services.release().shop, services.now()
    with services.reader() as uow:
        waiting = uow.tickets.waiting()
    late = [t for t in waiting if t.priority < LATE_PRIORITY and waits_too_long(shop, t, now)]
    return sum(_hurry_one(services, ticket) for ticket in late if is_open(shop.teams[ticket.team], now))


def waits_too_long(shop: Shop, ticket: Ticket, now: datetime) -> bool:
    """Longer than `queue_after` seconds since a person was asked for."""
    return now - ticket.created_at > timedelta(seconds=shop.limit("queue_after"))


def hurry(work: Work, ticket: Ticket) -> bool:
    """Move a waiting chat up once; False when it stands as high already."""
    if ticket.priority >= LATE_PRIORITY:
        return False
    move_up(work.uow, ticket, "queue_late", {"team": ticket.team}, work.now)
    return True


def move_up(uow: UnitOfWork, ticket: Ticket, why: str, details: Mapping[str, str], now: datetime) -> None:
    """Make a chat urgent, on record and on every desk; one that stands higher stays there."""
    uow.tickets.raise_priority(ticket.id, LATE_PRIORITY)
    uow.audit.append("worker", why, f"ticket:{ticket.id}", details, now)
    uow.feed.append(ticket.conversation_id, "ticket", str(ticket.id), now)


def _hurry_one(services: Services, found: Ticket) -> bool:
    with services.uow() as uow:
        conversation = uow.conversations.lock(found.conversation_id)
        ticket = uow.tickets.live_of(conversation.id)
        if ticket is None or ticket.id != found.id or not hurry(work_on(services, uow, conversation), ticket):
            return False
        uow.commit()
        return True
