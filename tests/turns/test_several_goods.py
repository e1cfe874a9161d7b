"""Several kinds of goods broken, missing or wrong at once are one matter."""

import pytest

from tests.shop_bench import Bench
from tests.turns.walking import buyer_of, complete, kinds, last_text, tasks_of

TWO_TEAS = {"TEA-ML200": 1, "TEA-DHP100": 1}
BOTH = "TEA-ML200,TEA-DHP100"


def test_two_teas_broken_are_refunded_together(bench: Bench) -> None:
    chat = buyer_of(bench, {**TWO_TEAS, "TEA-LJ250": 1}, hours=10)
    assert chat.say("茉莉花茶和大红袍都碎了", "damaged_item") == ["damaged_item.ask_photo"]
    assert chat.send_picture() == ["received.reviewing"]
    assert complete(chat, "damaged_item", "yes") == ["damaged_item.ask_goods"]
    assert "茉莉花茶 200g 袋装、武夷大红袍 100g 罐装" in last_text(chat)
    assert chat.press("退款") == ["damaged_item.refund"]
    (refund,) = [task for task in tasks_of(chat, "damaged_item") if task.kind == "refund"]
    told = (refund.details[name] for name in ("missing_sku", "missing_qty", "missing_value_fen"))
    assert tuple(told) == (BOTH, "2", str(4900 + 9900))


@pytest.mark.parametrize("text", ["两个都碎了", "都碎了", "茉莉花茶、大红袍"])
def test_all_of_them_answers_which_one(bench: Bench, text: str) -> None:
    chat = buyer_of(bench, TWO_TEAS, hours=10)
    chat.say("收到就碎了", "damaged_item")
    assert chat.send_picture() == ["damaged_item.ask_which"]
    assert chat.say(text, "provide_info") == ["received.reviewing"]
    (review,) = tasks_of(chat, "damaged_item")
    assert review.details["missing_sku"] == BOTH


@pytest.mark.parametrize(
    ("items", "text"),
    [({**TWO_TEAS, "TEA-LJ250": 1}, "两个都碎了"), ({"TEA-ML200": 2, "TEA-DHP100": 1}, "茉莉和大红袍都碎了")],
)
def test_what_cannot_be_counted_is_a_persons(bench: Bench, items: dict[str, int], text: str) -> None:
    chat = buyer_of(bench, items, hours=10)
    chat.say("收到就碎了", "damaged_item")
    chat.send_picture()
    assert chat.say(text, "provide_info") == ["received.to_person"]


def test_two_teas_missing_are_weighed_together(bench: Bench) -> None:
    chat = buyer_of(bench, {**TWO_TEAS, "TEA-LJ250": 1}, hours=10)
    chat.say("少了茉莉花茶和大红袍", "missing_item")
    assert kinds(chat, "missing_item") == []
    assert chat.send_picture() == ["missing_item.checking_weight"]
    (weighing,) = tasks_of(chat, "missing_item")
    assert (weighing.details["missing_sku"], weighing.details["missing_qty"]) == (BOTH, "2")


def test_two_teas_wrong_go_back_in_one_parcel(bench: Bench) -> None:
    chat = buyer_of(bench, TWO_TEAS, hours=10)
    chat.say("茉莉花茶跟大红袍都发错了", "wrong_item")
    chat.send_picture()
    assert chat.press("退货退款") == ["wrong_item.send_back_refund"]
    (back,) = tasks_of(chat, "wrong_item")
    assert back.details["missing_sku"] == BOTH
