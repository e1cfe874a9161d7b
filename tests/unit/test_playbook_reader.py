"""Playbook YAML: the whole grammar, and the faults trainers make."""

import pytest

from aftersales.adapters.files.playbook_reader import read_playbook, read_playbooks
from aftersales.domain.cases import CaseState
from aftersales.domain.playbook import AnswerKind, Choice, Condition, FactSource, Playbook, TaskOrder

FILE = "playbooks/missing_item.yml"
BOOK = """\
playbook: missing_item
intents: [missing_item]
facts:
  order_status: {from: order}
  evidence_photos: {title: 照片, from: attachments, ask: missing_item.ask_photo}
  missing_kind: {ask: missing_item.ask_kind, one_of: {product: [商品少了, 一盒], accessory: [配件少了]}}
  missing_sku: {from: order, ask: missing_item.ask_which, one_of: lines}
  box_intact: {ask: missing_item.ask_box, answer: yes_no, words: {yes: [没拆过], no: [拆过]}}
  weight: {task: weigh_parcel, team: warehouse, due: 4h, details: [missing_sku], say: missing_item.weighing}
  shown: {review: difficult, show: [evidence_photos], due: 1d, say: missing_item.reviewing}
decide:
  - {row: no_scan, sop: P-LOG-04, when: {order_status: shipped}, goto: no_pickup_scan}
  - row: short
    sop: P-RCV-01
    when: {missing_kind: [product, accessory], weight: short, box_intact: no, evidence_photos: ">= 1"}
    say: missing_item.reship
    tasks:
      - {kind: reship, team: warehouse, due: 2d, details: [missing_sku]}
      - {kind: order_flag, team: courier, when: {order_status: [paid, shipped], postage_before: no}}
    responsibility: warehouse
    outcome: resolved
  - {row: seen, sop: P-RCV-01, when: {shown: yes, value: "< small_value", paid: "<= 5元"}, say: x.y, outcome: answered}
  - {row: refused, sop: P-RCV-01, when: {evidence_photos: refused, missing_sku: known}, say: x.y, outcome: answered}
  - row: otherwise
    sop: P-RCV-01
    say: missing_item.to_person
    handoff: {team: difficult, priority: 1}
    outcome: handed_off
"""


TASK_WHEN = (Condition("order_status", "in", ("paid", "shipped")), Condition("postage_before", "==", (False,)))


def read(text: str) -> Playbook:
    book, problems = read_playbook(FILE, text)
    assert problems == []
    assert book is not None
    return book


def test_facts_become_known_as_written() -> None:
    facts = read(BOOK).facts
    assert {name: rule.sources for name, rule in facts.items()} == {
        "order_status": (FactSource.ORDER,),
        "evidence_photos": (FactSource.ATTACHMENTS, FactSource.BUYER),
        "missing_kind": (FactSource.BUYER,),
        "missing_sku": (FactSource.ORDER, FactSource.BUYER),
        "box_intact": (FactSource.BUYER,),
        "weight": (FactSource.TASK,),
        "shown": (FactSource.REVIEW,),
    }
    assert facts["missing_kind"].choices == (
        Choice("product", "商品少了", ("商品少了", "一盒")),
        Choice("accessory", "配件少了", ("配件少了",)),
    )
    assert facts["missing_sku"].choices_from_lines
    assert facts["missing_sku"].kind is AnswerKind.CHOICE
    assert facts["box_intact"].kind is AnswerKind.YES_NO
    assert facts["box_intact"].choices == (Choice("yes", "", ("没拆过",)), Choice("no", "", ("拆过",)))
    assert facts["weight"].task == TaskOrder("weigh_parcel", "warehouse", 4, ("missing_sku",), "weight")
    assert facts["shown"].task == TaskOrder("review", "difficult", 24, ("evidence_photos",), "shown", is_review=True)
    assert facts["shown"].say == "missing_item.reviewing"
    assert (facts["evidence_photos"].title, facts["order_status"].title) == ("照片", "")


def test_rows_decide_as_written() -> None:
    goto, short, seen, refused, otherwise = read(BOOK).rows
    assert (goto.goto, goto.say, goto.outcome) == ("no_pickup_scan", None, None)
    assert short.when == (
        Condition("missing_kind", "in", ("product", "accessory")),
        Condition("weight", "==", ("short",)),
        Condition("box_intact", "==", (False,)),
        Condition("evidence_photos", ">=", (1,)),
    )
    assert short.tasks == (
        TaskOrder("reship", "warehouse", 48, ("missing_sku",)),
        TaskOrder("order_flag", "courier", 24, when=TASK_WHEN),
    )
    assert (short.responsibility, short.outcome) == ("warehouse", CaseState.RESOLVED)
    assert [(c.op, c.operands) for c in seen.when] == [("==", (True,)), ("<", ("small_value",)), ("<=", (500,))]
    assert [(c.op, c.operands) for c in refused.when] == [("==", ("refused",)), ("known", ())]
    assert (otherwise.handoff, otherwise.priority, otherwise.outcome) == ("difficult", 1, CaseState.HANDED_OFF)


