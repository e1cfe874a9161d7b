"""Tickets in the database: a person takes over a chat."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from aftersales.adapters.db.statements import changed, fetch, fetch_one, fetch_only, insert_unless_taken
from aftersales.adapters.db.tables import LIVE_TICKET_STATES, conversations, tickets
from aftersales.domain.cases import Ticket, TicketState

_LIVE = tickets.c.state.in_(LIVE_TICKET_STATES)
_WAITING = tickets.c.state == TicketState.WAITING
_FINAL_STATES = (TicketState.RETURNED, TicketState.CLOSED)


class SqlTickets:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(
        self, conversation_id: str, team: str, priority: int, reason: str, case_id: int | None, now: datetime
    ) -> Ticket:
        values = {
            "conversation_id": conversation_id,
            "team": team,
            "priority": priority,
            "reason": reason,
            "state": TicketState.WAITING,
            "created_at": now,
            "case_id": case_id,
        }
        insert_unless_taken(self._connection, tickets, values)
        return fetch_only(self._connection, Ticket, _live_of(conversation_id))

    def get(self, ticket_id: int) -> Ticket | None:
        return fetch_one(self._connection, Ticket, sa.select(tickets).where(tickets.c.id == ticket_id))

    def live_of(self, conversation_id: str) -> Ticket | None:
        return fetch_one(self._connection, Ticket, _live_of(conversation_id))

    def last_served(self, buyer_id: str) -> Ticket | None:
        """The one of this buyer that an agent gave back or closed last, whichever chat it was of."""
        query = (
            sa.select(tickets)
            .join(conversations, conversations.c.id == tickets.c.conversation_id)
            .where(
                conversations.c.buyer_id == buyer_id,
                tickets.c.closed_at.is_not(None),
                tickets.c.agent_login.is_not(None),
            )
        )
        return fetch_one(
            self._connection, Ticket, query.order_by(tickets.c.closed_at.desc(), tickets.c.id.desc()).limit(1)
        )

    def waiting(self) -> Sequence[Ticket]:
        query = sa.select(tickets).where(_WAITING)
        return fetch(self._connection, Ticket, query.order_by(*_place(tickets).clauses))

    def of_agent(self, login: str) -> Sequence[Ticket]:
        """The tickets the agent holds now, oldest claim first."""
        query = sa.select(tickets).where(tickets.c.agent_login == login, tickets.c.state == TicketState.CLAIMED)
        return fetch(self._connection, Ticket, query.order_by(tickets.c.claimed_at, tickets.c.id))

    def position(self, ticket_id: int) -> int:
        """1 for the next one in its team; 0 for a ticket that does not wait."""
        other = tickets.alias()
        query = sa.select(sa.func.count()).where(
            tickets.c.id == ticket_id,
            _WAITING,
            other.c.state == TicketState.WAITING,
            other.c.team == tickets.c.team,
            _place(other) <= _place(tickets),
        )
        return int(self._connection.execute(query).scalar_one())

    def claim(self, ticket_id: int, login: str, now: datetime) -> bool:
        statement = sa.update(tickets).where(tickets.c.id == ticket_id, _WAITING)
        return changed(self._connection, statement.values(state=TicketState.CLAIMED, agent_login=login, claimed_at=now))

    def transfer(self, ticket_id: int, team: str) -> bool:
        """Put a live ticket into a team's queue, held by nobody; its time of waiting goes on."""
        statement = sa.update(tickets).where(tickets.c.id == ticket_id, _LIVE)
        values = {"team": team, "state": TicketState.WAITING, "agent_login": None, "claimed_at": None}
        return changed(self._connection, statement.values(values))

    def raise_priority(self, ticket_id: int, priority: int) -> None:
        """Never lowers it."""
        statement = sa.update(tickets).where(tickets.c.id == ticket_id, tickets.c.priority < priority)
        self._connection.execute(statement.values(priority=priority))

    def finish(self, ticket_id: int, state: TicketState, now: datetime) -> bool:
        """Compare-and-set from a live state; ValueError for a state other than returned or closed."""
        if state not in _FINAL_STATES:
            raise ValueError(f"a ticket is finished as returned or closed, not as {state.value}")
        statement = sa.update(tickets).where(tickets.c.id == ticket_id, _LIVE)
        return changed(self._connection, statement.values(state=state, closed_at=now))


def _live_of(conversation_id: str) -> Any:
    return sa.select(tickets).where(tickets.c.conversation_id == conversation_id, _LIVE)


def _place(table: Any) -> Any:
    """What orders a queue: the highest priority first, then the oldest."""
    return sa.tuple_(-table.c.priority, table.c.created_at, table.c.id)
