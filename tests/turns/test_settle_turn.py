"""Processes die at any line: whatever was decided is said once, and what was not decided becomes a person's turn."""

from datetime import timedelta

import pytest

from aftersales.domain.conversations import Say, TurnState
from aftersales.domain.scripts import Rendered, ScriptMissing
from aftersales.use_cases.run_turn import ready_conversations, recover_turns, run_turn
from aftersales.use_cases.settle_turn import settle_turn
from aftersales.use_cases.take_turn import TurnInput, take_turn
from tests.shop_bench import Bench, Chat


def open_turn(chat: Chat) -> str:
    """The process dies after the turn was opened and before Rasa was asked."""

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    chat.bench.bot.send_turn = die  # type: ignore[method-assign, assignment]
    with pytest.raises(KeyboardInterrupt):
        run_turn(chat.bench.services, chat.id)
    return chat.turns()[-1].id


def test_a_dead_dialogue_is_a_safety_script_and_one_ticket(bench: Bench) -> None:
    bench.bot.dies = True
    chat = bench.chat("demo-wang")
    assert chat.say("我的快递到哪了", "track_parcel") == ["safety.failure"]
    assert chat.turns()[-1].state is TurnState.TICKETED
    with bench.services.uow() as uow:
        assert len(uow.tickets.waiting()) == 1


def test_an_answer_lost_after_the_action_is_still_said_once(bench: Bench) -> None:
    bench.bot.dies = bench.bot.late = True
    chat = bench.chat("demo-wang")
    assert chat.say("我的快递到哪了", "track_parcel") == ["track_parcel.expected"]
    settle_turn(bench.services, chat.turns()[-1].id, None)
    assert chat.said() == []


def test_a_turn_whose_process_died_is_recovered_after_its_lease(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    chat.write("我的快递到哪了")
    open_turn(chat)
    assert recover_turns(bench.services) == 0, "the lease is not over yet"
    bench.clock.at += timedelta(seconds=11)
    assert recover_turns(bench.services) == 1
    assert chat.said() == ["safety.failure"]
    assert recover_turns(bench.services) == 0


def test_a_late_action_does_nothing(bench: Bench) -> None:
    chat = bench.chat("demo-li")
    chat.write("怎么还不发货")
    turn_id = open_turn(chat)
    bench.clock.at += timedelta(seconds=11)
    recover_turns(bench.services)
    late = take_turn(bench.services, TurnInput(chat.id, turn_id, "怎么还不发货", bench.bot.meant))
    assert late is None
    with bench.services.uow() as uow:
        assert not uow.cases.of_conversation(chat.id)
        assert not uow.tasks.list()


def test_a_repeated_action_decides_once(bench: Bench) -> None:
    chat = bench.chat("demo-li")
    chat.say("怎么还不发货啊", "urge_shipment")
    turn = chat.turns()[-1]
    assert take_turn(bench.services, TurnInput(chat.id, turn.id, "怎么还不发货啊", bench.bot.meant)) is None
    with bench.services.uow() as uow:
        assert len(uow.cases.of_conversation(chat.id)) == 1


def test_a_burst_is_one_turn(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    chat.write("我的快递")
    chat.write("到哪了")
    bench.clock.at += timedelta(seconds=2)
    assert ready_conversations(bench.services) == [chat.id]
    chat.turn()
    assert [len(turn.message_ids) for turn in chat.turns()] == [2]
    assert ready_conversations(bench.services) == []


def test_a_script_that_cannot_be_filled_is_a_failure_and_not_a_loop(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    whole = bench.services.voice.render

    def render(conversation_id: str, said: Say) -> Rendered:
        if said.key.startswith("track_parcel"):
            raise ScriptMissing(said.key)
        return whole(conversation_id, said)

    bench.services.voice.render = render  # type: ignore[method-assign, assignment]
    assert chat.say("我的快递到哪了", "track_parcel") == ["safety.failure"]
    assert chat.turns()[-1].state is TurnState.TICKETED
