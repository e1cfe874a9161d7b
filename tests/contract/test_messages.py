"""Messages: stored once, read in order, unread until a turn takes them."""

from dataclasses import replace

from aftersales.domain.conversations import Attachment, Button, ButtonKind, Owner, Sender, TurnState
from aftersales.use_cases.ports import UnitOfWork
from tests.contract.samples import HOUR, NOW, SECOND, buyer_says, start_chat

RED = Button("x1", "红色", ButtonKind.ANSWER, "red")
BLUE = Button("x2", "蓝色", ButtonKind.ANSWER, "blue")


def test_a_message_comes_back_as_it_was_stored(uow: UnitOfWork) -> None:
    start_chat(uow)
    uow.attachments.add(Attachment("p1", "c1", "image/jpeg", "p1.jpg", 10, NOW))
    first = buyer_says(uow, "亲，少了一个螺丝包 😥")
    turn = uow.turns.open("c1", [first.id], NOW, NOW)
    assert turn is not None
    stored = uow.messages.add(
        "c1",
        Sender.BOT,
        "好的",
        NOW,
        script_key="a.b",
        variant=0,
        buttons=(RED, BLUE),
        pressed=RED,
        attachment_id="p1",
        client_message_id="k",
        turn_id=turn.id,
        agent_login="li",
    )
    assert uow.messages.get(stored.id) == stored
    assert (stored.buttons, stored.pressed, stored.created_at) == ((RED, BLUE), RED, NOW)
    assert uow.messages.get(first.id) == replace(first, turn_id=turn.id)
    assert uow.messages.get(stored.id + 1) is None


def test_the_same_client_id_gives_the_stored_message(uow: UnitOfWork) -> None:
    start_chat(uow, "c1")
    start_chat(uow, "c2")
    first = uow.messages.add("c1", Sender.BUYER, "一", NOW, client_message_id="k")
    assert uow.messages.add("c1", Sender.BUYER, "二", NOW, client_message_id="k") == first
    assert uow.messages.add("c2", Sender.BUYER, "二", NOW, client_message_id="k").text == "二"
    assert uow.messages.by_client_id("c1", "k") == first
    assert uow.messages.by_client_id("c1", "other") is None


def test_messages_without_client_id_are_all_stored(uow: UnitOfWork) -> None:
    start_chat(uow)
    assert buyer_says(uow, "在吗").id < buyer_says(uow, "在吗").id


def test_reading_on_and_reading_back(uow: UnitOfWork) -> None:
    start_chat(uow, "c1")
    start_chat(uow, "c2")
    one, two, three = (buyer_says(uow, text) for text in ("一", "二", "三"))
    buyer_says(uow, "别人的", "c2")
    assert uow.messages.after("c1", 0) == [one, two, three]
    assert uow.messages.after("c1", one.id, limit=1) == [two]
    assert uow.messages.after("c1", three.id) == []
    assert uow.messages.last("c1", 2) == [two, three]


def test_said_variants_are_oldest_first(uow: UnitOfWork) -> None:
    start_chat(uow, "c1")
    start_chat(uow, "c2")
    for chat, key, variant in (("c1", "a", 2), ("c1", "b", 1), ("c2", "a", 0), ("c1", "a", 0)):
        uow.messages.add(chat, Sender.BOT, "好", NOW, script_key=key, variant=variant)
    assert uow.messages.said_variants("c1", "a") == [2, 0]
    assert uow.messages.said_variants("c1", "c") == []


def test_only_a_button_offered_in_this_conversation_is_found(uow: UnitOfWork) -> None:
    start_chat(uow, "c1")
    start_chat(uow, "c2")
    uow.messages.add("c1", Sender.BOT, "颜色？", NOW, buttons=(RED, BLUE))
    buyer_says(uow, "嗯")
    assert uow.messages.offered_button("c1", "x2") == BLUE
    assert uow.messages.offered_button("c1", "x3") is None
    assert uow.messages.offered_button("c2", "x2") is None


def test_understanding_is_noted(uow: UnitOfWork) -> None:
    start_chat(uow)
    one, two = buyer_says(uow, "一"), buyer_says(uow, "二")
    uow.messages.understood([one.id], "missing_item", 0.75)
    assert uow.messages.get(one.id) == replace(one, intent="missing_item", confidence=0.75)
    assert uow.messages.get(two.id) == two


def test_unread_are_the_buyers_messages_without_a_turn(uow: UnitOfWork) -> None:
    start_chat(uow)
    one, two = buyer_says(uow, "一"), buyer_says(uow, "二")
    uow.messages.add("c1", Sender.AGENT, "您好", NOW, agent_login="li")
    uow.turns.open("c1", [one.id], NOW, NOW)
    assert uow.messages.unread("c1") == [two]


def test_a_burst_is_ready_once_it_is_quiet(uow: UnitOfWork) -> None:
    start_chat(uow)
    buyer_says(uow, "一", at=NOW - HOUR)
    buyer_says(uow, "二", at=NOW)
    assert uow.messages.conversations_with_unread(NOW) == []
    assert uow.messages.conversations_with_unread(NOW + SECOND) == ["c1"]


def test_an_open_turn_keeps_the_next_burst_waiting(uow: UnitOfWork) -> None:
    start_chat(uow)
    turn = uow.turns.open("c1", [buyer_says(uow, "一").id], NOW, NOW)
    assert turn is not None
    buyer_says(uow, "二")
    assert uow.messages.conversations_with_unread(NOW + SECOND) == []
    uow.turns.finish(turn.id, TurnState.ANSWERED, "", NOW)
    assert uow.messages.conversations_with_unread(NOW + SECOND) == ["c1"]


def test_who_waits_longest_is_ready_first(uow: UnitOfWork) -> None:
    for chat in ("c2", "c1", "c3"):
        start_chat(uow, chat)
        buyer_says(uow, "在吗", chat)
    uow.messages.add("c3", Sender.BOT, "在的", NOW)
    assert uow.conversations.move("c3", Owner.BOT, Owner.WAITING)
    assert uow.messages.conversations_with_unread(NOW + SECOND) == ["c2", "c1", "c3"]
    assert uow.messages.conversations_with_unread(NOW + SECOND, limit=1) == ["c2"]
