"""A turn that names a concern: the safety intents at once, any other one by opening or resuming its case."""

from dataclasses import replace

from aftersales.domain.answers import parse_opening
from aftersales.domain.cases import Case, CaseState
from aftersales.domain.conversations import Outcome, Say, TurnState
from aftersales.domain.playbook import Playbook
from aftersales.use_cases.advance_case import advance_case
from aftersales.use_cases.turn import Turning, ask_again, go_on, outcome_of, with_heard


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
    book = turning.playbook()
    if book is None or book.interrupts or not turning.sure():
        return None
    if turning.order_say is not None and book.needs_order:
        return outcome_of(None, (turning.order_say,))
    open_question = turning.asking()
    if open_question is not None and open_question.playbook == book.name:
        return None
    running = _running(turning, book)
    if running is not None and running.state is CaseState.WAITING:
        return Outcome(TurnState.ANSWERED, (Say("chat.case_waiting", {"topic": turning.work.topic(running.intent)}),))
    return go_on(turning, running or new_case(turning, book, turning.top.intent))


def _running(turning: Turning, book: Playbook) -> Case | None:
    """A case of the same procedure that is noted or not through yet, about the same order."""
    states = (CaseState.OPEN, CaseState.WAITING, CaseState.NOTED)
    cases = (case for state in states for case in turning.cases(state))
    order_no = turning.work.conversation.order_no
    return next((c for c in cases if c.playbook == book.name and order_no in (None, c.order_no)), None)


def new_case(turning: Turning, book: Playbook, intent: str) -> Case:
    """A fresh case; what the opening message already tells is not asked again."""
    work = turning.work
    bound = work.conversation.order_no
    case = work.uow.cases.add(
        work.conversation.id, bound, book.name, intent, turning.turn.opened_at, work.release.number
    )
    return with_heard(turning, replace(case, facts={**case.facts, **parse_opening(book, turning.text)}))