def test_a_playbook_needs_an_order_and_waits_its_turn_unless_it_says_otherwise() -> None:
    assert (read(BOOK).needs_order, read(BOOK).interrupts) == (True, False)
    book = read(BOOK.replace("intents:", "needs_order: false\ninterrupts: yes\nintents:"))
    assert (book.needs_order, book.interrupts) == (False, True)


def test_a_playbook_is_offered_unless_it_interrupts_or_says_otherwise() -> None:
    assert read(BOOK).offered
    assert not read(BOOK.replace("intents:", "interrupts: yes\nintents:")).offered
    assert not read(BOOK.replace("intents:", "offered: no\nintents:")).offered


@pytest.mark.parametrize(
    ("old", "new", "where", "word"),
    [
        ("playbook: missing_item", "playbook: other", "playbook", "file's name"),
        ("intents: [missing_item]", "intents: missing_item", "intents", "list of texts"),
        ("intents: [missing_item]", "intent: [missing_item]", "intent", "did you mean intents?"),
        ("{from: order}", "{from: orders}", "facts, order_status, from", "order, attachments"),
        ("{from: order}", "{answer: text}", "facts, order_status", "can never become known"),
        ("answer: yes_no", "answer: maybe", "facts, box_intact, answer", "yes_no, number"),
        ("answer: yes_no, words", "answer: text, words", "facts, box_intact, words", "belongs to"),
        ("accessory: [配件少了]", "accessory: []", "facts, missing_kind, one_of, accessory", "at least one word"),
        (", say: missing_item.weighing", "", "facts, weight, say", "missing"),
        (", say: missing_item.weighing", ", say: a.b, ask: a.b", "facts, weight, ask", "keep `ask` or"),
        ("title: 照片", "title: photos", "facts, evidence_photos, title", "in Chinese"),
        ("title: 照片", "title: 买家说少了货以后拍来的照片", "facts, evidence_photos, title", "at most 12"),
        ("due: 4h", "due: 4元", "facts, weight, due", "write it like 48h"),
        ("sop: P-LOG-04, ", "", "row no_scan, sop", "missing"),
        ("P-LOG-04", "LOG4", "row no_scan, sop", "P-RCV-01"),
        ("goto: no_pickup_scan", "goto: x, say: a.b", "row no_scan, say", "decides nothing itself"),
        ("    say: missing_item.reship\n", "", "row short, say", "missing"),
        ("outcome: resolved", "outcome: done", "row short, outcome", "answered, resolved, handed_off"),
        ("outcome: handed_off", "outcome: answered", "row otherwise, handoff", "belong together"),
        ("    handoff: {team: difficult, priority: 1}\n", "", "row otherwise, handoff", "belong together"),
        ("kind: reship, team: warehouse, due: 2d", "kind: reship", "row short, task 1, team", "missing"),
        ("row: refused", "row: seen", "row seen", "used twice"),
        ("postage_before: no", "postage_before: []", "row short, task 2, when, postage_before", "empty list"),
        ("courier, when", "courier, wenn", "row short, task 2, wenn", "did you mean when?"),
        ("missing_kind: [product, accessory]", "missing_kind: []", "row short, when, missing_kind", "empty list"),
        ("weight: short", "weight: 1.5", "row short, when, weight", "whole number"),
    ],
)
def test_a_fault_names_its_place_and_the_fix(old: str, new: str, where: str, word: str) -> None:
    assert old in BOOK
    book, problems = read_playbook(FILE, BOOK.replace(old, new))
    assert book is None
    assert where in [problem.where for problem in problems]
    assert word in " ".join(problem.message for problem in problems if problem.where == where)


def test_all_faults_of_all_files_are_told_at_once() -> None:
    broken = BOOK.replace("P-LOG-04", "LOG4").replace("due: 4h", "due: soon")
    books, problems = read_playbooks({FILE: broken, "playbooks/a.yml": "a: [", "playbooks/b.yml": "playbook: b"})
    assert books == {}
    assert {problem.file for problem in problems} == {FILE, "playbooks/a.yml", "playbooks/b.yml"}
    assert len([problem for problem in problems if problem.file == FILE]) == 2


def test_a_silent_row_says_nothing_and_hands_nothing_over() -> None:
    row = "  - {row: otherwise, sop: P-EMO-10, silent: true, outcome: answered%s}"
    text = f"playbook: x\nintents: [x]\nfacts: {{}}\ndecide:\n{row}\n"
    book, problems = read_playbook("playbooks/x.yml", text % "")
    assert problems == []
    assert book is not None
    assert (book.rows[0].silent, book.rows[0].say) == (True, None)
    for more in (", say: x.y", ", handoff: {team: difficult}"):
        _, problems = read_playbook("playbooks/x.yml", text % more)
        assert "silent" in " ".join(str(problem) for problem in problems)
