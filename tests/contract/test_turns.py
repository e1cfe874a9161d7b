"""Turns: one open per conversation, decided once, finished once, taken over once."""

from dataclasses import replace

import pytest

from aftersales.domain.conversations import Button, ButtonKind, Outcome, Say, Turn, TurnState
from aftersales.use_cases.ports import UnitOfWork
from tests.contract.samples import HOUR, NOW, SECOND, buyer_says, start_chat

OUTCOME = Outcome(
    TurnState.ANSWERED,
    (Say("missing_item.ask_kind", {"name": "王"}, (Button("x", "配件", ButtonKind.ANSWER, "accessory"),)), Say("b")),
    "row:accessory",
    case_id=3,
)


@pytest.fixture
def turn(uow: UnitOfWork) -> Turn:
    start_chat(uow)
    turn = uow.turns.open("c1", [buyer_says(uow, "一").id, buyer_says(uow, "二").id], NOW, NOW + SECOND)
    assert turn is not None
    return turn


def test_a_turn_comes_back_as_it_was_opened(uow: UnitOfWork, turn: Turn) -> None:
    assert uow.turns.get(turn.id) == turn
    assert turn.state is TurnState.OPEN
    assert len(turn.message_ids) == 2
    assert uow.turns.get("unknown") is None


def test_one_open_turn_per_conversation(uow: UnitOfWork, turn: Turn) -> None:
    later = buyer_says(uow, "三")
    assert uow.turns.open("c1", [later.id], NOW, NOW) is None
    assert uow.messages.unread("c1") == [later]
    start_chat(uow, "c2")
    assert uow.turns.open("c2", [], NOW, NOW) is not None


def test_turns_are_listed_oldest_first(uow: UnitOfWork, turn: Turn) -> None:
    uow.turns.finish(turn.id, TurnState.ANSWERED, "", NOW)
    second = uow.turns.open("c1", [], NOW + HOUR, NOW + HOUR)
    assert [one.id for one in uow.turns.of_conversation("c1")] == [turn.id, second.id if second else ""]


def test_an_outcome_is_set_once(uow: UnitOfWork, turn: Turn) -> None:
    assert uow.turns.set_outcome(turn.id, OUTCOME)
    assert not uow.turns.set_outcome(turn.id, Outcome(TurnState.SILENT))
    assert uow.turns.get(turn.id) == replace(turn, outcome=OUTCOME)


def test_a_finished_turn_takes_no_outcome(uow: UnitOfWork, turn: Turn) -> None:
    uow.turns.finish(turn.id, TurnState.ABANDONED, "closed", NOW)
    assert not uow.turns.set_outcome(turn.id, OUTCOME)


def test_a_turn_is_finished_once(uow: UnitOfWork, turn: Turn) -> None:
    assert uow.turns.finish(turn.id, TurnState.TICKETED, "no_answer", NOW + SECOND)
    assert not uow.turns.finish(turn.id, TurnState.ANSWERED, "", NOW + HOUR)
    done = replace(turn, state=TurnState.TICKETED, reason="no_answer", finished_at=NOW + SECOND)
    assert uow.turns.get(turn.id) == done


def test_open_is_no_end(uow: UnitOfWork, turn: Turn) -> None:
    with pytest.raises(ValueError, match="final"):
        uow.turns.finish(turn.id, TurnState.OPEN, "", NOW)


def test_a_lease_expires_at_its_time(uow: UnitOfWork, turn: Turn) -> None:
    assert uow.turns.expired(NOW) == []
    assert uow.turns.expired(NOW + SECOND) == [turn]
    uow.turns.finish(turn.id, TurnState.ANSWERED, "", NOW)
    assert uow.turns.expired(NOW + HOUR) == []


def test_one_process_takes_an_expired_turn_over(uow: UnitOfWork, turn: Turn) -> None:
    assert uow.turns.renew(turn.id, turn.lease_until, NOW + HOUR)
    assert not uow.turns.renew(turn.id, turn.lease_until, NOW + HOUR)
    assert uow.turns.expired(NOW + SECOND) == []


def test_a_finished_turn_is_not_taken_over(uow: UnitOfWork, turn: Turn) -> None:
    uow.turns.finish(turn.id, TurnState.ANSWERED, "", NOW)
    assert not uow.turns.renew(turn.id, turn.lease_until, NOW + HOUR)
