"""Shared by all tests: migrated databases of both kinds, and one running product for each module."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from aftersales.adapters.db.upgrade import upgrade
from tests.databases import empty, migrated_postgres, sqlite_engine
from tests.product import MODEL, Product

SQL = [pytest.param("sqlite"), pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "shop.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[Engine]:
    with migrated_postgres() as engine:
        yield engine


@pytest.fixture(params=SQL)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A migrated, empty SQL database."""
    if request.param == "sqlite":
        with sqlite_engine(request.getfixturevalue("sqlite_template"), tmp_path / "shop.db") as engine:
            yield engine
    else:
        postgres: Engine = request.getfixturevalue("postgres")
        empty(postgres)
        yield postgres


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The four processes over a fresh demo shop; skipped without a trained model, a failure under CI."""
    if not MODEL.exists():
        missing = "no trained model: run `make train`"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    home: Path = tmp_path_factory.mktemp("product")
    running = Product(home, f"sqlite:///{home / 'shop.db'}")
    running.prepare()
    running.start()
    try:
        running.wait_ready()
        yield running
    finally:
        running.stop()
