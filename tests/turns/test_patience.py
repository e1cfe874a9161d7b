"""No question wears a buyer out: pictures count whenever they came, nothing told before is asked again."""

from datetime import timedelta

from tests.shop_bench import Bench
from tests.turns.walking import buyer_of, case_of, tasks_of, waybill


def test_a_picture_sent_before_the_first_words_counts(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=20)
    chat.send_picture()
    assert chat.say("收到就碎了", "damaged_item") == ["received.reviewing"]


def test_a_picture_sent_with_the_first_words_counts(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=20)
    chat.write(picture=True)
    assert chat.say("收到就碎了", "damaged_item") == ["received.reviewing"]


def test_a_picture_of_an_earlier_matter_stays_its_own(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1, "TEA-DHP100": 1}, hours=20)
    chat.say("收到就碎了", "damaged_item")
    chat.send_picture()
    bench.clock.at += timedelta(minutes=1)
    assert chat.press("西湖龙井") == ["received.reviewing"]
    assert chat.say("大红袍发错了", "wrong_item") == ["wrong_item.ask_photo"]


def test_one_question_is_put_three_times_in_all_whatever_comes_between(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=3, state="paid")
    chat.say("我要改地址", "change_address")
    said = [chat.say("谢谢", "thanks"), chat.send_picture(), chat.say("在吗", "greet"), chat.send_picture()]
    assert [keys[-1] == "change_address.ask_address" for keys in said] == [True, True, False, False]
    assert chat.say("文三路9号", "provide_info") == ["change_address.registered"]


def test_what_was_dropped_goes_on_where_it_stood(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("不喜欢，没拆，想退货", "return_goods")
    assert chat.say("算了不退了", "deny") == ["chat.dropped"]
    assert chat.say("还是退吧", "return_goods") == ["return_goods.send_back"]


def test_the_waybill_of_a_return_is_kept_in_mid_question(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("不喜欢，没拆，想退货", "return_goods")
    question = chat.say("给我开发票", "invoice_request")
    text = "寄回去了 单号YT8800112233445"
    said = chat.say(text, "provide_info", entities=waybill("YT8800112233445", text))
    assert said == ["chat.waybill_noted", "chat.resume", *question]
    (task,) = tasks_of(chat, "return_goods")
    assert task.details["return_waybill"] == "YT8800112233445"


def test_a_return_nobody_waits_for_is_looked_up_and_not_denied(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    text = "货我寄回去了 单号YT8800112233445"
    chat.say(text, "provide_info", entities=waybill("YT8800112233445", text))
    case = case_of(chat, "return_progress")
    assert case.facts["return_waybill"] == "YT8800112233445"
