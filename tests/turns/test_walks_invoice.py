"""P-INV-01, P-INV-02, P-RET-04 as chats: nothing told is asked again, and finance gets all of it."""

from datetime import timedelta

import pytest

from aftersales.domain.calendar import format_time
from aftersales.domain.conversations import Owner
from aftersales.use_cases.complete_task import complete_task
from aftersales.use_cases.desk_view import ConversationView, view_conversation
from aftersales.use_cases.keep_promises import keep_promises
from aftersales.use_cases.ports import Entity
from tests.shop_bench import Bench, Chat
from tests.turns.walking import buyer_of, case_of, complete, last_text, open_task, owner_of, tasks_of
from tests.turns.walking import kinds as kinds_of
from tests.unit.test_tax_numbers import CODE

TITLE = "云栖科技有限公司"


def heard(text: str, **pieces: str) -> tuple[Entity, ...]:
    return tuple(Entity(kind, one, text.index(one), text.index(one) + len(one)) for kind, one in pieces.items())


def kinds(chat: Chat) -> list[str]:
    with chat.bench.services.uow() as uow:
        return sorted(task.kind for task in uow.tasks.list(conversation_id=chat.id))


def test_title_and_tax_number_in_one_message_are_not_asked_for(bench: Bench) -> None:
    chat = bench.chat("demo-liu")
    text = f"开公司发票，抬头{TITLE}，税号{CODE}"
    told = heard(text, invoice_title=TITLE, tax_no=CODE)
    assert chat.say(text, "invoice_request", entities=told) == ["invoice_request.ask_email"]
    assert chat.say("a@b.cn", "provide_info") == ["invoice_request.registered"]
    with bench.services.uow() as uow:
        (task,) = uow.tasks.list(conversation_id=chat.id)
    assert (task.kind, task.team) == ("invoice_issue", "finance")
    assert (task.details["invoice_title"], task.details["tax_no"], task.details["email"]) == (TITLE, CODE, "a@b.cn")
    complete_task(bench.services, task.id, "done", "chen")
    assert chat.said() == ["task.done.invoice_issue"]
    assert chat.say("发票开了吗", "invoice_request") == ["invoice_request.requested"]


def test_a_mail_told_with_the_request_is_not_asked_for(bench: Bench) -> None:
    chat = bench.chat("demo-liu")
    said = chat.say("开个人发票，发到 a.b@c.cn 谢谢", "invoice_request")
    assert said == ["invoice_request.registered"]
    with bench.services.uow() as uow:
        (task,) = uow.tasks.list(conversation_id=chat.id)
    assert task.details == {"title_kind": "personal", "email": "a.b@c.cn"}


def test_a_mail_told_by_the_way_is_not_asked_for_and_an_earlier_talk_tells_none(bench: Bench) -> None:
    chat = bench.chat("demo-liu")
    chat.say("有事发我邮箱old@c.cn", "chitchat", 0.3)
    assert chat.say("给公司开票", "invoice_request") == ["invoice_request.ask_title"]
    text = f"{TITLE} {CODE} 邮箱new@c.cn"
    said = chat.say(text, "provide_info", entities=heard(text, tax_no=CODE))
    assert said == ["invoice_request.registered"]
    assert case_of(chat, "invoice_request").facts["email"] == "new@c.cn"


def test_an_answer_that_also_tells_the_number_settles_both(bench: Bench) -> None:
    chat = bench.chat("demo-liu")
    assert chat.say("给公司开票", "invoice_request") == ["invoice_request.ask_title"]
    text = f"{TITLE} {CODE}"
    said = chat.say(text, "provide_info", entities=heard(text, tax_no=CODE))
    assert said == ["invoice_request.ask_email"]


def test_another_topic_is_answered_and_the_invoice_goes_on(bench: Bench) -> None:
    chat = bench.chat("demo-liu")
    chat.say("开发票", "invoice_request")
    said = chat.say("快递到哪了", "track_parcel")
    assert said[-2:] == ["chat.resume", "invoice_request.ask_kind"]
    assert chat.press("个人抬头") == ["invoice_request.ask_email"]
    assert chat.say("没有", "deny") == ["invoice_request.registered_page"]
    assert kinds(chat) == ["invoice_issue"]


def billed(bench: Bench, state: str, hours: float) -> Chat:
    return buyer_of(bench, {"TEA-LJ250": 1}, hours, state, invoice={"state": "issued", "title": "个人"})


def test_a_refund_reverses_the_issued_invoice_and_promises_only_the_money(bench: Bench) -> None:
    chat = billed(bench, "paid", 5)
    said = chat.say("不想要了，取消订单", "cancel_order")
    assert (said[-1], kinds(chat)) == ("cancel_order.cancelled", ["invoice_cancel", "refund", "stop_shipping"])
    reversal = open_task(bench, "invoice_cancel")
    assert (reversal.team, reversal.fact, dict(reversal.details)) == ("finance", None, {"refundable_fen": "16800"})
    complete_task(bench.services, open_task(bench, "refund").id, "done", "chen")
    assert chat.said() == ["task.done.refund"]
    bench.clock.at += timedelta(hours=73)
    keep_promises(bench.services)
    assert chat.messages()[-1].script_key == "task.done.refund", "the reversal is the shop's own work"


