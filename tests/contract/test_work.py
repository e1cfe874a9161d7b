"""Cases, tasks and promises: work that is recorded once and done once."""

from dataclasses import replace
from datetime import datetime, timezone

import pytest

from aftersales.domain.agent_promises import REPLY
from aftersales.domain.cases import Case, CaseState, PromiseState, TaskState
from aftersales.use_cases.ports import UnitOfWork
from tests.contract.samples import DAY, HOUR, NOW, SECOND, start_chat, task


@pytest.fixture
def case(uow: UnitOfWork) -> Case:
    start_chat(uow)
    return uow.cases.add("c1", "42", "missing_item", "missing_item", NOW, 7)


def test_a_case_number_is_the_shanghai_day_and_a_unique_number(uow: UnitOfWork, case: Case) -> None:
    evening_in_utc = datetime(2026, 11, 25, 16, 0, tzinfo=timezone.utc)
    later = uow.cases.add("c1", None, "other", "other", evening_in_utc, 7)
    assert case.case_no == f"AS20261125-{case.id:06d}"
    assert later.case_no == f"AS20261126-{later.id:06d}"
    assert later.id > case.id


def test_a_case_comes_back_as_it_was_saved(uow: UnitOfWork, case: Case) -> None:
    assert uow.cases.get(case.id) == case
    changed = replace(
        case,
        state=CaseState.WAITING,
        updated_at=NOW + HOUR,
        facts={"missing_kind": "accessory", "evidence_photos": 2, "urgent": True},
        question="missing_kind",
        attempts=1,
        row="accessory",
        sop="P-RCV-01",
        responsibility="warehouse",
        release=8,
    )
    uow.cases.save(changed)
    assert uow.cases.get(case.id) == changed
    assert uow.cases.get(case.id + 1000) is None


def test_what_identifies_a_case_never_changes(uow: UnitOfWork, case: Case) -> None:
    uow.cases.save(replace(case, case_no="AS-other", created_at=NOW + DAY))
    assert uow.cases.get(case.id) == case


def test_cases_are_listed_by_activity(uow: UnitOfWork, case: Case) -> None:
    second = uow.cases.add("c1", "43", "other", "other", NOW + SECOND, 7)
    assert uow.cases.of_conversation("c1") == [second, case]
    touched = replace(case, updated_at=NOW + HOUR)
    uow.cases.save(touched)
    assert uow.cases.of_conversation("c1") == [touched, second]
    assert uow.cases.of_order("42") == [touched]


def test_a_task_comes_back_as_it_was_stored(uow: UnitOfWork, case: Case) -> None:
    full = task("k", case_id=case.id, order_no="42", is_review=True, fact="photo_shows_it", details={"商品": "螺丝包"})
    stored = uow.tasks.add(full)
    assert stored == replace(full, id=stored.id)
    assert uow.tasks.get(stored.id) == stored
    assert uow.tasks.get(stored.id + 1000) is None


def test_an_equal_key_gives_the_stored_task(uow: UnitOfWork, case: Case) -> None:
    first = uow.tasks.add(task("k"))
    assert uow.tasks.add(task("k", kind="refund")) == first
    assert uow.tasks.add(task("other")).id != first.id
    assert len(uow.tasks.list()) == 2


def test_tasks_are_listed_by_team_case_and_due_time(uow: UnitOfWork, case: Case) -> None:
    late = uow.tasks.add(task("late", due_at=NOW + DAY))
    soon = uow.tasks.add(task("soon", case_id=case.id))
    other = uow.tasks.add(task("other", team="finance", due_at=NOW + DAY))
    assert uow.tasks.list() == [soon, late, other]
    assert uow.tasks.list(team="warehouse") == [soon, late]
    assert uow.tasks.list(case_id=case.id) == [soon]
    uow.tasks.complete(soon.id, "yes", "", "li", NOW)
    assert uow.tasks.list(team="warehouse") == [late]
    assert len(uow.tasks.list(team="warehouse", open_only=False)) == 2


def test_a_task_is_completed_once(uow: UnitOfWork, case: Case) -> None:
    stored = uow.tasks.add(task("k"))
    assert uow.tasks.complete(stored.id, "yes", "称重少 120 g", "li", NOW)
    assert not uow.tasks.complete(stored.id, "no", "", "wang", NOW)
    done = replace(stored, state=TaskState.DONE, result="yes", note="称重少 120 g", done_by="li", done_at=NOW)
    assert uow.tasks.get(stored.id) == done


def test_cancelling_leaves_done_work_and_other_tasks_alone(uow: UnitOfWork, case: Case) -> None:
    done, waiting, other = (uow.tasks.add(task(key, case_id=case.id)) for key in ("done", "waiting", "other"))
    uow.tasks.complete(done.id, "yes", "", "li", NOW)
    assert [uow.tasks.cancel(done.id), uow.tasks.cancel(waiting.id)] == [False, True]
    assert not uow.tasks.cancel(waiting.id)
    states = [found.state for one in (done, waiting, other) if (found := uow.tasks.get(one.id))]
    assert states == [TaskState.DONE, TaskState.CANCELLED, TaskState.OPEN]
    assert not uow.tasks.complete(waiting.id, "yes", "", "li", NOW)


