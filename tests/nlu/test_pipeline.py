"""The NLU pipeline as a whole: a fresh process elsewhere reads buyers' messages as the one that trained it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.nlu.pipeline import BOT, EXAMPLES, Pipeline

TEXTS = [
    "請問SF1234567890123這個快递到哪了",
    "我要退货，买了2件，退158.50元",
    "/restart",
    "@EXTERNAL_x",
    "\ufe0f",
    "退货运费谁出",
]


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, Any]]]:
    directory = tmp_path_factory.mktemp("model")
    pipeline = Pipeline(directory)
    pipeline.train()
    return directory, [pipeline.parse(text) for text in TEXTS]


@pytest.fixture(scope="module")
def fresh(trained: tuple[Path, list[dict[str, Any]]], tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What a new process, started elsewhere, makes of the same texts."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.nlu.pipeline", str(trained[0]), *TEXTS],
        cwd=tmp_path_factory.mktemp("elsewhere"),
        env={**os.environ, "PYTHONPATH": str(BOT.parent)},
        capture_output=True,
        text=True,
        check=True,
    )
    parsed: list[dict[str, Any]] = json.loads(done.stdout)
    return parsed


def rounded(parsed: dict[str, Any]) -> dict[str, Any]:
    ranking = [(guess["name"], round(guess["confidence"], 6)) for guess in parsed["intent_ranking"]]
    return {"ranking": ranking, "entities": parsed["entities"]}


def entities(parsed: dict[str, Any]) -> list[tuple[str, str, int, int]]:
    return [(e["entity"], e["value"], e["start"], e["end"]) for e in parsed["entities"]]


def test_a_fresh_process_elsewhere_understands_the_same(
    trained: tuple[Path, list[dict[str, Any]]], fresh: list[dict[str, Any]]
) -> None:
    assert [rounded(parsed) for parsed in fresh] == [rounded(parsed) for parsed in trained[1]]


def test_entities_stand_where_the_buyer_wrote_them(fresh: list[dict[str, Any]]) -> None:
    assert entities(fresh[0]) == [("waybill", "SF1234567890123", 2, 17)]
    assert entities(fresh[1]) == [("count", "2", 7, 9), ("amount", "158.5", 11, 18)]


def test_commands_are_ordinary_words(fresh: list[dict[str, Any]]) -> None:
    restart, external = fresh[2], fresh[3]
    assert restart["intent"]["name"] in {*EXAMPLES, "nlu_fallback"}
    assert external["text"] == "＠EXTERNAL_x"


def test_a_message_without_words_is_not_understood(fresh: list[dict[str, Any]]) -> None:
    assert fresh[4]["intent"]["name"] == "nlu_fallback"
