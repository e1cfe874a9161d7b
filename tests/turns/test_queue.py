"""In the queue for a person: the place in it, complaints, evidence, the way back — and a wait that takes too long."""

from datetime import timedelta

import pytest

from aftersales.domain.cases import Ticket
from aftersales.domain.conversations import Owner, TurnState
from aftersales.use_cases.hurry_queue import LATE_PRIORITY, hurry_queue
from tests.shop_bench import CLOSED_HOUR, Bench
from tests.turns.walking import owner_of


def waiting(bench: Bench) -> list[Ticket]:
    with bench.services.uow() as uow:
        return list(uow.tickets.waiting())


def test_in_the_queue_only_status_evidence_and_the_way_back(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    chat.say("转人工", "ask_human")
    assert chat.say("我的快递到哪了", "track_parcel") == ["human.noted"]
    assert chat.say("谢谢", "thanks") == []
    assert chat.turns()[-1].state is TurnState.SILENT
    assert chat.say("人呢", "urge_reply") == ["human.still_waiting"]
    assert chat.send_picture() == ["chat.evidence_saved_queued"]
    assert chat.say("不用等了，我问你吧", "deny") == ["human.back_to_bot"]
    assert (owner_of(chat), len(waiting(bench))) == (Owner.BOT, 0)
    assert chat.say("我的快递到哪了", "track_parcel") == ["track_parcel.expected"]


def test_who_wants_the_money_instead_of_waiting_stays_in_the_queue(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    chat.say("转人工", "ask_human")
    assert chat.say("我不等了，退款", "refund_request") == ["human.noted"]
    assert (owner_of(chat), len(waiting(bench))) == (Owner.WAITING, 1)


def test_a_complaint_in_the_queue_goes_to_the_top_of_its_team(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    chat.say("转人工", "ask_human")
    assert chat.say("我不等了一直没发货我要投诉", "complaint_threat", 0.6) == ["human.complaint_noted"]
    (ticket,) = waiting(bench)
    assert (ticket.team, ticket.priority, owner_of(chat)) == ("complaint", 9, Owner.WAITING)


@pytest.mark.parametrize(
    ("text", "intent", "stays"),
    [
        ("不用转接别人，就你们店长来", "ask_human", True),
        ("不等了，赔我钱", "compensation_request", True),
        ("不用人工了，问你就行", "ask_human", False),
        ("取消人工吧", "ask_human", False),
        ("先不等了谢谢", "thanks", False),
    ],
)
def test_who_leaves_the_queue_and_who_does_not(bench: Bench, text: str, intent: str, *, stays: bool) -> None:
    chat = bench.chat("demo-wang")
    chat.say("转人工", "ask_human")
    chat.say(text, intent)
    assert owner_of(chat) is (Owner.WAITING if stays else Owner.BOT)


def test_after_too_long_a_wait_comes_an_apology_and_the_chat_moves_up(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    chat.say("转人工", "ask_human")
    bench.clock.at += timedelta(minutes=11)
    assert chat.say("人呢", "urge_reply") == ["human.still_waiting_late"]
    (ticket,) = waiting(bench)
    assert ticket.priority == LATE_PRIORITY


def test_the_worker_moves_up_who_waits_too_long_once_and_never_out_of_hours(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    chat.say("转人工", "ask_human")
    assert hurry_queue(bench.services) == 0
    opened, bench.clock.at = bench.clock.at, CLOSED_HOUR + timedelta(days=1)
    assert hurry_queue(bench.services) == 0
    bench.clock.at = opened + timedelta(minutes=11)
    assert (hurry_queue(bench.services), hurry_queue(bench.services)) == (1, 0)


def test_back_from_the_queue_the_open_question_is_put_again(bench: Bench) -> None:
    chat = bench.chat("demo-zhang")
    chat.say("少了一盒", "missing_item")
    chat.say("转人工", "ask_human")
    assert chat.say("不用等了", "deny") == ["human.back_to_question", "missing_item.ask_box"]
