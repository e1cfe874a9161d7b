"""Goods that a message names are not asked for again; several at once are a person's; what is told early is kept."""

import pytest

from aftersales.use_cases.ports import Entity
from tests.shop_bench import Bench, Chat
from tests.turns.walking import buyer_of, case_of

TWO_TEAS = {"TEA-LJ250": 2, "TEA-DHP100": 1}


def test_goods_named_in_the_first_message_are_not_asked_again(bench: Bench) -> None:
    chat = buyer_of(bench, TWO_TEAS, hours=20)
    assert chat.say("龙井少了一罐", "missing_item") == ["missing_item.ask_photo"]
    assert case_of(chat, "missing_item").facts["missing_sku"] == "TEA-LJ250"


@pytest.mark.parametrize("text", ["大红袍没收到", "大红袍没有收到"])
def test_goods_not_received_are_the_ones_missing(bench: Bench, text: str) -> None:
    chat = buyer_of(bench, TWO_TEAS, hours=20)
    assert chat.say(text, "missing_item") == ["missing_item.ask_photo"]


@pytest.mark.parametrize("text", ["只收到龙井两罐", "少发一样，龙井没问题", "东西少了"])
def test_goods_that_may_be_the_right_ones_are_asked_about(bench: Bench, text: str) -> None:
    chat = buyer_of(bench, TWO_TEAS, hours=20)
    chat.say(text, "missing_item")
    assert "missing_sku" not in case_of(chat, "missing_item").facts


def damaged(bench: Bench, text: str) -> Chat:
    chat = buyer_of(bench, TWO_TEAS, hours=20)
    assert chat.say(text, "damaged_item") == ["damaged_item.ask_photo"]
    return chat


def test_two_kinds_of_broken_goods_are_a_persons(bench: Bench) -> None:
    assert damaged(bench, "龙井碎了一罐 大红袍也碎了").send_picture() == ["received.to_person"]


@pytest.mark.parametrize("text", ["两个都坏了", "都碎了", "龙井和大红袍"])
def test_both_is_an_answer_to_which(bench: Bench, text: str) -> None:
    chat = damaged(bench, "打开一看碎了")
    assert chat.send_picture() == ["damaged_item.ask_which"]
    assert chat.say(text, "quality_issue") == ["received.to_person"]


@pytest.mark.parametrize(("text", "sku"), [("龙井两罐都碎了", "TEA-LJ250"), ("大红袍", "TEA-DHP100")])
def test_one_kind_is_still_one(bench: Bench, text: str, sku: str) -> None:
    chat = damaged(bench, "打开一看碎了")
    chat.send_picture()
    chat.say(text, "damaged_item")
    assert case_of(chat, "damaged_item").facts["missing_sku"] == sku


def test_a_state_told_before_its_question_is_kept(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1, "TEA-ML200": 1}, hours=30)
    assert chat.say("不喜欢想退货", "return_goods") == ["return_goods.ask_scope"]
    assert chat.say("没拆", "deny") == ["return_goods.ask_scope"]
    assert chat.press("全部退") == ["return_goods.send_back"]


def test_a_count_told_before_its_question_is_kept(bench: Bench) -> None:
    chat = buyer_of(bench, TWO_TEAS, hours=20)
    assert chat.say("东西少了", "missing_item") == ["missing_item.ask_which"]
    assert chat.say("1个", "provide_info", entities=(Entity("count", "1", 0, 2),)) == ["missing_item.ask_which"]
    assert chat.press("西湖龙井") == ["missing_item.ask_photo"]


def test_the_last_sign_of_a_name_answers_which_of_the_goods(bench: Bench) -> None:
    chat = buyer_of(bench, {"LOCK-S3": 1, "TEA-ML200": 1}, hours=300)
    assert chat.say("打不开了", "quality_issue") == ["quality_issue.ask_which"]
    assert chat.say("锁", "provide_info") == ["quality_issue.ask_retry"]
