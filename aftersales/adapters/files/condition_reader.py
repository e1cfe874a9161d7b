"""The `when:` of a row or a task: plain values, lists and comparisons → conditions in the order they stand."""

import re

from aftersales.adapters.files.entry import Entry
from aftersales.adapters.files.quantities import read_operand
from aftersales.domain.cases import Value
from aftersales.domain.conditions import YES_NO
from aftersales.domain.playbook import Condition

_COMPARISON = re.compile(r"(==|!=|<=|>=|<|>)\s*(.+)")


def read_conditions(entry: Entry) -> tuple[Condition, ...]:
    """The entry's conditions; a value that is neither text, whole number, yes/no nor a list of them is a problem."""
    when = entry.block("when")
    return tuple(_condition(when, fact, value) for fact, value in when.values.items())


def _condition(when: Entry, fact: str, value: object) -> Condition:
    if isinstance(value, list):
        if not value:
            when.problem("is an empty list; name at least one value", fact)
        return Condition(fact, "in", tuple(_literal(when, fact, item) for item in value))
    if value == "known":
        return Condition(fact, "known", ())
    match = _COMPARISON.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return Condition(fact, "==", (_literal(when, fact, value),))
    number = read_operand(match[2])
    return Condition(fact, match[1], (_literal(when, fact, match[2]) if number is None else number,))


def _literal(when: Entry, fact: str, value: object) -> Value:
    if isinstance(value, str):
        return YES_NO.get(value, value)
    if isinstance(value, int):
        return value
    when.problem(f"{value!r} cannot be compared; write a text, a whole number, yes or no", fact)
    return ""
