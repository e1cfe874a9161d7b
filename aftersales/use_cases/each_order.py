"""“两单都取消”: what is said of several orders is done for each; what cannot be done at once is offered next."""

from collections.abc import Sequence
from dataclasses import replace

from aftersales.domain.all_orders import Several, speaks_of_several
from aftersales.domain.cases import Case, CaseState
from aftersales.domain.conversations import Outcome, Say, TurnState
from aftersales.domain.orders import Order
from aftersales.use_cases.advance_case import WHICH_ORDER
from aftersales.use_cases.choose_order import choose_order, likely_orders
from aftersales.use_cases.start_topic import answer_topic, new_case, told_of
from aftersales.use_cases.turn import Turning, choose, go_on


def answer_each_order(turning: Turning) -> Outcome | None:
    """None when one order is meant, or the procedure is about several of them by itself (`each_order`)."""
    asking = turning.asking()
    if turning.pressed is not None or (asking is not None and asking.question != WHICH_ORDER):
        return None
    book = turning.topic or (turning.work.release.playbooks[asking.playbook] if asking else None)
    several = speaks_of_several(turning.text) if book is not None and book.each_order else None
    if book is None or several is None or (asking is not None and book.name != asking.playbook):
        return None
    orders = _meant(turning, several)
    if not orders:
        return None
    case = asking or new_case(turning, book, turning.top.intent)
    return _for_each(turning, orders, case, at_once=several.surely or several.count is not None or asking is not None)


def _meant(turning: Turning, several: Several) -> Sequence[Order]:
    """As many as are spoken of, the one in hand first: those that stand like it, else all that are not closed. “都” is
    of the goods in hand where they are several pieces."""
    hand, likely = choose_order(turning.work), likely_orders(turning.work)
    if hand is not None and not several.surely and sum(line.qty for line in hand.lines) > 1:
        return ()
    alike = [order for order in likely if hand is None or order.status is hand.status]
    for group in (alike, likely):
        if len(group) > 1 and several.count in (None, len(group)):
            return sorted(group, key=lambda order: hand is not None and order.order_no != hand.order_no)
    return ()


def _for_each(turning: Turning, orders: Sequence[Order], case: Case, *, at_once: bool) -> Outcome:
    """The first one's answer, then the others'; they are offered when not `at_once`, or when a question is open."""
    first, *others = orders
    choose(turning, first)
    outcome = go_on(turning, replace(case, order_no=first.order_no, question=None, attempts=0), (about(first),))
    for order in others:
        turning.work.bind(order.order_no)
        if at_once and outcome.state is TurnState.ANSWERED and not outcome.asks:
            step = answer_topic(turning) or go_on(turning, _new(turning, case))
            outcome = replace(step, says=(*outcome.says, about(order), *step.says))
        elif not _under_way(turning, case, order):
            turning.work.uow.cases.save(replace(_new(turning, case), state=CaseState.NOTED))
    turning.work.bind(first.order_no)
    return outcome


def _under_way(turning: Turning, case: Case, order: Order) -> bool:
    """Whether the same is registered for that order already."""
    same = (other for other in turning.under_way() if other.playbook == case.playbook)
    return any(other.order_no == order.order_no for other in same)


def _new(turning: Turning, case: Case) -> Case:
    """The case of the next order, with what opened the first one's."""
    new = new_case(turning, turning.work.release.playbooks[case.playbook], case.intent)
    return replace(new, facts={**told_of(turning, case), **new.facts})


def about(order: Order) -> Say:
    """Which order the next words are about."""
    return Say("order.about", {"order_title": order.title})
