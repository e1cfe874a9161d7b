"""The models compared for understanding: each is trained on the same examples and asked the same messages."""

import io
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import joblib
import numpy as np
from ruamel.yaml import YAML
from sklearn.neighbors import KNeighborsClassifier

from aftersales.use_cases.ports import Guess
from bench.evaluate_nlu import Measured
from bench.measuring import ROOT, milliseconds, rounded
from bench.nlu_scores import Labelled
from bot.components.sentence_encoder import encode
from bot.intents.ensemble import SURELY_NOT, Ensemble, Settings, agreed
from bot.intents.layers import Matrix, softmax
from bot.intents.meaning import Meaning
from bot.intents.network import Network
from bot.intents.ngrams import Ngrams
from bot.intents.regression import Regression
from bot.intents.safety_words import SafetyWords, read_signs

WORDS = SafetyWords(read_signs(ROOT / "bot" / "data" / "safety_words.yml"))
TIMED = 200
"""Messages asked one by one for the time; all are asked together for the answers."""

NEIGHBOURS = 15
LEAST_NEAR = 1e-3
"""The chance of an intent that none of the nearest examples has."""
NAME_WEIGHTS = (0.0, 5.0, 10.0, 20.0, 40.0, 80.0)


@dataclass(frozen=True)
class Examples:
    """Normalised texts, a sentence vector and an intent for each."""

    texts: Sequence[str]
    vectors: Matrix
    intents: Sequence[str]

    def some(self, count: int, seed: int = 0) -> "Examples":
        """`count` of them by chance, every intent among them if it can be."""
        order = np.random.default_rng(seed).permutation(len(self.texts))
        first = {self.intents[n]: n for n in reversed(order)}
        chosen = [*first.values(), *(n for n in order if first[self.intents[n]] != n)][:count]
        return self.only(chosen)

    def only(self, rows: Sequence[int]) -> "Examples":
        return Examples([self.texts[n] for n in rows], self.vectors[rows], [self.intents[n] for n in rows])


@dataclass(frozen=True)
class Answers(Measured):
    """`seconds`: processor time of the training, all threads, without the sentence vectors."""

    seconds: float

    def figures(self, messages: Sequence[Labelled]) -> dict[str, float]:
        return super().figures(messages) | rounded({"train s": self.seconds})


class Single:
    """One member of the ensemble alone, or any model with its interface."""

    def __init__(self, member: Any, examples: Examples) -> None:
        self.intents, numbers = np.unique(np.array(examples.intents), return_inverse=True)
        self._ngrams = Ngrams(WORDS)
        self._member = member
        member.fit(self._ngrams.fit(examples.texts), examples.vectors, numbers)

    def chances(self, texts: Sequence[str], vectors: Matrix) -> Matrix:
        chances: Matrix = self._member.chances(self._ngrams.matrix(texts), vectors)
        return chances


class Neighbours:
    """The nearest examples by sentence vector, nearer ones counting more."""

    def __init__(self) -> None:
        self._model = KNeighborsClassifier(NEIGHBOURS, weights="distance", metric="cosine")

    def fit(self, ngrams: Any, vectors: Matrix, intents: Any) -> None:  # noqa: ARG002 - a member's signature
        self._model.fit(vectors, intents)

    def chances(self, ngrams: Any, vectors: Matrix) -> Matrix:  # noqa: ARG002 - a member's signature
        chances: Matrix = self._model.predict_proba(vectors)
        return chances


