"""Procedures about the talk itself, and the owners of every intent."""

from aftersales.domain.cases import CaseState
from tests.unit.procedures import release, walk

SMALL_TALK = {
    *("greet", "thanks", "goodbye", "wait_ack", "chitchat", "affirm", "deny"),
    *("provide_info", "urge_reply", "unclear"),
}


def test_a_person_is_queued_for_at_once_and_the_truth_told_about_robots() -> None:
    assert walk("ask_human", None, asks_if_robot=False).row == "ask_human.otherwise"
    robot = walk("ask_human", None, asks_if_robot=True)
    assert robot.row == "ask_human.robot"
    assert robot.handoff == "of_case"


def test_abuse_is_calmed_once_and_then_handed_over() -> None:
    assert walk("abuse", None, abuse_count=1).handoff is None
    assert walk("abuse", None, abuse_count=2).handoff == "complaint"


def test_a_threat_of_complaint_is_the_first_in_the_queue() -> None:
    rows = [row for book in release().playbooks.values() for row in book.rows if row.handoff]
    highest = max(rows, key=lambda row: row.priority)
    assert highest in release().playbooks["complaint_threat"].rows
    assert walk("complaint_threat", None).handoff == "complaint"


def test_only_safety_procedures_interrupt() -> None:
    interrupting = {name for name, book in release().playbooks.items() if book.interrupts}
    assert interrupting == {"ask_human", "complaint_threat", "abuse"}


def test_every_intent_has_one_owner_and_small_talk_none() -> None:
    owned = [intent for book in release().playbooks.values() for intent in book.intents]
    assert len(owned) == len(set(owned)) == 55
    assert not SMALL_TALK & set(owned)


def test_every_row_that_is_not_a_goto_ends_its_case() -> None:
    ends = {CaseState.ANSWERED, CaseState.RESOLVED, CaseState.HANDED_OFF}
    assert all(row.goto or row.outcome in ends for book in release().playbooks.values() for row in book.rows)


def test_no_script_of_the_procedures_puts_the_risk_on_the_buyer() -> None:
    texts = [text for script in release().scripts.values() for text in script.variants]
    assert not [text for text in texts if "签收即" in text or "视为认可" in text]
