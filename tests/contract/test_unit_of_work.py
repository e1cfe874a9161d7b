"""A unit of work keeps all or nothing, and a reader sees only what was committed."""

import pytest

from tests.contract.samples import conversation, start_chat
from tests.databases import Database


def test_what_was_committed_stays(database: Database) -> None:
    with database.write() as uow:
        start_chat(uow)
        uow.commit()
    with database.write() as uow:
        assert uow.conversations.get("c1") is not None


def test_leaving_without_commit_rolls_back(database: Database) -> None:
    with database.write() as uow:
        start_chat(uow)
    with database.write() as uow:
        assert uow.conversations.get("c1") is None


def test_an_exception_rolls_back_and_goes_on(database: Database) -> None:
    def fail() -> None:
        with database.write() as uow:
            start_chat(uow)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.read() as uow:
        assert uow.conversations.get("c1") is None


def test_a_second_transaction_begins_after_commit(database: Database) -> None:
    with database.write() as uow:
        start_chat(uow, "c1")
        uow.commit()
        start_chat(uow, "c2")
        uow.commit()
        start_chat(uow, "c3")
    with database.read() as uow:
        assert [uow.conversations.get(name) is not None for name in ("c1", "c2", "c3")] == [True, True, False]


def test_a_reader_inside_a_writer_sees_the_last_commit_and_does_not_wait(database: Database) -> None:
    with database.write() as writer:
        writer.conversations.add(conversation())
        with database.read() as reader:
            assert reader.conversations.get("c1") is None
        writer.commit()
    with database.read() as reader:
        assert reader.conversations.get("c1") == conversation()


def test_a_reader_refuses_to_commit(database: Database) -> None:
    with database.read() as reader, pytest.raises(RuntimeError, match="read-only"):
        reader.commit()
