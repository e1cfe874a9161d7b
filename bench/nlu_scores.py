"""What predictions on labelled buyer messages are worth: accuracy, and how far confidence can be trusted."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from aftersales.use_cases.ports import Guess

OUT_OF_SCOPE = frozenset({"unclear", "pre_sales", "account_platform", "provide_info", "chitchat"})
SHARES = (0.5, 0.7, 0.8)
TRUSTED_PRECISION = 0.95
FEWEST_TRUSTED = 50
"""Below this many messages a precision says little, so coverage@95 is not read off there."""

LARGEST_DROP = 0.005
BINS = 10
SAFETY_RECALL = 0.95
"""Least share of the messages of a safety intent (a person wanted, a complaint, abuse) that must be recognised."""


@dataclass(frozen=True)
class Labelled:
    """A real message; `accept` holds the intent and every other one a fair judge would take."""

    text: str
    intent: str
    accept: frozenset[str]


def read_labelled(path: Path) -> list[Labelled]:
    """The messages of a JSON Lines file with the keys text, intent and accept."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [Labelled(row["text"], row["intent"], frozenset(row["accept"])) for row in rows]


def score(messages: Sequence[Labelled], guesses: Sequence[Guess]) -> dict[str, float]:
    """Shares from 0 to 1.

    accept         predictions among the accepted intents
    in_scope       the same over the messages that are after-sales matters
    precision@S    the same over the most confident S of the messages
    coverage@95    the largest share of messages, most confident first, of which 95 % are accepted
    calibration    expected calibration error: how far confidence and the accepted share lie apart, over ten bins
    """
    rights = _rights(messages, guesses)
    in_scope = [right for message, right in zip(messages, rights, strict=True) if message.intent not in OUT_OF_SCOPE]
    order = sorted(range(len(guesses)), key=lambda n: -guesses[n].confidence)
    ranked = [rights[n] for n in order]
    precisions = {f"precision@{share}": _share(ranked[: int(share * len(ranked))]) for share in SHARES}
    shares = {"accept": _share(rights), "in_scope": _share(in_scope), **precisions, "coverage@95": _coverage(ranked)}
    return {**shares, "calibration": _calibration_error(rights, guesses)}


def recall_by_intent(messages: Sequence[Labelled], guesses: Sequence[Guess]) -> dict[str, tuple[float, int]]:
    """(share accepted, number of messages) of each labelled intent, the weakest first."""
    told: dict[str, list[bool]] = defaultdict(list)
    for message, right in zip(messages, _rights(messages, guesses), strict=True):
        told[message.intent].append(right)
    recalls = {intent: (_share(rights), len(rights)) for intent, rights in told.items()}
    return dict(sorted(recalls.items(), key=lambda item: item[1]))


def dropped(scores: Mapping[str, float], baseline: Mapping[str, float]) -> bool:
    """Whether accept fell by more than half a point below the baseline."""
    return baseline["accept"] - scores["accept"] > LARGEST_DROP + 1e-9


def unsafe(recalls: Mapping[str, tuple[float, int]]) -> dict[str, float]:
    """The safety intents that are recognised too seldom, with their recall."""
    return {intent: share for intent, (share, _) in recalls.items() if share < SAFETY_RECALL}


def _calibration_error(rights: Sequence[bool], guesses: Sequence[Guess]) -> float:
    bins: dict[int, list[tuple[bool, float]]] = defaultdict(list)
    for right, guess in zip(rights, guesses, strict=True):
        bins[min(int(guess.confidence * BINS), BINS - 1)].append((right, guess.confidence))
    gaps = (abs(sum(right - confidence for right, confidence in inside)) for inside in bins.values())
    return sum(gaps) / len(rights) if rights else 0.0


def _rights(messages: Sequence[Labelled], guesses: Sequence[Guess]) -> list[bool]:
    return [guess.intent in message.accept for message, guess in zip(messages, guesses, strict=True)]


def _share(rights: Sequence[bool]) -> float:
    return sum(rights) / len(rights) if rights else 0.0


def _coverage(ranked: Sequence[bool]) -> float:
    right, coverage = 0, 0.0
    for count, hit in enumerate(ranked, 1):
        right += hit
        if count >= FEWEST_TRUSTED and right / count >= TRUSTED_PRECISION:
            coverage = count / len(ranked)
    return coverage
