"""The few kinds of statement all repositories are made of."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from aftersales.adapters.db.records import from_row

T = TypeVar("T")
Item = TypeVar("Item")
CHUNK = 500
"""Rows per statement: well below the parameter limit of both databases."""


def fetch(connection: Connection, kind: type[T], query: Any) -> list[T]:
    return [from_row(kind, row) for row in connection.execute(query).mappings()]


def fetch_one(connection: Connection, kind: type[T], query: Any) -> T | None:
    row = connection.execute(query).mappings().first()
    return None if row is None else from_row(kind, row)


def fetch_only(connection: Connection, kind: type[T], query: Any) -> T:
    """The one row there must be; NoResultFound otherwise."""
    return from_row(kind, connection.execute(query).mappings().one())


def changed(connection: Connection, statement: Any) -> bool:
    """Run an UPDATE that compares and sets one row; whether it did."""
    return bool(connection.execute(statement).rowcount == 1)


def insert(connection: Connection, table: sa.Table, values: dict[str, Any]) -> Any:
    """Store a row; its primary key."""
    return connection.execute(sa.insert(table).values(values)).inserted_primary_key[0]


def insert_unless_taken(connection: Connection, table: sa.Table, values: dict[str, Any]) -> Any | None:
    """Store a row; its primary key, or None when a unique index forbids it. Waits for a rival that still works."""
    result = connection.execute(_dialect_insert(connection, table).values(values).on_conflict_do_nothing())
    return result.inserted_primary_key[0] if result.rowcount == 1 else None


def upsert(connection: Connection, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
    """Store rows, each in place of the one with its primary key; all rows name the same columns."""
    if not rows:
        return
    statement = _dialect_insert(connection, table)
    replaced = {name: statement.excluded[name] for name in rows[0] if name not in table.primary_key.columns}
    statement = statement.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=replaced)
    connection.execute(statement, list(rows))


def chunks(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def _dialect_insert(connection: Connection, table: sa.Table) -> Any:
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(table)
