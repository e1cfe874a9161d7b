"""The audit trail: who looked at or changed what; rows are only ever added."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from aftersales.adapters.db.statements import insert
from aftersales.adapters.db.tables import audit


class SqlAudit:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(self, actor: str, action: str, ref: str, details: Mapping[str, str], now: datetime) -> None:
        values = {"at": now, "actor": actor, "action": action, "ref": ref, "details": dict(details)}
        insert(self._connection, audit, values)

    def of(self, ref: str) -> Sequence[tuple[datetime, str, str, Mapping[str, str]]]:
        """Time, actor, action and details of what was done to `ref`, oldest first."""
        query = sa.select(audit.c.at, audit.c.actor, audit.c.action, audit.c.details)
        rows = self._connection.execute(query.where(audit.c.ref == ref).order_by(audit.c.id))
        return [(row.at, row.actor, row.action, row.details) for row in rows]
