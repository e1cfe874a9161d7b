"""The engine: the first row that fits wins, and nothing is asked that need not be."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales.domain.cases import CaseState, Unknowable, Value
from aftersales.domain.conditions import holds
from aftersales.domain.playbook import (
    AnswerKind,
    Ask,
    Condition,
    Decision,
    FactRule,
    FactSource,
    Playbook,
    ProcedureBroken,
    Row,
    TaskOrder,
    Wait,
    decide,
)

SETTINGS = {"small_value": 2000}
WEIGH = TaskOrder("weigh_parcel", "warehouse", 4, ("sku",))
REVIEW = TaskOrder("review", "difficult", 2, is_review=True)
FACTS = {
    "status": FactRule("status", (FactSource.ORDER,)),
    "kind": FactRule("kind", (FactSource.BUYER,), "missing.ask_kind", AnswerKind.CHOICE),
    "photos": FactRule("photos", (FactSource.ATTACHMENTS, FactSource.BUYER), "missing.ask_photo"),
    "sku": FactRule("sku", (FactSource.ORDER, FactSource.BUYER), "missing.ask_which"),
    "weight": FactRule("weight", (FactSource.TASK,), task=WEIGH, say="missing.weighing"),
    "shown": FactRule("shown", (FactSource.REVIEW,), task=REVIEW, say="missing.reviewing"),
}
NAMES = sorted(FACTS)


def row(name: str, *when: Condition, goto: str | None = None) -> Row:
    return Row(name, "P-RCV-01", when, None if goto else "said", None if goto else CaseState.ANSWERED, goto=goto)


def where(fact: str, op: str, *operands: Value) -> Condition:
    return Condition(fact, op, operands)


def run(facts: Mapping[str, Value], *rows: Row) -> Ask | Wait | Decision:
    book = Playbook("missing", ("missing_item",), FACTS, rows)
    return decide({"missing": book}, "missing", facts, SETTINGS)


def decided(facts: Mapping[str, Value], *rows: Row) -> str:
    step = run(facts, *rows)
    assert isinstance(step, Decision)
    return step.row.name


def asked(facts: Mapping[str, Value], *rows: Row) -> str:
    step = run(facts, *rows)
    assert isinstance(step, Ask)
    return step.fact.name


OTHERWISE = row("otherwise")


def test_the_first_row_that_fits_wins() -> None:
    rows = (row("a", where("status", "==", "shipped")), row("b", where("status", "known")), OTHERWISE)
    assert decided({"status": "shipped"}, *rows) == "a"
    assert decided({"status": "signed"}, *rows) == "b"


def test_a_record_that_is_silent_makes_the_fact_unknown_at_once() -> None:
    assert decided({}, row("a", where("status", "!=", "shipped")), OTHERWISE) == "otherwise"
    assert decided({}, row("a", where("status", "==", "unknown")), OTHERWISE) == "a"


def test_a_fact_the_buyer_can_tell_is_asked() -> None:
    assert asked({}, row("a", where("kind", "==", "product")), OTHERWISE) == "kind"
    assert asked({}, row("a", where("photos", ">=", 1)), OTHERWISE) == "photos"
    assert asked({}, row("a", where("sku", "known")), OTHERWISE) == "sku"


def test_a_false_condition_before_saves_the_question() -> None:
    rows = (row("a", where("status", "==", "signed"), where("kind", "==", "product")), OTHERWISE)
    assert decided({"status": "paid"}, *rows) == "otherwise"
    assert asked({"status": "signed"}, *rows) == "kind"


def test_a_task_is_ordered_with_the_fact_it_answers() -> None:
    step = run({}, row("a", where("weight", "==", "short")), OTHERWISE)
    assert isinstance(step, Wait)
    assert [(task.kind, task.fact) for task in step.tasks] == [("weigh_parcel", "weight")]
    assert step.say == "missing.weighing"


def test_a_review_answers_yes_as_a_word_or_as_true() -> None:
    rows = (row("shown", where("shown", "==", True)), row("not", where("shown", "==", False)), OTHERWISE)
    assert isinstance(run({}, *rows), Wait)
    assert [decided({"shown": value}, *rows) for value in ("yes", True, "no", False)] == [
        "shown",
        "shown",
        "not",
        "not",
    ]


@pytest.mark.parametrize("value", [Unknowable.REFUSED, "refused"])
def test_a_refused_fact_meets_only_refused(value: Value) -> None:
    rows = (
        row("compared", where("photos", "<", 9)),
        row("other", where("photos", "!=", 0)),
        row("known", where("photos", "known")),
        row("unknown", where("photos", "==", "unknown")),
        row("refused", where("photos", "==", "refused")),
        OTHERWISE,
    )
    assert decided({"photos": value}, *rows) == "refused"


def test_a_setting_bounds_a_comparison_exactly() -> None:
    rows = (row("small", where("photos", "<", "small_value")), OTHERWISE)
    assert decided({"photos": 1999}, *rows) == "small"
    assert decided({"photos": 2000}, *rows) == "otherwise"


def test_one_is_not_yes() -> None:
    assert decided({"photos": 1}, row("yes", where("photos", "==", True)), OTHERWISE) == "otherwise"


def test_goto_carries_the_facts_over() -> None:
    first = Playbook("first", ("a",), FACTS, (row("on", where("kind", "==", "product"), goto="second"), OTHERWISE))
    second = Playbook("second", (), FACTS, (row("here", where("kind", "==", "product")), OTHERWISE))
    step = decide({"first": first, "second": second}, "first", {"kind": "product"}, {})
    assert step == Decision("second", second.rows[0])


def test_a_circle_of_gotos_is_a_fault() -> None:
    one = Playbook("one", (), {}, (row("on", goto="two"),))
    two = Playbook("two", (), {}, (row("back", goto="one"),))
    with pytest.raises(ProcedureBroken, match="circle"):
        decide({"one": one, "two": two}, "one", {}, {})


def test_a_missing_playbook_and_a_missing_row_are_faults() -> None:
    with pytest.raises(ProcedureBroken, match="no playbook nowhere"):
        decide({}, "nowhere", {}, {})
    with pytest.raises(ProcedureBroken, match="no row of playbook missing"):
        run({"status": "paid"}, row("a", where("status", "==", "shipped")))


values: st.SearchStrategy[Value] = st.sampled_from(["product", "short", "unknown", "refused", True, False, 0, 1, 2000])
conditions = st.one_of(
    st.builds(lambda f, v: Condition(f, "==", (v,)), st.sampled_from(NAMES), values),
    st.builds(lambda f, v: Condition(f, "in", tuple(v)), st.sampled_from(NAMES), st.lists(values, min_size=1)),
    st.builds(
        lambda f, op, v: Condition(f, op, (v,)),
        st.sampled_from(NAMES),
        st.sampled_from(["<", "<=", ">", ">=", "!="]),
        st.sampled_from([0, 1, "small_value"]),
    ),
    st.builds(lambda f: Condition(f, "known", ()), st.sampled_from(NAMES)),
)
whens = st.lists(st.lists(conditions, max_size=3).map(tuple), max_size=5)
known_facts = st.dictionaries(st.sampled_from(NAMES), values)


def rows_of(when: list[tuple[Condition, ...]]) -> tuple[Row, ...]:
    return (*(row(f"row {n}", *entries) for n, entries in enumerate(when)), OTHERWISE)


def verdict(condition: Condition, facts: Mapping[str, Value]) -> bool | None:
    """Whether a condition holds; None while its fact is neither known nor only the silent record's."""
    if condition.fact in facts:
        return holds(condition, facts[condition.fact], SETTINGS)
    return holds(condition, "unknown", SETTINGS) if condition.fact == "status" else None


