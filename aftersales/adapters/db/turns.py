"""Turns in the database: each change is one UPDATE that compares and sets."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from aftersales.adapters.db.records import to_json, to_row
from aftersales.adapters.db.statements import changed, fetch, fetch_one, insert_unless_taken
from aftersales.adapters.db.tables import messages, turns
from aftersales.domain.conversations import Outcome, Turn, TurnState

# Written out, so that SQLite sees that the partial index of open turns serves.
_OPEN = turns.c.state == sa.literal_column("'open'")


class SqlTurns:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(
        self, conversation_id: str, message_ids: Sequence[int], now: datetime, lease_until: datetime
    ) -> Turn | None:
        turn = Turn(
            id=uuid4().hex,
            conversation_id=conversation_id,
            message_ids=tuple(message_ids),
            state=TurnState.OPEN,
            opened_at=now,
            lease_until=lease_until,
        )
        if insert_unless_taken(self._connection, turns, to_row(turn)) is None:
            return None
        marked = sa.update(messages).where(messages.c.id.in_(message_ids), messages.c.turn_id.is_(None))
        self._connection.execute(marked.values(turn_id=turn.id))
        return turn

    def get(self, turn_id: str) -> Turn | None:
        return fetch_one(self._connection, Turn, sa.select(turns).where(turns.c.id == turn_id))

    def of_conversation(self, conversation_id: str) -> Sequence[Turn]:
        """Oldest first."""
        query = sa.select(turns).where(turns.c.conversation_id == conversation_id)
        return fetch(self._connection, Turn, query.order_by(turns.c.opened_at))

    def set_outcome(self, turn_id: str, outcome: Outcome) -> bool:
        undecided = sa.and_(turns.c.id == turn_id, _OPEN, turns.c.outcome.is_(None))
        return changed(self._connection, sa.update(turns).where(undecided).values(outcome=to_json(outcome)))

    def finish(self, turn_id: str, state: TurnState, reason: str, now: datetime) -> bool:
        """Compare-and-set from open; False when it was finished before. ValueError for a state that is not final."""
        if state is TurnState.OPEN:
            raise ValueError("a turn is finished with a final state, not with open")
        statement = sa.update(turns).where(turns.c.id == turn_id, _OPEN)
        return changed(self._connection, statement.values(state=state, reason=reason, finished_at=now))

    def expired(self, now: datetime, limit: int = 50) -> Sequence[Turn]:
        """Open turns whose lease has run out, the longest ago first."""
        query = sa.select(turns).where(_OPEN, turns.c.lease_until <= now)
        return fetch(self._connection, Turn, query.order_by(turns.c.lease_until).limit(limit))

    def renew(self, turn_id: str, expected_lease: datetime, lease_until: datetime) -> bool:
        held = sa.and_(turns.c.id == turn_id, _OPEN, turns.c.lease_until == expected_lease)
        return changed(self._connection, sa.update(turns).where(held).values(lease_until=lease_until))
