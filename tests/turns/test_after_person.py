"""What a person had in hand, asked about again after the chat was given back to the bot."""

from datetime import timedelta

import pytest

from aftersales.domain.conversations import Owner
from aftersales.use_cases.close_ticket import close_ticket
from aftersales.use_cases.reply_as_agent import reply_as_agent
from aftersales.use_cases.return_to_bot import return_to_bot
from tests.shop_bench import Bench, Chat
from tests.turns.walking import buyer_of, claimed, complete, owner_of


def served(bench: Bench, *told: tuple[str, str], state: str = "signed") -> Chat:
    """A buyer who told these things, was taken over by an agent, and was given back."""
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=20, state=state)
    for text, intent in told:
        chat.say(text, intent)
    chat.say("转人工", "ask_human")
    give_back(chat)
    return chat


def give_back(chat: Chat) -> None:
    assert return_to_bot(chat.bench.services, claimed(chat, "chen").id, "chen") is None
    chat.said()


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("退货弄好了没", "return_goods"),
        ("什么时候退", "refund_status"),
        ("怎么样了", "urge_reply"),
        ("弄好了吗", "unclear"),
    ],
)
def test_the_matter_of_a_person_is_neither_asked_anew_nor_denied(bench: Bench, text: str, intent: str) -> None:
    chat = served(bench, ("我要退货", "return_goods"))
    assert chat.say(text, intent) == ["human.had_it"]
    assert owner_of(chat) is Owner.WAITING


def test_what_was_told_to_the_person_alone_goes_back_to_one(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=20)
    chat.say("转人工", "ask_human")
    ticket = claimed(chat, "chen")
    chat.say("我要退货", "return_goods")
    assert return_to_bot(bench.services, ticket.id, "chen") is None
    chat.said()
    assert chat.say("退货弄好了吗", "return_goods") == ["human.had_it"]


def test_another_matter_the_record_and_an_old_one_are_the_bots(bench: Bench) -> None:
    chat = served(bench, ("我要退货", "return_goods"), ("快递呢", "track_parcel"))
    assert chat.say("快递到哪了", "track_parcel")[0].startswith("track_parcel.")
    assert chat.say("在吗", "greet") == ["utter_greet"]
    assert chat.say("开发票", "invoice_request") == ["invoice_request.ask_kind"]
    chat.press("个人抬头")
    chat.say("没有邮箱", "deny")
    bench.clock.at += timedelta(hours=25)
    assert chat.say("我要退货", "return_goods")[0].startswith("return_goods.")


def test_who_left_the_queue_before_anybody_came_is_served_by_the_bot(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=20)
    chat.say("我要开专票", "invoice_request")
    chat.say("不等了", "deny")
    assert chat.say("专票还没开吗，要专票", "invoice_request") == ["invoice_request.special"]


@pytest.mark.parametrize(
    ("text", "intent"), [("补偿什么时候到", "compensation_request"), ("钱呢", "refund_status"), ("弄好了吗", "unclear")]
)
def test_what_an_agent_agreed_to_in_a_chat_closed_since_is_not_asked_anew(bench: Bench, text: str, intent: str) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=20)
    chat.say("茶不新鲜 要补偿", "compensation_request")
    chat.say("转人工", "ask_human")
    ticket = claimed(chat, "chen")
    reply_as_agent(bench.services, ticket.id, "chen", "给您补20元，今天18点前给您回复")
    assert close_ticket(bench.services, ticket.id, "chen") is None
    again = bench.chat("walker")
    assert again.say(text, intent) == ["human.had_it"]


def test_another_wish_after_a_chat_was_closed_is_the_bots(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=20)
    chat.say("转人工", "ask_human")
    assert close_ticket(bench.services, claimed(chat, "chen").id, "chen") is None
    again = bench.chat("walker")
    assert again.say("开发票", "invoice_request") == ["invoice_request.ask_kind"]
    assert again.say("钱呢", "refund_status")[0] == "refund_status.none"


def came_back_used(bench: Bench) -> Chat:
    """A buyer whose return arrived used, was a person's, and was given back."""
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("不喜欢，没拆，想退货", "return_goods")
    assert complete(chat, "return_goods", "used") == ["received.return_odd"]
    give_back(chat)
    return chat


@pytest.mark.parametrize(
    ("text", "intent", "said"),
    [
        ("我要退货", "return_goods", "received.again"),
        ("那换货", "exchange_goods", "received.again"),
        ("寄到哪里啊", "return_method", "return_method.arrived"),
    ],
)
def test_goods_that_came_back_are_not_said_to_be_at_the_buyers(bench: Bench, text: str, intent: str, said: str) -> None:
    assert came_back_used(bench).say(text, intent) == [said]


def test_goods_an_agent_promised_are_no_return_of_the_buyer(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=20)
    chat.say("转人工", "ask_human")
    ticket = claimed(chat, "chen")
    reply_as_agent(bench.services, ticket.id, "chen", "已经给您补寄了一罐，单号稍后发")
    assert return_to_bot(bench.services, ticket.id, "chen") is None
    chat.said()
    assert chat.say("补寄的单号呢", "return_progress") == ["human.had_it"]
