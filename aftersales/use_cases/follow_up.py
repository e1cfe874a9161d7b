"""What belongs to a matter under way: a waybill, a wish, a correction, a withdrawal, the question how it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from aftersales.domain.cases import BUYER_ADDED, LINE, WISH, WITHDRAWN, Case, CaseState, Task, Value
from aftersales.domain.conversations import Outcome, Say, TurnState
from aftersales.domain.heard_facts import is_piece_of
from aftersales.domain.later_words import asks_how_it_stands, drops_it, names_what_it_drops, says_sent_back
from aftersales.domain.order_facts import OPEN_REFUNDS
from aftersales.domain.task_kinds import BUYERS_MOVE
from aftersales.use_cases.answer_question import miss_question
from aftersales.use_cases.call_off import call_off, nothing_begun
from aftersales.use_cases.case_status import case_status
from aftersales.use_cases.open_ticket import open_ticket
from aftersales.use_cases.start_topic import new_case
from aftersales.use_cases.turn import INFORMATION, Turning, ask_again, go_on, heard_of, outcome_of

RETURN_PROGRESS = "return_progress"
STATUS_INTENTS = frozenset({"refund_status", RETURN_PROGRESS, "track_parcel"})
"""What asks how the matter stands and tells nothing."""

LONGEST_ADDED = 200
LATELY = timedelta(minutes=30)
WISH_CHANGED_PRIORITY = 2


def answer_withdrawal(turning: Turning) -> Outcome | None:
    """“算了不改了”: the open question is dropped; whoever does work that is registered hears of it."""
    if turning.pressed is not None or not drops_it(turning.text):
        return None
    asking = turning.asking()
    if asking is not None:
        turning.work.end(asking, CaseState.DROPPED)
        return None if _begins_another(turning, asking) else _said(turning, asking, "chat.dropped")
    running = _running(turning) if names_what_it_drops(turning.text) else None
    return _withdraw(turning, running) if running is not None else None


def answer_follow_up(turning: Turning) -> Outcome | None:
    """None when nothing is under way that the message belongs to."""
    running, asking = turning.under_way(), turning.asking()
    sent_back = _sent_back(turning, running)
    if sent_back is not None or asking is not None:
        return sent_back or (_wish_in_question(turning, asking) if asking is not None else None)
    waiting = [case for case in running if case.state is CaseState.WAITING]
    return _wish_while_waiting(turning, waiting) or _about_running(turning, running)


def answer_status(turning: Turning) -> Outcome | None:
    """A question that was not understood by itself, while something is being looked at or was just told: “怎么样了”."""
    if turning.asking() is not None or not asks_how_it_stands(turning.text):
        return None
    running = _running(turning)
    if running is not None:
        return outcome_of(None, (case_status(turning.work, running),))
    told = _told_lately(turning)
    if told is None:
        return None
    return go_on(turning, new_case(turning, turning.work.release.playbooks[told.playbook], told.intent))


def _told_lately(turning: Turning) -> Case | None:
    """The case that told how a parcel or the money stands a while ago, when nothing has been said of another."""
    work = turning.work
    last = next(iter(work.uow.cases.of_conversation(work.conversation.id)), None)
    lately = last is not None and work.now - last.updated_at <= LATELY
    return last if last is not None and lately and last.intent in STATUS_INTENTS else None


def _withdraw(turning: Turning, case: Case) -> Outcome | None:
    """Goods not sent yet simply stay; other work hears of it, and what comes of it is a person's to decide. A procedure
    of its own, which knows the record, goes first (“不退了” of an application at the platform)."""
    tasks = _open_tasks(turning, case)
    if nothing_begun(tasks) and not _applied(turning, case):
        call_off(turning.work, case, tasks)
        return _said(turning, case, "chat.dropped")
    if _begins_another(turning, case):
        return None
    withdrawn = replace(case, facts={**case.facts, WITHDRAWN: True}) if case.state is CaseState.WAITING else case
    return _remark(turning, withdrawn, "chat.case_remark")


def _applied(turning: Turning, case: Case) -> bool:
    """Whether the buyer has an application running at the platform."""
    order = turning.work.order(case.order_no) if case.order_no else None
    return order is not None and any(refund.state in OPEN_REFUNDS for refund in order.refunds)


def _sent_back(turning: Turning, running: Sequence[Case]) -> Outcome | None:
    """The waybill of goods on their way back to us goes to the task that waits for them; where none does yet, how the
    return stands is looked up."""
    waybill = next((e.value for e in turning.understanding.entities if e.kind == "waybill"), None)
    if waybill is None or turning.named is not None:
        return None
    for case in running:
        for task in _open_tasks(turning, case):
            if task.kind in BUYERS_MOVE:
                _amend(turning, task, {"return_waybill": waybill})
                turning.order_say = None
                topic = turning.work.topic(case.intent)
                return ask_again(turning, None, (Say("chat.waybill_noted", {"topic": topic}),))
    book = turning.work.release.playbook_for(RETURN_PROGRESS)
    if book is None or turning.order_say is None or not says_sent_back(turning.text):
        return None
    turning.order_say = None
    return go_on(turning, new_case(turning, book, RETURN_PROGRESS))


def _answers(turning: Turning, case: Case) -> Mapping[str, str] | None:
    """What the message tells as a wish for the end of this case (“退钱” while the damage is looked at); None when it is
    a matter of its own."""
    if turning.pressed is not None or not turning.sure() or not turning.is_about(case):
        return None
    return turning.work.release.playbooks[case.playbook].under_way.get(turning.top.intent)


def _wish_in_question(turning: Turning, case: Case) -> Outcome | None:
    """Noted, and the question put again; told a second time it is no answer."""
    intent = turning.top.intent
    if intent in STATUS_INTENTS or _answers(turning, case) is None:
        return None
    if case.facts.get(WISH) == intent:
        return miss_question(turning, case)
    wished = replace(case, facts={**case.facts, WISH: intent})
    return go_on(turning, wished, (Say("chat.wish_noted", {"topic": turning.work.topic(intent)}),))


def _wish_while_waiting(turning: Turning, waiting: Sequence[Case]) -> Outcome | None:
    """Noted for when the result is there. Who had chosen otherwise before is handed to a person, for work may run;
    while only a picture is looked at, the new choice takes the old one's place."""
    wanted = ((case, answers) for case in waiting if (answers := _answers(turning, case)) is not None)
    case, answers = next(wanted, (None, {}))
    if case is None:
        return None
    if turning.top.intent in STATUS_INTENTS:
        return outcome_of(None, (case_status(turning.work, case),))
    told = {name: value for name, value in answers.items() if case.facts.get(name) not in (None, value)}
    reviewed = all(task.is_review for task in _open_tasks(turning, case))
    noted = {WISH: turning.top.intent} | (told if reviewed else {})
    wished = _wanted_again(replace(case, facts={**case.facts, **noted}))
    outcome = _remark(turning, wished, "chat.case_remark")
    return outcome if reviewed or not told else _to_person(turning, wished)


