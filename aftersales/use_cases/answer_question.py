"""The buyer answers the question that is open — by a button, in free words, with a picture, or by refusing."""

from dataclasses import replace

from aftersales.domain.answers import parse_answer, parse_opening
from aftersales.domain.cases import Case, CaseState, Unknowable, Value
from aftersales.domain.conversations import ButtonKind, Outcome, Say, TurnState
from aftersales.domain.heard_facts import PRODUCT
from aftersales.domain.later_words import drops_it
from aftersales.domain.named_goods import denies_this_order
from aftersales.domain.numerals import exceeds
from aftersales.domain.playbook import AnswerKind, FactRule, FactSource, Row
from aftersales.domain.typed_answers import is_torn_mail, none_of, says_to_change
from aftersales.domain.word_match import SEVERAL
from aftersales.use_cases.advance_case import WHICH_ORDER, book_asking, books_of, choices_of, question_rule, with_fact
from aftersales.use_cases.choose_order import picked_order
from aftersales.use_cases.open_ticket import open_ticket
from aftersales.use_cases.turn import INFORMATION, Turning, choose, go_on, heard_of, last_said, with_heard

MOST_ATTEMPTS = 2
ASKED_BY_WORDS = frozenset({AnswerKind.CHOICE, AnswerKind.YES_NO})
"""Kinds whose answer is one of a few words; any other takes a sentence as it stands."""

SHORT_ANSWER = 12
"""Characters: a longer message may hold a yes or no by the way (“门铃坏了我要退货”); a sure topic goes first."""


def answer_question(turning: Turning) -> Outcome | None:
    """None when no question is open or the message is no answer to it."""
    case = turning.asking()
    if case is None:
        return None
    if case.question == WHICH_ORDER:
        return _answer_order(turning, case)
    if turning.named is not None and not turning.is_about(case):
        return _about_another(turning, case)
    if turning.named is None and denies_this_order(turning.text) and turning.work.conversation.order_no is None:
        return go_on(turning, replace(case, order_no=None, question=None, attempts=0))
    rule = question_rule(turning.work, case)
    return _answer_fact(turning, case, rule) if rule is not None else go_on(turning, replace(case, question=None))


def _answer_fact(turning: Turning, case: Case, rule: FactRule) -> Outcome | None:
    value = _value(turning, case, rule)
    if value is None and rule.kind is AnswerKind.CHOICE:
        value = _named_matter(turning, case, rule)
    if value is None:
        return _told_beside(turning, case) or _answer_interrupted(turning, case)
    turning.work.bind(case.order_no)
    if FactSource.ATTACHMENTS in rule.sources and value is not Unknowable.REFUSED:
        return go_on(turning, replace(case, question=None, attempts=0))
    told = value.value if isinstance(value, Unknowable) else value
    more = replace(case, facts={**case.facts, **_told_with_it(turning, case), **_lacking(turning, case)})
    return go_on(turning, with_heard(turning, with_fact(more, rule.name, told)))


def _named_matter(turning: Turning, case: Case, rule: FactRule) -> str | None:
    """The choice that leads to the very matter the message names: “罐子瘪了”, asked for the reason of an exchange."""
    if turning.pressed is not None or _same_topic(turning, case):
        return None
    leading = [condition for row in _leading(turning, case) for condition in row.when if condition.fact == rule.name]
    offered = {choice.value for choice in rule.choices}
    values = {
        value for condition in leading if condition.op == "==" for value in condition.operands if value in offered
    }
    return str(values.pop()) if len(values) == 1 else None


def _leading(turning: Turning, case: Case) -> list[Row]:
    """The rows of the procedure that asks which lead to the matter the message names."""
    asks = turning.work.release.playbooks.get(book_asking(case))
    return [row for row in asks.rows if row.goto == turning.topic.name] if asks and turning.topic else []


