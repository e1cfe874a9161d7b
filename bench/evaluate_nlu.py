"""`make evaluate`: the trained model on labelled real messages, beside an n-gram peer and the committed baseline."""

import argparse
import asyncio
import json
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from aftersales.use_cases.ports import Guess
from bench.measuring import (
    EXAMPLES,
    MODEL,
    REPORTS,
    ROOT,
    milliseconds,
    percentile,
    prepare_measuring,
    rounded,
    write_report,
)
from bench.nlu_scores import SAFETY_RECALL, Labelled, dropped, read_labelled, recall_by_intent, score, unsafe

BASELINE = REPORTS / "nlu.baseline.json"
WEAKEST = 12
SAFETY = ROOT / "bench" / "safety.tsv"
"""Own messages, intent and text: a person wanted, a complaint, abuse — in euphemisms, dialect and misspellings."""


@dataclass(frozen=True)
class Measured:
    guesses: Sequence[Guess]
    times_ms: Sequence[float]
    megabytes: float

    def part(self, start: int, end: int) -> "Measured":
        """What was measured of the messages from `start` to before `end`."""
        return Measured(self.guesses[start:end], self.times_ms[start:end], self.megabytes)

    def figures(self, messages: Sequence[Labelled]) -> dict[str, float]:
        times = {"ms p50": percentile(self.times_ms, 0.5), "ms p95": percentile(self.times_ms, 0.95)}
        return rounded(score(messages, self.guesses) | times | {"megabytes": self.megabytes})


def evaluation_file() -> Path:
    """AFTERSALES_EVAL/real_dev.jsonl; the folder is ../shared/eval beside the repository unless told."""
    return Path(os.environ.get("AFTERSALES_EVAL") or ROOT / "../shared/eval").resolve() / "real_dev.jsonl"


async def measure_model(texts: Sequence[str]) -> Measured:
    """What the product's channel would make of each text, before any fallback takes the intent's place."""
    from rasa.core.agent import Agent  # noqa: PLC0415 - after prepare_measuring

    from bot.components.shop_channel import understanding_json  # noqa: PLC0415
    from bot.components.text_normaliser import guard_commands  # noqa: PLC0415

    agent = Agent.load(str(MODEL))
    await agent.parse_message(texts[0])
    guesses: list[Guess] = []
    times: list[float] = []
    for text in texts:
        with milliseconds(times):
            parsed = await agent.parse_message(guard_commands(text))
        told = understanding_json(parsed)["guesses"]
        guesses.append(Guess(**told[0]) if told else Guess("unclear", 0.0))
    return Measured(guesses, times, MODEL.stat().st_size / 1e6)


def safety_messages() -> list[Labelled]:
    """Never trained on; each accepts its own intent only."""
    rows = (line.split("\t") for line in SAFETY.read_text(encoding="utf-8").splitlines())
    return [Labelled(text, intent, frozenset({intent})) for intent, text in rows]


def measure_peer(texts: Sequence[str]) -> Measured:
    from bench.ngram_peer import train_peer  # noqa: PLC0415 - after prepare_measuring

    peer = train_peer(EXAMPLES)
    guesses: list[Guess] = []
    times: list[float] = []
    for text in texts:
        with milliseconds(times):
            guesses.append(peer.guess(text))
    return Measured(guesses, times, peer.megabytes())


def print_table(ours: Mapping[str, float], peer: Mapping[str, float], baseline: Mapping[str, float]) -> None:
    print(f"{'':16}{'ours':>10}{'peer':>10}{'ours/peer':>11}{'baseline':>10}")
    for name, value in ours.items():
        ratio = f"{value / peer[name]:.2f}" if peer[name] else "–"
        before = f"{baseline[name]:.4f}" if name in baseline else "–"
        print(f"{name:16}{value:>10.4f}{peer[name]:>10.4f}{ratio:>11}{before:>10}")


def told_recalls(recalls: Sequence[tuple[str, tuple[float, int]]]) -> str:
    return ", ".join(f"{intent} {share:.2f} (of {count})" for intent, (share, count) in recalls)


def read_baseline() -> dict[str, float]:
    if not BASELINE.exists():
        return {}
    figures: dict[str, float] = json.loads(BASELINE.read_text(encoding="utf-8"))["ours"]
    return figures


def judge_safety(missed: Mapping[str, float]) -> int:
    """Exit code: 1 when a safety intent is recognised too seldom; no baseline excuses that."""
    for intent, share in missed.items():
        print(f"{intent}: only {share:.3f} of the safety messages are recognised, {SAFETY_RECALL} is the least.")
        print("Write more examples of how buyers say it; the messages missed are in reports/nlu.json.")
    return 1 if missed else 0


def judge(ours: Mapping[str, float], baseline: Mapping[str, float], report: Path, accept: bool) -> int:
    """Exit code: 1 when accept dropped and the drop was not accepted."""
    if accept:
        shutil.copyfile(report, BASELINE)
        print(f"the new baseline is {BASELINE.relative_to(ROOT)}; commit it")
        return 0
    if not baseline:
        print("there is no baseline yet: write it with --accept")
        return 0
    if dropped(ours, baseline):
        print(f"accept fell from {baseline['accept']:.4f} to {ours['accept']:.4f}, more than half a point.")
        print("Find the intents that lost in reports/nlu.json, or take the drop with --accept and say why.")
        return 1
    return 0


def evaluate(messages: Sequence[Labelled], accept: bool) -> int:
    texts, safety = [message.text for message in messages], safety_messages()
    together = asyncio.run(measure_model([*texts, *(message.text for message in safety)]))
    measured, kept = together.part(0, len(texts)), together.part(len(texts), len(texts) + len(safety))
    ours, peer, baseline = measured.figures(messages), measure_peer(texts).figures(messages), read_baseline()
    recalls, safe = recall_by_intent(messages, measured.guesses), recall_by_intent(safety, kept.guesses)
    missed = [m.text for m, guess in zip(safety, kept.guesses, strict=True) if guess.intent not in m.accept]
    told: dict[str, Any] = {intent: {"recall": round(share, 4), "n": n} for intent, (share, n) in recalls.items()}
    told_safe: dict[str, Any] = {intent: round(share, 4) for intent, (share, _) in safe.items()}
    contents = {"messages": len(messages), "ours": ours, "peer": peer, "safety": told_safe, "recall": told}
    report = write_report("nlu", contents | {"safety_missed": missed})
    print(f"{len(messages)} real messages; times are milliseconds of one core per message")
    print_table(ours, peer, baseline)
    print("weakest: " + told_recalls(list(recalls.items())[:WEAKEST]))
    print("safety: " + told_recalls(list(safe.items())))
    return max(judge_safety(unsafe(safe)), judge(ours, baseline, report, accept))


def main() -> NoReturn:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accept", action="store_true", help="make this run the baseline of the next ones")
    given = parser.parse_args()
    labelled = evaluation_file()
    if not labelled.exists():
        print(f"not evaluated: {labelled} is not there; set AFTERSALES_EVAL to the folder that holds real_dev.jsonl")
        sys.exit(1 if os.environ.get("CI") == "true" else 0)
    if not MODEL.exists():
        sys.exit(f"there is no trained model at {MODEL.relative_to(ROOT)}: run `make train`")
    prepare_measuring()
    sys.exit(evaluate(read_labelled(labelled), given.accept))


if __name__ == "__main__":
    main()
