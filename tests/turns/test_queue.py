"""In the queue for a person: the place in it, complaints, evidence, the way back — and a wait that takes too long."""

from datetime import timedelta

import pytest

from aftersales.domain.calendar import format_time
from aftersales.domain.cases import BUYER_ADDED, CaseState, Ticket
from aftersales.domain.conversations import Owner, TurnState
from aftersales.use_cases.hurry_queue import LATE_PRIORITY, hurry_queue
from aftersales.use_cases.keep_promises import keep_promises
from aftersales.use_cases.ports import Entity
from tests.shop_bench import CLOSED_HOUR, Bench, Chat
from tests.turns.walking import buyer_of, case_of, last_text, open_task, owner_of, tasks_of


def waiting(bench: Bench) -> list[Ticket]:
    with bench.services.uow() as uow:
        return list(uow.tickets.waiting())


def test_in_the_queue_only_status_evidence_and_the_way_back(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    chat.say("转人工", "ask_human")
    assert chat.say("我的快递到哪了", "track_parcel") == ["human.noted"]
    assert chat.say("谢谢", "thanks") == []
    assert chat.turns()[-1].state is TurnState.SILENT
    assert chat.say("人呢", "urge_reply") == ["human.still_waiting"]
    assert chat.send_picture() == ["chat.evidence_saved_queued"]
    assert chat.say("不用等了，我问你吧", "deny") == ["human.back_to_question", "track_parcel.expected"]
    assert (owner_of(chat), len(waiting(bench))) == (Owner.BOT, 0)


def test_who_wants_the_money_instead_of_waiting_stays_in_the_queue(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    chat.say("转人工", "ask_human")
    assert chat.say("我不等了，退款", "refund_request") == ["human.noted"]
    assert (owner_of(chat), len(waiting(bench))) == (Owner.WAITING, 1)


def test_a_complaint_in_the_queue_goes_to_the_top_of_its_team(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    chat.say("转人工", "ask_human")
    assert chat.say("我不等了一直没发货我要投诉", "complaint_threat", 0.6) == ["human.complaint_noted"]
    (ticket,) = waiting(bench)
    assert (ticket.team, ticket.priority, owner_of(chat)) == ("complaint", 9, Owner.WAITING)


@pytest.mark.parametrize(
    ("text", "intent", "stays"),
    [
        ("不用转接别人，就你们店长来", "ask_human", True),
        ("不等了，赔我钱", "compensation_request", True),
        ("不想排队，快转人工", "ask_human", True),
        ("不要客服机器人，转人工", "ask_human", True),
        ("取消转人工", "ask_human", False),
        ("不用人工了，问你就行", "ask_human", False),
        ("取消人工吧", "ask_human", False),
        ("先不等了谢谢", "thanks", False),
    ],
)
def test_who_leaves_the_queue_and_who_does_not(bench: Bench, text: str, intent: str, *, stays: bool) -> None:
    chat = bench.chat("demo-wang")
    chat.say("转人工", "ask_human")
    chat.say(text, intent)
    assert owner_of(chat) is (Owner.WAITING if stays else Owner.BOT)


def test_after_too_long_a_wait_comes_an_apology_and_the_chat_moves_up(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    chat.say("转人工", "ask_human")
    bench.clock.at += timedelta(minutes=11)
    assert chat.say("人呢", "urge_reply") == ["human.still_waiting_late"]
    (ticket,) = waiting(bench)
    assert ticket.priority == LATE_PRIORITY


def test_the_worker_moves_up_who_waits_too_long_once_and_never_out_of_hours(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    chat.say("转人工", "ask_human")
    assert hurry_queue(bench.services) == 0
    opened, bench.clock.at = bench.clock.at, CLOSED_HOUR + timedelta(days=1)
    assert hurry_queue(bench.services) == 0
    bench.clock.at = opened + timedelta(minutes=11)
    assert (hurry_queue(bench.services), hurry_queue(bench.services)) == (1, 0)


def test_back_from_the_queue_the_open_question_is_put_again(bench: Bench) -> None:
    chat = bench.chat("demo-zhang")
    chat.say("少了一盒", "missing_item")
    chat.say("转人工", "ask_human")
    assert chat.say("不用等了", "deny") == ["human.back_to_question", "missing_item.ask_box"]


@pytest.mark.parametrize("text", ["不想等了", "先不等了谢谢", "转人工不用了", "不用人工了", "取消排队", "不排了"])
@pytest.mark.parametrize(("intent", "confidence"), [("deny", 0.9), ("cancel_order", 0.7), ("unclear", 0.3)])
def test_giving_up_the_wait_leaves_the_queue_however_it_is_read(
    bench: Bench, text: str, intent: str, confidence: float
) -> None:
    chat = bench.chat("demo-wang")
    chat.say("转人工", "ask_human")
    assert chat.say(text, intent, confidence) == ["human.back_to_bot"]
    assert (owner_of(chat), waiting(bench)) == (Owner.BOT, [])


@pytest.mark.parametrize("text", ["没事了", "不用了", "算了", "那不用了谢谢", "已经解决了", "我自己搞定了，不用了"])
def test_who_needs_nothing_any_more_is_asked_nothing(bench: Bench, text: str) -> None:
    chat = bench.chat("demo-zhang")
    chat.say("少了一盒", "missing_item")
    chat.say("转人工", "ask_human")
    assert chat.say(text, "goodbye") == ["human.queue_left"]
    assert owner_of(chat) is Owner.BOT
    assert case_of(chat, "missing_item").state is CaseState.DROPPED


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("怎么还不转人工", "ask_human"),
        ("别转来转去了", "service_complaint"),
        ("不退了", "cancel_refund"),
        ("等不了了", "urge_reply"),
    ],
)
def test_impatience_is_no_leaving(bench: Bench, text: str, intent: str) -> None:
    chat = bench.chat("demo-wang")
    chat.say("转人工", "ask_human")
    chat.say(text, intent)
    assert owner_of(chat) is Owner.WAITING


@pytest.mark.parametrize(
    "text",
    [
        "还有多久",
        "在吗",
        "排多久了",
        "几位了",
        "人呢",
        "怎么样了",
        "前面还有几个人",
        "？？",
        "有人吗",
        "什么时候上班",
        "你们几点下班",
    ],
)
@pytest.mark.parametrize(("intent", "confidence"), [("unclear", 0.3), ("track_parcel", 0.6), ("provide_info", 0.8)])
def test_who_asks_how_long_hears_the_place(bench: Bench, text: str, intent: str, confidence: float) -> None:
    chat = bench.chat("demo-wang")
    chat.say("转人工", "ask_human")
    assert chat.say(text, intent, confidence) == ["human.still_waiting"]


@pytest.mark.parametrize("text", ["退款还有多久到账", "快递怎么样了", "什么时候发货"])
def test_a_question_about_the_order_is_kept_for_the_person(bench: Bench, text: str) -> None:
    chat = bench.chat("demo-wang")
    chat.say("转人工", "ask_human")
    assert chat.say(text, "track_parcel") == ["human.noted"]


def test_how_it_stands_in_the_queue_tells_the_matter_and_the_place(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    assert chat.say("取消订单", "cancel_order") == ["cancel_order.intercepting"]
    chat.say("转人工", "ask_human")
    assert chat.say("怎么样了", "unclear", 0.4) == ["chat.case_waiting", "human.still_waiting"]


@pytest.mark.parametrize("text", ["你是真人吗", "是机器人吗", "不会又是机器人吧"])
def test_who_asks_for_a_robot_in_the_queue_hears_the_truth(bench: Bench, text: str) -> None:
    chat = bench.chat("demo-wang")
    chat.say("转人工", "ask_human")
    assert chat.say(text, "chitchat") == ["human.bot_queued"]


def test_what_was_not_understood_is_noted_and_anger_hears_the_place(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    chat.say("转人工", "ask_human")
    assert chat.say("上回那个就这样弄的", "unclear", 0.2) == ["human.noted"]
    assert chat.say("什么破店", "abuse") == ["human.still_waiting"]
    assert chat.say("加我看看", "spam_ad") == []
    assert chat.say("好的", "affirm") == []


def test_a_broken_promise_is_owned_up_to_while_nobody_has_taken_over(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    chat.say("取消订单", "cancel_order")
    chat.say("转人工", "ask_human")
    bench.clock.at += timedelta(days=3)
    keep_promises(bench.services)
    assert chat.said() == ["promise.broken"]


@pytest.mark.parametrize("intent", ["complaint_threat", "abuse"])
def test_a_mail_in_the_queue_is_no_complaint(bench: Bench, intent: str) -> None:
    chat = bench.chat("demo-wang")
    chat.say("转人工", "ask_human")
    assert chat.say("123@qq", intent, 0.46) == ["human.noted"]
    (ticket,) = waiting(bench)
    assert ticket.team != "complaint"


@pytest.mark.parametrize("intent", ["ask_human", "goodbye"])
@pytest.mark.parametrize("text", ["转人工不用了", "不用转人工了", "先不转人工", "不需要人工", "算了不转人工了"])
def test_who_declines_a_person_is_not_queued_and_the_question_stays(bench: Bench, text: str, intent: str) -> None:
    chat = bench.chat("demo-zhang")
    question = chat.say("多发了一件", "extra_item")
    assert chat.say(text, intent) == ["human.not_queued", *question]
    assert owner_of(chat) is Owner.BOT


@pytest.mark.parametrize("text", ["怎么还不转人工", "不用转别人，就你们店长来", "不要机器人，转人工"])
def test_who_wants_another_person_is_queued(bench: Bench, text: str) -> None:
    chat = bench.chat("demo-wang")
    assert chat.say(text, "ask_human")[0] in {"human.queued", "human.bot_queued"}


def cancelled(bench: Bench) -> Chat:
    """A buyer in the queue whose order is being cancelled and refunded."""
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=5, state="paid")
    assert chat.say("取消订单", "cancel_order") == ["cancel_order.cancelled"]
    chat.say("转人工", "ask_human")
    return chat


def test_when_the_work_is_done_is_told_in_the_queue(bench: Bench) -> None:
    chat = cancelled(bench)
    assert chat.say("钱什么时候退", "refund_status") == ["chat.case_waiting"]
    assert format_time(open_task(bench, "refund").due_at) in last_text(chat)


@pytest.mark.parametrize(
    ("text", "intent"), [("别退了 还是要的", "cancel_refund"), ("不取消了", "cancel_order"), ("还是要的", "affirm")]
)
def test_what_is_not_wanted_any_more_reaches_who_works_on_it(bench: Bench, text: str, intent: str) -> None:
    chat = cancelled(bench)
    assert chat.say(text, intent) == ["chat.case_remark"]
    assert [task.details[BUYER_ADDED] for task in tasks_of(chat, "cancel_order")] == [text, text]
    assert owner_of(chat) is Owner.WAITING


def test_a_complaint_taken_back_is_no_complaint(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    assert chat.say("算了不投诉了", "complaint_threat") == ["feelings.complaint_taken_back"]
    chat.say("转人工", "ask_human")
    assert chat.say("取消投诉", "complaint_threat") == ["human.noted"]
    (ticket,) = waiting(bench)
    assert ticket.team != "complaint"
    assert chat.say("怎么不让投诉，我要投诉", "complaint_threat") == ["human.complaint_noted"]


def test_an_order_named_in_the_queue_is_for_the_person(bench: Bench) -> None:
    chat = bench.chat("demo-wang")
    chat.say("转人工", "ask_human")
    with bench.services.uow() as uow:
        order = uow.orders.of_buyer("demo-wang", 1)[0]
        uow.conversations.bind_order(chat.id, None)
        uow.commit()
    number = (Entity("order_no", order.order_no, 0, len(order.order_no)),)
    assert chat.say(f"{order.order_no} 取消", "cancel_order", entities=number) == ["human.order_noted"]


@pytest.mark.parametrize("text", ["不想等了你帮我退", "算了不等了"])
def test_what_was_told_in_the_queue_is_taken_up_by_who_does_not_wait(bench: Bench, text: str) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=10, state="paid")
    chat.say("转人工", "ask_human")
    assert chat.say("我要取消订单", "cancel_order") == ["human.noted"]
    assert chat.say("快点", "urge_reply") == ["human.still_waiting"]
    assert chat.say(text, "refund_request", 0.45) == ["human.back_to_question", "cancel_order.cancelled"]
    assert owner_of(chat) is Owner.BOT


def test_who_does_not_wait_to_complain_is_called_back(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, hours=10, state="paid")
    chat.say("我要投诉你们", "complaint_threat")
    assert chat.say("不等了", "deny") == ["feelings.complaint_left"]
    (call,) = tasks_of(chat, "complaint_threat")
    assert (call.kind, call.team) == ("call_back", "complaint")
    assert chat.say("投诉怎么样了", "complaint_threat") == ["feelings.complaint_queued"]
