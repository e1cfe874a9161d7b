"""What belongs to a matter under way: a waybill, a wish, a correction, the question how it stands."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from aftersales.domain.answers import parse_opening
from aftersales.domain.case_stage import CHECKING_TASKS
from aftersales.domain.cases import WISH, WITHDRAWN, Case, CaseState, Unknowable, Value
from aftersales.domain.conversations import Outcome, Say, TurnState
from aftersales.domain.heard_facts import ADDRESS, completed, is_piece_of
from aftersales.domain.later_words import (
    asks_back,
    asks_how_it_stands,
    asks_to_send_again,
    asks_what_now,
    asks_when_made_good,
)
from aftersales.domain.missing_facts import MONEY_BACK
from aftersales.domain.named_goods import corrects_order
from aftersales.domain.parcel_facts import SENT_AGAIN
from aftersales.domain.playbook import AnswerKind
from aftersales.use_cases.advance_case import is_settled, question_rule, wishes_of, with_fact
from aftersales.use_cases.answer_question import miss_question
from aftersales.use_cases.case_status import case_status
from aftersales.use_cases.open_ticket import open_ticket
from aftersales.use_cases.remark import latest_running, open_tasks, remark, said_of, wanted_again
from aftersales.use_cases.sent_back import answer_sent_back
from aftersales.use_cases.start_topic import LATELY, new_case
from aftersales.use_cases.turn import (
    INFORMATION,
    REFUND_STATUS,
    RETURN_PROGRESS,
    Turning,
    go_on,
    heard_of,
    is_worn_out,
    outcome_of,
    with_heard,
)

STATUS_INTENTS = frozenset({REFUND_STATUS, RETURN_PROGRESS, "track_parcel"})
"""What asks how the matter stands and tells nothing."""

SAME_ANEW = "exchange_goods"
"""The intent that procedures list under_way for the same goods anew (“补发吧”)."""

ADDRESS_MISREAD = frozenset({"delivery_service", "modify_order"})
"""What “还是送公司 漕溪路9号” is taken for: while an address is being changed it is another one."""

WISH_CHANGED_PRIORITY = 2
NUMBER = re.compile(r"\d")
"""“20可以” tells something, and is no mere assent."""


def answer_follow_up(turning: Turning) -> Outcome | None:
    """None when nothing is under way that the message belongs to."""
    running, asking = turning.under_way(), turning.asking()
    sent_back = answer_sent_back(turning, running)
    if sent_back is not None:
        return sent_back
    if asking is not None:
        return _wish_in_questions(turning, asking)
    waiting = [case for case in running if case.state is CaseState.WAITING]
    asked = running if turning.top.intent == RETURN_PROGRESS else waiting
    if asked and turning.pressed is None and asks_when_made_good(turning.text):
        return outcome_of(None, (case_status(turning.work, asked[0]),))
    return (
        _wish_while_waiting(turning, waiting)
        or _money_instead(turning, running)
        or _decided(turning, waiting)
        or _about_running(turning, running)
    )


def answer_status(turning: Turning) -> Outcome | None:
    """A question that was not understood by itself, while something is being looked at or was just told: “怎么样了”."""
    if turning.asking() is not None or not asks_how_it_stands(turning.text):
        return None
    running = latest_running(turning)
    if running is not None and not _outdated(turning, running):
        return outcome_of(None, (case_status(turning.work, running),))
    told = running or _told_lately(turning)
    if told is None:
        return _next_step(turning)
    return go_on(turning, new_case(turning, turning.work.release.playbooks[told.playbook], told.intent))


def _next_step(turning: Turning) -> Outcome | None:
    """“那怎么办” after an answer: it was all that can be done here, and a person may do more."""
    last = turning.last_case(LATELY)
    if last is None or not asks_what_now(turning.text):
        return None
    topic = turning.work.topic(last.intent)
    return outcome_of(None, (Say("chat.next_step", {"topic": topic}, (turning.work.offer_human(),)),))


def _outdated(turning: Turning, case: Case) -> bool:
    """What was only told and whose work is overdue: the record is looked at anew (“最晚26日发货”, on the 27th)."""
    tasks = open_tasks(turning, case)
    return case.state is CaseState.ANSWERED and bool(tasks) and tasks[0].due_at <= turning.work.now


def _told_lately(turning: Turning) -> Case | None:
    """The case that told how a parcel or the money stands a while ago, when nothing has been said of another."""
    last = turning.last_case(LATELY)
    return last if last is not None and last.intent in STATUS_INTENTS else None


def _answers(turning: Turning, case: Case) -> Mapping[str, str] | None:
    """What the message tells as a wish for the end of this case (“退钱” while the damage is looked at); None when it is
    a matter of its own."""
    sure = turning.sure() or asks_to_send_again(turning.text)
    if turning.pressed is not None or not sure or not turning.is_about(case):
        return None
    return wishes_of(turning.work, case).get(_wish(turning))


def _wish(turning: Turning) -> str:
    """The intent; the bare “补发吧”, which by itself sounds like goods missing, wants the goods of the matter anew."""
    return SAME_ANEW if asks_to_send_again(turning.text) else turning.top.intent


def _wish_in_questions(turning: Turning, asking: Case) -> Outcome | None:
    """For the question that is open, else for one that another topic interrupted."""
    book = turning.playbook()
    if book is not None and book.name == asking.playbook:
        return _wish_in_question(turning, asking)
    asked = [asking, *(case for case in turning.cases(CaseState.OPEN) if case.question and case.id != asking.id)]
    return next((outcome for case in asked if (outcome := _wish_in_question(turning, case))), None)


def _wish_in_question(turning: Turning, case: Case) -> Outcome | None:
    """Noted in place of an earlier one, and the question put again; told a second time it is no answer."""
    intent, answers = _wish(turning), _answers(turning, case)
    if intent == RETURN_PROGRESS and answers is not None and _nothing_to_report(turning, case):
        return go_on(turning, case, (Say("chat.still_here"),))
    if intent in STATUS_INTENTS or answers is None:
        return None
    if case.facts.get(WISH) == intent:
        return miss_question(turning, case)
    told = with_heard(turning, case)
    wished = replace(told, facts={**told.facts, **_anew(case, answers), WISH: intent})
    again = asks_to_send_again(turning.text)
    noted = Say("chat.again_noted") if again else Say("chat.wish_noted", {"topic": turning.work.topic(intent)})
    rule = question_rule(turning.work, case)
    if rule is not None and is_worn_out(turning, case):
        return go_on(turning, with_fact(wished, rule.name, Unknowable.UNKNOWN.value), (noted,))
    return go_on(turning, wished, (noted,))


def _nothing_to_report(turning: Turning, case: Case) -> bool:
    """“什么时候补发” of what is still asked about: no work runs and nothing was sent back."""
    order = turning.work.order(case.order_no) if case.order_no else None
    return not turning.under_way() and (order is None or not order.returns)


def _anew(case: Case, answers: Mapping[str, str]) -> Mapping[str, str]:
    """Answers other than those chosen before."""
    return {name: value for name, value in answers.items() if case.facts.get(name) not in (None, value)}


def _wish_while_waiting(turning: Turning, waiting: Sequence[Case]) -> Outcome | None:
    """Noted for when the result is there. Who had chosen otherwise before is handed to a person, for work may run;
    while something is only looked at, the new choice takes the old one's place."""
    wanted = ((case, answers) for case in waiting if (answers := _answers(turning, case)) is not None)
    case, answers = next(wanted, (None, {}))
    if case is None:
        return None
    if turning.top.intent in STATUS_INTENTS or asks_how_it_stands(turning.text):
        return outcome_of(None, (case_status(turning.work, case),))
    told = _anew(case, answers)
    looked_at = all(task.is_review or task.kind in CHECKING_TASKS for task in open_tasks(turning, case))
    heard = _corrections(case, heard_of(turning, case))
    noted = {**heard, WISH: _wish(turning), **(told if looked_at else {})}
    wished = wanted_again(replace(case, facts={**case.facts, **noted}))
    outcome = _remarked(turning, wished, "chat.case_remark", heard)
    return outcome if looked_at or not told else _to_person(turning, wished)


