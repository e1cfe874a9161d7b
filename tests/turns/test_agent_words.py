"""What an agent writes: warned of once, sent when confirmed and kept on record; a promised answer is watched."""

from datetime import timedelta

import pytest

from aftersales.domain.cases import Ticket
from aftersales.domain.conversations import Message
from aftersales.use_cases.claim_ticket import claim_ticket
from aftersales.use_cases.desk_view import TicketView, list_tickets
from aftersales.use_cases.hurry_queue import LATE_PRIORITY
from aftersales.use_cases.judge_reply import judge_draft
from aftersales.use_cases.keep_promises import keep_promises
from aftersales.use_cases.reply_as_agent import reply_as_agent
from aftersales.use_cases.services import Refused
from tests.shop_bench import Bench, Chat
from web.desk_json import verdict_json

WARNED = "不归我们管，您问问厂家"


@pytest.fixture
def chat(bench: Bench) -> Chat:
    """A buyer whom agent li has taken over."""
    chat = bench.chat("demo-wang")
    chat.say("转人工", "ask_human")
    with bench.services.uow() as uow:
        (ticket,) = uow.tickets.waiting()
    assert isinstance(claim_ticket(bench.services, ticket.id, "li"), Ticket)
    return chat


def mine(bench: Bench) -> TicketView:
    (view,) = list_tickets(bench.services, "li")
    return view


def write(bench: Bench, text: str, *, confirmed: bool = False) -> Message | Refused:
    return reply_as_agent(bench.services, mine(bench).ticket.id, "li", text, confirmed=confirmed)


def test_a_warned_text_needs_a_second_press_and_stays_on_record(bench: Bench, chat: Chat) -> None:
    before = len(chat.messages())
    refused = write(bench, WARNED)
    assert isinstance(refused, Refused)
    assert (refused.code, len(chat.messages())) == ("warned", before)
    assert "推诿" in refused.detail
    sent = write(bench, WARNED, confirmed=True)
    assert isinstance(sent, Message)
    assert sent.text == WARNED
    with bench.services.uow() as uow:
        recorded = [row for row in uow.audit.of(f"ticket:{mine(bench).ticket.id}") if row[2] == "sent_with_warning"]
    assert [(row[1], row[3]) for row in recorded] == [("li", {"message": str(sent.id), "entries": "tone.shrug"})]


def test_what_is_blocked_cannot_be_confirmed(bench: Bench, chat: Chat) -> None:
    before = len(chat.messages())
    refused = write(bench, "您加我微信聊吧", confirmed=True)
    assert isinstance(refused, Refused)
    assert (refused.code, len(chat.messages())) == ("blocked", before)
    assert "记录都在" in refused.detail


def test_a_late_answer_is_held_until_it_begins_with_an_apology(bench: Bench, chat: Chat) -> None:
    write(bench, "您好，我来处理")
    chat.say("那什么时候能好", "urge_reply")
    bench.clock.at += timedelta(seconds=61)
    refused = write(bench, "仓库说今天发出", confirmed=True)
    assert isinstance(refused, Refused)
    assert (refused.code, refused.detail) == ("blocked", "让买家等久了，先道歉再说结果 让您久等了，实在抱歉。")
    verdict = judge_draft(bench.services, chat.id, "仓库说今天发出")
    assert verdict_json(verdict)["suggestion"] == "让您久等了，实在抱歉。仓库说今天发出"
    assert isinstance(write(bench, "让您久等了，实在抱歉。仓库说今天发出"), Message)
    assert isinstance(write(bench, "单号晚上能看到"), Message), "the message directly before has the apology"


def test_the_same_words_again_need_a_second_press(bench: Bench, chat: Chat) -> None:
    assert isinstance(write(bench, "已经帮您联系仓库核实了"), Message)
    again = write(bench, "已经帮您联系仓库核实了～")
    assert isinstance(again, Refused)
    assert (again.code, "说过" in again.detail) == ("warned", True)
    assert isinstance(write(bench, "已经帮您联系仓库核实了～", confirmed=True), Message)


def test_a_promised_answer_is_shown_and_any_message_keeps_it(bench: Bench, chat: Chat) -> None:
    assert mine(bench).reply_due is None
    write(bench, "我去问仓库，2小时内回复您")
    assert (mine(bench).reply_due, mine(bench).reply_late) == (bench.clock.at + timedelta(hours=2), False)
    write(bench, "仓库说今天能发出")
    assert mine(bench).reply_due is None
    bench.clock.at += timedelta(hours=3)
    assert keep_promises(bench.services) == 0


def test_an_answer_that_does_not_come_makes_the_chat_urgent_once(bench: Bench, chat: Chat) -> None:
    write(bench, "我去问仓库，半小时内给您结果")
    said = len(chat.messages())
    bench.clock.at += timedelta(minutes=31)
    assert [keep_promises(bench.services), keep_promises(bench.services)] == [1, 0]
    view = mine(bench)
    assert (view.reply_late, view.ticket.priority, len(chat.messages())) == (True, LATE_PRIORITY, said)
    with bench.services.uow() as uow:
        assert [row[2] for row in uow.audit.of(f"ticket:{view.ticket.id}")].count("reply_overdue") == 1
    write(bench, "结果出来了，今天发出")
    assert (mine(bench).reply_due, mine(bench).reply_late) == (None, False)