def test_a_corrected_invoice_is_reversed_with_the_goods_that_come_back(bench: Bench) -> None:
    chat = billed(bench, "signed", 48)
    chat.say("发票抬头开错了", "invoice_correction")
    assert chat.press("改成个人") == ["invoice_correction.reissued"]
    chat.say("发错货了", "wrong_item")
    chat.send_picture()
    chat.press("退货退款")
    assert complete(chat, "wrong_item", "ok") == ["wrong_item.refunded"]
    assert kinds_of(chat, "wrong_item") == ["invoice_cancel", "refund", "refund_postage"]


def test_who_left_no_mail_is_not_told_of_one(bench: Bench) -> None:
    chat = bench.chat("demo-liu")
    chat.say("开个人发票", "invoice_request")
    assert chat.say("没有", "deny") == ["invoice_request.registered_page"]
    with bench.services.uow() as uow:
        (task,) = uow.tasks.list(conversation_id=chat.id)
    complete_task(bench.services, task.id, "done", "chen")
    assert chat.said() == ["task.done.invoice_issue"]
    texts = bench.services.release().scripts["task.done.invoice_issue"].variants
    assert [text for text in texts if "您留的" in text or "订单" not in text] == []
    assert all("留了邮箱的" in text for text in texts if "邮箱" in text), "true for those with a mail only"


@pytest.mark.parametrize("mail", ["wang.x@example.com", "wang.x＠example.com", "发到wang.x@example。com"])
def test_the_desk_hides_the_mail_and_finance_gets_it(bench: Bench, mail: str) -> None:
    chat = bench.chat("demo-liu")
    chat.say("开个人发票", "invoice_request")
    assert chat.say(mail, "provide_info") == ["invoice_request.registered"]
    seen = view_conversation(bench.services, chat.id)
    assert isinstance(seen, ConversationView)
    shown = [*(str(case.facts["email"]) for case in seen.cases), *(message.text for message in seen.messages)]
    assert [text for text in shown if "wang" in text or "example" in text] == []
    assert [item.task.details["email"] for item in seen.tasks] == ["wang.x@example.com"]


def test_a_special_invoice_is_a_persons_with_what_was_said(bench: Bench) -> None:
    chat = bench.chat("demo-liu")
    text = f"公司报销要专票，抬头{TITLE}，税号{CODE}"
    said = chat.say(text, "invoice_request", entities=heard(text, invoice_title=TITLE, tax_no=CODE))
    assert said == ["invoice_request.special"]
    case = case_of(chat, "invoice_request")
    assert (case.facts["special_told"], case.facts["invoice_title"], case.facts["tax_no"]) == ("special", TITLE, CODE)
    assert kinds(chat) == []
    with bench.services.uow() as uow:
        (ticket,) = uow.tickets.waiting()
    assert (ticket.team, ticket.case_id) == ("backoffice", case.id)


def test_a_special_invoice_may_also_be_chosen_when_asked(bench: Bench) -> None:
    chat = bench.chat("demo-liu")
    chat.say("开发票", "invoice_request")
    assert chat.press("专票或纸质票") == ["invoice_request.special"]


def test_a_typed_answer_holds_what_was_asked_for(bench: Bench) -> None:
    chat = bench.chat("demo-liu")
    chat.say("开公司发票", "invoice_request")
    assert chat.say("我等下问问财务", "provide_info") == ["chat.not_understood", "invoice_request.ask_title"]
    assert chat.say("抬头开成" + TITLE, "provide_info") == ["invoice_request.ask_tax_no"]
    assert chat.say("税号是" + CODE, "provide_info") == ["invoice_request.ask_email"]
    assert chat.say("没有邮箱", "deny") == ["invoice_request.registered_page"]
    (task,) = tasks_of(chat, "invoice_request")
    assert (task.details["invoice_title"], task.details["tax_no"]) == (TITLE, CODE)


def test_who_wants_a_personal_one_after_all_is_not_asked_for_a_company(bench: Bench) -> None:
    chat = bench.chat("demo-liu")
    chat.say("开公司发票", "invoice_request")
    assert chat.say("算了开个人的吧", "invoice_request") == ["invoice_request.ask_email"]
    assert case_of(chat, "invoice_request").facts["title_kind"] == "personal"


@pytest.mark.parametrize("text", ["能开专票吗", "可以开专票吗", "有纸质发票吗"])
def test_whether_a_special_invoice_is_possible_is_answered_and_the_question_goes_on(bench: Bench, text: str) -> None:
    chat = bench.chat("demo-liu")
    question = chat.say("多发了一件", "extra_item")
    assert chat.say(text, "invoice_request") == ["invoice_request.special_asked", "chat.resume", *question]
    assert chat.say("开专票", "invoice_request") == ["invoice_request.special"]


