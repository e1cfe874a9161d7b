"""The desk: one agent wins a chat, the bot stays silent, and the chat comes back or ends cleanly."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.engine import Engine

from aftersales.domain.cases import Ticket
from aftersales.domain.conversations import Message, Owner, Sender, TurnState
from aftersales.use_cases.add_note import add_note
from aftersales.use_cases.claim_ticket import claim_ticket
from aftersales.use_cases.close_ticket import close_ticket
from aftersales.use_cases.complete_task import complete_task
from aftersales.use_cases.desk_view import ConversationView, view_conversation
from aftersales.use_cases.receive_message import receive_message
from aftersales.use_cases.reply_as_agent import reply_as_agent
from aftersales.use_cases.return_to_bot import return_to_bot
from aftersales.use_cases.services import Refused
from aftersales.use_cases.transfer_ticket import transfer_ticket
from tests.databases import sql_database
from tests.shop_bench import Bench, Chat
from web.desk_json import conversation_json

AGENTS = ("li", "wang", "chen", "zhao", "sun", "lin", "he")


def waiting_ticket(bench: Bench) -> Ticket:
    with bench.services.uow() as uow:
        (ticket,) = uow.tickets.waiting()
        return ticket


@pytest.fixture
def chat(bench: Bench) -> Chat:
    """A buyer who asked for a person."""
    chat = bench.chat("demo-wang")
    chat.say("转人工", "ask_human")
    return chat


def owner(chat: Chat) -> Owner:
    with chat.bench.services.uow() as uow:
        found = uow.conversations.get(chat.id)
        assert found is not None
        return found.owner


def test_of_sixteen_claims_at_once_one_wins_and_the_others_hear_who(engine: Engine) -> None:
    bench = Bench.over(sql_database(engine))
    bench.load()
    bench.chat("demo-wang").say("转人工", "ask_human")
    ticket = waiting_ticket(bench)
    logins = [AGENTS[n % 2] for n in range(16)]
    with ThreadPoolExecutor(16) as pool:
        results = list(pool.map(lambda login: claim_ticket(bench.services, ticket.id, login), logins))
    holders = {result.agent_login for result in results if isinstance(result, Ticket)}
    assert len(holders) == 1
    (holder,) = holders
    told = {(r.code, r.detail) for r in results if isinstance(r, Refused)}
    assert told == {("already_claimed", holder)}


def test_a_claimed_chat_is_the_agents_and_the_bot_is_silent(chat: Chat) -> None:
    services = chat.bench.services
    assert isinstance(claim_ticket(services, waiting_ticket(chat.bench).id, "li"), Ticket)
    assert chat.said() == ["human.taken"]
    assert owner(chat) is Owner.HUMAN
    assert chat.say("我的快递到哪了", "track_parcel") == []
    turn = chat.turns()[-1]
    assert (turn.state, turn.reason) == (TurnState.SILENT, "owned_by_human")
    heard = [m for m in chat.messages() if m.sender is Sender.BUYER][-1]
    assert (heard.intent, heard.confidence) == ("track_parcel", 0.9), "understood for the agent all the same"


def test_only_the_holder_replies_and_the_gate_holds_for_people_too(chat: Chat) -> None:
    services, ticket = chat.bench.services, waiting_ticket(chat.bench)
    assert reply_as_agent(services, ticket.id, "li", "您好") == Refused("not_yours", "waiting")
    claim_ticket(services, ticket.id, "li")
    assert reply_as_agent(services, ticket.id, "wang", "您好") == Refused("not_yours", "li")
    assert reply_as_agent(services, ticket.id, "li", "  ") == Refused("empty")
    blocked = reply_as_agent(services, ticket.id, "li", "您加我微信，我私下转给您")
    assert isinstance(blocked, Refused)
    assert blocked.code == "blocked"
    assert blocked.detail
    sent = reply_as_agent(services, ticket.id, "li", "您好，我来帮您看", "once")
    assert isinstance(sent, Message)
    assert reply_as_agent(services, ticket.id, "li", "您好，我来帮您看", "once") == sent


def test_a_returned_chat_is_the_bots_again(chat: Chat) -> None:
    services, ticket = chat.bench.services, waiting_ticket(chat.bench)
    claim_ticket(services, ticket.id, "li")
    assert return_to_bot(services, ticket.id, "li") is None
    assert owner(chat) is Owner.BOT
    assert return_to_bot(services, ticket.id, "li") == Refused("not_yours", "li")
    assert "track_parcel.expected" in chat.say("我的快递到哪了", "track_parcel")


def test_a_closed_chat_takes_no_more_and_the_buyer_opens_a_new_one(chat: Chat) -> None:
    services, ticket = chat.bench.services, waiting_ticket(chat.bench)
    claim_ticket(services, ticket.id, "li")
    assert close_ticket(services, ticket.id, "li") is None
    late = receive_message(services, chat.id, chat.buyer_id, "late", text="还有个事")
    assert late == Refused("conversation_closed")
    assert chat.bench.chat("demo-wang").id != chat.id
    assert claim_ticket(services, ticket.id, "wang") == Refused("closed")


def test_a_transferred_chat_waits_in_the_other_queue(chat: Chat) -> None:
    services, ticket = chat.bench.services, waiting_ticket(chat.bench)
    claim_ticket(services, ticket.id, "li")
    assert transfer_ticket(services, ticket.id, "li", "nobody") == Refused("unknown_team", "nobody")
    chat.said()
    assert transfer_ticket(services, ticket.id, "li", "complaint") is None
    assert chat.said() == ["human.transferred"]
    moved = waiting_ticket(chat.bench)
    assert (moved.id, moved.team, moved.agent_login) == (ticket.id, "complaint", None)
    assert isinstance(claim_ticket(services, ticket.id, "sun"), Ticket)


def test_a_note_is_for_colleagues_only(chat: Chat) -> None:
    services, ticket = chat.bench.services, waiting_ticket(chat.bench)
    before = len(chat.messages())
    assert add_note(services, ticket.id, "li", "买家催了两次") is None
    assert len(chat.messages()) == before
    with services.uow() as uow:
        notes = [details["text"] for _, _, action, details in uow.audit.of(f"ticket:{ticket.id}") if action == "note"]
    assert notes == ["买家催了两次"]


def test_a_task_is_done_once_with_a_result_it_knows(bench: Bench) -> None:
    chat = bench.chat("demo-liu")
    chat.say("降价了给我退差价", "price_protection")
    with bench.services.uow() as uow:
        (task,) = uow.tasks.list(team="backoffice")
    assert complete_task(bench.services, task.id, "short", "li") == Refused("bad_result", "done|impossible")
    assert complete_task(bench.services, 999, "done", "li") == Refused("not_found")
    assert not isinstance(complete_task(bench.services, task.id, "done", "li"), Refused)
    assert complete_task(bench.services, task.id, "done", "wang") == Refused("already_done", "li")


def test_a_result_that_comes_while_a_person_owns_the_chat_is_not_said_by_the_bot(bench: Bench) -> None:
    chat = bench.chat("demo-zhang")
    chat.say("少了一盒", "missing_item")
    chat.say("完好的", "affirm")
    chat.send_picture()
    chat.say("转人工", "ask_human")
    ticket = waiting_ticket(bench)
    claim_ticket(bench.services, ticket.id, "li")
    chat.said()
    with bench.services.uow() as uow:
        (weigh,) = uow.tasks.list(team="warehouse")
    complete_task(bench.services, weigh.id, "short", "li")
    assert chat.said() == []
    with bench.services.uow() as uow:
        case = next(c for c in uow.cases.of_conversation(chat.id) if c.playbook == "missing_item")
    assert case.row == "missing_item.short_reship"


def test_the_handoff_card_knows_the_only_order_without_asking(chat: Chat) -> None:
    view = view_conversation(chat.bench.services, chat.id)
    assert isinstance(view, ConversationView)
    assert view.order is not None
    assert view.order.order_no == "2026110000000101"
    assert view.order.phone.count("*") >= 4, "personal data is masked"


def test_tasks_and_cases_tell_their_facts_in_chinese(bench: Bench) -> None:
    chat = bench.chat("demo-zhang")
    chat.say("少了一盒", "missing_item")
    chat.say("完好的", "affirm")
    chat.send_picture()
    with bench.services.uow() as uow:
        (weigh,) = uow.tasks.list(team="warehouse")
    complete_task(bench.services, weigh.id, "short", "li")
    view = view_conversation(bench.services, chat.id)
    assert isinstance(view, ConversationView)
    told = conversation_json(view)
    task = next(one for one in told["tasks"] if one["kind"] == "weigh_parcel")
    box = {"name": "missing_sku", "title": "少的商品", "value": "安溪铁观音 500g 礼盒", "small": "TEA-TGY500"}
    assert task["fact_title"] == "包裹重量"
    assert box in task["shown_details"]
    assert {one["title"]: one["value"] for one in told["cases"][0]["shown_facts"]}.items() >= {
        ("订单状态", "已签收"),
        ("少了什么", "商品少了"),
        ("少的商品金额", "¥198.00"),
        ("外箱破损或拆过", "否"),
        ("照片", "1 张"),
        ("包裹重量", "少了"),
    }
    assert told["cases"][0]["facts"]["order_status"] == "signed", "programs still read the plain values"
