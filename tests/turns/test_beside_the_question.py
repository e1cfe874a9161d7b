"""What is asked or told beside an open question about a return, an exchange, an offer: it fits the matter under way."""

import pytest

from aftersales.domain.cases import CaseState
from tests.shop_bench import Bench, Chat
from tests.turns.walking import buyer_of, case_of, complete, kinds


def returning(bench: Bench) -> Chat:
    chat = buyer_of(bench, {"TEA-LJ250": 1, "TEA-ML200": 1}, hours=30)
    assert chat.say("不喜欢想退货", "return_goods") == ["return_goods.ask_scope"]
    return chat


def test_the_postage_goes_by_the_reason_told(bench: Bench) -> None:
    said = returning(bench).say("运费谁出", "return_shipping_fee")
    assert said == ["return_shipping_fee.buyer_untold", "chat.resume", "return_goods.ask_scope"]


def test_how_to_send_is_told_once_the_return_is_agreed(bench: Bench) -> None:
    chat = returning(bench)
    said = chat.say("寄到哪里", "return_method")
    assert said == ["return_method.once_agreed", "chat.resume", "return_goods.ask_scope"]
    chat.say("全部退", "provide_info")
    assert chat.say("没拆", "deny") == ["return_goods.send_back"]


def test_the_postage_of_a_fault_being_looked_at_is_ours_once_confirmed(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-DHP100": 1}, hours=20)
    chat.say("碎了", "damaged_item")
    chat.send_picture()
    assert chat.say("退货运费谁出", "return_shipping_fee") == ["return_shipping_fee.shop_once_confirmed"]


def test_a_price_asked_in_an_exchange_is_answered(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("想换别的，不喜欢这罐", "exchange_goods")
    said = chat.say("贵的话补多少", "price_protection")
    assert said == ["price_protection.returning", "chat.resume", "exchange_goods.ask_state"]


def test_how_to_send_is_told_once_the_goods_wanted_are_found(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=40)
    said = chat.say("不喜欢，想换大红袍，没拆", "exchange_goods")
    assert said == ["exchange_goods.ask_target"]
    assert chat.say("大红袍", "provide_info") == ["exchange_goods.checking_stock"]
    assert chat.say("寄到哪", "return_method") == ["return_method.once_agreed"]


def test_who_does_not_return_after_all_is_not_told_of_applications(bench: Bench) -> None:
    chat = returning(bench)
    assert chat.say("不退了", "cancel_refund") == ["chat.dropped"]
    assert case_of(chat, "return_goods").state is CaseState.DROPPED


@pytest.mark.parametrize("text", ["寄了", "已经寄出去了", "昨天寄走了"])
def test_goods_sent_back_without_their_waybill(bench: Bench, text: str) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=30)
    chat.say("不喜欢，没拆，想退货", "return_goods")
    assert chat.say(text, "return_method", 0.3) == ["chat.case_awaits_goods"]


def test_the_postage_of_goods_near_their_date_is_ours(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-PE357": 1}, hours=40)
    chat.say("生产日期怎么这么旧", "authenticity_doubt")
    chat.say("对不上", "deny")
    chat.send_picture()
    assert chat.say("要退", "return_goods") == ["chat.case_remark"]
    assert complete(chat, "authenticity_doubt", "yes") == ["authenticity_doubt.send_back"]
    assert chat.say("运费呢", "return_shipping_fee") == ["return_shipping_fee.ask_sent"]


def offered(bench: Bench) -> Chat:
    chat = buyer_of(bench, {"TEA-TGY500": 1}, hours=20)
    chat.say("盒子瘪了", "damaged_item")
    chat.send_picture()
    assert chat.press("补偿") == ["damaged_item.ask_offer_1"]
    chat.say("太少", "deny")
    assert complete(chat, "damaged_item", "yes") == ["damaged_item.ask_offer_2"]
    return chat


@pytest.mark.parametrize(("text", "intent"), [("20可以", "affirm"), ("20行吧", "affirm"), ("10块也少", "missing_item")])
def test_who_names_more_than_was_offered_has_not_agreed(bench: Bench, text: str, intent: str) -> None:
    chat = offered(bench)
    assert chat.say(text, intent) == ["damaged_item.ask_offer_3"]
    assert kinds(chat, "damaged_item") == []


def test_who_repeats_the_offer_has_agreed(bench: Bench) -> None:
    assert offered(bench).say("10块可以", "affirm") == ["damaged_item.paid_step_2"]


@pytest.mark.parametrize("text", ["快递太慢了 赔我20", "盒子压瘪了 赔我20"])
def test_a_reason_and_a_bare_amount_are_heard_at_once(bench: Bench, text: str) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=60)
    assert chat.say(text, "compensation_request") == ["compensation_request.ask_photo"]
    assert case_of(chat, "compensation_request").facts["asked_fen"] == 2000


def test_a_whole_order_is_no_part(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1, "TEA-ML200": 1}, hours=30)
    assert chat.say("不喜欢，整单退", "return_goods") == ["return_goods.ask_state"]


def test_a_question_put_often_enough_gives_way_to_the_wish(bench: Bench) -> None:
    chat = buyer_of(bench, {"LOCK-P2": 1}, hours=100)
    assert chat.say("这锁有毛病", "quality_issue") == ["quality_issue.ask_kind"]
    said = [chat.say(text, intent) for text, intent in (("换新的", "exchange_goods"), ("退货", "return_goods"))]
    assert [keys[-1] for keys in said] == ["quality_issue.ask_kind"] * 2
    assert chat.say("退钱", "refund_request")[-1] != "chat.wish_noted"


def test_what_is_not_broken_begins_no_matter(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-ML200": 1, "TEA-LJ250": 1})
    assert chat.say("少了茉莉花茶", "missing_item") == ["missing_item.ask_photo"]
    assert chat.say("箱子没破", "damaged_item")[-1] == "missing_item.ask_photo"
    assert chat.send_picture() == ["missing_item.checking_weight"]
