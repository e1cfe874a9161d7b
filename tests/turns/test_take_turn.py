"""What a buyer hears, turn by turn: the open question, another topic, access to orders, and the way to a person."""

from datetime import timedelta

import pytest

from aftersales.domain.cases import CaseState
from aftersales.domain.conversations import Owner, TurnState
from aftersales.use_cases.complete_task import complete_task
from aftersales.use_cases.ports import Entity, Guess, Understanding
from tests.shop_bench import CLOSED_HOUR, Bench, Chat
from tests.turns.walking import case_of

FENG_ORDER, HAN_ORDER, NO_ORDER = "2026110000000112", "2026110000000113", "2099110000000113"


def number(text: str) -> tuple[Entity, ...]:
    return (Entity("order_no", text, 0, len(text)),)


def owner(chat: Chat) -> Owner:
    with chat.bench.services.uow() as uow:
        found = uow.conversations.get(chat.id)
        assert found is not None
        return found.owner


def tickets(bench: Bench) -> int:
    with bench.services.uow() as uow:
        return len(uow.tickets.waiting())


def test_the_only_open_order_needs_no_question(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    assert chat.say("我的快递到哪了", "track_parcel") == ["track_parcel.expected"]
    assert "杭州转运中心" in chat.messages()[-1].text


def test_of_several_orders_the_buyer_picks_one(bench: Bench) -> None:
    chat = bench.chat("demo-wu")
    assert chat.say("帮我查下物流", "track_parcel") == ["order.which"]
    assert len(chat.messages()[-1].buttons) == 3
    assert chat.press("人脸识别智能锁")[0].startswith("track_parcel.")


def test_who_asks_the_same_again_is_asked_again_without_a_lie(bench: Bench) -> None:
    chat = bench.chat("demo-wu")
    chat.say("帮我查下物流", "track_parcel")
    assert chat.say("那大概哪天能到", "track_parcel") == ["order.which"]
    assert chat.say("查一下物流信息", "track_parcel") == ["human.after_unclear"]


def test_who_cannot_take_a_picture_is_not_taken_for_another_topic(bench: Bench) -> None:
    chat = bench.chat("demo-zhang")
    assert chat.say("多发了一件", "extra_item") == ["extra_item.ask_photo"]
    assert chat.say("拍不了", "quality_issue")[0].startswith("extra_item.")


def test_an_order_of_last_year_is_found(bench: Bench) -> None:
    chat = bench.chat("demo-032")
    with bench.services.uow() as uow:
        (only,) = uow.orders.of_buyer("demo-032")
    assert bench.services.now() - only.created_at > timedelta(days=300)
    assert "order.none" not in chat.say("帮我查下物流", "track_parcel")


def test_a_late_answer_begins_with_an_apology_and_never_asks_to_wait(bench: Bench) -> None:
    """P-EMO-01."""
    chat = bench.chat("demo-wang")
    bench.bot.meant = Understanding((Guess("track_parcel", 0.9),))
    for waited, sorry in ((50, False), (70, True)):
        chat.write("快递到哪了")
        bench.clock.at += timedelta(seconds=waited)
        assert chat.turn() == ["track_parcel.expected"]
        said = chat.messages()[-1].text
        assert any(word in said[:12] for word in ("抱歉", "不好意思", "久等")) is sorry, said
        assert "稍等" not in said


def test_two_messages_nobody_understands_lead_to_a_person(bench: Bench) -> None:
    """P-EMO-11."""
    chat = bench.chat("demo-wang")
    assert chat.say("那个啥", "unclear", 0.2) == ["chat.clarify"]
    assert chat.say("就是那个", "unclear", 0.2) == ["human.after_unclear"]
    assert owner(chat) is Owner.WAITING


def test_a_guess_button_starts_its_procedure(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    chat.say("那个啥", "price_protection", 0.3)
    assert chat.press("查物流") == ["track_parcel.expected"]


@pytest.mark.parametrize("intent", ["harassment", "spam_ad", "abuse"])
def test_no_guess_button_insults_the_buyer(bench: Bench, intent: str) -> None:
    chat = bench.chat("demo-wang")
    assert chat.say("小姐姐", intent, 0.2) == ["chat.clarify"]
    assert [button.title for button in chat.messages()[-1].buttons] == ["查物流", "转人工"]


def test_somebody_elses_order_sounds_like_one_that_does_not_exist(bench: Bench) -> None:
    foreign, missing = bench.chat("demo-feng"), bench.chat("demo-xu")
    foreign.say(f"查一下{HAN_ORDER}", "track_parcel", entities=number(HAN_ORDER))
    missing.say(f"查一下{NO_ORDER}", "track_parcel", entities=number(NO_ORDER))
    assert [m.script_key for m in foreign.messages() if m.script_key] == ["order.not_found"]
    assert [m.script_key for m in missing.messages() if m.script_key] == ["order.not_found"]
    own = foreign.say(FENG_ORDER, "provide_info", entities=number(FENG_ORDER))
    assert own == ["order.chosen"]


def test_a_guest_proves_an_order_by_the_phone_and_guesses_are_limited(bench: Bench) -> None:
    chat = bench.chat("guest-1", guest=True)
    with bench.services.uow() as uow:
        order = uow.orders.get(FENG_ORDER)
    assert order is not None
    for _ in range(4):
        said = chat.say(f"{FENG_ORDER} 0000", "provide_info", entities=number(FENG_ORDER))
    assert said == ["order.guest_wrong"]
    right = f"{FENG_ORDER} {order.phone[-4:]}"
    assert chat.say(right, "provide_info", entities=number(FENG_ORDER)) == ["order.chosen"]
    assert chat.say("到哪了", "track_parcel")[0].startswith("track_parcel.")
    assert chat.say(right, "provide_info", entities=number(HAN_ORDER)) == ["order.guest_limit"]


def test_a_guest_may_tell_the_number_and_the_phone_apart(bench: Bench) -> None:
    chat = bench.chat("guest-1", guest=True)
    with bench.services.uow() as uow:
        order = uow.orders.get(FENG_ORDER)
    assert order is not None
    assert chat.say("快递到哪了", "track_parcel") == ["order.guest_ask"]
    assert chat.say(FENG_ORDER, "provide_info", entities=number(FENG_ORDER)) == ["order.guest_ask"]
    assert chat.say("0000", "provide_info") == ["order.guest_wrong"]
    assert chat.say(f"不对 是{order.phone[-4:]}", "deny")[0].startswith("track_parcel.")


def test_what_a_guest_wants_waits_for_the_proof(bench: Bench) -> None:
    chat = bench.chat("guest-1", guest=True)
    with bench.services.uow() as uow:
        order = uow.orders.get(FENG_ORDER)
    assert order is not None
    assert chat.say(f"快递到哪了 {FENG_ORDER}", "track_parcel", entities=number(FENG_ORDER)) == ["order.guest_ask"]
    assert chat.say(f"尾号{order.phone[-4:]}", "provide_info")[0].startswith("track_parcel.")


def test_digits_of_a_guest_who_was_not_asked_prove_nothing(bench: Bench) -> None:
    chat = bench.chat("guest-1", guest=True)
    chat.say(FENG_ORDER, "provide_info", entities=number(FENG_ORDER))
    chat.say("你好", "greet")
    assert "order.guest_wrong" not in chat.say("1899", "unclear", 0.3)


def test_data_beside_which_something_is_asked_begin_it(bench: Bench) -> None:
    chat = bench.chat("demo-feng")
    said = chat.say(f"{FENG_ORDER} 这单取消", "provide_info", 0.54, entities=number(FENG_ORDER))
    assert said[0].startswith("cancel_order.")


def test_a_question_is_put_twice_and_then_its_fact_is_unknown(bench: Bench) -> None:
    chat = bench.chat("demo-zhang")
    assert chat.say("少了一盒", "missing_item") == ["missing_item.ask_box"]
    assert chat.say("天气不错", "chitchat", 0.2) == ["chat.not_understood", "missing_item.ask_box"]
    assert chat.say("天气不错", "chitchat", 0.2) == ["missing_item.ask_photo"]


def test_small_talk_in_a_question_costs_no_attempt(bench: Bench) -> None:
    chat = bench.chat("demo-zhang")
    chat.say("少了一盒", "missing_item")
    for _ in range(2):
        assert chat.say("你好", "greet") == ["chat.still_here", "missing_item.ask_box"]
    assert case_of(chat, "missing_item").attempts == 0


def test_another_topic_is_answered_and_the_question_comes_back(bench: Bench) -> None:
    chat = bench.chat("demo-zhang")
    chat.say("少了一盒", "missing_item")
    said = chat.say("先说降价的事，退我差价", "price_protection")
    assert said[0].startswith("price_protection.")
    assert said[1:] == ["chat.resume", "missing_item.ask_box"]
    assert chat.say("完好的", "affirm") == ["missing_item.ask_photo"]
    with bench.services.uow() as uow:
        price, *_ = [c for c in uow.cases.of_conversation(chat.id) if c.playbook == "price_protection"]
    assert "box_damaged" not in price.facts, "the answer leaked into the other case"


def test_missing_item_waits_for_the_weight_and_goes_on_by_itself(bench: Bench) -> None:
    chat = bench.chat("demo-zhang")
    asked = [*chat.say("少了一盒", "missing_item"), *chat.say("完好的", "affirm")]
    assert asked == ["missing_item.ask_box", "missing_item.ask_photo"]
    assert chat.send_picture() == ["missing_item.checking_weight"]
    assert chat.say("查到了吗", "urge_reply") == ["chat.case_waiting"]
    with bench.services.uow() as uow:
        (weigh,) = uow.tasks.list(team="warehouse")
    assert weigh.kind == "weigh_parcel"
    complete_task(bench.services, weigh.id, "short", "li")
    assert chat.said() == ["missing_item.reship"]
    with bench.services.uow() as uow:
        case = uow.cases.of_conversation(chat.id)[0]
        assert [task.kind for task in uow.tasks.list(team="warehouse")] == ["reship"]
    assert (case.state, case.sop, case.responsibility) == (CaseState.RESOLVED, "P-RCV-01", "warehouse")


@pytest.mark.parametrize("before", ["nothing", "question", "unclear"])
def test_a_person_is_reached_in_the_same_turn_from_any_state(bench: Bench, before: str) -> None:
    chat = bench.chat("demo-zhang")
    if before == "question":
        chat.say("少了一盒", "missing_item")
    if before == "unclear":
        chat.say("那个啥", "unclear", 0.2)
    assert chat.say("转人工", "ask_human") == ["human.queued"]
    assert "第1位" in chat.messages()[-1].text or "1" in chat.messages()[-1].text
    assert (owner(chat), tickets(bench)) == (Owner.WAITING, 1)
    assert chat.turns()[-1].state is TurnState.TICKETED


def test_out_of_hours_the_chat_is_queued_and_the_hours_are_told(bench: Bench) -> None:
    bench.clock.at = CLOSED_HOUR
    chat = bench.chat("demo-wang")
    assert chat.say("转人工", "ask_human") == ["human.queued_closed"]
    assert "8:00–24:00" in chat.messages()[-1].text
    assert tickets(bench) == 1


def test_asked_whether_it_is_a_robot_it_says_so_and_queues(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    assert chat.say("你是机器人吧", "ask_human") == ["human.bot_queued"]


def test_abuse_is_calmed_once_and_then_a_person_comes(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    assert chat.say("滚", "abuse") == ["feelings.calm"]
    assert chat.say("滚", "abuse") == ["feelings.abuse_queued"]


def test_the_same_concern_twice_pays_once(bench: Bench) -> None:
    chat = bench.chat("demo-liu")
    assert chat.say("降价了给我退差价", "price_protection") == ["price_protection.small"]
    assert chat.say("降价了给我退差价", "price_protection") == ["price_protection.again"]
    with bench.services.uow() as uow:
        assert len(uow.tasks.list(team="backoffice")) == 1


@pytest.mark.parametrize(
    ("buyer", "row"),
    [("demo-zhao", "too_old"), ("demo-sun", "large"), ("demo-zhou", "over_budget")],
)
def test_a_price_difference_goes_by_date_class_and_budget(bench: Bench, buyer: str, row: str) -> None:
    assert bench.chat(buyer).say("降价了给我退差价", "price_protection") == [f"price_protection.{row}"]


def test_an_old_button_never_answers_another_question(bench: Bench) -> None:
    chat = bench.chat("demo-zhang")
    chat.say("少了一盒", "missing_item")
    chat.say("完好的", "affirm")
    assert chat.press("不是") == ["chat.not_understood", "missing_item.ask_photo"]
    with bench.services.uow() as uow:
        case = uow.cases.of_conversation(chat.id)[0]
    assert (case.facts["box_damaged"], case.facts.get("evidence_photos")) == (False, None)


def test_a_short_state_is_an_answer_whatever_the_intent_looks_like(bench: Bench) -> None:
    chat = bench.chat("demo-zhang")
    chat.say("少了一盒", "missing_item")
    assert chat.say("外箱是好的，没破", "damaged_item") == ["missing_item.ask_photo"]


def test_a_request_in_a_long_answer_is_a_topic_of_its_own(bench: Bench) -> None:
    chat = bench.chat("demo-zhang")
    chat.say("少了一盒", "missing_item")
    said = chat.say("箱子没破但是现在降价了我要你们退差价给我", "price_protection")
    assert said[0].startswith("price_protection.")


def test_an_idle_hour_does_not_break_the_question(bench: Bench) -> None:
    chat = bench.chat("demo-zhang")
    chat.say("少了一盒", "missing_item")
    bench.clock.at += timedelta(hours=1)
    assert chat.say("完好的", "affirm") == ["missing_item.ask_photo"]


@pytest.mark.parametrize("text", ["指纹锁那单", "人脸识别的", "就是茶那单呀", "第一个", "最近买的那个"])
def test_which_order_is_answered_in_the_buyers_words(bench: Bench, text: str) -> None:
    chat = bench.chat("demo-wu")
    assert chat.say("帮我查下物流", "track_parcel") == ["order.which"]
    assert chat.say(text, "provide_info") != ["chat.not_understood", "order.which"]
    assert case_of(chat, "track_parcel").order_no is not None


def test_words_that_fit_two_orders_pick_none(bench: Bench) -> None:
    chat = bench.chat("demo-wu")
    chat.say("帮我查下物流", "track_parcel")
    assert chat.say("就是锁那单呀", "provide_info", 0.3) == ["chat.not_understood", "order.which"]
