"""Agents in the database."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from aftersales.adapters.db.records import to_row
from aftersales.adapters.db.statements import fetch, fetch_one, upsert
from aftersales.adapters.db.tables import agents
from aftersales.domain.cases import Agent


class SqlAgents:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, login: str) -> Agent | None:
        return fetch_one(self._connection, Agent, sa.select(agents).where(agents.c.login == login))

    def put(self, agent: Agent) -> None:
        """Store an agent in place of the one with that login."""
        upsert(self._connection, agents, [to_row(agent)])

    def all(self) -> Sequence[Agent]:
        """By login."""
        return fetch(self._connection, Agent, sa.select(agents).order_by(agents.c.login))