def _money_instead(turning: Turning, running: Sequence[Case]) -> Outcome | None:
    """“不补了 退钱” of goods being sent again: somebody stops them first."""
    if turning.top.intent not in MONEY_BACK:
        return None
    for case in running:
        sent = any(task.kind in SENT_AGAIN for task in open_tasks(turning, case))
        if sent and case.state is not CaseState.WAITING and _answers(turning, case):
            remark(turning, case)
            return _to_person(turning, case)
    return None


def _remarked(turning: Turning, case: Case, key: str, heard: Mapping[str, Value] | None = None) -> Outcome:
    remark(turning, case, heard)
    return said_of(turning, case, key)


def _to_person(turning: Turning, case: Case) -> Outcome:
    """Somebody who can stop or turn what runs already; the case decides nothing by itself any more."""
    turning.work.end(case, CaseState.HANDED_OFF)
    team = turning.work.team_of(case)
    queued = open_ticket(turning.work, team, WISH_CHANGED_PRIORITY, "wish_changed", "chat.wish_changed", case.id)
    return Outcome(TurnState.TICKETED, (queued.say,), "wish_changed", case.id, queued.ticket.id)


def _decided(turning: Turning, waiting: Sequence[Case]) -> Outcome | None:
    """What the words or the record tell by now may settle a matter before its task does (“包裹找到了”)."""
    case = next(filter(turning.is_about, waiting), None)
    if case is None or turning.pressed is not None or WITHDRAWN in case.facts:
        return None
    another = turning.topic is not None and turning.topic.name != case.playbook
    if another or not is_settled(turning.work, case, turning.text):
        return None
    remark(turning, case)
    return go_on(turning, replace(case, state=CaseState.OPEN))


