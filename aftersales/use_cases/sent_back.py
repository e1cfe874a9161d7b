"""Goods on their way back to us: their waybill goes to the task that waits for them, or is asked for."""

from collections.abc import Sequence

from aftersales.domain.cases import Case
from aftersales.domain.conversations import Outcome, Say
from aftersales.domain.later_words import is_on_its_way_back, says_sent_back
from aftersales.domain.task_kinds import BUYERS_MOVE
from aftersales.use_cases.case_status import case_status
from aftersales.use_cases.remark import add_words, open_tasks
from aftersales.use_cases.start_topic import new_case
from aftersales.use_cases.turn import RETURN_PROGRESS, Turning, ask_again, go_on, heard_of


def answer_sent_back(turning: Turning, running: Sequence[Case]) -> Outcome | None:
    """The waybill of goods on their way back to us goes to the task that waits for them; where none does yet, how the
    return stands is looked up."""
    waybill = next((e.value for e in turning.understanding.entities if e.kind == "waybill"), None)
    if waybill is None and is_on_its_way_back(turning.text):
        return _ask_waybill(turning, running)
    if waybill is None or turning.named is not None:
        return None
    for case in running:
        for task in open_tasks(turning, case):
            if task.kind in BUYERS_MOVE:
                add_words(turning.work, task, turning.text, {"return_waybill": waybill})
                turning.order_say = None
                topic = turning.work.topic(case.intent)
                return ask_again(turning, None, (Say("chat.waybill_noted", {"topic": topic}),))
    unknown, turning.order_say = turning.order_say, None
    if any(heard_of(turning, case) for case in running):
        return None
    book = turning.work.release.playbook_for(RETURN_PROGRESS)
    if book is None or unknown is None or not says_sent_back(turning.text):
        turning.order_say = unknown
        return None
    return go_on(turning, new_case(turning, book, RETURN_PROGRESS))


def _ask_waybill(turning: Turning, running: Sequence[Case]) -> Outcome | None:
    """“寄了”, of goods that are awaited: their waybill is still to be told."""
    for case in running:
        tasks = open_tasks(turning, case)
        if any(task.kind in BUYERS_MOVE and "return_waybill" not in task.details for task in tasks):
            return ask_again(turning, None, (case_status(turning.work, case),))
    return None
