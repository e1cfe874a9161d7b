"""What a buyer hears when promised work is done, turns out impossible or is late."""

from datetime import timedelta

from aftersales.domain.conversations import Owner
from aftersales.use_cases.complete_task import complete_task
from aftersales.use_cases.keep_promises import keep_promises
from aftersales.use_cases.services import Refused
from tests.shop_bench import Bench, Chat
from tests.turns.walking import claimed, open_task


def refunded_difference(bench: Bench) -> Chat:
    """A buyer whose price difference is on its way."""
    chat = bench.chat("demo-liu")
    chat.say("降价了给我退差价", "price_protection")
    return chat


def heard(chat: Chat) -> str | None:
    return chat.messages()[-1].script_key


def test_promised_work_is_told_when_it_is_done(bench: Bench) -> None:
    chat = refunded_difference(bench)
    complete_task(bench.services, open_task(bench, "refund_price_diff").id, "done", "chen")
    assert heard(chat) == "task.done.refund_price_diff"


def test_it_is_told_once_however_often_it_is_reported(bench: Bench) -> None:
    chat = refunded_difference(bench)
    task = open_task(bench, "refund_price_diff")
    complete_task(bench.services, task.id, "done", "chen")
    before = len(chat.messages())
    again = complete_task(bench.services, task.id, "impossible", "li")
    assert isinstance(again, Refused)
    assert len(chat.messages()) == before


def test_impossible_work_brings_a_person(bench: Bench) -> None:
    chat = refunded_difference(bench)
    complete_task(bench.services, open_task(bench, "refund_price_diff").id, "impossible", "chen")
    assert heard(chat) == "task.impossible"
    with bench.services.uow() as uow:
        conversation = uow.conversations.get(chat.id)
        (ticket,) = uow.tickets.waiting()
    assert conversation is not None
    assert (conversation.owner, ticket.team, ticket.reason) == (Owner.WAITING, "backoffice", "price_protection")


def test_late_work_is_owned_up_to_once_and_told_when_done_after_all(bench: Bench) -> None:
    chat = refunded_difference(bench)
    bench.clock.at += timedelta(hours=25)
    keep_promises(bench.services)
    assert heard(chat) == "promise.broken"
    before = len(chat.messages())
    keep_promises(bench.services)
    assert len(chat.messages()) == before
    complete_task(bench.services, open_task(bench, "refund_price_diff").id, "done", "chen")
    assert heard(chat) == "task.done.refund_price_diff"


def test_inner_work_is_not_told(bench: Bench) -> None:
    chat = bench.chat("demo-li")
    chat.say("怎么还不发货", "urge_shipment")
    chat.press("还要")
    before = len(chat.messages())
    complete_task(bench.services, open_task(bench, "urge_ship").id, "done", "chen")
    assert len(chat.messages()) == before


def test_the_bot_stays_silent_where_a_person_has_the_chat(bench: Bench) -> None:
    chat = refunded_difference(bench)
    chat.say("转人工", "ask_human")
    claimed(chat, "chen")
    before = len(chat.messages())
    complete_task(bench.services, open_task(bench, "refund_price_diff").id, "done", "chen")
    assert len(chat.messages()) == before


def test_who_waits_for_a_person_hears_a_result_all_the_same(bench: Bench) -> None:
    chat = refunded_difference(bench)
    chat.say("转人工", "ask_human")
    complete_task(bench.services, open_task(bench, "refund_price_diff").id, "done", "chen")
    assert chat.said() == ["task.done.refund_price_diff"]