def _told_with_it(turning: Turning, case: Case) -> dict[str, Value]:
    """What an answer that names the matter, or the one it leads to, tells beside it (“换大红袍 没拆 不喜欢”)."""
    book = turning.topic
    if book is None or not (_same_topic(turning, case) or _leading(turning, case)):
        return {}
    return {name: value for name, value in parse_opening(book, turning.text).items() if name not in case.facts}


def _lacking(turning: Turning, case: Case) -> dict[str, Value]:
    """“没邮箱”: what would be asked and there is none of."""
    kind = none_of(turning.text)
    rules = turning.work.release.facts_of(case.playbook) if kind else {}
    return {name: Unknowable.REFUSED.value for name, rule in rules.items() if rule.entity == kind}


def _told_beside(turning: Turning, case: Case) -> Outcome | None:
    """Something else of the matter than was asked, or another choice than before (“算了开个人的”): no miss."""
    rules = turning.work.release.facts_of(case.playbook)
    changed = {name for name, rule in rules.items() if rule.ask and says_to_change(rule.entity, turning.text)}
    if _other_topic(turning, case) and not changed:
        return None
    told = {
        name: value
        for name, value in heard_of(turning, case).items()
        if name not in case.facts or (rules[name].choices and case.facts[name] != value)
    }
    told |= _lacking(turning, case)
    told |= {name: SEVERAL for name in told if name in case.facts and _adds(rules[name], turning.text)}
    if _same_topic(turning, case):
        opening = parse_opening(turning.work.release.playbooks[case.playbook], turning.text)
        told |= {name: value for name, value in opening.items() if case.facts.get(name) != value}
    if not told and not changed:
        return None
    known = {name: value for name, value in case.facts.items() if name not in changed}
    return go_on(turning, replace(case, facts={**known, **told}, question=None, attempts=0))


def _adds(rule: FactRule, text: str) -> bool:
    """“还少钥匙”: one more of what was named before, where several may be."""
    return any(word in text for word in ("还", "也")) and any(choice.value == SEVERAL for choice in rule.choices)


def _answer_interrupted(turning: Turning, asking: Case) -> Outcome | None:
    """A choice offered before another topic came between (“公司抬头” while the reason of a return is asked)."""
    interrupted = turning.cases(CaseState.OPEN) if _names_choice(turning) else ()
    for case in interrupted:
        rule = question_rule(turning.work, case)
        if case.id == asking.id or rule is None or rule.kind is not AnswerKind.CHOICE:
            continue
        value = _value(turning, case, rule)
        if value is not None and not isinstance(value, Unknowable):
            return go_on(turning, with_heard(turning, with_fact(case, rule.name, value)))
    return None


def _names_choice(turning: Turning) -> bool:
    """By its button or in a word or two that are no topic and no talk; a bare place (“2”) means the last question."""
    if turning.pressed is not None:
        return True
    words = turning.text.strip()
    named = len(words) <= SHORT_ANSWER and not words.isascii()
    return named and turning.topic is None and turning.small_talk is None


def _about_another(turning: Turning, case: Case) -> Outcome | None:
    """Another order is named in mid-question: a concern of its own stands beside this one (“锁也取消”), else that order
    was meant all the time, and what was chosen of the first one's goods is forgotten."""
    if _other_topic(turning, case) or "也" in turning.text:
        return None
    rules = turning.work.release.facts_of(case.playbook)
    of_goods = {name for name, rule in rules.items() if rule.choices_from_lines}
    told = {name: value for name, value in case.facts.items() if name not in of_goods}
    return go_on(turning, replace(case, order_no=turning.work.conversation.order_no, facts=told, question=None))


