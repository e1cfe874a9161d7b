"""Two concerns in one message: the strongest is handled, the other one is offered afterwards and never lost."""

import pytest

from aftersales.domain.cases import Case, CaseState
from tests.shop_bench import Bench, Chat


def cases(chat: Chat) -> list[Case]:
    with chat.bench.services.uow() as uow:
        return list(uow.cases.of_conversation(chat.id))


def noted(chat: Chat) -> list[str]:
    return [case.intent for case in cases(chat) if case.state is CaseState.NOTED]


def both(bench: Bench) -> Chat:
    """A buyer who asks for the parcel and, by the way, for the price difference."""
    chat = bench.chat("demo-wang")
    said = chat.say("差价能退吗 还有我的快递到哪了", "track_parcel", also=("price_protection",))
    assert said == ["track_parcel.expected", "chat.also_mentioned"]
    assert "降价退差价" in chat.messages()[-1].text
    return chat


def test_the_button_beneath_the_offer_begins_the_other_concern(bench: Bench) -> None:
    chat = both(bench)
    assert chat.press("降价退差价")[0].startswith("price_protection.")
    assert noted(chat) == []


def test_a_plain_yes_begins_it_too(bench: Bench) -> None:
    chat = both(bench)
    assert chat.say("好的", "affirm")[0].startswith("price_protection.")
    assert noted(chat) == []


def test_no_thank_you_drops_it_for_good(bench: Bench) -> None:
    chat = both(bench)
    assert chat.say("不用了", "deny") == ["chat.dropped"]
    assert [case.state for case in cases(chat) if case.intent == "price_protection"] == [CaseState.DROPPED]
    assert chat.say("我的快递到哪了", "track_parcel") == ["track_parcel.expected"]


def test_it_is_offered_once_and_taken_up_when_the_buyer_comes_back_to_it(bench: Bench) -> None:
    chat = both(bench)
    assert "chat.also_mentioned" not in chat.say("快递到哪了", "track_parcel")
    assert chat.say("好的", "affirm") == ["utter_affirm"], "a yes to something else begins nothing"
    assert chat.say("那差价呢", "price_protection")[0].startswith("price_protection.")
    assert [case.intent for case in cases(chat)].count("price_protection") == 1


def test_a_question_comes_first_and_the_offer_after_it(bench: Bench) -> None:
    chat = bench.chat("demo-wu")
    assert chat.say("快递到哪了 能退差价吗", "track_parcel", also=("price_protection",)) == ["order.which"]
    assert chat.press("人脸识别智能锁")[-1] == "chat.also_mentioned"


def test_a_person_who_takes_over_sees_what_else_was_mentioned(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    assert chat.say("转人工 顺便问下差价", "ask_human", also=("price_protection",)) == ["human.queued"]
    assert noted(chat) == ["price_protection"]


def test_what_is_under_way_or_unsure_is_not_noted(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    assert chat.say("快递到哪了 快递呢", "track_parcel", also=("track_parcel", "ask_human", "chitchat")) == [
        "track_parcel.expected"
    ]
    assert noted(chat) == []


@pytest.mark.parametrize("intent", ["harassment", "spam_ad", "abuse"])
def test_what_no_buyer_would_press_is_neither_noted_nor_offered(bench: Bench, intent: str) -> None:
    chat = bench.chat("demo-wang")
    assert chat.say("快递到哪了 小姐姐加个好友", "track_parcel", also=(intent,)) == ["track_parcel.expected"]
    assert noted(chat) == []


def test_a_clause_of_an_unclear_message_is_answered(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    said = chat.say("那个怎么说 我的快递到哪了", "unclear", 0.6, also=("track_parcel", "price_protection"))
    assert said == ["track_parcel.expected", "chat.also_mentioned"]


def test_a_clause_of_an_unclear_message_interrupts_a_question_and_it_is_put_again(bench: Bench) -> None:
    chat = bench.chat("demo-zhang")
    question = chat.say("多发了一件", "extra_item")
    said = chat.say("这个嘛 另外我的快递到哪了", "unclear", 0.6, also=("track_parcel",))
    assert said[0].startswith("track_parcel.")
    assert said[-2:] == ["chat.resume", *question]


def test_a_person_wanted_in_a_clause_comes_at_once(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    assert chat.say("嗯那个啥 给我转人工", "unclear", 0.4, also=("ask_human",)) == ["human.queued"]
