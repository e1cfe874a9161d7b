"""“补发吧” belongs to the matter under way: it answers its question, is noted for its end, or asks how it stands."""

import pytest

from tests.shop_bench import Bench, Chat
from tests.turns.walking import added, buyer_of, case_of, complete, kinds


def playbooks_of(chat: Chat) -> set[str]:
    with chat.bench.services.uow() as uow:
        return {case.playbook for case in uow.cases.of_conversation(chat.id)}


@pytest.mark.parametrize("text", ["补发吧", "给我补发", "那你们赶紧再发一个吧"])
def test_while_broken_goods_are_looked_at(bench: Bench, text: str) -> None:
    chat = buyer_of(bench, {"TEA-DHP100": 1}, hours=20)
    chat.say("碎了", "damaged_item")
    assert chat.send_picture() == ["received.reviewing"]
    assert chat.say(text, "missing_item") == ["chat.case_remark"]
    assert playbooks_of(chat) == {"damaged_item"}
    assert complete(chat, "damaged_item", "yes") == ["damaged_item.reship"]


def test_in_mid_question(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-DHP100": 1, "TEA-LJ250": 1}, hours=20)
    chat.say("碎了", "damaged_item")
    chat.send_picture()
    assert chat.say("补发", "missing_item") == ["chat.again_noted", "damaged_item.ask_which"]


def test_while_the_proof_of_delivery_is_fetched(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=30)
    chat.say("显示签收了我没收到", "signed_not_received")
    chat.say("都问过了，没有", "deny")
    assert chat.say("补发吧", "missing_item") == ["chat.case_remark"]
    complete(chat, "signed_not_received", "other")
    assert kinds(chat, "signed_not_received").count("reship") == 1
    assert playbooks_of(chat) == {"signed_not_received"}


def test_of_what_is_sent_again_already(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-DHP100": 1}, hours=20)
    chat.say("碎了", "damaged_item")
    chat.send_picture()
    complete(chat, "damaged_item", "yes")
    assert chat.press("补发") == ["damaged_item.reship"]
    assert chat.say("补发吧", "missing_item") == ["chat.case_waiting"]


def test_goods_missing_beside_the_broken_ones_are_a_matter_of_their_own(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-DHP100": 2}, hours=20)
    chat.say("碎了一罐", "damaged_item")
    chat.send_picture()
    chat.say("还少了一罐", "missing_item")
    assert case_of(chat, "missing_item").playbook == "missing_item"


def test_when_it_is_sent_again_is_no_return_that_stands_still(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-DHP100": 1}, hours=20)
    assert chat.say("少东西了", "missing_item") == ["missing_item.ask_kind"]
    assert chat.say("什么时候补发", "return_progress") == ["chat.still_here", "missing_item.ask_kind"]


def test_when_it_is_sent_while_the_parcel_is_weighed(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 2, "TEA-DHP100": 1}, hours=20)
    chat.say("龙井少了一罐", "missing_item")
    assert chat.send_picture() == ["missing_item.checking_weight"]
    assert chat.say("什么时候发", "urge_shipment") == ["chat.case_waiting"]


def test_money_wanted_instead_of_goods_being_sent_again_is_a_persons(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-DHP100": 1}, hours=20)
    chat.say("碎了", "damaged_item")
    chat.send_picture()
    complete(chat, "damaged_item", "yes")
    assert chat.press("补发") == ["damaged_item.reship"]
    assert chat.say("不补了退钱吧", "refund_request") == ["chat.wish_changed"]
    assert set(added(chat, "damaged_item")) == {"不补了退钱吧"}
