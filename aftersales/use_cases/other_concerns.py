"""More than one concern in a message: the strongest is handled, the others are noted and offered afterwards."""

from dataclasses import replace

from aftersales.domain.cases import Case, CaseState
from aftersales.domain.conversations import ButtonKind, Outcome, Say, TurnState
from aftersales.domain.heard_facts import COUNT, PRODUCT
from aftersales.domain.orders import Order
from aftersales.use_cases.advance_case import advance_case, is_plain_answer
from aftersales.use_cases.choose_order import orders_in_clauses
from aftersales.use_cases.each_order import about, answer_each_order
from aftersales.use_cases.follow_up import answer_follow_up
from aftersales.use_cases.start_topic import answer_safety, answer_topic, new_case, told_of
from aftersales.use_cases.turn import Turning, go_on, last_script, outcome_of

OFFER, OFFER_OTHER = "chat.also_mentioned", "order.also_other"
OFFERS = frozenset({OFFER, OFFER_OTHER})
ACCEPTED = "affirm"
REFUSED = frozenset({"deny", "goodbye"})
LIVE = frozenset({CaseState.OPEN, CaseState.WAITING, CaseState.NOTED})


def answer_offer(turning: Turning) -> Outcome | None:
    """“好的” right after an offer begins the noted concern, “不用了” drops it; anything else leaves it noted."""
    replies = turning.top.intent == ACCEPTED or turning.top.intent in REFUSED
    if turning.pressed is None and not (replies and turning.sure()):
        return None
    offered = next((case for case in turning.cases(CaseState.NOTED) if case.attempts), None)
    if offered is None or last_script(turning) not in OFFERS:
        return None
    if turning.pressed is not None and turning.pressed.value != offered.order_no:
        return None
    if turning.pressed is not None or turning.top.intent == ACCEPTED:
        return _begin(turning, replace(offered, attempts=0))
    turning.work.end(offered, CaseState.DROPPED)
    return outcome_of(None, (Say("chat.dropped", {"topic": turning.work.topic(offered.intent)}),))


def _begin(turning: Turning, case: Case) -> Outcome:
    """The same of another order; what the buyer told of themselves (an address, a mail) is not asked again."""
    if case.order_no is None:
        return go_on(turning, case)
    turning.work.bind(case.order_no)
    cases = turning.work.uow.cases.of_conversation(turning.work.conversation.id)
    same = next((c for c in cases if c.playbook == case.playbook and c.order_no != case.order_no), None)
    rules = turning.work.release.facts_of(case.playbook)
    told = told_of(turning, same) if same else {}
    of_buyer = {name: value for name, value in told.items() if rules[name].entity not in (None, COUNT, PRODUCT)}
    return go_on(turning, replace(case, facts={**of_buyer, **case.facts}))


def begin_concern(turning: Turning) -> Outcome | None:
    """A message not understood as a whole, of which a clause is: that clause is answered, the rest noted."""
    if turning.pressed is not None:
        return None
    for guess in turning.understanding.concerns:
        understood = replace(turning.understanding, guesses=(guess, *turning.understanding.guesses))
        heard = replace(turning, understanding=understood)
        for answer in (answer_safety, answer_each_order, answer_follow_up, answer_topic):
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
    return replace(outcome, says=(*outcome.says, _offer(turning, oldest)), asks=True)


def _offer(turning: Turning, case: Case) -> Say:
    work, topic = turning.work, turning.work.topic(case.intent)
    order = work.order(case.order_no) if case.order_no else None
    if order is None or order.order_no == work.conversation.order_no:
        return Say(OFFER, {"topic": topic}, (work.offer(topic, ButtonKind.INTENT, case.intent),))
    button = work.offer(order.title, ButtonKind.ORDER, order.order_no)
    return Say(OFFER_OTHER, {"topic": topic, "order_title": order.title}, (button,))


def _note(turning: Turning, outcome: Outcome) -> tuple[Say, ...]:
    """A case per further concern that has a procedure of its own and is not under way already; what those say that
    need nothing but the record (“快递到哪了 另外发票怎么开”)."""
    work, handled = turning.work, turning.playbook()
    beside = _order_beside(turning) if turning.understanding.concerns else None
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
        case = replace(case, order_no=beside.order_no) if beside else case
        if outcome.state is TurnState.ANSWERED and is_plain_answer(work, case, turning.text):
            heard = {say.key for say in (*outcome.says, *told)}
            told += (about(beside),) if beside else ()
            told += tuple(say for say in advance_case(work, case, turning.text).says if say.key not in heard)
        else:
            work.uow.cases.save(replace(case, state=CaseState.NOTED))
    return told


def _order_beside(turning: Turning) -> Order | None:
    """The order that another clause names than the one in hand (“茉莉少了一包 锁到哪了”)."""
    named = orders_in_clauses(turning.work, turning.text, turning.understanding.entities)
    others = [order for order in named if order.order_no != turning.work.conversation.order_no]
    return others[0] if len(named) > len(others) == 1 else None
