"""Write down what a playbook decided: the row on the case, its tasks, its ticket — and what to say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from aftersales.domain.cases import Case, CaseState, Task, TaskState, Value
from aftersales.domain.conversations import Say
from aftersales.domain.playbook import Decision, Row, TaskOrder, Wait
from aftersales.domain.task_kinds import BUYERS_MOVE, ONCE_AT_A_TIME, POINTLESS_AFTER, TOLD_KINDS
from aftersales.domain.task_orders import tasks_due
from aftersales.domain.teams import DEFAULT_TEAM, OF_CASE
from aftersales.use_cases.call_off import call_off, call_off_kinds, open_work
from aftersales.use_cases.open_ticket import open_ticket
from aftersales.use_cases.work import Work

PROMISED_AS: Mapping[str, str] = {"refund": "refund_status", "compensate": "compensation_request"}
"""Intents by whose topic money is promised, whatever the matter began with (“催发货”)."""


@dataclass(frozen=True)
class Recorded:
    case: Case
    says: tuple[Say, ...]
    ticket_id: int | None = None


def record_wait(work: Work, case: Case, wait: Wait, facts: Mapping[str, Value], wording: Mapping[str, str]) -> Recorded:
    """Order the tasks, promise their result, and let the case wait; one review answers a matter that came up twice."""
    _replace_reviews(work, case, wait)
    order_tasks(work, case, wait.tasks, facts)
    case = replace(case, state=CaseState.WAITING, question=None, attempts=0, updated_at=work.now)
    work.uow.cases.save(case)
    return Recorded(case, (Say(wait.say, wording),))


def _replace_reviews(work: Work, case: Case, wait: Wait) -> None:
    """The same look at the same order that an earlier case waits for: the newer case knows the buyer's last wish."""
    sought = {(order.kind, order.fact) for order in wait.tasks if order.is_review}
    for other, tasks in open_work(work, case.order_no) if sought else ():
        same = [task for task in tasks if task.is_review and (task.kind, task.fact) in sought]
        if same and other.id != case.id and other.state is CaseState.WAITING:
            call_off(work, other, same)


def record_decision(
    work: Work, case: Case, decision: Decision, facts: Mapping[str, Value], wording: Mapping[str, str]
) -> Recorded:
    """Close the case's question with the row that fits; a handoff row opens the ticket in the same transaction."""
    row = decision.row
    case = replace(
        case,
        state=row.outcome or CaseState.ANSWERED,
        facts={**case.facts, **_used(work, decision, facts)},
        question=None,
        attempts=0,
        row=f"{decision.playbook}.{row.name}",
        sop=row.sop,
        responsibility=row.responsibility,
        release=work.release.number,
        updated_at=work.now,
    )
    work.uow.cases.save(case)
    work.tell("case", str(case.id))
    order_tasks(work, case, row.tasks, facts)
    if row.handoff:
        return _hand_off(work, case, row, wording)
    return Recorded(case, (Say(row.say, wording),) if row.say else ())


def order_tasks(work: Work, case: Case, orders: Sequence[TaskOrder], facts: Mapping[str, Value]) -> None:
    """Store the tasks that are due and what follows them, and promise what the buyer waits for.

    The idempotency key of case, kind and fact keeps a repeated decision from ordering twice. What is pointless beside
    the new work is called off.
    """
    shop = work.release.shop
    known: Mapping[str, Value] = {**shop.limits, **facts}
    for order in tasks_due(orders, shop.follow_ups, facts, shop.limits):
        if order.fact is None and order.kind in ONCE_AT_A_TIME and _is_open(work, case, order.kind):
            continue
        if order.kind in POINTLESS_AFTER:
            call_off_kinds(work, case.order_no, POINTLESS_AFTER[order.kind])
        task = Task(
            id=0,
            conversation_id=case.conversation_id,
            case_id=case.id,
            order_no=case.order_no,
            kind=order.kind,
            team=order.team,
            state=TaskState.OPEN,
            idempotency_key=f"case-{case.id}-{order.kind}-{order.fact or ''}",
            created_at=work.now,
            due_at=work.now + timedelta(hours=order.due_hours),
            is_review=order.is_review,
            fact=order.fact,
            details={name: str(known[name]) for name in order.details if name in known},
        )
        stored = work.uow.tasks.add(task)
        work.tell("task", str(stored.id))
        if order.kind in TOLD_KINDS or (order.fact and order.kind not in BUYERS_MOVE):
            about = PROMISED_AS.get(order.kind, case.intent)
            work.uow.promises.add(work.conversation.id, about, stored.due_at, work.now, stored.id)


def _is_open(work: Work, case: Case, kind: str) -> bool:
    return any(task.kind == kind for _, tasks in open_work(work, case.order_no) for task in tasks)


def _used(work: Work, decision: Decision, facts: Mapping[str, Value]) -> dict[str, Value]:
    """The facts the deciding playbook declares, kept with the case so that a person sees what was decided upon."""
    return {name: facts[name] for name in work.release.playbooks[decision.playbook].facts if name in facts}


def _hand_off(work: Work, case: Case, row: Row, wording: Mapping[str, str]) -> Recorded:
    about = _open_case(work, case)
    team = row.handoff or OF_CASE
    if team == OF_CASE:
        team = work.team_of(about) if about else DEFAULT_TEAM
    key = row.say or "human.queued"
    queued = open_ticket(work, team, row.priority, case.intent, key, about.id if about else case.id)
    say = replace(queued.say, variables={**wording, **queued.say.variables})
    return Recorded(case, (say,), queued.ticket.id)


def _open_case(work: Work, case: Case) -> Case | None:
    """The procedure that was under way when a person was asked for."""
    live = {CaseState.OPEN, CaseState.WAITING}
    return next(
        (c for c in work.uow.cases.of_conversation(work.conversation.id) if c.id != case.id and c.state in live), None
    )