def _about_running(turning: Turning, running: Sequence[Case]) -> Outcome | None:
    """More about the very matter that runs: a correction goes to whoever works on it. Of a matter decided already only
    what is told by the way does; named anew, its own procedure knows what was ordered."""
    case = next(filter(turning.is_about, running), None)
    if case is None or turning.pressed is not None:
        return None
    waits = case.state is CaseState.WAITING
    if turning.images and waits:
        return _remarked(turning, case, "chat.case_photo")
    if asks_to_send_again(turning.text) and any(task.kind in SENT_AGAIN for task in open_tasks(turning, case)):
        return outcome_of(None, (case_status(turning.work, case),))
    book, heard = turning.playbook(), _corrections(case, heard_of(turning, case))
    same = waits and book is not None and book.name == case.playbook
    counts = turning.small_talk is not None and NUMBER.search(turning.text) is not None
    informs = counts or turning.top.intent == INFORMATION
    corrects = waits and turning.topic is None and corrects_order(turning.text)
    if turning.named is not None or not (turning.sure() or corrects or (waits and informs)):
        return None
    told = corrects or (informs and (waits or heard))
    told = told or (waits and turning.top.intent in ADDRESS_MISREAD and _has_address(turning, case, heard))
    again = WITHDRAWN in case.facts and not asks_how_it_stands(turning.text) and not asks_back(turning.text)
    if told or (same and (again or _tells(turning, case, heard))):
        told_more = replace(case, facts={**case.facts, **heard})
        return _remarked(turning, wanted_again(told_more) if same else told_more, "chat.case_remark", heard)
    return None


def _has_address(turning: Turning, case: Case, heard: Mapping[str, Value]) -> bool:
    rules = turning.work.release.facts_of(case.playbook)
    return any(rules[name].entity == ADDRESS and case.facts.get(name) for name in heard)


def _corrections(case: Case, heard: Mapping[str, Value]) -> Mapping[str, Value]:
    """What is heard anew; a piece of an address (“不是解放路 是人民路1号”) does not take the place of the whole one."""
    whole = {name: completed(value, case.facts.get(name)) for name, value in heard.items()}
    return {name: value for name, value in whole.items() if not is_piece_of(value, case.facts.get(name))}


def _tells(turning: Turning, case: Case, heard: Mapping[str, Value]) -> bool:
    """Whether the message adds to the matter: another address or choice, or words that were asked for, told anew."""
    if asks_back(turning.text) and not heard:
        return False
    chosen = parse_opening(turning.work.release.playbooks[case.playbook], turning.text)
    if any(case.facts.get(name) != value for name, value in {**chosen, **heard}.items()):
        return True
    rules = turning.work.release.facts_of(case.playbook).values()
    texts = any(rule.ask and rule.kind is AnswerKind.TEXT and rule.name in case.facts for rule in rules)
    return texts and not asks_how_it_stands(turning.text)
