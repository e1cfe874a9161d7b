"""The NLU examples: enough of them, none under two intents, none taken from the evaluation messages."""

import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bench.evaluate_nlu import safety_messages

REPOSITORY = Path(__file__).resolve().parents[2]
NLU_FILES = sorted((REPOSITORY / "bot/data/nlu").glob("*.yml"))
EVAL_DIR = Path(os.environ.get("AFTERSALES_EVAL") or REPOSITORY / "../shared/eval")
FEWEST_EXAMPLES = 100
SHORTEST_TRACEABLE = 6  # every buyer writes “什么时候发货”; a shorter text says nothing about where it came from
TOO_ALIKE = 0.9
FEWEST_SAFETY = 60
SAFETY_INTENTS = {"ask_human", "complaint_threat", "abuse"}


def read_examples(files: list[Path]) -> Iterator[tuple[str, str, str]]:
    """(file name, intent, example) for every example line of every intent in `files`."""
    for path in files:
        for entry in YAML(typ="safe").load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in entry.get("examples", "").splitlines():
                yield path.name, entry.get("intent", ""), line.strip().removeprefix("- ").strip()


EXAMPLES = [row for row in read_examples(NLU_FILES) if row[1]]


def bare(text: str) -> str:
    """The text without punctuation, spaces and case: what makes two messages the same to a reader."""
    return "".join(c for c in text.casefold() if c.isalnum()) or text


def bigrams(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def near_copies(examples: list[str], originals: list[str]) -> list[tuple[str, str]]:
    """(example, original) pairs of at least SHORTEST_TRACEABLE bare characters with a difflib ratio ≥ TOO_ALIKE.

    Such pairs share well over half of their bigrams, so an index of bigrams leaves few pairs to compare.
    """
    index: dict[str, set[str]] = defaultdict(set)
    for original in {bare(text) for text in originals}:
        for pair in bigrams(original):
            index[pair].add(original)
    found = []
    for example in examples:
        text = bare(example)
        if len(text) < SHORTEST_TRACEABLE:
            continue
        pairs = bigrams(text)
        shared = Counter(original for pair in pairs for original in index.get(pair, ()))
        for original, count in shared.items():
            if count * 2 >= len(pairs) and SequenceMatcher(None, text, original, False).ratio() >= TOO_ALIKE:
                found.append((example, original))
    return found


def evaluation_messages() -> list[str]:
    """Every evaluation message; skips the test where the evaluation is not at hand, fails instead under CI."""
    files = sorted(EVAL_DIR.glob("*.jsonl"))
    if not files:
        reason = f"no evaluation messages in {EVAL_DIR}; set AFTERSALES_EVAL to the folder that holds real_dev.jsonl"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return [json.loads(line)["text"] for path in files for line in path.read_text(encoding="utf-8").splitlines()]


def test_every_intent_has_enough_examples() -> None:
    counts = Counter(intent for _, intent, _ in EXAMPLES)
    assert counts, "no example found in bot/data/nlu/*.yml"
    few = {intent: count for intent, count in counts.items() if count < FEWEST_EXAMPLES}
    assert not few, f"write more examples, at least {FEWEST_EXAMPLES} each: {few}"


def test_no_example_is_written_twice() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for file, intent, example in EXAMPLES:
        places[example].append(f"{file}: {intent}")
    twice = {example: where for example, where in places.items() if len(where) > 1}
    assert not twice, f"delete all but one of each: {twice}"


def test_no_example_stands_under_two_intents() -> None:
    places: dict[str, set[str]] = defaultdict(set)
    for file, intent, example in EXAMPLES:
        places[bare(example)].add(f"{file}: {intent}")
    torn = {example: sorted(where) for example, where in places.items() if len(where) > 1}
    assert not torn, f"decide for one intent by the boundaries of the taxonomy: {torn}"


def test_the_safety_messages_are_enough_and_none_is_an_example() -> None:
    messages = safety_messages()
    counts = Counter(message.intent for message in messages)
    assert {intent for intent, count in counts.items() if count >= FEWEST_SAFETY} == SAFETY_INTENTS
    trained = {bare(example) for *_, example in EXAMPLES}
    assert not [message.text for message in messages if bare(message.text) in trained]


def test_no_example_copies_an_evaluation_message() -> None:
    copies = near_copies([example for *_, example in EXAMPLES], evaluation_messages())
    assert not copies, f"write your own sentence instead of these: {copies}"


def test_near_copies_finds_a_copy_with_one_word_changed() -> None:
    original = "我前天买的那双运动鞋到现在都还没有发货呢"
    assert near_copies(["我昨天买的那双运动鞋到现在都还没有发货呢！"], [original])


def test_near_copies_leaves_own_sentences_and_short_ones_alone() -> None:
    assert not near_copies(["鞋子怎么还没发出来", "没收到货"], ["我前天买的那双运动鞋到现在都还没有发货呢", "没收到货"])


def test_missing_evaluation_fails_in_ci_and_skips_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "EVAL_DIR", tmp_path)
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="AFTERSALES_EVAL"):
        evaluation_messages()
    monkeypatch.setenv("CI", "")
    with pytest.raises(pytest.skip.Exception, match="AFTERSALES_EVAL"):
        evaluation_messages()
