"""How the benches measure: on one core, in milliseconds of processor time, into one report file each."""

import json
import logging
import math
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import structlog

ROOT = Path(__file__).resolve().parents[1]
REPORTS = ROOT / "reports"
MODEL = ROOT / "bot" / "models" / "shop.tar.gz"
EXAMPLES = ROOT / "bot" / "data" / "nlu"


def prepare_measuring() -> None:
    """Keep this process on one core where the system can, and Rasa from logging every message.

    Call it before a numeric library is imported: their threads are counted then.
    """
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


@contextmanager
def milliseconds(into: list[float]) -> Iterator[None]:
    """Append the processor time of the block, all threads together; other programs on the machine do not count."""
    started = time.process_time()
    yield
    into.append((time.process_time() - started) * 1000)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value not exceeded by at least `share` (0 < share ≤ 1) of them. ValueError without values."""
    if not values:
        raise ValueError("no values to take a percentile of")
    ranked = sorted(values)
    return ranked[math.ceil(share * len(ranked)) - 1]


def rounded(figures: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in figures.items()}


def write_report(name: str, report: Mapping[str, Any]) -> Path:
    """Write reports/NAME.json and give its path."""
    REPORTS.mkdir(exist_ok=True)
    path = REPORTS / f"{name}.json"
    path.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path
