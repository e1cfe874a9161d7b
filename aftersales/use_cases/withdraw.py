"""“算了不改了”: the open question is dropped, goods not sent yet stay, work that runs is stopped or hears of it."""

from dataclasses import replace

from aftersales.domain.cases import WITHDRAWN, Case, CaseState
from aftersales.domain.conversations import Outcome
from aftersales.domain.later_words import (
    asks_to_send_again,
    drops_first,
    drops_it,
    names_what_it_drops,
    resumes_it,
    wants_it_after_all,
)
from aftersales.domain.named_goods import without_goods
from aftersales.domain.refund_facts import OPEN_REFUNDS
from aftersales.use_cases.advance_case import wishes_of
from aftersales.use_cases.call_off import call_off, nothing_begun
from aftersales.use_cases.choose_order import kinds_of
from aftersales.use_cases.remark import latest_running, open_tasks, remark, said_of, wanted_again
from aftersales.use_cases.start_topic import new_case
from aftersales.use_cases.turn import Turning, go_on

TAKE_BACK = "cancel_refund"
"""The intent whose procedure knows what a refund, a return or a pickup takes to be undone (P-REF-05)."""

CHANGES = frozenset({"modify_order", "change_address", "change_courier", "exchange_goods", "invoice_correction"})
"""Intents that begin something: “还是别改了” is none of them, however sure the model is."""


def answer_withdrawal(turning: Turning) -> Outcome | None:
    """None when nothing is withdrawn, or when a procedure of its own answers it."""
    if turning.pressed is not None:
        return None
    asking = turning.asking()
    if asking is not None:
        return _drop(turning, asking)
    running = latest_running(turning)
    if running is None:
        return None
    if drops_it(turning.text) and names_what_it_drops(turning.text):
        return _withdraw(turning, running)
    return _after_all(turning, running)


def _after_all(turning: Turning, running: Case) -> Outcome | None:
    """What was dropped is wanted again, or goods whose money is on its way back."""
    if WITHDRAWN in running.facts and resumes_it(turning.text):
        remark(turning, wanted_again(running))
        return said_of(turning, running, "chat.case_remark")
    another = _begins_another(turning, running) and not asks_to_send_again(turning.text)
    if another or not wants_it_after_all(_without_goods(turning)):
        return None
    refunding = any(task.kind == "refund" for task in open_tasks(turning, running))
    return _take_back(turning) if refunding else None


def _drop(turning: Turning, asking: Case) -> Outcome | None:
    """What else the message asks is answered next (“不退了 把差价给我”)."""
    wishes = wishes_of(turning.work, asking)
    another = _begins_another(turning, asking) and turning.top.intent not in wishes and not _only_drops(turning, asking)
    if not drops_it(turning.text) and not (another and drops_first(turning.text)):
        return None
    turning.work.end(asking, CaseState.DROPPED)
    return None if another else said_of(turning, asking, "chat.dropped")


def _only_drops(turning: Turning, asking: Case) -> bool:
    """“不退了” to a question about a return: nothing is ordered that would have to be undone."""
    takes_back = turning.top.intent == TAKE_BACK and drops_it(turning.text)
    return takes_back and latest_running(turning) is None and not _applied(turning, asking)


def _withdraw(turning: Turning, case: Case) -> Outcome | None:
    """Goods not sent yet simply stay; other work hears of it, and what comes of it is a person's to decide. A procedure
    of its own, which knows the record, goes first (“不退了” of an application at the platform)."""
    tasks = turning.work.uow.tasks.list(case_id=case.id, open_only=False)
    if any(task.kind == "pickup_at_door" for task in tasks):
        return _take_back(turning)
    open_ones = open_tasks(turning, case)
    if nothing_begun(open_ones) and not _applied(turning, case):
        call_off(turning.work, case, open_ones)
        return said_of(turning, case, "chat.dropped")
    if _begins_another(turning, case) and turning.top.intent not in CHANGES:
        return None
    remark(turning, replace(case, facts={**case.facts, WITHDRAWN: True}) if case.state is CaseState.WAITING else case)
    return said_of(turning, case, "chat.case_remark")


def _take_back(turning: Turning) -> Outcome | None:
    book = turning.work.release.playbook_for(TAKE_BACK)
    return go_on(turning, new_case(turning, book, TAKE_BACK)) if book is not None else None


def _applied(turning: Turning, case: Case) -> bool:
    """Whether the buyer has an application running at the platform."""
    order = turning.work.order(case.order_no) if case.order_no else None
    return order is not None and any(refund.state in OPEN_REFUNDS for refund in order.refunds)


def _without_goods(turning: Turning) -> str:
    """“龙井要的” as said of the order in hand: “要的”."""
    order = turning.named
    return without_goods(turning.text, order, kinds_of(turning.work, [order])) if order is not None else turning.text


def _begins_another(turning: Turning, dropped: Case) -> bool:
    """Whether the message names a procedure of its own."""
    return turning.topic is not None and turning.topic.name != dropped.playbook
