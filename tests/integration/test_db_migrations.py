"""The migrations lead to exactly the tables the program is written against, from nothing and from a half-way layout."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection, Engine

from aftersales.adapters.db.engine import make_engine
from aftersales.adapters.db.releases import SqlReleases
from aftersales.adapters.db.tables import metadata
from aftersales.adapters.db.upgrade import MIGRATIONS, upgrade
from tests.databases import postgres_schema

INDEXES = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
    "postgresql": "SELECT indexname, replace(indexdef, current_schema() || '.', '') FROM pg_indexes"
    " WHERE schemaname = current_schema() AND tablename <> 'alembic_version'",
}


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'deep' / 'shop.db'}"
    else:
        with postgres_schema() as schema_url:
            yield schema_url


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = make_engine(url)
    yield engine
    engine.dispose()


def indexes(connection: Connection) -> dict[str, str]:
    rows = connection.execute(sa.text(INDEXES[connection.dialect.name]))
    return {name: " ".join(definition.split()) for name, definition in rows}


def test_upgrading_from_nothing_gives_the_tables_of_the_program(url: str, engine: Engine) -> None:
    upgrade(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": _ours})
        assert compare_metadata(context, metadata) == []
        assert set(sa.inspect(connection).get_table_names()) - {"sqlite_sequence"} == {
            *metadata.tables,
            "alembic_version",
        }


def _ours(name: str | None, _kind: str, _parents: object) -> bool:
    return name != "sqlite_sequence"


def test_indexes_with_their_conditions_are_those_of_the_program(url: str, engine: Engine) -> None:
    """Alembic compares no conditions, and the partial unique indexes carry the rules of the chat."""
    upgrade(url)
    with engine.begin() as connection:
        migrated = indexes(connection)
        connection.execute(sa.text("DROP TABLE alembic_version"))
        metadata.drop_all(connection)
        metadata.create_all(connection)
        assert indexes(connection) == migrated
        assert any("WHERE" in definition for definition in migrated.values())


def test_upgrading_twice_changes_nothing(url: str, engine: Engine) -> None:
    upgrade(url)
    with engine.begin() as connection:
        connection.execute(
            sa.text("INSERT INTO agents (login, name, password_hash, role, active) VALUES ('li', '', '', '', true)")
        )
    upgrade(url)
    with engine.connect() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM agents")).scalar() == 1


def test_processes_that_start_together_upgrade_once(url: str, engine: Engine) -> None:
    code = "import sys; from aftersales.adapters.db.upgrade import upgrade; upgrade(sys.argv[1])"
    # Alembic keeps its context in a module: threads would disturb each other, processes must not.
    upgrades = [subprocess.Popen([sys.executable, "-c", code, url]) for _ in range(2)]
    assert [process.wait() for process in upgrades] == [0, 0]
    with engine.connect() as connection:
        heads = list(connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalars())
    assert heads == ScriptDirectory(str(MIGRATIONS)).get_heads()


def test_a_failing_migration_leaves_nothing_behind(url: str, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE releases (number INTEGER)"))
    with pytest.raises(sa.exc.DBAPIError):
        upgrade(url)
    with engine.connect() as connection:
        assert sa.inspect(connection).get_table_names() == ["releases"]


def test_stored_releases_keep_their_texts(url: str, engine: Engine) -> None:
    upgrade(url, to="0007")
    add = "INSERT INTO releases (number, checksum, files, created_at, note) VALUES (:number, '', :files, :at, '')"
    told = [{"a.yml": "好", "b.yml": "旧"}, {"a.yml": "好", "b.yml": "新", "c.yml": ""}]
    with engine.begin() as connection:
        for number, files in enumerate(told, start=1):
            row = {"number": number, "files": json.dumps(files), "at": "2026-11-25 14:00:00+00:00"}
            connection.execute(sa.text(add), row)
    upgrade(url)
    with engine.connect() as connection:
        stored = [SqlReleases(connection).get(number) for number in (1, 2)]
        assert [release and dict(release.files) for release in stored] == told
        assert connection.execute(sa.text("SELECT count(*) FROM release_texts")).scalar() == 4


def test_the_history_is_one_line() -> None:
    assert len(ScriptDirectory(str(MIGRATIONS)).get_heads()) == 1
