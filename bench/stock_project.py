"""The stock Rasa project to compare with: its config, our examples and intents, one rule; kept in .cache."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bench.measuring import EXAMPLES, ROOT

CONFIG = ROOT / "bench" / "stock" / "config.yml"
HOME = ROOT / ".cache" / "stock"
MODEL = HOME / "models" / "stock.tar.gz"
DOMAIN = ROOT / "bot" / "domain.yml"
ANSWER = "utter_answer"
VERSION = "3.1"


def stock_model() -> Path:
    """The trained model, trained now when it is missing or older than what it is made of."""
    newest = max(path.stat().st_mtime for path in (CONFIG, DOMAIN, Path(__file__), *EXAMPLES.glob("*.yml")))
    if not MODEL.exists() or MODEL.stat().st_mtime < newest:
        write_project()
        train()
    return MODEL


def write_project() -> None:
    """Examples, a domain with our intents and one response, and one rule that answers every intent with it."""
    shutil.rmtree(HOME, ignore_errors=True)
    shutil.copytree(EXAMPLES, HOME / "data" / "nlu")
    ours = YAML(typ="safe").load(DOMAIN.read_text(encoding="utf-8"))
    intents = [name if isinstance(name, str) else next(iter(name)) for name in ours["intents"]]
    domain = {
        "version": VERSION,
        "intents": intents,
        "entities": ours["entities"],
        "responses": {ANSWER: [{"text": "ok"}]},
        "session_config": {"session_expiration_time": 0, "carry_over_slots_to_new_session": True},
    }
    steps = [{"or": [{"intent": name} for name in [*intents, "nlu_fallback"]]}, {"action": ANSWER}]
    _write(HOME / "domain.yml", domain)
    _write(HOME / "data" / "rules.yml", {"version": VERSION, "rules": [{"rule": "answer", "steps": steps}]})


def train() -> None:
    """Train into .cache. CalledProcessError carries Rasa's complaint on standard error."""
    command = [sys.executable, "-m", "rasa", "train", "--quiet", "--config", str(CONFIG), "--fixed-model-name", "stock"]
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    subprocess.run(command, check=True, cwd=HOME, env=environment, stdout=subprocess.DEVNULL)


def _write(path: Path, content: dict[str, Any]) -> None:
    with path.open("w", encoding="utf-8") as file:
        YAML().dump(content, file)
