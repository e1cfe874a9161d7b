"""DIET as a peer: trained by `rasa train nlu` on a stated share of our examples, asked through Rasa's own agent."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString

from aftersales.use_cases.ports import Guess
from bench.candidates import Answers, Examples
from bench.measuring import ROOT, milliseconds

CONFIGS = ROOT / "bench" / "diet"
HOME = ROOT / ".cache" / "diet"


def diet_answers(config: str, examples: Examples, texts: Sequence[str]) -> Answers:
    """Train `bench/diet/<config>.yml` and guess the texts. CalledProcessError tells Rasa's complaint."""
    home = HOME / config
    home.mkdir(parents=True, exist_ok=True)
    _write_examples(home / "nlu.yml", examples)
    command = [sys.executable, "-m", "rasa", "train", "nlu", "--quiet", "--nlu", "nlu.yml", "--out", "models"]
    started = os.times().children_user
    subprocess.run(
        [*command, "--config", str(CONFIGS / f"{config}.yml"), "--fixed-model-name", config],
        check=True,
        cwd=home,
        preexec_fn=_use_every_core,
        env={**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONPATH": str(ROOT)},
    )
    seconds = os.times().children_user - started
    model = home / "models" / f"{config}.tar.gz"
    guesses, times = asyncio.run(_ask(model, texts))
    return Answers(guesses, times, model.stat().st_size / 1e6, seconds)


def _use_every_core() -> None:
    """The bench measures on one core; training need not."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, range(os.cpu_count() or 1))


async def _ask(model: Path, texts: Sequence[str]) -> tuple[list[Guess], list[float]]:
    from rasa.core.agent import Agent  # noqa: PLC0415 - seconds that the other candidates do not need

    agent = Agent.load(str(model))
    guesses: list[Guess] = []
    times: list[float] = []
    for text in texts:
        with milliseconds(times):
            intent = (await agent.parse_message(text))["intent"]
        guesses.append(Guess(intent["name"] or "unclear", intent["confidence"]))
    return guesses, times


def _write_examples(path: Path, examples: Examples) -> None:
    lines: dict[str, list[str]] = {}
    for text, intent in zip(examples.texts, examples.intents, strict=True):
        lines.setdefault(intent, []).append(f"- {text}\n")
    blocks = [{"intent": name, "examples": LiteralScalarString("".join(told))} for name, told in lines.items()]
    with path.open("w", encoding="utf-8") as file:
        YAML().dump({"version": "3.1", "nlu": blocks}, file)
