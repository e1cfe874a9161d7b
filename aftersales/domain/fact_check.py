"""Whether the facts of a playbook and the conditions on them can ever be met."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from aftersales.domain.cases import Value
from aftersales.domain.conditions import ORDERINGS, UNKNOWABLE, same
from aftersales.domain.playbook_model import AnswerKind, Condition, FactRule, FactSource
from aftersales.domain.task_kinds import REVIEW_RESULTS, TASK_RESULTS
from aftersales.domain.word_match import plain


def check_fact(rule: FactRule, order_facts: Collection[str]) -> Iterator[tuple[str, str]]:
    """Problems as (where, message): a fact nobody can read or that has no title, a word that stands for two choices."""
    where = f"fact {rule.name}"
    if FactSource.ORDER in rule.sources and rule.name not in order_facts:
        yield where, "`from: order` reads no fact of this name; the names are listed in domain/order_facts.py"
    if FactSource.ORDER not in rule.sources and rule.name in order_facts:
        yield where, "the record has a fact of this name and would answer in the buyer's place; choose another name"
    if FactSource.ATTACHMENTS in rule.sources and rule.ask is None:
        yield where, "pictures can only come when they are asked for; give it `ask`"
    if FactSource.ORDER in rule.sources and rule.title:
        yield f"{where}, title", "a fact of the record has its title in domain/order_facts.py; remove this one"
    if FactSource.ORDER not in rule.sources and not rule.title:
        yield f"{where}, title", "is missing; write what agents call this fact, such as `title: 少了什么`"
    words = Counter(plain(word) for choice in rule.choices for word in {choice.title, *choice.words} - {""})
    for word in (word for word, count in words.items() if count > 1):
        yield where, f"the word {word} stands for two choices; keep it in one"


def check_condition(
    condition: Condition, where: str, facts: Mapping[str, FactRule], settings: Mapping[str, int]
) -> Iterator[tuple[str, str]]:
    """Problems as (where, message): an undeclared fact, an unknown setting, a value the fact never has."""
    rule = facts.get(condition.fact)
    if rule is None:
        yield where, "this fact is not declared; add it under facts"
        return
    if condition.op in ORDERINGS:
        operand = condition.operands[0]
        if isinstance(operand, str) and operand not in settings:
            yield where, f"{operand} is neither a number nor a setting of shop.yml"
        return
    possible = _possible_values(rule)
    if possible is None:
        return
    for operand in condition.operands:
        if operand not in UNKNOWABLE and not any(same(operand, value) for value in possible):
            names = ", ".join(_spell(value) for value in possible)
            yield where, f"never has the value {_spell(operand)}; it has {names}"


def _possible_values(rule: FactRule) -> Collection[Value] | None:
    """All values the fact can take; None when they cannot be listed."""
    if rule.task is not None and rule.sources[-1] in {FactSource.TASK, FactSource.REVIEW}:
        results = REVIEW_RESULTS if rule.task.is_review else TASK_RESULTS.get(rule.task.kind)
        return (True, False) if results == REVIEW_RESULTS else results
    if rule.kind is AnswerKind.CHOICE and not rule.choices_from_lines:
        return tuple(choice.value for choice in rule.choices)
    if rule.kind is AnswerKind.YES_NO:
        return (True, False)
    return None


def _spell(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
