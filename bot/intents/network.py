"""A small network over n-gram embeddings and the sentence vector: finds combinations that a regression cannot."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.intents.layers import Layer, Matrix, Numbers, Standard, gelu, layer_of, softmax, train

MOST_NGRAMS = 72
"""Of one message in training (some 25 characters); the rest is cut there. Applied, the network reads all of them."""

LEARNING_RATE = 6e-3
LOST_NGRAMS = 0.3
"""Share of n-grams hidden in each training step, so that no single trigger word decides."""

ROUNDING = 1e-3


class Network:
    """Sum of n-gram embeddings beside the projected sentence vector → hidden layer, beside the sum again → chances."""

    def __init__(self, width: int, hidden: int, epochs: int, seed: int) -> None:
        self._width, self._hidden, self._epochs, self._seed = width, hidden, epochs, seed
        self._embeddings: Any = None
        self._standard: Standard
        self._layers: tuple[Layer, ...] = ()

    def fit(self, ngrams: Any, vectors: Matrix, intents: Numbers) -> None:
        """`intents` are numbers from 0 without gaps."""
        self._standard = Standard(vectors)
        model = self._build(ngrams.shape[1], vectors.shape[1], int(intents.max()) + 1)
        given = [_padded(ngrams), self._standard(vectors)]
        train(model, given, intents, epochs=self._epochs, rate=LEARNING_RATE)
        self._embeddings = model.get_layer("ngrams").get_weights()[0][1:].astype(np.float16)
        self._layers = tuple(layer_of(model, name) for name in ("vector", "hidden", "intents"))

    def chances(self, ngrams: Any, vectors: Matrix) -> Matrix:
        """A row per message, a column per intent; each row adds up to 1."""
        vector, hidden, intents = self._layers
        said = np.vstack([self._summed(row.indices) for row in ngrams])
        both = np.hstack([said, vector(self._standard(vectors))])
        return softmax(intents(np.hstack([gelu(hidden(both)), said])))

    def _summed(self, found: npt.NDArray[np.int32]) -> Matrix:
        total: Matrix = self._embeddings[found].astype(np.float32).sum(axis=0) / math.sqrt(len(found) + ROUNDING)
        return total

    def _build(self, ngrams: int, dimensions: int, intents: int) -> Any:
        import tensorflow as tf  # noqa: PLC0415 - seconds and 300 MB that only training needs

        layers = tf.keras.layers
        tf.keras.utils.set_random_seed(self._seed)
        ids, vector = layers.Input((MOST_NGRAMS,), dtype="int32"), layers.Input((dimensions,))
        there = layers.Lambda(lambda given: tf.cast(given > 0, tf.float32)[:, :, None])(ids)
        there = layers.Dropout(LOST_NGRAMS)(there)
        embedded = layers.Embedding(ngrams + 1, self._width, name="ngrams")(ids)
        said = layers.Lambda(
            lambda pair: tf.reduce_sum(pair[0] * pair[1], 1) / tf.sqrt(tf.reduce_sum(pair[1], 1) + ROUNDING)
        )([embedded, there])
        meant = layers.Dense(self._width, name="vector")(layers.Dropout(0.1)(vector))
        hidden = layers.Dense(self._hidden, name="hidden")(layers.Concatenate()([said, meant]))
        hidden = layers.Dropout(0.5)(layers.Lambda(lambda given: tf.nn.gelu(given, approximate=True))(hidden))
        joined = layers.Concatenate()([hidden, layers.Dropout(0.5)(said)])
        return tf.keras.Model([ids, vector], layers.Dense(intents, activation="softmax", name="intents")(joined))


def _padded(ngrams: Any) -> npt.NDArray[np.int32]:
    """The numbers of each message's n-grams, from 1; 0 stands for none."""
    padded = np.zeros((ngrams.shape[0], MOST_NGRAMS), np.int32)
    for row in range(ngrams.shape[0]):
        found = ngrams.indices[ngrams.indptr[row] : ngrams.indptr[row + 1]][:MOST_NGRAMS]
        padded[row, : len(found)] = found + 1
    return padded
