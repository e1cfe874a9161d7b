"""Conversations: one open one per buyer, an owner that changes only by the table of moves."""

import pytest

from aftersales.domain.conversations import Owner
from aftersales.use_cases.ports import UnitOfWork
from tests.contract.samples import conversation


def test_a_conversation_comes_back_as_it_was_stored(uow: UnitOfWork) -> None:
    stored = conversation(order_no="1", guest=True)
    assert uow.conversations.add(stored)
    assert uow.conversations.get("c1") == stored
    assert uow.conversations.lock("c1") == stored


def test_an_unknown_conversation(uow: UnitOfWork) -> None:
    assert uow.conversations.get("c1") is None
    with pytest.raises(LookupError, match="c1"):
        uow.conversations.lock("c1")


def test_a_buyer_has_one_open_conversation(uow: UnitOfWork) -> None:
    assert uow.conversations.add(conversation("c1"))
    assert not uow.conversations.add(conversation("c2"))
    assert uow.conversations.add(conversation("c3", "b2"))
    assert uow.conversations.open_of_buyer("b1") == conversation("c1")


def test_after_closing_a_new_one_may_open(uow: UnitOfWork) -> None:
    uow.conversations.add(conversation("c1"))
    assert uow.conversations.move("c1", Owner.BOT, Owner.CLOSED)
    assert uow.conversations.open_of_buyer("b1") is None
    assert uow.conversations.add(conversation("c2"))


def test_the_owner_moves_only_from_what_it_is(uow: UnitOfWork) -> None:
    uow.conversations.add(conversation())
    assert uow.conversations.move("c1", Owner.BOT, Owner.WAITING)
    assert not uow.conversations.move("c1", Owner.BOT, Owner.WAITING)
    assert not uow.conversations.move("nobody's", Owner.BOT, Owner.WAITING)
    assert uow.conversations.lock("c1").owner is Owner.WAITING


def test_a_move_outside_the_table_is_a_fault(uow: UnitOfWork) -> None:
    uow.conversations.add(conversation())
    with pytest.raises(ValueError, match="bot to human"):
        uow.conversations.move("c1", Owner.BOT, Owner.HUMAN)


def test_an_order_is_bound(uow: UnitOfWork) -> None:
    uow.conversations.add(conversation())
    uow.conversations.bind_order("c1", "42")
    assert uow.conversations.get("c1") == conversation(order_no="42")
