"""Databases for tests: in memory, a fresh SQLite file, a PostgreSQL schema of this session's own — all migrated."""

import os
import shutil
import uuid
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from aftersales.adapters.db.engine import make_engine
from aftersales.adapters.db.tables import metadata
from aftersales.adapters.db.unit_of_work import SqlUnitOfWork
from aftersales.adapters.db.upgrade import upgrade
from aftersales.use_cases.ports import UnitOfWork
from tests.fakes.memory import MemoryDatabase


@dataclass(frozen=True)
class Database:
    """How to open a writing and a reading unit of work on one database."""

    write: Callable[[], UnitOfWork]
    read: Callable[[], UnitOfWork]


def memory_database() -> Database:
    memory = MemoryDatabase()
    return Database(memory.uow, memory.reader)


def sql_database(engine: Engine) -> Database:
    return Database(lambda: SqlUnitOfWork(engine), lambda: SqlUnitOfWork(engine, read_only=True))


@contextmanager
def sqlite_engine(template: Path, path: Path) -> Iterator[Engine]:
    """An engine on a copy of a migrated file, which is much quicker than migrating again."""
    shutil.copy(template, path)
    engine = make_engine(f"sqlite:///{path}")
    yield engine
    engine.dispose()


@contextmanager
def postgres_schema() -> Iterator[str]:
    """The URL of an empty schema with a random name, dropped afterwards; skips without a server, fails under CI."""
    url = os.environ.get("TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/test")
    server = make_engine(url)
    schema = f"test_{uuid.uuid4().hex}"
    try:
        with server.begin() as connection:
            connection.execute(sa.text(f"CREATE SCHEMA {schema}"))
    except OperationalError as error:
        reason = f"no PostgreSQL at TEST_POSTGRES_URL: {str(error.orig).strip()}"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    yield f"{url}{'&' if '?' in url else '?'}options=-csearch_path%3D{schema}"
    with server.begin() as connection:
        connection.execute(sa.text(f"DROP SCHEMA {schema} CASCADE"))
    server.dispose()


@contextmanager
def migrated_postgres() -> Iterator[Engine]:
    with postgres_schema() as url:
        upgrade(url)
        engine = make_engine(url)
        yield engine
        engine.dispose()


def empty(engine: Engine, but: Collection[str] = ()) -> None:
    """Take every row out of all tables but these, whatever the last test left; far quicker than TRUNCATE on tables
    this small."""
    with engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            if table.name not in but:
                connection.execute(sa.delete(table))
