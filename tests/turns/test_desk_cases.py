"""A 售后单 at the desk: its stage and evidence, who was responsible, who may approve, and work registered by hand."""

import pytest

from aftersales.domain.case_stage import Proof, Stage
from aftersales.domain.cases import Case, Task, TaskState
from aftersales.use_cases.complete_task import complete_task
from aftersales.use_cases.desk_view import CaseProgress, list_tasks, view_conversation
from aftersales.use_cases.judge_case import judge_case
from aftersales.use_cases.redeliver_task import redeliver_task
from aftersales.use_cases.register_work import HAND_KINDS, register_work
from aftersales.use_cases.services import Refused
from tests.shop_bench import Bench, Chat
from tests.turns.walking import open_task

THREE_BOXES = "2026110000000103"


def progress(chat: Chat) -> CaseProgress:
    view = view_conversation(chat.bench.services, chat.id)
    assert not isinstance(view, Refused)
    return view.progress[view.cases[0].id]


def ticks(chat: Chat) -> dict[str, Proof]:
    return {piece.fact: piece.proof for piece in progress(chat).evidence}


def newest_case(chat: Chat) -> Case:
    with chat.bench.services.uow() as uow:
        return uow.cases.of_conversation(chat.id)[0]


def test_evidence_is_ticked_off_as_it_comes_and_the_stage_follows(bench: Bench) -> None:
    """P-HUM-02, P-HUM-06."""
    chat = bench.chat("demo-zhang")
    chat.say("三盒茶叶少了一盒", "missing_item")
    chat.say("完好的", "affirm")
    assert ticks(chat)["evidence_photos"] is Proof.ASKED
    assert ticks(chat)["weight"] is Proof.MISSING
    assert progress(chat).stage is Stage.TALK
    chat.send_picture()
    assert (ticks(chat)["evidence_photos"], ticks(chat)["weight"]) == (Proof.THERE, Proof.ASKED)
    assert progress(chat).stage is Stage.CONFIRM
    complete_task(bench.services, open_task(bench, "weigh_parcel").id, "short", "wang")
    assert ticks(chat)["weight"] is Proof.THERE
    assert progress(chat).stage is Stage.DONE
    assert progress(chat).decided


def test_evidence_a_buyer_does_not_have_is_crossed_out(bench: Bench) -> None:
    chat = bench.chat("demo-zhang")
    chat.say("三盒茶叶少了一盒", "missing_item")
    chat.say("完好的", "affirm")
    chat.say("没有照片", "provide_info")
    assert ticks(chat)["evidence_photos"] is Proof.REFUSED


def test_goods_on_their_way_back_are_a_stage_of_their_own(bench: Bench) -> None:
    chat = bench.chat("demo-liu")
    chat.say("发错货了，口味不对", "wrong_item")
    chat.send_picture()
    chat.say("寄回再换", "provide_info")
    assert progress(chat).stage is Stage.GOODS


def test_an_agent_says_who_was_responsible_and_how_it_ended(bench: Bench) -> None:
    """P-HUM-02: the party, down to the unit or person."""
    chat = bench.chat("demo-zhang")
    chat.say("三盒茶叶少了一盒", "missing_item")
    case = newest_case(chat)
    judged = judge_case(bench.services, case.id, "li", "warehouse", " 二号仓 老张 ", "补发一盒")
    assert isinstance(judged, Case)
    stored = newest_case(chat)
    assert (stored.responsibility, stored.responsible, stored.conclusion) == ("warehouse", "二号仓 老张", "补发一盒")
    assert stored.question == case.question
    with bench.services.uow() as uow:
        assert [action for _, _, action, _ in uow.audit.of(f"case:{case.id}")] == ["judge"]
    refused = judge_case(bench.services, case.id, "li", "nobody", "", "")
    assert isinstance(refused, Refused)
    assert refused.code == "bad_party"
    missing = judge_case(bench.services, 10**6, "li", "none", "", "")
    assert isinstance(missing, Refused)
    assert missing.code == "not_found"


