"""More than one concern in a message: the strongest is handled, the others are noted and offered afterwards."""

from dataclasses import replace

from aftersales.domain.cases import CaseState
from aftersales.domain.conversations import ButtonKind, Outcome, Say, TurnState
from aftersales.use_cases.follow_up import answer_follow_up
from aftersales.use_cases.start_topic import answer_safety, answer_topic, new_case
from aftersales.use_cases.turn import Turning, go_on, last_script, outcome_of

OFFER = "chat.also_mentioned"
ACCEPTED = "affirm"
REFUSED = frozenset({"deny", "goodbye"})
LIVE = frozenset({CaseState.OPEN, CaseState.WAITING, CaseState.NOTED})


def answer_offer(turning: Turning) -> Outcome | None:
    """“好的” right after an offer begins the noted concern, “不用了” drops it; anything else leaves it noted."""
    replies = turning.top.intent == ACCEPTED or turning.top.intent in REFUSED
    if turning.pressed is not None or not replies or not turning.sure() or last_script(turning) != OFFER:
        return None
    offered = next((case for case in turning.cases(CaseState.NOTED) if case.attempts), None)
    if offered is None:
        return None
    if turning.top.intent == ACCEPTED:
        return go_on(turning, replace(offered, attempts=0))
    turning.work.end(offered, CaseState.DROPPED)
    return outcome_of(None, (Say("chat.dropped", {"topic": turning.work.topic(offered.intent)}),))


def begin_concern(turning: Turning) -> Outcome | None:
    """A message not understood as a whole, of which a clause is: that clause is answered, the rest noted."""
    if turning.pressed is not None:
        return None
    for guess in turning.understanding.concerns:
        understood = replace(turning.understanding, guesses=(guess, *turning.understanding.guesses))
        heard = replace(turning, understanding=understood)
        for answer in (answer_safety, answer_follow_up, answer_topic):
            outcome = answer(heard)
            if outcome is not None:
                return with_other_concerns(heard, outcome)
    return None


def with_other_concerns(turning: Turning, outcome: Outcome) -> Outcome:
    """Note what else the message asks; when the turn leaves nothing open, offer the oldest concern noted, once."""
    _note(turning)
    if outcome.state is not TurnState.ANSWERED or outcome.asks or turning.asking() is not None:
        return outcome
    waiting = [case for case in turning.cases(CaseState.NOTED) if not case.attempts]
    if not waiting:
        return outcome
    oldest = min(waiting, key=lambda case: case.id)
    turning.work.uow.cases.save(replace(oldest, attempts=1, updated_at=turning.work.now))
    topic = turning.work.topic(oldest.intent)
    button = turning.work.offer(topic, ButtonKind.INTENT, oldest.intent)
    return replace(outcome, says=(*outcome.says, Say(OFFER, {"topic": topic}, (button,))), asks=True)


def _note(turning: Turning) -> None:
    """A noted case per further concern that has a procedure of its own and is not under way already."""
    work, handled = turning.work, turning.playbook()
    for guess in turning.understanding.concerns:
        book = work.release.playbook_for(guess.intent)
        if book is None or not book.offered or not turning.sure(guess=guess):
            continue
        live = [case for case in work.uow.cases.of_conversation(work.conversation.id) if case.state in LIVE]
        runs = handled is not None and any(case.playbook == handled.name for case in live)
        if handled is not None and ((runs and guess.intent in handled.under_way) or book.name in handled.replaces):
            continue
        if book == handled or any(case.playbook == book.name for case in live):
            continue
        work.uow.cases.save(replace(new_case(turning, book, guess.intent), state=CaseState.NOTED))
