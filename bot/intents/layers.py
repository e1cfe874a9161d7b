"""What the networks share: layers that NumPy applies once Keras has trained them, and how training is set up."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]
BATCH = 256
SMOOTHING = 0.1
"""Of the wanted chances: a network that is never asked to be wholly certain is less sure where it errs."""


@dataclass(frozen=True)
class Layer:
    weights: Matrix
    bias: Matrix

    def __call__(self, given: Matrix) -> Matrix:
        out: Matrix = given @ self.weights + self.bias
        return out


class Standard:
    """Sentence vectors moved to their common centre and scaled to the spread of the training messages."""

    def __init__(self, vectors: Matrix) -> None:
        self._centre = vectors.mean(axis=0)
        self._scale = float((vectors - self._centre).std()) or 1.0

    def __call__(self, vectors: Matrix) -> Matrix:
        standard: Matrix = ((vectors - self._centre) / self._scale).astype(np.float32)
        return standard


def gelu(given: Matrix) -> Matrix:
    """The activation in its tanh form, as Keras applied it in training."""
    inner = np.tanh(math.sqrt(2 / math.pi) * (given + 0.044715 * given**3))
    out: Matrix = 0.5 * given * (1 + inner)
    return out


def softmax(scores: Matrix) -> Matrix:
    """Chances that add up to 1 in each row."""
    chances: Matrix = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    return chances


def train(model: Any, given: Any, intents: Numbers, *, epochs: int, rate: float) -> None:
    """Fit a Keras model to intent numbers, the learning rate falling from `rate` to almost nothing."""
    import tensorflow as tf  # noqa: PLC0415 - seconds and 300 MB that only training needs

    steps = epochs * math.ceil(len(intents) / BATCH)
    falling = tf.keras.optimizers.schedules.PolynomialDecay(rate, steps, rate / 50)
    model.compile(tf.keras.optimizers.Adam(falling), tf.keras.losses.CategoricalCrossentropy(label_smoothing=SMOOTHING))
    wanted = np.eye(int(intents.max()) + 1, dtype=np.float32)[intents]
    model.fit(given, wanted, epochs=epochs, batch_size=BATCH, verbose=0)


def layer_of(model: Any, name: str) -> Layer:
    """A dense layer of a trained Keras model."""
    return Layer(*model.get_layer(name).get_weights())
