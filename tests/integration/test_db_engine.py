"""What make_engine promises: foreign keys, WAL, addresses of both databases and plain words for all others."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError, OperationalError

from aftersales.adapters.db.engine import UnusableDatabaseUrl, make_engine
from aftersales.adapters.db.unit_of_work import SqlUnitOfWork
from aftersales.domain.conversations import Sender
from tests.contract.samples import NOW, conversation, start_chat, task
from tests.databases import migrated_postgres, sqlite_engine


@pytest.fixture
def sqlite(sqlite_template: Path, tmp_path: Path) -> Iterator[Engine]:
    with sqlite_engine(sqlite_template, tmp_path / "shop.db") as engine:
        yield engine


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite")
    else:
        with migrated_postgres() as engine:
            yield engine


def test_sqlite_makes_its_directory_and_writes_ahead(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'a' / 'b' / 'shop.db'}")
    with engine.connect() as connection:
        assert connection.execute(sa.text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(sa.text("PRAGMA foreign_keys")).scalar() == 1
    assert (tmp_path / "a" / "b" / "shop.db").exists()
    engine.dispose()


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg2"])
def test_every_spelling_of_postgresql_is_understood(scheme: str) -> None:
    assert (
        make_engine(f"{scheme}://someone@host/shop").url.render_as_string() == "postgresql+psycopg2://someone@host/shop"
    )


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("mysql://host/shop", "only sqlite and postgresql"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("shop.db", "not a database address"),
    ],
)
def test_other_addresses_are_refused_in_plain_words(url: str, reason: str) -> None:
    with pytest.raises(UnusableDatabaseUrl, match=reason):
        make_engine(url)


def test_a_message_needs_its_conversation(engine: Engine) -> None:
    with SqlUnitOfWork(engine) as uow, pytest.raises(IntegrityError):
        uow.messages.add("nowhere", Sender.BUYER, "在吗", NOW)


def test_a_task_needs_its_case(engine: Engine) -> None:
    with SqlUnitOfWork(engine) as uow:
        start_chat(uow)
        with pytest.raises(IntegrityError):
            uow.tasks.add(task("k", case_id=404))


def test_a_time_without_zone_is_a_fault(engine: Engine) -> None:
    with SqlUnitOfWork(engine) as uow, pytest.raises(sa.exc.StatementError, match="without zone"):
        uow.conversations.add(conversation(created_at=NOW.replace(tzinfo=None)))


def test_a_second_writer_waits_on_sqlite_and_a_reader_does_not(sqlite: Engine) -> None:
    impatient = make_engine(str(sqlite.url))
    sa.event.listen(impatient, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout=0"))
    with SqlUnitOfWork(sqlite):
        with SqlUnitOfWork(impatient, read_only=True) as reader:
            assert reader.orders.count() == 0
        with pytest.raises(OperationalError, match="locked"), SqlUnitOfWork(impatient):
            pass
        assert impatient.pool.checkedout() == 0
    impatient.dispose()


@pytest.mark.parametrize(
    ("index", "query"),
    [
        ("ix_messages_unread", "messages.conversations_with_unread"),
        ("uq_turns_open", "turns.expired"),
    ],
)
def test_polling_uses_its_partial_index(sqlite: Engine, index: str, query: str) -> None:
    """These run several times a second on tables that only grow."""
    statements: list[tuple[str, object]] = []
    sa.event.listen(
        sqlite, "before_cursor_execute", lambda _c, _cur, sql, parameters, *_: statements.append((sql, parameters))
    )
    with SqlUnitOfWork(sqlite, read_only=True) as uow:
        if query == "turns.expired":
            uow.turns.expired(NOW)
        else:
            uow.messages.conversations_with_unread(NOW)
    sql, parameters = statements[-1]
    with sqlite.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", parameters).all()
    assert any(index in step[-1] for step in plan), plan
