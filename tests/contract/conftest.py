"""Runs each contract test on the fake, on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from aftersales.use_cases.ports import UnitOfWork
from tests.conftest import SQL
from tests.databases import Database, empty, memory_database, sql_database, sqlite_engine


@pytest.fixture(params=["fake", *SQL])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """The fake and both real ones; a contract test asks for this and knows no difference."""
    if request.param == "fake":
        yield memory_database()
    elif request.param == "sqlite":
        with sqlite_engine(request.getfixturevalue("sqlite_template"), tmp_path / "shop.db") as engine:
            yield sql_database(engine)
    else:
        postgres: Engine = request.getfixturevalue("postgres")
        empty(postgres)
        yield sql_database(postgres)


@pytest.fixture
def uow(database: Database) -> Iterator[UnitOfWork]:
    """An open unit of work for contracts that need no second transaction."""
    with database.write() as uow:
        yield uow
