"""Engines for SQLite and PostgreSQL that behave alike: foreign keys hold, and a writer waits for the other."""

import json
import sqlite3
from functools import partial
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_random

BUSY_TIMEOUT_MS = 10_000
_POOL = {"future": True, "poolclass": QueuePool, "pool_size": 10, "max_overflow": 20}
_POSTGRES_NAMES = ("postgres", "postgresql", "postgresql+psycopg2")


class UnusableDatabaseUrl(ValueError):
    """DATABASE_URL names a database this program cannot work on."""


def make_engine(database_url: str) -> Engine:
    """An engine for `sqlite:///path`, `postgres://…` or `postgresql://…`; creates the directory of an SQLite file.

    UnusableDatabaseUrl says what is wrong with any other address.
    """
    try:
        url = make_url(database_url)
    except ArgumentError as error:
        raise UnusableDatabaseUrl(
            "DATABASE_URL is not a database address; write sqlite:///path or postgresql://…"
        ) from error
    to_json = partial(json.dumps, ensure_ascii=False)
    if url.drivername in _POSTGRES_NAMES:
        url = url.set(drivername="postgresql+psycopg2")
        return sa.create_engine(url, json_serializer=to_json, pool_pre_ping=True, **_POOL)
    if url.drivername != "sqlite":
        raise UnusableDatabaseUrl(
            f"DATABASE_URL begins with {url.drivername}://; only sqlite and postgresql are supported"
        )
    if not url.database or url.database == ":memory:":
        raise UnusableDatabaseUrl(
            "DATABASE_URL names no file; write sqlite:///path (processes cannot share a memory database)"
        )
    Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(url, json_serializer=to_json, connect_args={"check_same_thread": False}, **_POOL)
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions itself: _begin_sqlite does
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    _write_ahead(connection)
    connection.execute("PRAGMA foreign_keys=ON")


@retry(
    retry=retry_if_exception_type(sqlite3.OperationalError),
    stop=stop_after_delay(BUSY_TIMEOUT_MS / 1000),
    wait=wait_random(0.01, 0.1),
    reraise=True,
)
def _write_ahead(connection: sqlite3.Connection) -> None:
    """Of two processes that open a new file at once SQLite refuses one the change at once, whatever its time-out."""
    connection.execute("PRAGMA journal_mode=WAL")


def _begin_sqlite(connection: Connection) -> None:
    """Say at once that this is a writer: one that turns into a writer later fails with “database is locked”."""
    read_only = connection.get_execution_options().get("read_only", False)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


def lock_table(connection: Connection, table: sa.Table) -> None:
    """Let other writers of the table wait until commit; readers go on. SQLite has only one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text(f"LOCK TABLE {table.name} IN SHARE ROW EXCLUSIVE MODE"))