class Described:
    """Nearest examples and how near an intent's own short name lies (scripts_lib/topics.yml: “催发货”), weighed so that
    the examples of our own left out of the nearest are the least surprising."""

    def __init__(self, seed: int) -> None:
        self._nearest = Neighbours()
        self._seed = seed
        self._weight = 0.0

    def fit(self, examples: "Examples") -> "Described":
        self.intents, numbers = np.unique(np.array(examples.intents), return_inverse=True)
        names = topic_names(ROOT / "scripts_lib" / "topics.yml")
        self._names = encode([names.get(str(intent), str(intent)) for intent in self.intents])
        held = np.random.default_rng(self._seed).permutation(len(numbers))[: len(numbers) // 10]
        told = np.setdiff1d(np.arange(len(numbers)), held)
        self._nearest.fit(None, examples.vectors[told], numbers[told])
        self._weight = min(
            NAME_WEIGHTS, key=lambda weight: self._surprise(weight, examples.vectors[held], numbers[held])
        )
        self._nearest.fit(None, examples.vectors, numbers)
        return self

    def chances(self, texts: Sequence[str], vectors: Matrix) -> Matrix:  # noqa: ARG002 - a candidate's signature
        return self._weighed(self._weight, vectors)

    def _surprise(self, weight: float, vectors: Matrix, numbers: Any) -> float:
        right = self._weighed(weight, vectors)[np.arange(len(numbers)), numbers]
        return -float(np.log(np.maximum(right, SURELY_NOT)).mean())

    def _weighed(self, weight: float, vectors: Matrix) -> Matrix:
        near = np.log(np.maximum(self._nearest.chances(None, vectors), LEAST_NEAR))
        return softmax(near + weight * (vectors @ self._names.T))


def topic_names(file: Path) -> Mapping[str, str]:
    """What the shop calls each intent on a button."""
    scripts = YAML(typ="safe").load(file)["scripts"]
    return {script["key"].removeprefix("topic."): script["variants"][0] for script in scripts}


def _members(settings: Settings) -> Mapping[str, Callable[[Examples], Any]]:
    s = settings
    return {
        "n-grams, logistic regression": lambda e: Single(Regression(s.strength, 0.0, s.iterations), e),
        "sentence vectors, nearest 15": lambda e: Single(Neighbours(), e),
        "nearest 15 and the intents' names": lambda e: Described(s.seed).fit(e),
        "sentence vectors, networks": lambda e: Single(
            Meaning(s.meaning_hidden, s.meaning_epochs, s.meaning_count, s.seed), e
        ),
        "both, logistic regression": lambda e: Single(Regression(s.strength, s.dense_weight, s.iterations), e),
        "both, network": lambda e: Single(Network(s.width, s.hidden, s.epochs, s.seed), e),
        "ensemble of the last three": lambda e: Ensemble(s, WORDS, e.texts, e.vectors, e.intents),
    }


CANDIDATES = _members(Settings())
ENSEMBLE = "ensemble of the last three"


def answers(make: Callable[[Examples], Any], examples: Examples, asked: Examples) -> Answers:
    """Train and ask; the time of a message includes its sentence vector."""
    started = time.process_time()
    model = make(examples)
    seconds = time.process_time() - started
    chances = model.chances(asked.texts, asked.vectors)
    best = chances.argmax(axis=1)
    guesses = [Guess(str(model.intents[n]), float(row[n])) for n, row in zip(best, chances, strict=True)]
    times: list[float] = []
    for text in asked.texts[:TIMED]:
        with milliseconds(times):
            model.chances([text], encode([text]))
    stored = io.BytesIO()
    joblib.dump(model, stored, compress=1)
    return Answers(guesses, times, len(stored.getvalue()) / 1e6, seconds)


def best_temperature(settings: Settings, examples: Examples, held_share: float = 0.1) -> float:
    """The temperature at which the ensemble is least surprised by examples of our own that it was not trained on."""
    order = np.random.default_rng(settings.seed).permutation(len(examples.texts))
    held, kept = order[: int(held_share * len(order))], order[int(held_share * len(order)) :]
    told = examples.only(kept)
    plain = Ensemble(replace(settings, temperature=1.0), WORDS, told.texts, told.vectors, told.intents)
    known = {str(name): n for n, name in enumerate(plain.intents)}
    asked = examples.only([n for n in held if examples.intents[n] in known])
    right = [known[intent] for intent in asked.intents]
    chances = plain.chances(asked.texts, asked.vectors)

    def surprise(temperature: float) -> float:
        return -float(np.log(agreed([chances], temperature)[np.arange(len(right)), right]).mean())

    return float(min(np.arange(0.3, 2.01, 0.05), key=surprise))
