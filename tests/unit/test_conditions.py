"""Conditions against facts, and which condition makes another hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales.domain.cases import Value
from aftersales.domain.conditions import holds, implies
from aftersales.domain.playbook import Condition

SETTINGS = {"limit": 10}


def on(op: str, *operands: Value) -> Condition:
    return Condition("f", op, operands)


@pytest.mark.parametrize(
    ("op", "operand", "true_for", "false_for"),
    [
        ("<", 10, 9, 10),
        ("<=", 10, 10, 11),
        (">", 10, 11, 10),
        (">=", 10, 10, 9),
        ("<", "limit", 9, 10),
        ("!=", "limit", 9, 10),
        ("==", "yes", True, False),
        ("!=", False, True, "no"),
        ("<", 10, 0, "many"),
        (">=", 0, 0, True),
    ],
)
def test_holds(op: str, operand: Value, true_for: Value, false_for: Value) -> None:
    assert holds(on(op, operand), true_for, SETTINGS)
    assert not holds(on(op, operand), false_for, SETTINGS)


def test_a_bound_that_is_no_setting_is_never_met() -> None:
    assert not holds(on(">=", "no_such_setting"), 1, SETTINGS)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (on("==", "a"), on("in", "a", "b")),
        (on("in", "a", "b"), on("in", "b", "a", "c")),
        (on("==", "a"), on("!=", "b")),
        (on("==", 3), on(">=", 2)),
        (on(">=", 3), on(">=", 2)),
        (on("<", "limit"), on("<=", 10)),
        (on("<", 3), on("known")),
        (on("==", "refused"), on("in", "refused", "unknown")),
    ],
)
def test_implies(first: Condition, second: Condition) -> None:
    assert implies(first, second, SETTINGS)
    assert not implies(second, first, SETTINGS)


def test_a_count_of_one_does_not_imply_a_yes() -> None:
    assert not implies(on("==", 1), on("==", True), SETTINGS)
    assert implies(on("==", True), on("==", True), SETTINGS)


def test_conditions_on_different_facts_imply_nothing() -> None:
    assert not implies(Condition("f", "known", ()), Condition("g", "known", ()), SETTINGS)


values: st.SearchStrategy[Value] = st.sampled_from(["a", "b", "unknown", "refused", True, False, 0, 1, 9, 10, 11])
conditions = st.one_of(
    st.builds(on, st.just("=="), values),
    st.builds(on, st.just("in"), values, values),
    st.builds(on, st.sampled_from(["<", "<=", ">", ">=", "!="]), st.sampled_from([0, 1, 10, "limit"])),
    st.just(on("known")),
)


@given(conditions, conditions, values)
def test_what_is_implied_really_holds(first: Condition, second: Condition, value: Value) -> None:
    if implies(first, second, SETTINGS) and holds(first, value, SETTINGS):
        assert holds(second, value, SETTINGS)
