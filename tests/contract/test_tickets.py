"""Tickets: one live per conversation, claimed by one agent, queued by priority and age."""

from dataclasses import replace

import pytest

from aftersales.domain.cases import Ticket, TicketState
from aftersales.use_cases.ports import UnitOfWork
from tests.contract.samples import HOUR, NOW, SECOND, start_chat


def opened(uow: UnitOfWork, chat: str, priority: int = 0, seconds: int = 0, team: str = "service") -> Ticket:
    start_chat(uow, chat)
    return uow.tickets.open(chat, team, priority, "ask_human", None, NOW + seconds * SECOND)


def test_a_ticket_comes_back_as_it_was_opened(uow: UnitOfWork) -> None:
    start_chat(uow)
    case = uow.cases.add("c1", None, "other", "other", NOW, 1)
    ticket = uow.tickets.open("c1", "difficult", 3, "complaint", case.id, NOW)
    expected = Ticket(ticket.id, "c1", "difficult", 3, "complaint", TicketState.WAITING, NOW, case_id=case.id)
    assert ticket == expected
    assert uow.tickets.get(ticket.id) == uow.tickets.live_of("c1") == expected
    assert uow.tickets.get(ticket.id + 1000) is None


def test_a_conversation_has_one_live_ticket(uow: UnitOfWork) -> None:
    first = opened(uow, "c1")
    assert uow.tickets.open("c1", "difficult", 9, "again", None, NOW + HOUR) == first
    assert uow.tickets.finish(first.id, TicketState.RETURNED, NOW)
    assert uow.tickets.live_of("c1") is None
    assert uow.tickets.open("c1", "difficult", 9, "again", None, NOW + HOUR).id != first.id


def test_the_queue_goes_by_priority_then_age_within_a_team(uow: UnitOfWork) -> None:
    young = opened(uow, "c1", seconds=5)
    old = opened(uow, "c2")
    urgent = opened(uow, "c3", priority=2, seconds=9)
    foreign = opened(uow, "c4", priority=1, team="difficult")
    assert uow.tickets.waiting() == [urgent, foreign, old, young]
    assert [uow.tickets.position(ticket.id) for ticket in (urgent, old, young, foreign)] == [1, 2, 3, 1]


def test_who_does_not_wait_has_no_position(uow: UnitOfWork) -> None:
    first, second = opened(uow, "c1"), opened(uow, "c2", seconds=1)
    uow.tickets.claim(first.id, "li", NOW)
    assert uow.tickets.position(first.id) == 0
    assert uow.tickets.position(second.id) == 1
    assert uow.tickets.position(second.id + 1000) == 0


def test_one_agent_claims(uow: UnitOfWork) -> None:
    ticket = opened(uow, "c1")
    assert uow.tickets.claim(ticket.id, "li", NOW)
    assert not uow.tickets.claim(ticket.id, "wang", NOW)
    held = replace(ticket, state=TicketState.CLAIMED, agent_login="li", claimed_at=NOW)
    assert uow.tickets.of_agent("li") == [held]
    assert uow.tickets.of_agent("wang") == []
    assert uow.tickets.waiting() == []


def test_a_transferred_ticket_waits_for_the_other_team(uow: UnitOfWork) -> None:
    ticket = opened(uow, "c1")
    uow.tickets.claim(ticket.id, "li", NOW)
    assert uow.tickets.transfer(ticket.id, "difficult")
    assert uow.tickets.waiting() == [replace(ticket, team="difficult")]
    assert uow.tickets.of_agent("li") == []
    assert uow.tickets.claim(ticket.id, "wang", NOW)


def test_priority_is_only_raised(uow: UnitOfWork) -> None:
    ticket = opened(uow, "c1", priority=2)
    uow.tickets.raise_priority(ticket.id, 1)
    assert uow.tickets.get(ticket.id) == ticket
    uow.tickets.raise_priority(ticket.id, 5)
    assert uow.tickets.get(ticket.id) == replace(ticket, priority=5)


def test_a_ticket_is_finished_once(uow: UnitOfWork) -> None:
    ticket = opened(uow, "c1")
    assert uow.tickets.finish(ticket.id, TicketState.CLOSED, NOW)
    assert uow.tickets.get(ticket.id) == replace(ticket, state=TicketState.CLOSED, closed_at=NOW)
    assert not uow.tickets.finish(ticket.id, TicketState.RETURNED, NOW)
    assert not uow.tickets.claim(ticket.id, "li", NOW)
    assert not uow.tickets.transfer(ticket.id, "difficult")


@pytest.mark.parametrize("state", [TicketState.WAITING, TicketState.CLAIMED])
def test_a_live_state_is_no_end(uow: UnitOfWork, state: TicketState) -> None:
    ticket = opened(uow, "c1")
    with pytest.raises(ValueError, match=state.value):
        uow.tickets.finish(ticket.id, state, NOW)