@pytest.mark.parametrize(
    ("asked_fen", "login", "allowed"),
    [
        ("10000", "li", False),
        ("10000", "lin", True),
        ("10000", "he", True),
        ("10001", "lin", False),
        ("10001", "he", True),
        ("10000", "erp", False),
    ],
)
def test_approvals_belong_to_the_role_that_may_grant_so_much(
    bench: Bench, asked_fen: str, login: str, allowed: bool
) -> None:
    """P-HUM-03: up to team_lead_limit the lead, beyond it the shop manager; the goods' own price does not count."""
    chat, now = bench.chat("demo-zhao"), bench.services.now()
    details = {"reason": "划痕", "asked_fen": asked_fen, "refundable_fen": "69900"}
    order = Task(0, chat.id, None, None, "approval", "difficult", TaskState.OPEN, "a", now, now, details=details)
    with bench.services.uow() as uow:
        approval = uow.tasks.add(order)
        uow.commit()
    done = complete_task(bench.services, approval.id, "granted", login)
    if allowed:
        assert isinstance(done, Task)
    else:
        role = "shop_manager" if asked_fen == "10001" else "team_lead"
        assert done == Refused("needs_role", role)
        assert [(item.task.id, item.role) for item in list_tasks(bench.services)] == [(approval.id, role)]


def tasks(bench: Bench) -> list[Task]:
    with bench.services.uow() as uow:
        return list(uow.tasks.list())


def test_work_is_registered_by_hand_once(bench: Bench) -> None:
    """P-HUM-04, P-HUM-05: what presales promised and notes on the order become tasks."""
    chat = bench.chat("demo-zhang", THREE_BOXES)
    for _ in range(2):
        task = register_work(bench.services, chat.id, "sun", "invoice_issue", "抬头：云栖科技，专票", "once")
    assert isinstance(task, Task)
    assert (task.team, task.order_no) == ("finance", THREE_BOXES)
    assert task.details == {"text": "抬头：云栖科技，专票", "by": "sun"}
    assert [one.kind for one in tasks(bench)] == ["invoice_issue"]
    view = view_conversation(bench.services, chat.id)
    assert not isinstance(view, Refused)
    assert [item.task.id for item in view.tasks] == [task.id]
    complete_task(bench.services, task.id, "done", "chen")
    assert tasks(bench) == []


@pytest.mark.parametrize(
    ("kind", "text", "code"), [("refund", "退他", "bad_kind"), ("order_flag", "  ", "empty"), ("call_back", "x", None)]
)
def test_only_harmless_work_can_be_registered(bench: Bench, kind: str, text: str, code: str | None) -> None:
    chat = bench.chat("demo-zhang")
    result = register_work(bench.services, chat.id, "sun", kind, text, "a")
    assert (result.code if isinstance(result, Refused) else None) == code
    unknown = register_work(bench.services, "no-such-chat", "sun", "order_flag", "x", "a")
    assert isinstance(unknown, Refused)
    assert unknown.code == "not_found"


def test_every_kind_of_hand_work_has_a_team_of_the_shop(bench: Bench) -> None:
    assert set(HAND_KINDS.values()) <= set(bench.services.release().shop.teams)


def test_a_task_the_shops_system_refused_shows_why_and_can_go_again(bench: Bench) -> None:
    chat = bench.chat("demo-zhang")
    task = register_work(bench.services, chat.id, "sun", "order_flag", "黄旗", "a")
    assert isinstance(task, Task)
    now = bench.services.now()
    with bench.services.uow() as uow:
        assert uow.deliveries.claim(task.id, now, now) == 1
        uow.deliveries.failed(task.id, "HTTP 500", None)
        uow.commit()
    assert [item.undelivered for item in list_tasks(bench.services)] == ["HTTP 500"]
    assert redeliver_task(bench.services, task.id, "li") is None
    assert [item.undelivered for item in list_tasks(bench.services)] == [""]
    again = redeliver_task(bench.services, task.id, "li")
    assert isinstance(again, Refused)
    assert again.code == "not_dead"
