"""More than one concern in a message: the strongest is handled, the others are noted and offered afterwards."""

from dataclasses import replace

from aftersales.domain.cases import CaseState
from aftersales.domain.conversations import ButtonKind, Outcome, Say, TurnState
from aftersales.use_cases.advance_case import advance_case, is_plain_answer
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
    """What else the message asks is answered at once when the record tells it, else noted; when the turn leaves nothing
    open, the oldest concern noted is offered, once."""
    told = _note(turning, outcome)
    outcome = replace(outcome, says=(*told, *outcome.says))
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


def _note(turning: Turning, outcome: Outcome) -> tuple[Say, ...]:
    """A case per further concern that has a procedure of its own and is not under way already; what those say that
    need nothing but the record (“快递到哪了 另外发票怎么开”)."""
    work, handled = turning.work, turning.playbook()
    told: tuple[Say, ...] = ()
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
        case = new_case(turning, book, guess.intent)
        if outcome.state is TurnState.ANSWERED and is_plain_answer(work, case, turning.text):
            heard = {say.key for say in (*outcome.says, *told)}
            told += tuple(say for say in advance_case(work, case, turning.text).says if say.key not in heard)
        else:
            work.uow.cases.save(replace(case, state=CaseState.NOTED))
    return told
