"""“不对 取消另一单”: what was done for the wrong order is called off there and done for the one that was meant."""

from collections.abc import Sequence
from dataclasses import replace

from aftersales.domain.cases import Case, CaseState, Task, TaskState
from aftersales.domain.conversations import Outcome, Say, TurnState
from aftersales.domain.named_goods import corrects_order, denies_this_order
from aftersales.domain.orders import Order
from aftersales.use_cases.call_off import call_off
from aftersales.use_cases.choose_order import orders_of_goods
from aftersales.use_cases.open_ticket import open_ticket
from aftersales.use_cases.remark import remark
from aftersales.use_cases.start_topic import LATELY, new_case, told_of
from aftersales.use_cases.turn import Turning, go_on

PRIORITY = 2


def answer_correction(turning: Turning) -> Outcome | None:
    """None when the order of the last matter is not corrected; a matter of its own (“锁怎么还没发”) is none of it."""
    if turning.pressed is not None or turning.asking() is not None:
        return None
    last = turning.last_case(LATELY)
    if last is None or last.order_no is None:
        return None
    book = turning.work.release.playbooks[last.playbook]
    if not book.offered or (turning.topic is not None and turning.topic.name != book.name):
        return None
    if not _names_another(turning, last.order_no):
        return None
    told = told_of(turning, last)
    undone = _undo(turning, last)
    case = new_case(turning, book, last.intent)
    outcome = go_on(turning, replace(case, facts={**told, **case.facts}), undone or ())
    return _with_person(turning, last, outcome) if undone is None else outcome


def _names_another(turning: Turning, order_no: str) -> bool:
    """Whether another order is meant now: the one named, or one the buyer has to be asked for."""
    if turning.named is not None:
        return turning.named.order_no != order_no and corrects_order(turning.text)
    if corrects_order(turning.text) and len(_of_goods_named(turning)) > 1:
        return True
    return turning.work.conversation.order_no is None and denies_this_order(turning.text)


def _of_goods_named(turning: Turning) -> Sequence[Order]:
    return orders_of_goods(turning.work, turning.text, turning.understanding.entities)


def _undo(turning: Turning, case: Case) -> tuple[Say, ...] | None:
    """What tells that it is called off, nothing when no work was ordered; None when some is done or with the shop's
    system already."""
    work = turning.work
    tasks = [t for t in work.uow.tasks.list(case_id=case.id, open_only=False) if t.state is not TaskState.CANCELLED]
    if not tasks:
        return ()
    if any(_begun(turning, task) for task in tasks):
        return None
    call_off(work, case, tasks)
    work.end(case, CaseState.DROPPED)
    return (Say("order.called_off", _about(turning, case)),)


def _begun(turning: Turning, task: Task) -> bool:
    return task.state is not TaskState.OPEN or turning.work.uow.deliveries.get(task.id) is not None


def _with_person(turning: Turning, wrong: Case, outcome: Outcome) -> Outcome:
    """Somebody who can stop what runs for the wrong order."""
    remark(turning, wrong)
    work = turning.work
    queued = open_ticket(work, work.team_of(wrong), PRIORITY, "wrong_order", "order.undo_by_person", wrong.id)
    say = replace(queued.say, variables={**_about(turning, wrong), **queued.say.variables})
    return replace(outcome, state=TurnState.TICKETED, says=(*outcome.says, say), ticket_id=queued.ticket.id)


def _about(turning: Turning, case: Case) -> dict[str, str]:
    order = turning.work.order(case.order_no) if case.order_no else None
    return {"order_title": order.title if order else "", "topic": turning.work.topic(case.intent)}