def test_a_task_is_overdue_at_its_time_and_escalated_once(uow: UnitOfWork, case: Case) -> None:
    stored = uow.tasks.add(task("k"))
    assert uow.tasks.overdue(stored.due_at - SECOND) == []
    assert uow.tasks.overdue(stored.due_at) == [stored]
    assert uow.tasks.escalate(stored.id, NOW)
    assert not uow.tasks.escalate(stored.id, NOW)
    assert uow.tasks.overdue(stored.due_at) == []


def test_a_done_task_is_not_escalated(uow: UnitOfWork, case: Case) -> None:
    stored = uow.tasks.add(task("k"))
    uow.tasks.complete(stored.id, "yes", "", "li", NOW)
    assert not uow.tasks.escalate(stored.id, NOW)
    assert uow.tasks.overdue(NOW + DAY) == []


def test_spent_counts_a_kind_within_a_promotion(uow: UnitOfWork, case: Case) -> None:
    rows = [
        ("refund_difference", "双11", "1500"),
        ("refund_difference", "双11", "250"),
        ("refund_difference", "双12", "90"),
    ]
    for number, (kind, promotion, fen) in enumerate([*rows, ("refund", "双11", "7000")]):
        uow.tasks.add(task(str(number), kind=kind, details={"promotion": promotion, "amount_fen": fen}))
    uow.tasks.add(task("no details", kind="refund_difference"))
    assert uow.tasks.spent_fen("refund_difference", "双11") == 1750
    assert uow.tasks.spent_fen("refund_difference", "双10") == 0


def test_a_cancelled_task_spent_nothing(uow: UnitOfWork, case: Case) -> None:
    spent = task("k", case_id=case.id, kind="refund", details={"promotion": "双11", "amount_fen": "1500"})
    uow.tasks.cancel(uow.tasks.add(spent).id)
    assert uow.tasks.spent_fen("refund", "双11") == 0


def test_what_a_buyer_was_given_is_counted_over_all_their_chats(uow: UnitOfWork, case: Case) -> None:
    start_chat(uow, "c2")
    buyer = "buyer of c1"
    given = [
        task("1", kind="compensate", created_at=NOW),
        task("2", kind="compensate", created_at=NOW - DAY),
        task("3", kind="compensate", created_at=NOW - DAY - SECOND),
        task("4", kind="refund", created_at=NOW),
        task("5", kind="compensate", created_at=NOW, conversation_id="c2"),
    ]
    stored = [uow.tasks.add(one) for one in given]
    uow.tasks.cancel(uow.tasks.add(task("6", kind="compensate", case_id=case.id)).id)
    assert uow.tasks.count_of_buyer("compensate", buyer, NOW - DAY) == 2
    uow.tasks.complete(stored[0].id, "impossible", "", "li", NOW)
    assert uow.tasks.count_of_buyer("compensate", buyer, NOW - DAY) == 1


def test_a_promise_falls_due_and_is_settled_once(uow: UnitOfWork, case: Case) -> None:
    promise = uow.promises.add("c1", "reship", NOW + HOUR, NOW)
    assert uow.promises.due(NOW + HOUR - SECOND) == []
    assert uow.promises.due(NOW + HOUR) == [promise]
    assert uow.promises.settle(promise.id, PromiseState.BROKEN)
    assert not uow.promises.settle(promise.id, PromiseState.KEPT)
    assert uow.promises.due(NOW + DAY) == []


def test_an_answer_is_owed_until_it_was_given_overdue_or_not(uow: UnitOfWork, case: Case) -> None:
    topic = uow.promises.add("c1", "reship", NOW, NOW)
    late = uow.promises.add("c1", REPLY, NOW + HOUR, NOW)
    uow.promises.add("c1", REPLY, NOW + DAY, NOW)
    assert uow.promises.reply_owed("c1") == late
    assert uow.promises.settle(late.id, PromiseState.BROKEN)
    assert uow.promises.reply_owed("c1") == replace(late, state=PromiseState.BROKEN)
    uow.promises.settle_replies("c1")
    assert (uow.promises.reply_owed("c1"), uow.promises.reply_owed("c2")) == (None, None)
    assert uow.promises.due(NOW + DAY) == [topic]


def test_the_promises_of_a_task_are_settled_together(uow: UnitOfWork, case: Case) -> None:
    stored = uow.tasks.add(task("k"))
    kept = uow.promises.add("c1", "weigh", NOW, NOW, stored.id)
    other = uow.promises.add("c1", "call", NOW, NOW)
    uow.promises.settle_for_task(stored.id, PromiseState.KEPT)
    assert uow.promises.due(NOW) == [other]
    assert not uow.promises.settle(kept.id, PromiseState.BROKEN)


def test_details_of_an_open_task_are_amended_and_those_of_a_done_one_stay(uow: UnitOfWork, case: Case) -> None:
    stored = uow.tasks.add(replace(task("amended"), case_id=case.id, details={"new_address": "文三路1号", "sku": "A"}))
    assert uow.tasks.amend(stored.id, {"new_address": "文三路9号", "buyer_added": "电话也换"})
    amended = uow.tasks.get(stored.id)
    assert amended is not None
    assert amended.details == {"new_address": "文三路9号", "sku": "A", "buyer_added": "电话也换"}
    assert uow.tasks.complete(stored.id, "done", "", "he", NOW)
    assert not uow.tasks.amend(stored.id, {"sku": "B"})
    done = uow.tasks.get(stored.id)
    assert done is not None
    assert done.details == amended.details
    assert not uow.tasks.amend(stored.id + 1000, {"sku": "B"})