@pytest.mark.parametrize("intent", ["complaint_threat", "abuse", "ask_human"])
def test_a_typed_mail_is_the_answer_and_no_complaint(bench: Bench, intent: str) -> None:
    chat = bench.chat("demo-liu")
    assert chat.say("开个人发票", "invoice_request") == ["invoice_request.ask_email"]
    assert chat.say("123@qq", intent, 0.46)[-1] == "invoice_request.ask_email"
    assert owner_of(chat) is Owner.BOT


def test_a_mail_not_written_out_is_asked_for_with_the_reason(bench: Bench) -> None:
    chat = bench.chat("demo-liu")
    chat.say("开个人发票", "invoice_request")
    assert chat.say("123@qq", "provide_info") == ["chat.mail_torn", "invoice_request.ask_email"]
    assert chat.say("123@qq.com", "provide_info") == ["invoice_request.registered"]


def test_a_mail_told_while_the_tax_number_is_asked_for_is_kept(bench: Bench) -> None:
    chat = bench.chat("demo-liu")
    text = f"给公司开票，{TITLE}，{CODE[:-1]}"
    chat.say(text, "invoice_request", entities=heard(text, invoice_title=TITLE))
    assert chat.say(CODE[:-1] + "0", "provide_info") == ["invoice_request.ask_tax_no_again"]
    assert chat.say("a@b.cn", "provide_info") == ["invoice_request.ask_tax_no_again"]
    assert chat.say(CODE, "provide_info") == ["invoice_request.registered"]
    assert case_of(chat, "invoice_request").facts["email"] == "a@b.cn"


def test_when_the_invoice_is_due_is_told(bench: Bench) -> None:
    chat = bench.chat("demo-liu")
    chat.say("开个人发票，发到 a@b.cn", "invoice_request")
    assert chat.say("发票什么时候开好", "invoice_request") == ["invoice_request.ordered"]
    assert format_time(open_task(bench, "invoice_issue").due_at) in last_text(chat)


def test_a_mail_that_did_not_come_is_not_said_to_have_been_sent(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1}, invoice={"state": "issued", "title": "个人"})
    assert chat.say("发票邮箱没收到", "invoice_request") == ["invoice_request.mail_missing"]


def test_the_words_before_a_company_are_no_part_of_its_name(bench: Bench) -> None:
    chat = bench.chat("demo-liu")
    text = f"开个票，公司名{TITLE}，税号{CODE}，没有邮箱"
    chat.say(text, "invoice_request", entities=heard(text, invoice_title=f"公司名{TITLE}", tax_no=CODE))
    assert case_of(chat, "invoice_request").facts["invoice_title"] == TITLE


def test_a_number_that_answers_the_question_is_no_complaint(bench: Bench) -> None:
    chat = bench.chat("demo-liu")
    assert chat.say("开个人发票", "invoice_request") == ["invoice_request.ask_email"]
    assert chat.say("12345", "complaint_threat", 0.73) == ["chat.mail_torn", "invoice_request.ask_email"]
    assert chat.say("12315", "complaint_threat") == ["feelings.complaint_queued"]


def test_a_mail_to_be_told_anew_is_no_wrong_tax_number(bench: Bench) -> None:
    chat = bench.chat("demo-liu")
    text = f"给公司开票，{TITLE}，{CODE[:-1]}，a@b.cn"
    chat.say(text, "invoice_request", entities=heard(text, invoice_title=TITLE))
    assert chat.say(CODE[:-1] + "0", "provide_info") == ["invoice_request.ask_tax_no_again"]
    assert chat.say("邮箱也换一个", "exchange_goods", 0.54) == ["invoice_request.ask_tax_no_again"]
    assert chat.say(CODE, "provide_info") == ["invoice_request.ask_email"]
    assert chat.say("new@b.cn", "provide_info") == ["invoice_request.registered"]


def test_no_mail_is_no_missing_tax_number(bench: Bench) -> None:
    chat = bench.chat("demo-liu")
    text = f"给公司开票，{TITLE}，{CODE[:-1]}"
    chat.say(text, "invoice_request", entities=heard(text, invoice_title=TITLE))
    assert chat.say(CODE[:-1] + "0", "provide_info") == ["invoice_request.ask_tax_no_again"]
    assert chat.say("没邮箱", "deny", 0.45) == ["invoice_request.ask_tax_no_again"]
    assert chat.say(CODE, "provide_info") == ["invoice_request.registered_page"]


def test_what_there_is_none_of_is_told_with_the_answer(bench: Bench) -> None:
    chat = buyer_of(bench, {"TEA-LJ250": 1})
    chat.say("开发票", "invoice_request")
    assert chat.say("个人 没邮箱", "provide_info", 0.4) == ["invoice_request.registered_page"]
