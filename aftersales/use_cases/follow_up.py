"""What belongs to a matter under way: a waybill, a wish, a correction, a withdrawal, the question how it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from aftersales.domain.cases import BUYER_ADDED, LINE, WISH, Case, CaseState, Task, Value
from aftersales.domain.conversations import Outcome, Say, TurnState
from aftersales.domain.later_words import asks_how_it_stands, drops_it, names_what_it_drops
from aftersales.domain.playbook import Playbook
from aftersales.domain.task_kinds import BUYERS_MOVE
from aftersales.domain.teams import team_of_sop
from aftersales.use_cases.answer_question import miss_question
from aftersales.use_cases.case_status import case_status
from aftersales.use_cases.open_ticket import open_ticket
from aftersales.use_cases.start_topic import new_case
from aftersales.use_cases.turn import Turning, go_on, heard_of, outcome_of

STATUS_INTENTS = frozenset({"refund_status", "return_progress", "track_parcel"})
"""What asks how the matter stands and tells nothing."""

INFORMATION = "provide_info"
LONGEST_ADDED = 200
LATELY = timedelta(minutes=30)
WISH_CHANGED_PRIORITY = 2


def answer_withdrawal(turning: Turning) -> Outcome | None:
    """“算了不改了”: the open question is dropped; whoever does work that is registered hears of it."""
    if turning.pressed is not None or not drops_it(turning.text):
        return None
    asking = turning.asking()
    if asking is not None:
        turning.work.uow.cases.save(
            replace(asking, state=CaseState.DROPPED, question=None, updated_at=turning.work.now)
        )
        return None if _begins_another(turning, asking) else _said(turning, asking, "chat.dropped")
    waiting = _waiting(turning) if names_what_it_drops(turning.text) else None
    return _remark(turning, waiting, "chat.case_remark") if waiting is not None else None


def answer_follow_up(turning: Turning) -> Outcome | None:
    """None when nothing is under way that the message belongs to."""
    return _sent_back(turning) or _wish(turning) or _about_waiting(turning)


def answer_status(turning: Turning) -> Outcome | None:
    """A question that was not understood by itself, while something is being looked at or was just told: “怎么样了”."""
    if turning.asking() is not None or not asks_how_it_stands(turning.text):
        return None
    waiting = _waiting(turning)
    if waiting is not None:
        return outcome_of(None, (case_status(turning.work, waiting),))
    told = _told_lately(turning)
    return go_on(turning, new_case(turning, told[0], told[1])) if told is not None else None


def _told_lately(turning: Turning) -> tuple[Playbook, str] | None:
    """The procedure that told how a parcel or the money stands a while ago, when nothing has been said of another."""
    work = turning.work
    last = next(iter(work.uow.cases.of_conversation(work.conversation.id)), None)
    if last is None or last.intent not in STATUS_INTENTS or work.now - last.updated_at > LATELY:
        return None
    return work.release.playbooks[last.playbook], last.intent


def _sent_back(turning: Turning) -> Outcome | None:
    """The waybill of goods on their way back to us goes to the task that waits for them."""
    waybill = next((e.value for e in turning.understanding.entities if e.kind == "waybill"), None)
    if waybill is None or turning.named is not None or turning.asking() is not None:
        return None
    for case in turning.cases(CaseState.WAITING):
        for task in _open_tasks(turning, case):
            if task.kind in BUYERS_MOVE:
                _amend(turning, task, {"return_waybill": waybill})
                turning.order_say = None
                return _said(turning, case, "chat.waybill_noted")
    return None


def _wish(turning: Turning) -> Outcome | None:
    """“退钱” while the damage is looked at is the wish for its end, no matter of its own."""
    if turning.pressed is not None or not turning.sure():
        return None
    work, intent = turning.work, turning.top.intent
    asking = turning.asking()
    if asking is not None and intent in STATUS_INTENTS:
        return None
    for case in (asking,) if asking is not None else turning.cases(CaseState.WAITING):
        answers = work.release.playbooks[case.playbook].under_way.get(intent)
        if answers is None or work.conversation.order_no not in (None, case.order_no):
            continue
        wished = replace(case, facts={**case.facts, WISH: intent})
        if asking is None:
            return _wish_while_waiting(turning, wished, answers)
        if case.facts.get(WISH) == intent:
            return miss_question(turning, case)
        return go_on(turning, wished, (Say("chat.wish_noted", {"topic": work.topic(intent)}),))
    return None


def _wish_while_waiting(turning: Turning, case: Case, answers: Mapping[str, str]) -> Outcome:
    """Noted for when the result is there. Who had chosen otherwise before is handed to a person, for work may run;
    while only a picture is looked at, the new choice takes the old one's place."""
    if turning.top.intent in STATUS_INTENTS:
        return outcome_of(None, (case_status(turning.work, case),))
    told = {name: value for name, value in answers.items() if case.facts.get(name) not in (None, value)}
    if all(task.is_review for task in _open_tasks(turning, case)):
        return _remark(turning, replace(case, facts={**case.facts, **told}), "chat.case_remark")
    outcome = _remark(turning, case, "chat.case_remark")
    if not told:
        return outcome
    team = team_of_sop(case.sop or turning.work.release.playbooks[case.playbook].rows[0].sop)
    queued = open_ticket(turning.work, team, WISH_CHANGED_PRIORITY, "wish_changed", "chat.wish_changed", case.id)
    return Outcome(TurnState.TICKETED, (queued.say,), "wish_changed", case.id, queued.ticket.id)