def miss_question(turning: Turning, case: Case) -> Outcome:
    """A message that answers nothing: put the question once more, then go on with the fact unknown (or a person).

    Who only asked the same thing again was understood, and is not told otherwise.
    """
    if turning.images:
        return go_on(turning, case, (Say("chat.photo_kept"),))
    attempts, rule = case.attempts + 1, question_rule(turning.work, case)
    if attempts < MOST_ATTEMPTS:
        return go_on(turning, replace(case, attempts=attempts), _why_again(turning, case, rule))
    if rule is not None:
        return go_on(turning, with_fact(case, rule.name, Unknowable.UNKNOWN.value))
    queued = open_ticket(turning.work, turning.work.team_of(case), 0, "order_unknown", "human.after_unclear", case.id)
    return Outcome(TurnState.TICKETED, (queued.say,), "order_unknown", case.id, queued.ticket.id)


def _why_again(turning: Turning, case: Case, rule: FactRule | None) -> tuple[Say, ...]:
    if rule is not None and is_torn_mail(rule.entity, turning.text):
        return (Say("chat.mail_torn"),)
    return () if _same_topic(turning, case) else (Say("chat.not_understood"),)


def _answer_order(turning: Turning, case: Case) -> Outcome | None:
    """“锁那单”; a concern of its own about that order (“锁到哪了”) answers nothing."""
    if _other_topic(turning, case):
        return None
    chosen = turning.named or (picked_order(turning.work, turning.text) if turning.order_say is None else None)
    if chosen is not None:
        choose(turning, chosen)
        return go_on(turning, replace(case, order_no=chosen.order_no, question=None, attempts=0))
    if turning.order_say is not None:
        return Outcome(TurnState.ANSWERED, (turning.order_say,), "order_not_found", case.id, asks=True)
    return None


def _value(turning: Turning, case: Case, rule: FactRule) -> Value | Unknowable | None:
    pressed = turning.pressed
    if pressed is not None:
        about, _, value = pressed.value.partition("=")
        if pressed.kind is not ButtonKind.ANSWER or about != rule.name:
            return None
        return value == "true" if rule.kind is AnswerKind.YES_NO else value
    if rule.kind not in ASKED_BY_WORDS and (drops_it(turning.text) or _small_talk(turning)):
        return None
    if _could_be_anything(rule, turning.text) and _other_topic(turning, case) and not _is_wish(turning, case):
        return heard_of(turning, case).get(rule.name) if rule.entity == PRODUCT else None
    order = turning.work.uow.orders.get(case.order_no) if case.order_no else None
    if rule.kind is AnswerKind.YES_NO and _asks_for_more(turning):
        return False
    return parse_answer(rule, turning.text, turning.images, choices_of(rule, order), turning.understanding.entities)


def _asks_for_more(turning: Turning) -> bool:
    """“20可以” to an offer of 10元 declines it."""
    if len(turning.text) > SHORT_ANSWER:
        return False
    offer = last_said(turning)
    return offer is not None and exceeds(turning.text, offer.text)


def _could_be_anything(rule: FactRule, text: str) -> bool:
    """A question for a picture is answered by a picture or by few, plain words (“拍不了”)."""
    if FactSource.ATTACHMENTS in rule.sources:
        return len(text) > SHORT_ANSWER
    return rule.kind is AnswerKind.TEXT or (rule.kind is AnswerKind.YES_NO and len(text) > SHORT_ANSWER)


def _small_talk(turning: Turning) -> bool:
    """“谢谢”, “等下我去问财务” are no address, no waybill and no title, whatever was asked."""
    return turning.small_talk is not None and turning.top.intent not in {"affirm", "deny", INFORMATION}


def _is_wish(turning: Turning, case: Case) -> bool:
    """Whether the intent belongs to the very procedure that asks (“换成普洱” to “想换成哪一款”)."""
    asks = turning.work.release.playbooks.get(book_asking(case))
    return asks is not None and turning.top.intent in asks.under_way


def _same_topic(turning: Turning, case: Case) -> bool:
    return turning.topic is not None and turning.topic.name in books_of(case)


def _other_topic(turning: Turning, case: Case) -> bool:
    """Whether the message surely names a matter other than the one that is asked about."""
    return turning.topic is not None and turning.topic.name not in books_of(case)
