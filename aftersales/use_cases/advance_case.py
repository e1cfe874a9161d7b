"""Take a case as far as it goes: choose the order, gather facts, decide — then ask, wait or record."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from aftersales.domain.cases import WISH, Case, CaseState, Value
from aftersales.domain.conversations import Button, ButtonKind, Say
from aftersales.domain.orders import Order
from aftersales.domain.playbook import AnswerKind, Ask, Choice, Decision, FactRule, Playbook, Wait, decide
from aftersales.domain.task_kinds import BUYERS_MOVE
from aftersales.domain.wording import describe
from aftersales.domain.wording_care import shop_words
from aftersales.use_cases.choose_order import ask_order, choose_order
from aftersales.use_cases.gather_facts import Known, gather_facts
from aftersales.use_cases.read_return_slip import agreed_return
from aftersales.use_cases.record_decision import record_decision, record_wait
from aftersales.use_cases.work import Work

WHICH_ORDER = "which_order"


@dataclass(frozen=True)
class Step:
    """Where the case stands now and what to tell the buyer."""

    case: Case
    says: tuple[Say, ...]
    ticket_id: int | None = None

    @property
    def asks(self) -> bool:
        return self.case.state is CaseState.OPEN and self.case.question is not None


def advance_case(work: Work, case: Case, text: str = "") -> Step:
    """One move of the procedure, written to the case row; the caller says the words and commits.

    A goto from a procedure without an order to one that needs it asks for the order first.

    `text` is the buyer's message, for facts that lie in its wording (“你是机器人吗”).
    """
    book = work.release.playbooks[case.playbook]
    case = _with_order(work, case)
    if case.order_no is None and book.needs_order:
        return _put_question(work, case, WHICH_ORDER, ask_order(work))
    known, move = _decide(work, case, book, text)
    if isinstance(move, Ask) and (wished := _wished(work.release.playbooks[move.matter], case, move.fact)) is not None:
        case = with_fact(case, move.fact.name, wished)
        known, move = _decide(work, case, book, text)
    if case.order_no is None and work.release.playbooks[move.playbook].needs_order:
        return _put_question(work, case, WHICH_ORDER, ask_order(work))
    wording = _wording(work, case, known, move)
    if isinstance(move, Ask):
        say = Say(move.fact.ask or "", wording, _buttons(work, move.fact, known))
        return _put_question(work, case, f"{move.playbook}.{move.fact.name}", say)
    if isinstance(move, Wait):
        recorded = record_wait(work, case, move, known.facts, wording)
    else:
        recorded = record_decision(work, case, move, known.facts, wording)
    return Step(recorded.case, recorded.says, recorded.ticket_id)


def put_again(work: Work, case: Case, text: str = "") -> Step:
    """The open question once more, unless the record answers it by now; which order is meant is not settled by one that
    another concern was about."""
    if case.question == WHICH_ORDER:
        return _put_question(work, case, WHICH_ORDER, ask_order(work))
    return advance_case(work, case, text)


def wishes_of(work: Work, case: Case) -> Mapping[str, Mapping[str, str]]:
    """What belongs to a case that is not through, by the procedure it has come to."""
    book = work.release.playbooks[case.playbook]
    if case.order_no is None and book.needs_order:
        return book.under_way
    _, move = _decide(work, case, book, "")
    return work.release.playbooks[move.matter].under_way


def is_settled(work: Work, case: Case, text: str) -> bool:
    """Whether a row fits a waiting case by now, without the result it waits for; nothing is changed."""
    _, move = _decide(work, case, work.release.playbooks[case.playbook], text)
    return isinstance(move, Decision)


def is_plain_answer(work: Work, case: Case, text: str) -> bool:
    """Whether the record alone answers: no question, no work, nobody to take over."""
    book = work.release.playbooks[case.playbook]
    case = _with_order(work, case)
    if case.order_no is None and book.needs_order:
        return False
    _, move = _decide(work, case, book, text)
    return isinstance(move, Decision) and move.row.outcome is CaseState.ANSWERED and not move.row.tasks


def _with_order(work: Work, case: Case) -> Case:
    """The case with the order that needs no question, if any."""
    order = choose_order(work) if case.order_no is None else None
    return replace(case, order_no=order.order_no) if order is not None else case


def _decide(work: Work, case: Case, book: Playbook, text: str) -> tuple[Known, Ask | Wait | Decision]:
    known = gather_facts(work, case, book, text)
    return known, decide(work.release.playbooks, case.playbook, known.facts, work.release.shop.limits)


def _wished(book: Playbook, case: Case, asked: FactRule) -> str | None:
    """The answer to a choice that the buyer gave beforehand by naming what they want."""
    value = book.under_way.get(str(case.facts.get(WISH)), {}).get(asked.name)
    return value if value in {choice.value for choice in asked.choices} else None


def books_of(case: Case) -> set[str]:
    """The procedures a case is in: the one it began with, and the one whose question is open after a goto."""
    return {case.playbook, book_asking(case)}


def book_asking(case: Case) -> str:
    """The procedure whose question is open; empty when there is none."""
    return (case.question or "").partition(".")[0]


def question_rule(work: Work, case: Case) -> FactRule | None:
    """The fact the open question is about; None when there is none, or when it asks for the order."""
    if case.question is None or case.question == WHICH_ORDER:
        return None
    playbook, _, fact = case.question.partition(".")
    book = work.release.playbooks.get(playbook)
    return book.facts.get(fact) if book else None


def choices_of(rule: FactRule, order: Order | None) -> tuple[Choice, ...]:
    """The answers a question offers; `one_of: lines` takes them from the order."""
    if not rule.choices_from_lines or order is None:
        return rule.choices
    return tuple(Choice(line.sku, line.full_title, (line.spec,) if line.spec else ()) for line in order.lines)


def with_fact(case: Case, name: str, value: Value) -> Case:
    """The case with one more answer and no open question."""
    return replace(case, facts={**case.facts, name: value}, question=None, attempts=0)


def _wording(work: Work, case: Case, known: Known, move: Ask | Wait | Decision) -> dict[str, str]:
    """The variables that scripts may use now; without an order those of the shop."""
    if known.view is None:
        return shop_words(work.release.shop, known.promotions)
    own = isinstance(move, Wait) and any(task.kind in BUYERS_MOVE for task in move.tasks)
    beside = not own and not BUYERS_MOVE.isdisjoint(known.view.due_at)
    agreed = agreed_return(work.uow, case)[0] if beside else case
    return {**describe(known.view, known.facts), "return_slip": work.slip_url(agreed.case_no)}


def _put_question(work: Work, case: Case, question: str, say: Say) -> Step:
    same = case.question == question
    case = replace(
        case,
        state=CaseState.OPEN,
        question=question,
        attempts=case.attempts if same else 0,
        release=work.release.number,
        updated_at=work.now,
    )
    work.uow.cases.save(case)
    return Step(case, (say,))


def _buttons(work: Work, rule: FactRule, known: Known) -> tuple[Button, ...]:
    if rule.kind is AnswerKind.YES_NO:
        titles = (("true", "answer.yes"), ("false", "answer.no"))
        return tuple(work.offer(work.words(key), ButtonKind.ANSWER, answer_value(rule, value)) for value, key in titles)
    choices = choices_of(rule, known.view.order if known.view else None)
    return tuple(work.offer(c.title, ButtonKind.ANSWER, answer_value(rule, c.value)) for c in choices)


def answer_value(rule: FactRule, value: str) -> str:
    """What an answer button carries: the fact it is about, so that an old button never answers another question."""
    return f"{rule.name}={value}"
