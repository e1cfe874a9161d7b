"""Shared by all tests: migrated databases of both kinds, and one running product."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from aftersales.adapters.db.upgrade import upgrade
from tests.databases import empty, migrated_postgres, sqlite_engine
from tests.product import MODEL, Product


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Workers share the tests file by file; one of them has the running product to itself."""
    for item in items:
        runs = "product" in getattr(item, "fixturenames", ())
        item.add_marker(pytest.mark.xdist_group("product" if runs else item.path.as_posix()))


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


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The four processes, started once; skipped without a trained model, a failure under CI."""
    if not MODEL.exists():
        missing = "no trained model: run `make train`"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    home: Path = tmp_path_factory.mktemp("product")
    started = Product(home, f"sqlite:///{home / 'shop.db'}")
    started.prepare()
    started.start()
    try:
        started.wait_ready()
        yield started
    finally:
        started.stop()


@pytest.fixture(scope="module")
def product(running: Product) -> Product:
    """The running product over a fresh demo shop."""
    running.begin_anew()
    return running
