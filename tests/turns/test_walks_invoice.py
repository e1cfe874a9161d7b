"""P-INV-01, P-INV-02, P-RET-04 as chats: nothing told is asked again, and finance gets all of it."""

from aftersales.use_cases.complete_task import complete_task
from aftersales.use_cases.ports import Entity
from tests.shop_bench import Bench, Chat
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
