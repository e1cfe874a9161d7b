"""Every intent must reach a rule or story, and every concern a playbook."""

from aftersales.adapters.files.check import check_intents
from aftersales.adapters.files.rasa_reader import DOMAIN_FILE, Dialogue, check_dialogue, read_dialogue
from aftersales.domain.playbook import Playbook

DOMAIN = "intents:\n  - track_parcel\n  - affirm\n  - greet: {use_entities: []}\n"
RULES = """\
rules:
  - rule: concerns
    steps:
      - or:
          - intent: track_parcel
          - intent: affirm
          - intent: nlu_fallback
      - action: playbook_form
      - active_loop: playbook_form
"""
STORIES = """\
stories:
  - story: greet
    steps:
      - intent: greet
      - action: utter_greet
"""
FILES = {DOMAIN_FILE: DOMAIN, "bot/data/rules/a.yml": RULES, "bot/data/stories/b.yml": STORIES}


def read(files: dict[str, str]) -> Dialogue:
    dialogue, problems = read_dialogue(files)
    assert problems == []
    return dialogue


def book(name: str, *intents: str) -> dict[str, Playbook]:
    return {name: Playbook(name, intents, {}, ())}


def test_intents_are_followed_to_their_actions() -> None:
    dialogue = read(FILES)
    assert dialogue.intents == ["track_parcel", "affirm", "greet"]
    assert dialogue.routed == {
        "playbook_form": {"track_parcel", "affirm", "nlu_fallback"},
        "utter_greet": {"greet"},
    }
    assert check_dialogue(dialogue) == []


def test_what_is_said_while_a_question_is_open_needs_no_playbook() -> None:
    story = (
        STORIES
        + """\
  - story: silence after a question
    steps:
      - intent: track_parcel
      - action: playbook_form
      - active_loop: playbook_form
      - intent: greet
      - action: playbook_form
      - active_loop: null
      - intent: affirm
      - action: utter_greet
"""
    )
    routed = read({**FILES, "bot/data/stories/b.yml": story}).routed
    assert "greet" not in routed["playbook_form"]
    assert "affirm" in routed["utter_greet"]


def test_an_intent_without_an_answer_is_found() -> None:
    problems = check_dialogue(read({**FILES, DOMAIN_FILE: DOMAIN + "  - thanks\n"}))
    assert [(problem.file, problem.where) for problem in problems] == [(DOMAIN_FILE, "intent thanks")]


def test_a_fallback_without_an_answer_is_found() -> None:
    rules = RULES.replace("          - intent: nlu_fallback\n", "")
    problems = check_dialogue(read({**FILES, "bot/data/rules/a.yml": rules}))
    assert [problem.where for problem in problems] == ["intent nlu_fallback"]


def test_a_rule_for_an_intent_that_does_not_exist_is_found() -> None:
    problems = check_dialogue(read({**FILES, DOMAIN_FILE: DOMAIN.replace("  - affirm\n", "")}))
    assert [problem.where for problem in problems] == ["intent affirm"]


def test_a_broken_file_is_told_with_its_line() -> None:
    _, problems = read_dialogue({**FILES, "bot/data/rules/a.yml": "rules: ["})
    assert [problem.file for problem in problems] == ["bot/data/rules/a.yml"]


def test_a_concern_without_a_playbook_is_found() -> None:
    dialogue = read(FILES)
    assert check_intents(dialogue, book("track", "track_parcel")) == []
    assert [problem.where for problem in check_intents(dialogue, {})] == ["intent track_parcel"]


def test_a_playbook_for_an_intent_nobody_understands_is_found() -> None:
    problems = check_intents(read(FILES), book("track", "track_parcel", "trak_parcel"))
    assert [(problem.file, problem.where) for problem in problems] == [("playbooks/track.yml", "intents")]
