"""The learned second opinion: what it counts, what it silences; the file in use was learnt from the examples."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales.adapters.files.word_reader import read_words
from aftersales.adapters.files.wording_reader import read_wording
from aftersales.domain.learned_words import LONGEST, LearnedWords, features
from aftersales.domain.sentence_rules import SentenceRule
from aftersales.domain.word_entries import Action, WordEntry
from aftersales.domain.word_gate import DENYING, SUSPICIOUS, WordGate
from bench.learn_words import LEARNED, checksum

WORDS = Path(LEARNED).parent
WRONG, FINE = [80, -80], [-80, 80]
MODEL = LearnedWords(("tone",), 0.1, (0.0, 0.0), {"凶": WRONG, "好": FINE, "xiong fan": WRONG})
LIKELY = WordEntry("tone.learned", "tone", (), Action.WARN, "r", "s", rule=SentenceRule.LEARNED, limit=60)


def gate(*, doubtful: bool, learned: LearnedWords | None = MODEL) -> WordGate:
    wide = WordEntry("tone.wide", "tone", (read_wording("你", {}),), Action.BLOCK, "r", "s", doubtful=doubtful)
    return WordGate((wide, LIKELY), learned=learned)


def entries(words: WordGate, text: str) -> list[str]:
    return [hit.entry.id for hit in words.review(text).hits]


def test_features_are_neighbours_by_sign_and_by_sound() -> None:
    ends = ("^加", "^加微", "信$", "微信$")
    assert set(features("加微信", "abc")) == {
        *("加", "微", "信", "加微", "微信", "加微信"),
        *ends,
        *("ab", "bc", "abc"),
    }


def test_chances_are_of_each_list_and_there_are_none_without_known_features() -> None:
    assert MODEL.chances("凶", "a")["tone"] > 0.99
    assert MODEL.chances("好", "a")["tone"] < 0.01
    assert MODEL.chances("嗯", "a") == {}
    assert MODEL.chances("", "") == {}


@given(st.lists(st.tuples(st.integers(-127, 127), st.integers(-127, 127)), min_size=1, max_size=600))
def test_weights_side_by_side_in_one_number_add_up_as_by_themselves(rows: list[tuple[int, int]]) -> None:
    signs = [chr(0x4E00 + n) for n in range(len(rows))]
    model = LearnedWords(("tone",), 0.01, (0.0, 0.0), dict(zip(signs, rows, strict=True)))
    read = "".join(signs)[:LONGEST]
    counted = rows[:LONGEST]
    length = math.sqrt(len(features(read, " " * len(read))))
    wrong, fine = (sum(column) * 0.01 / length for column in zip(*counted, strict=True))
    assert model.chances(read, " " * len(read))["tone"] == pytest.approx(1 / (1 + math.exp(fine - wrong)))


def test_what_a_message_quotes_to_deny_does_not_make_it_likely_wrong() -> None:
    words = gate(doubtful=False)
    assert entries(words, "凶凶凶不来来来") == ["tone.learned"]
    assert entries(words, "“凶凶凶”来来来来") == ["tone.learned"]
    assert entries(words, "“凶凶凶”不来来来") == []


@pytest.mark.parametrize(("text", "found"), [("你凶", ["tone.wide"]), ("你好", []), ("你", ["tone.wide"])])
def test_a_doubtful_entry_needs_a_suspicious_message(text: str, found: list[str]) -> None:
    assert entries(gate(doubtful=True), text) == found
    assert entries(gate(doubtful=False), text) == ["tone.wide"]
    assert entries(gate(doubtful=True, learned=None), text) == ["tone.wide"]


@pytest.mark.parametrize(("text", "counts"), [("你们家", True), ("不是你", False), ("别理你", False), ("不凶你", True)])
def test_where_a_message_may_deny_a_doubtful_entry_needs_a_likelier_one(text: str, counts: bool) -> None:
    model = LearnedWords(("tone",), 1.0, (-2.3, 0.0), {"凶": [9, -9], "你": [0, 0]})
    assert SUSPICIOUS < model.chances("你", "a")["tone"] < DENYING
    assert bool(entries(gate(doubtful=True, learned=model), text)) is counts
    assert entries(gate(doubtful=False, learned=model), text)


def test_what_no_list_names_is_warned_of_when_it_is_likely_wrong() -> None:
    words = gate(doubtful=True)
    assert entries(words, "凶凶凶") == ["tone.learned"]
    assert entries(words, "雄饭") == ["tone.learned"], "by its sound"
    assert entries(words, "好的") == []
    assert not words.review("凶凶凶").blocked


def test_what_only_the_bot_may_not_say_hides_nothing_that_a_person_may_not() -> None:
    person = WordEntry("tone.person", "tone", (read_wording("我", {}),), Action.WARN, "r", "s", bot_only=True)
    words = WordGate((person, LIKELY), learned=MODEL)
    assert [hit.entry.id for hit in words.review("我凶").of_person().hits] == ["tone.learned"]
    assert words.review("我好").of_person().action is None


def test_the_weights_in_use_were_learnt_from_the_examples() -> None:
    assert json.loads(LEARNED.read_text(encoding="utf-8"))["examples"] == checksum(), "run `make words`"


@pytest.mark.parametrize("text", ["", "[]", '{"lists": ["tone"]}'])
def test_a_broken_file_is_named(text: str) -> None:
    _, problems = read_words({"scripts_lib/words/learned.json": text})
    assert [(p.file, "make words" in p.message) for p in problems] == [("scripts_lib/words/learned.json", True)]
