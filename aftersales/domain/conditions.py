"""One `when` condition against one fact: does it hold, and does it make another condition hold."""

from collections.abc import Callable, Mapping
from operator import ge, gt, le, lt

from aftersales.domain.cases import Unknowable, Value
from aftersales.domain.playbook_model import Condition

UNKNOWABLE = frozenset(state.value for state in Unknowable)
ORDERINGS: Mapping[str, Callable[[int, int], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}
OPERATORS = frozenset({"==", "!=", "in", "known", *ORDERINGS})
YES_NO: Mapping[str, bool] = {"yes": True, "no": False}


def holds(condition: Condition, value: Value, settings: Mapping[str, int]) -> bool:
    """Whether a fact with this value meets the condition.

    A comparison with an unknown or refused fact is false, `!=` included; only naming `unknown` or `refused` meets it.
    `yes` and `no`, as task results spell them, equal true and false. An operand naming a setting stands for its value.
    """
    operands = [_plain(settings.get(o, o) if isinstance(o, str) else o) for o in condition.operands]
    fact = _plain(value)
    if condition.op in {"==", "in"}:
        return any(same(fact, operand) for operand in operands)
    if fact in UNKNOWABLE:
        return False
    if condition.op == "known":
        return True
    if condition.op == "!=":
        return not any(same(fact, operand) for operand in operands)
    return _ordered(condition.op, fact, operands[0])


def implies(first: Condition, second: Condition, settings: Mapping[str, int]) -> bool:
    """Whether every value that meets `first` surely meets `second`; False also when it cannot be told."""
    if first.fact != second.fact:
        return False
    if first.op == second.op and _same_all(first.operands, second.operands):
        return True
    if first.op in {"==", "in"}:
        return all(holds(second, operand, settings) for operand in first.operands)
    if second.op == "known":
        return True
    if first.op in ORDERINGS and second.op[:1] == first.op[:1]:
        bound = first.operands[0]
        return holds(second, settings.get(bound, bound) if isinstance(bound, str) else bound, settings)
    return False


def _plain(value: Value) -> Value:
    if isinstance(value, Unknowable):
        return value.value
    return YES_NO.get(value, value) if isinstance(value, str) else value


def same(left: Value, right: Value) -> bool:
    """Equality of facts: the words yes and no equal true and false, a count of 1 does not."""
    left, right = _plain(left), _plain(right)
    return isinstance(left, bool) is isinstance(right, bool) and left == right


def _same_all(left: tuple[Value, ...], right: tuple[Value, ...]) -> bool:
    return len(left) == len(right) and all(map(same, left, right))


def _ordered(op: str, left: Value, right: Value) -> bool:
    numbers = isinstance(left, int) and isinstance(right, int)
    if not numbers or isinstance(left, bool) or isinstance(right, bool):
        return False
    return ORDERINGS[op](int(left), int(right))