def _wanted_again(case: Case) -> Case:
    return replace(case, facts={name: value for name, value in case.facts.items() if name != WITHDRAWN})


def _to_person(turning: Turning, case: Case) -> Outcome:
    """Somebody who can stop or turn what runs already; the case decides nothing by itself any more."""
    turning.work.end(case, CaseState.HANDED_OFF)
    team = turning.work.team_of(case)
    queued = open_ticket(turning.work, team, WISH_CHANGED_PRIORITY, "wish_changed", "chat.wish_changed", case.id)
    return Outcome(TurnState.TICKETED, (queued.say,), "wish_changed", case.id, queued.ticket.id)


def _about_running(turning: Turning, running: Sequence[Case]) -> Outcome | None:
    """More about the very matter that runs: a correction goes to whoever works on it. Of a matter decided already only
    what is told by the way does; named anew, its own procedure knows what was ordered."""
    case = next(filter(turning.is_about, running), None)
    if case is None or turning.pressed is not None:
        return None
    waits = case.state is CaseState.WAITING
    if turning.images and waits:
        return _remark(turning, case, "chat.case_photo")
    if not turning.sure() or turning.named is not None:
        return None
    book, heard = turning.playbook(), _corrections(case, heard_of(turning, case))
    same = waits and book is not None and book.name == case.playbook
    told = turning.top.intent == INFORMATION and (waits or heard)
    again = WITHDRAWN in case.facts and not asks_how_it_stands(turning.text)
    if told or (same and (again or _tells(turning, case, heard))):
        told_more = replace(case, facts={**case.facts, **heard})
        return _remark(turning, _wanted_again(told_more) if same else told_more, "chat.case_remark", heard)
    return None


def _corrections(case: Case, heard: Mapping[str, Value]) -> Mapping[str, Value]:
    """What is heard anew; a piece of an address (“不是解放路 是人民路1号”) does not take the place of the whole one."""
    return {name: value for name, value in heard.items() if not is_piece_of(value, case.facts.get(name))}


def _tells(turning: Turning, case: Case, heard: Mapping[str, Value]) -> bool:
    """Whether the message adds to the matter: another address, or words that were asked for, told anew."""
    if any(case.facts.get(name) != value for name, value in heard.items()):
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


def _running(turning: Turning) -> Case | None:
    """The matter that work runs for, of the order in hand; the latest of several."""
    return next(filter(turning.is_about, turning.under_way()), None)


def _open_tasks(turning: Turning, case: Case) -> Sequence[Task]:
    return turning.work.uow.tasks.list(case_id=case.id)


def _begins_another(turning: Turning, dropped: Case) -> bool:
    """The withdrawal names a procedure of its own."""
    book = turning.playbook()
    return book is not None and turning.sure() and book.name != dropped.playbook