def _about_waiting(turning: Turning) -> Outcome | None:
    """More about the very matter that waits: a correction goes to whoever works on it, a question is answered."""
    book = turning.playbook()
    waiting = _waiting(turning)
    if waiting is None or turning.asking() is not None or turning.pressed is not None:
        return None
    if turning.images:
        return _remark(turning, waiting, "chat.case_photo")
    if not turning.sure() or turning.named is not None:
        return None
    same = book is not None and book.name == waiting.playbook
    if turning.top.intent == INFORMATION or (same and _tells(turning, waiting)):
        heard = heard_of(turning, waiting)
        return _remark(turning, replace(waiting, facts={**waiting.facts, **heard}), "chat.case_remark", heard)
    return None


def _tells(turning: Turning, case: Case) -> bool:
    """Whether the message adds to the matter: another address, or words that were asked for, told anew."""
    if any(case.facts.get(name) != value for name, value in heard_of(turning, case).items()):
        return True
    rules = turning.work.release.facts_of(case.playbook).values()
    asked_for_text = any(rule.ask and not rule.choices and rule.name in case.facts for rule in rules)
    return asked_for_text and not asks_how_it_stands(turning.text)


def _remark(turning: Turning, case: Case, key: str, heard: Mapping[str, Value] | None = None) -> Outcome:
    """The buyer's words go to the open tasks of the case, and to the shop's system once more."""
    turning.work.uow.cases.save(replace(case, updated_at=turning.work.now))
    for task in _open_tasks(turning, case):
        _amend(turning, task, {name: str(value) for name, value in (heard or {}).items() if name in task.details})
    return _said(turning, case, key)


def _amend(turning: Turning, task: Task, details: dict[str, str]) -> None:
    work, words = turning.work, " ".join(turning.text.split())[:LONGEST_ADDED]
    before = task.details.get(BUYER_ADDED)
    added = {BUYER_ADDED: LINE.join(part for part in (before, words) if part)} if words else {}
    if work.uow.tasks.amend(task.id, {**details, **added}):
        work.uow.deliveries.again(task.id, work.now)
        work.tell("task", str(task.id))


def _said(turning: Turning, case: Case, key: str) -> Outcome:
    return outcome_of(None, (Say(key, {"topic": turning.work.topic(case.intent)}),))


def _waiting(turning: Turning) -> Case | None:
    """The matter that waits, of the order in hand; the latest of several."""
    order_no = turning.work.conversation.order_no
    return next((c for c in turning.cases(CaseState.WAITING) if order_no in (None, c.order_no)), None)


def _open_tasks(turning: Turning, case: Case) -> Sequence[Task]:
    return turning.work.uow.tasks.list(case_id=case.id)


def _begins_another(turning: Turning, dropped: Case) -> bool:
    """The withdrawal names a procedure of its own: “不退了” of an application that runs at the platform."""
    book = turning.playbook()
    return book is not None and turning.sure() and book.name != dropped.playbook
