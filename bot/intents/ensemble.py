"""Three models that err differently: their chances of every intent, averaged and made to mean what they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from bot.intents.layers import Matrix, Numbers, softmax
from bot.intents.meaning import Meaning
from bot.intents.network import Network
from bot.intents.ngrams import Ngrams
from bot.intents.regression import Regression
from bot.intents.safety_words import SafetyWords

SURELY_NOT = 1e-9
FEWEST_INTENTS = 2


@dataclass(frozen=True)
class Settings:
    """`temperature` flattens (above 1) or sharpens the averaged chances; `python -m bench.compare_nlu` measures it on
    held-out examples of our own. The other values are the members'; see there."""

    strength: float = 10.0
    dense_weight: float = 2.0
    iterations: int = 100
    width: int = 96
    hidden: int = 256
    epochs: int = 5
    meaning_hidden: int = 512
    meaning_epochs: int = 12
    meaning_count: int = 2
    temperature: float = 1.0
    seed: int = 0


class Member(Protocol):
    def fit(self, ngrams: Any, vectors: Matrix, intents: Numbers) -> None: ...

    def chances(self, ngrams: Any, vectors: Matrix) -> Matrix: ...


class Ensemble:
    """Trained when made, on messages of two intents at least."""

    def __init__(
        self, settings: Settings, words: SafetyWords, texts: Sequence[str], vectors: Matrix, intents: Sequence[str]
    ) -> None:
        self._temperature = settings.temperature
        self.intents, numbers = np.unique(np.array(intents), return_inverse=True)
        self._ngrams = Ngrams(words)
        said = self._ngrams.fit(texts)
        self._members: tuple[Member, ...] = (
            Regression(settings.strength, settings.dense_weight, settings.iterations),
            Network(settings.width, settings.hidden, settings.epochs, settings.seed),
            Meaning(settings.meaning_hidden, settings.meaning_epochs, settings.meaning_count, settings.seed),
        )
        for member in self._members:
            member.fit(said, vectors, numbers)

    def opinions(self, texts: Sequence[str], vectors: Matrix) -> list[Matrix]:
        """The chances each member gives: a row per text, a column per intent of `intents`."""
        said = self._ngrams.matrix(texts)
        return [member.chances(said, vectors) for member in self._members]

    def rankings(self, texts: Sequence[str], vectors: Matrix) -> list[list[tuple[str, float]]]:
        """(intent, chance) of each text, the likeliest first, ties by name."""
        told = self.chances(texts, vectors)
        orders = np.argsort(-told, axis=1, kind="stable")
        return [[(str(self.intents[n]), float(row[n])) for n in order] for row, order in zip(told, orders, strict=True)]

    def chances(self, texts: Sequence[str], vectors: Matrix) -> Matrix:
        """A row per text, a column per intent of `intents`; each row adds up to 1."""
        return agreed(self.opinions(texts, vectors), self._temperature)


def agreed(opinions: Sequence[Matrix], temperature: float) -> Matrix:
    """The geometric mean: what one member holds impossible is unlikely, so disagreement shows as low confidence."""
    logs = [np.log(np.maximum(opinion, SURELY_NOT)) for opinion in opinions]
    mean: Matrix = np.mean(logs, axis=0)
    return softmax(mean / temperature)
