"""Cases in the database."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from aftersales.adapters.db.records import to_row
from aftersales.adapters.db.statements import fetch, fetch_one, fetch_only, insert
from aftersales.adapters.db.tables import cases
from aftersales.domain.calendar import shanghai_date
from aftersales.domain.cases import Case, CaseState

_NEWEST_ACTIVITY_FIRST = (cases.c.updated_at.desc(), cases.c.id.desc())
_FIXED = ("id", "case_no", "conversation_id", "created_at")


class SqlCases:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self, conversation_id: str, order_no: str | None, playbook: str, intent: str, now: datetime, release: int
    ) -> Case:
        """Open a case; its number is the Shanghai day and its id, as AS20261125-000123."""
        values = {
            "conversation_id": conversation_id,
            "order_no": order_no,
            "playbook": playbook,
            "intent": intent,
            "state": CaseState.OPEN,
            "created_at": now,
            "updated_at": now,
            "attempts": 0,
            "release": release,
            "responsible": "",
            "conclusion": "",
        }
        case_id = insert(self._connection, cases, values)
        case_no = f"AS{shanghai_date(now):%Y%m%d}-{case_id:06d}"
        self._connection.execute(sa.update(cases).where(cases.c.id == case_id).values(case_no=case_no))
        return fetch_only(self._connection, Case, sa.select(cases).where(cases.c.id == case_id))

    def get(self, case_id: int) -> Case | None:
        return fetch_one(self._connection, Case, sa.select(cases).where(cases.c.id == case_id))

    def of_conversation(self, conversation_id: str) -> Sequence[Case]:
        query = sa.select(cases).where(cases.c.conversation_id == conversation_id)
        return fetch(self._connection, Case, query.order_by(*_NEWEST_ACTIVITY_FIRST))

    def of_order(self, order_no: str) -> Sequence[Case]:
        """Newest activity first."""
        query = sa.select(cases).where(cases.c.order_no == order_no)
        return fetch(self._connection, Case, query.order_by(*_NEWEST_ACTIVITY_FIRST))

    def save(self, case: Case) -> None:
        """Store what may change of a case: all but its id, number, conversation and time of creation."""
        values = {name: value for name, value in to_row(case).items() if name not in _FIXED}
        self._connection.execute(sa.update(cases).where(cases.c.id == case.id).values(values))
