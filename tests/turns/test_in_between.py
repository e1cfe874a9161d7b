"""What comes in the middle of a question or without any: assent, leaving, a quick question, data, bare marks."""

import pytest

from aftersales.domain.cases import CaseState
from aftersales.domain.conversations import Owner
from aftersales.use_cases.ports import Entity
from tests.shop_bench import Bench
from tests.turns.walking import buyer_of, case_of, complete, owner_of


@pytest.mark.parametrize(("text", "intent"), [("好的", "affirm"), ("没拆", "deny")])
def test_assent_in_a_question_does_not_ask_what_else_there_is(bench: Bench, text: str, intent: str) -> None:
    chat = bench.chat("demo-liu")
    chat.say("开发票", "invoice_request")
    assert chat.say(text, intent) == ["chat.go_on", "invoice_request.ask_kind"]


@pytest.mark.parametrize(
    ("text", "intent"), [("晚安", "goodbye"), ("等一下我去问财务", "wait_ack"), ("再见", "goodbye")]
)
def test_who_goes_is_not_asked_again(bench: Bench, text: str, intent: str) -> None:
    chat = bench.chat("demo-liu")
    chat.say("开发票", "invoice_request")
    assert chat.say(text, intent) == [f"utter_{intent}"]
    assert chat.say("个人抬头", "provide_info") == ["invoice_request.ask_email"]


@pytest.mark.parametrize(("text", "intent"), [("怎么开 要什么", "usage_help"), ("那个锁多少钱", "pre_sales")])
def test_a_quick_question_in_between_makes_no_ticket_and_is_offered_later(bench: Bench, text: str, intent: str) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("开发票", "invoice_request")
    assert chat.say(text, intent) == ["chat.noted_for_later", "invoice_request.ask_kind"]
    assert (owner_of(chat), case_of(chat, intent).state) == (Owner.BOT, CaseState.NOTED)
    chat.say("个人", "provide_info")
    assert chat.say("没有邮箱", "deny") == ["invoice_request.registered_page", "chat.also_mentioned"]


def test_who_asks_it_again_in_between_is_answered(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("开发票", "invoice_request")
    chat.say("多少钱", "pre_sales")
    assert chat.say("问你多少钱", "pre_sales") == ["pre_sales.to_presales"]


def test_data_with_the_word_of_a_procedure_begin_it(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    assert chat.say("发票 个人 a1@163.com", "provide_info") == ["invoice_request.registered"]


def test_a_new_address_with_its_word_is_registered(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=3, state="paid")
    street = "西湖区文三路1号"
    text = f"地址改成{street}"
    entity = Entity("address", street, text.index(street), len(text))
    assert chat.say(text, "provide_info", entities=(entity,)) == ["change_address.registered"]


def test_thanks_for_what_is_done_are_no_new_information(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("开发票 个人 a1@163.com", "invoice_request")
    assert complete(chat, "invoice_request", "done") == ["task.done.invoice_issue"]
    assert chat.say("收到了", "provide_info") == ["utter_thanks"]


@pytest.mark.parametrize("text", ["...", "。。。", "？"])
def test_bare_marks_wait_for_a_word(bench: Bench, text: str) -> None:
    chat = bench.chat("demo-liu")
    assert chat.say(text, "unclear", 0.4) == ["utter_urge_reply"]


def test_yesterdays_matter_is_the_one_under_way(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=3, state="paid")
    chat.say("改地址", "change_address")
    chat.say("西湖区文三路1号 沈安 13800009902", "provide_info")
    assert chat.say("昨天那个事呢", "unclear") == ["chat.case_waiting"]


def test_a_wish_belongs_to_the_matter_that_was_interrupted(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 2}, hours=20)
    chat.say("碎了一罐", "damaged_item")
    assert chat.say("发票怎么开", "invoice_request") == ["invoice_request.ask_kind"]
    assert chat.say("退款", "refund_request") == ["chat.wish_noted", "damaged_item.ask_photo"]


@pytest.mark.parametrize("pressed", [True, False])
def test_a_choice_answers_the_question_that_was_interrupted(bench: Bench, *, pressed: bool) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=20)
    chat.say("开发票", "invoice_request")
    assert chat.say("我要退货", "return_goods") == ["return_goods.ask_reason"]
    said = chat.press("个人抬头") if pressed else chat.say("个人的", "provide_info")
    assert said == ["invoice_request.ask_email"]
    assert chat.say("没有邮箱", "deny") == ["invoice_request.registered_page", "chat.resume", "return_goods.ask_reason"]
