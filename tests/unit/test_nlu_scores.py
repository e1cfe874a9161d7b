"""The scores of `make evaluate`, on predictions small enough to count by hand."""

import json
from pathlib import Path

import pytest

from aftersales.use_cases.ports import Guess
from bench.measuring import percentile
from bench.nlu_scores import Labelled, dropped, read_labelled, recall_by_intent, score, unsafe


def labelled(intent: str, *also: str) -> Labelled:
    return Labelled("…", intent, frozenset({intent, *also}))


def ranked(*rights: bool) -> tuple[list[Labelled], list[Guess]]:
    """Messages most confident first, right or wrong as told."""
    messages = [labelled("greet")] * len(rights)
    guesses = [Guess("greet" if right else "thanks", 1 - n / 1000) for n, right in enumerate(rights)]
    return messages, guesses


def test_accept_takes_every_intent_a_fair_judge_takes() -> None:
    messages = [labelled("track_parcel", "urge_shipment"), labelled("track_parcel")]
    guesses = [Guess("urge_shipment", 0.9), Guess("urge_shipment", 0.9)]
    assert score(messages, guesses)["accept"] == 0.5


def test_in_scope_leaves_out_what_is_no_after_sales_matter() -> None:
    messages = [labelled("unclear"), labelled("pre_sales"), labelled("invoice_request"), labelled("return_goods")]
    guesses = [Guess("unclear", 0.9), Guess("pre_sales", 0.9), Guess("invoice_request", 0.9), Guess("greet", 0.9)]
    assert score(messages, guesses)["in_scope"] == 0.5
    assert score(messages, guesses)["accept"] == 0.75


def test_precision_is_taken_over_the_most_confident_wherever_they_stand() -> None:
    messages, guesses = ranked(*[True] * 5, *[False] * 5)
    figures = score(messages[::-1], guesses[::-1])
    assert figures["precision@0.5"] == 1.0
    assert figures["precision@0.7"] == pytest.approx(5 / 7)
    assert figures["precision@0.8"] == pytest.approx(5 / 8)


def test_coverage_is_the_last_place_where_95_percent_are_right() -> None:
    """One wrong among the first 60; 57 right of 60 is exactly 95 %, 57 of 61 is not."""
    assert score(*ranked(*[True] * 57, *[False] * 3, *[False] * 40))["coverage@95"] == 0.6
    assert score(*ranked(*[True] * 56, *[False] * 4, *[False] * 40))["coverage@95"] == 0.58


def test_coverage_recovers_after_a_bad_stretch() -> None:
    assert score(*ranked(*[True] * 50, *[False] * 5, *[True] * 45))["coverage@95"] == 1.0


def test_coverage_is_not_read_off_fewer_than_fifty_messages() -> None:
    assert score(*ranked(*[True] * 49))["coverage@95"] == 0.0
    assert score(*ranked(*[True] * 50))["coverage@95"] == 1.0


def test_a_prediction_is_needed_for_every_message() -> None:
    with pytest.raises(ValueError, match="shorter"):
        score([labelled("greet"), labelled("thanks")], [Guess("greet", 1.0)])


def test_recall_names_the_weakest_intent_first() -> None:
    messages = [labelled("greet"), labelled("thanks"), labelled("thanks")]
    guesses = [Guess("greet", 0.9), Guess("greet", 0.9), Guess("thanks", 0.9)]
    assert list(recall_by_intent(messages, guesses).items()) == [("thanks", (0.5, 2)), ("greet", (1.0, 1))]


def test_half_a_point_less_is_no_drop_and_more_is() -> None:
    assert not dropped({"accept": 0.695}, {"accept": 0.7})
    assert dropped({"accept": 0.6949}, {"accept": 0.7})
    assert not dropped({"accept": 0.8}, {"accept": 0.7})


def test_percentiles_are_measured_values() -> None:
    values = [float(n) for n in range(100, 0, -1)]
    assert [percentile(values, share) for share in (0.5, 0.95, 1.0)] == [50, 95, 100]
    assert percentile([7.0], 0.5) == 7.0
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


def test_labelled_messages_are_read_line_by_line(tmp_path: Path) -> None:
    row = {"id": "x1", "text": "到哪了", "intent": "track_parcel", "accept": ["track_parcel", "urge_shipment"]}
    file = tmp_path / "real.jsonl"
    file.write_text(json.dumps(row) + "\n\n", encoding="utf-8")
    assert read_labelled(file) == [Labelled("到哪了", "track_parcel", frozenset({"track_parcel", "urge_shipment"}))]


def test_calibration_is_how_far_confidence_and_truth_lie_apart() -> None:
    """Four messages said with 0.75, three of them right: nothing apart. Four said with 0.95, two right: 0.45 apart."""
    messages = [labelled("greet")] * 8
    rights = [True, True, True, False, True, True, False, False]
    confidences = [0.75] * 4 + [0.95] * 4
    guesses = [Guess("greet" if r else "thanks", c) for r, c in zip(rights, confidences, strict=True)]
    assert score(messages, guesses)["calibration"] == pytest.approx(0.225)
    assert score(messages[:4], guesses[:4])["calibration"] == pytest.approx(0.0)


def test_a_safety_intent_recognised_too_seldom_is_named() -> None:
    assert unsafe({"ask_human": (0.95, 60), "abuse": (0.94, 60)}) == {"abuse": 0.94}
