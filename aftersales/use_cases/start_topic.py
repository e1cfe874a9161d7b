"""A turn that names a concern: the safety intents at once, any other one by opening or resuming its case."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from aftersales.domain.answers import parse_opening
from aftersales.domain.cases import Case, CaseState, Unknowable, Value
from aftersales.domain.conversations import Outcome, Say
from aftersales.domain.playbook import FactRule, Playbook
from aftersales.use_cases.advance_case import advance_case, books_of
from aftersales.use_cases.call_off import call_off, only_looks
from aftersales.use_cases.case_status import case_status
from aftersales.use_cases.turn import Turning, ask_again, go_on, outcome_of, with_heard

TOLD_FOR = timedelta(hours=24)
LATELY = timedelta(minutes=30)
NOT_TOLD = frozenset(each.value for each in Unknowable)


def answer_safety(turning: Turning) -> Outcome | None:
    """Ask for a person, threat of complaint, abuse: decided whatever is open, and the open case stays as it is."""
    book = turning.playbook()
    if book is None or not book.interrupts or not turning.sure("safety_percent"):
        return None
    step = advance_case(turning.work, new_case(turning, book, turning.top.intent), turning.text)
    if step.ticket_id is not None:
        return outcome_of(step, step.says)
    return ask_again(turning, step, step.says, resume=False)


def answer_topic(turning: Turning) -> Outcome | None:
    """A confident concern opens its case, or takes it up again where it stood."""
    book = turning.topic
    if book is None or book.interrupts:
        return None
    if turning.order_say is not None and book.needs_order:
        return _unproved(turning, book, turning.order_say)
    open_question = turning.asking()
    if open_question is not None and book.name in books_of(open_question) and turning.is_about(open_question):
        return None
    running = _running(turning, book)
    if running is not None and running.state is CaseState.WAITING:
        return outcome_of(None, (case_status(turning.work, running),))
    if running is None and open_question is not None and book.can_wait and turning.pressed is None:
        turning.work.uow.cases.save(replace(new_case(turning, book, turning.top.intent), state=CaseState.NOTED))
        noted = Say("chat.noted_for_later", {"topic": turning.work.topic(turning.top.intent)})
        return ask_again(turning, None, (noted,), resume=False)
    replaced, told = _replaced(turning, book)
    told = told or ({} if running else _told_before(turning, book))
    case = running or new_case(turning, book, turning.top.intent)
    lead = tuple(Say("chat.dropped", {"topic": turning.work.topic(each.intent)}) for each in replaced)
    return go_on(turning, replace(case, facts={**told, **case.facts}), lead)


def _unproved(turning: Turning, book: Playbook, say: Say) -> Outcome:
    """The number is none of theirs, or a guest has still to prove it: what they want then waits for the order."""
    work = turning.work
    if not work.conversation.guest or work.conversation.order_no or turning.asking() is not None:
        return outcome_of(None, (say,))
    return replace(go_on(turning, new_case(turning, book, turning.top.intent)), says=(say,))


def _replaced(turning: Turning, book: Playbook) -> tuple[Sequence[Case], Mapping[str, Value]]:
    """What this procedure does instead is neither asked about nor looked at any more; what the buyer told of it is kept
    (“没拆过”). The cases whose work is called off, which the buyer hears of; what was sent or paid is a person's."""
    stopped: list[Case] = []
    told: dict[str, Value] = {}
    for case in (*turning.cases(CaseState.OPEN), *turning.cases(CaseState.WAITING)):
        if case.playbook not in book.replaces or not turning.is_about(case):
            continue
        tasks = turning.work.uow.tasks.list(case_id=case.id)
        if not only_looks(tasks):
            continue
        stopped += [case] if tasks else []
        call_off(turning.work, case, tasks)
        turning.work.end(case, CaseState.DROPPED)
        told = {**_taken(turning, book, case), **told}
    return stopped, told


def _told_before(turning: Turning, book: Playbook) -> Mapping[str, Value]:
    """What the buyer answered when this was put aside a while ago, by them or for a person, is not asked again."""
    work, aside = turning.work, (*turning.cases(CaseState.DROPPED), *turning.cases(CaseState.HANDED_OFF))
    before = next((case for case in aside if case.playbook == book.name and turning.is_about(case)), None)
    if before is None or work.now - before.updated_at > TOLD_FOR:
        return {}
    return _taken(turning, book, before)


def _taken(turning: Turning, book: Playbook, case: Case) -> Mapping[str, Value]:
    """What a case knows that this procedure, or one its gotos reach, would ask."""
    rules = turning.work.release.facts_of(book.name)
    return {name: value for name, value in case.facts.items() if _takes(rules.get(name), value)}


def told_of(turning: Turning, case: Case) -> Mapping[str, Value]:
    """What the buyer answered in a case and holds for another order as well: nothing of the first one's goods."""
    rules = turning.work.release.facts_of(case.playbook)
    asked = {name for name, rule in rules.items() if rule.ask and not rule.choices_from_lines}
    return {name: value for name, value in case.facts.items() if name in asked}


def _takes(rule: FactRule | None, value: Value) -> bool:
    """Whether the buyer may have answered this question with that value."""
    if rule is None or not rule.ask or value in NOT_TOLD:
        return False
    return not rule.choices or value in {choice.value for choice in rule.choices}


def _running(turning: Turning, book: Playbook) -> Case | None:
    """A case of the same procedure that is noted or not through yet, about the same order."""
    states = (CaseState.OPEN, CaseState.WAITING, CaseState.NOTED)
    cases = (case for state in states for case in turning.cases(state))
    return next((case for case in cases if case.playbook == book.name and turning.is_about(case)), None)


def new_case(turning: Turning, book: Playbook, intent: str) -> Case:
    """A fresh case; what the opening message already tells is not asked again."""
    work = turning.work
    bound = work.conversation.order_no
    case = work.uow.cases.add(
        work.conversation.id, bound, book.name, intent, turning.turn.opened_at, work.release.number
    )
    return with_heard(turning, replace(case, facts={**case.facts, **parse_opening(book, turning.text)}))