@given(whens, known_facts)
def test_a_step_is_what_the_first_still_possible_row_needs(
    when: list[tuple[Condition, ...]], facts: dict[str, Value]
) -> None:
    rows = rows_of(when)
    step = run(facts, *rows)
    assert step == run(dict(facts), *rows)
    verdicts = [[verdict(condition, facts) for condition in entry.when] for entry in rows]
    place = next(n for n, found in enumerate(verdicts) if False not in found[: (*found, None).index(None)])
    if isinstance(step, Decision):
        assert step.row is rows[place]
        assert all(verdicts[place])
    else:
        fact = step.fact.name if isinstance(step, Ask) else step.tasks[0].fact
        assert fact not in facts
        assert fact == rows[place].when[verdicts[place].index(None)].fact


@given(whens, known_facts, st.lists(values, min_size=len(NAMES), max_size=len(NAMES)))
def test_answering_every_question_once_ends_in_a_decision(
    when: list[tuple[Condition, ...]], facts: dict[str, Value], answers: list[Value]
) -> None:
    for answer in answers:
        step = run(facts, *rows_of(when))
        if isinstance(step, Decision):
            return
        name = step.fact.name if isinstance(step, Ask) else step.tasks[0].fact
        assert name is not None
        facts = {**facts, name: answer}
    assert isinstance(run(facts, *rows_of(when)), Decision)
