"""Choosing and filling wordings, and the library as it stands in the repository."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from aftersales.adapters.demo.catalogue import TITLES
from aftersales.adapters.files.content import read_content_files
from aftersales.adapters.files.script_reader import read_scripts
from aftersales.adapters.files.word_reader import read_words
from aftersales.domain.calendar import SHANGHAI
from aftersales.domain.script_keys import missing_scripts
from aftersales.domain.scripts import Script, ScriptMissing, begins_with_apology, choose_variant, fill
from aftersales.domain.tone import in_tone
from aftersales.domain.word_entries import Action
from aftersales.domain.word_gate import WordGate

ROOT = Path(__file__).resolve().parents[2]
DAY = datetime(2026, 11, 11, tzinfo=SHANGHAI)
TITLED = {"order_title", "missing_title"}
ENOUGH = {"feelings.soothe": 10, "wait.apology": 4, "utter_greet": 3, "order.which": 3, "human.queued": 3}


@pytest.fixture(scope="module")
def files() -> Mapping[str, str]:
    return read_content_files(ROOT)


@pytest.fixture(scope="module")
def library(files: Mapping[str, str]) -> Mapping[str, Script]:
    scripts = {f: t for f, t in files.items() if f.startswith("scripts_lib/") and "/words/" not in f}
    read, problems = read_scripts(scripts)
    assert not problems
    return read


@pytest.fixture(scope="module")
def gate(files: Mapping[str, str]) -> WordGate:
    read, problems = read_words({f: t for f, t in files.items() if "/words/" in f})
    assert not problems
    return read


def test_a_conversation_hears_every_variant_before_one_comes_again() -> None:
    script = Script("k", "p", ("a", "b", "c"))
    said: list[int] = []
    for _ in range(6):
        said.append(choose_variant(script, said, seed=7))
    assert sorted(said[:3]) == [0, 1, 2]
    assert said[3:] == said[:3]


def test_a_variant_removed_since_is_not_chosen() -> None:
    assert choose_variant(Script("k", "p", ("a",)), [4, 0], seed=0) == 0


def test_filling_names_the_variable_that_was_not_given() -> None:
    script = Script("k", "p", ("第{position}位",), {"position": "1"})
    assert fill(script, 0, {"position": "3"}).text == "第3位"
    with pytest.raises(ScriptMissing, match="position"):
        fill(script, 0, {})


def test_a_filled_value_is_never_read_as_a_variable() -> None:
    assert fill(Script("k", "p", ("{topic}",)), 0, {"topic": "{position}"}).text == "{position}"


def test_a_campaign_takes_its_days_only() -> None:
    campaign = Script("k", "p", ("双十一",), since=DAY, until=DAY + timedelta(days=1))
    script = Script("k", "p", ("平时",), campaigns=(campaign,))
    moments = [DAY - timedelta(seconds=1), DAY, DAY + timedelta(hours=23, minutes=59), DAY + timedelta(days=1)]
    assert [script.in_force(at).variants[0] for at in moments] == ["平时", "双十一", "双十一", "平时"]


@pytest.mark.parametrize(
    "text", ["抱歉让您久等了", "亲，真的对不起", "让您久等了，查到了", "～非常抱歉", "您好，很抱歉"]
)
def test_an_apology_at_the_beginning_is_seen(text: str) -> None:
    assert begins_with_apology(text)


@pytest.mark.parametrize("text", ["", "您的包裹到杭州了，抱歉", "亲，包裹到了"])
def test_an_apology_elsewhere_is_not_at_the_beginning(text: str) -> None:
    assert not begins_with_apology(text)


def test_a_buyer_of_another_platform_is_not_called_qin(library: Mapping[str, Script]) -> None:
    script = Script("k", "p", ("亲，查到了", "好的亲，记下了", "货在路上。亲，别急～", "父亲节的礼盒亲自送"), {})
    plain = ("查到了", "好的，记下了", "货在路上。别急～", "父亲节的礼盒亲自送")
    assert in_tone(replace(script, campaigns=(script,)), "jd").variants == plain
    assert in_tone(replace(script, campaigns=(script,)), "jd").campaigns[0].variants == plain
    assert in_tone(script, "taobao") == script
    toned = [text for script in library.values() for text in in_tone(script, "jd").variants]
    assert [text for text in toned if "亲" in text.replace("亲自", "")] == []


def test_every_script_passes_the_gate_unchanged(library: Mapping[str, Script], gate: WordGate) -> None:
    texts = [fill(s, n, s.variables).text for s in library.values() for n in range(len(s.variants))]
    assert [text for text in texts if gate.review(text).text != text or gate.review(text).blocked] == []


def test_no_product_name_makes_a_script_forbidden(library: Mapping[str, Script], gate: WordGate) -> None:
    texts = [
        fill(script, n, {**script.variables, **dict.fromkeys(TITLED & script.variables.keys(), title)}).text
        for script in library.values()
        if TITLED & script.variables.keys()
        for n in range(len(script.variants))
        for title in TITLES.values()
    ]
    assert [text for text in texts if gate.review(text).action not in {None, Action.WARN}] == []


def test_the_program_finds_every_script_it_says(library: Mapping[str, Script]) -> None:
    assert list(missing_scripts(library, {})) == []


def test_every_intent_of_the_dialogue_has_words_for_the_buyer(library: Mapping[str, Script]) -> None:
    topics = [key for key in library if key.startswith("topic.")]
    assert len(topics) == 65
    assert all(len(library[key].variants) == 1 and len(library[key].variants[0]) <= 8 for key in topics)


@pytest.mark.parametrize(("key", "least"), ENOUGH.items())
def test_what_is_said_often_has_enough_wordings(library: Mapping[str, Script], key: str, least: int) -> None:
    assert len(library[key].variants) >= least


def test_every_apology_begins_with_one(library: Mapping[str, Script]) -> None:
    """Otherwise it would be put before a text that has it already."""
    assert all(begins_with_apology(text) for text in library["wait.apology"].variants)
