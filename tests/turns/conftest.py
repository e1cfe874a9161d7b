"""A bench on a copy of a migrated database that holds the demo shop."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from aftersales.adapters.db.engine import make_engine
from aftersales.adapters.db.upgrade import upgrade
from tests.databases import sql_database, sqlite_engine
from tests.shop_bench import Bench


@pytest.fixture(scope="session")
def shop_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shop") / "shop.db"
    upgrade(f"sqlite:///{path}")
    loading = make_engine(f"sqlite:///{path}")
    Bench.over(sql_database(loading)).load()
    loading.dispose()
    return path


@pytest.fixture
def bench(shop_template: Path, tmp_path: Path) -> Iterator[Bench]:
    with sqlite_engine(shop_template, tmp_path / "shop.db") as copy:
        yield Bench.over(sql_database(copy))
