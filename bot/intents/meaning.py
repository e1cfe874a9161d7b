"""Small networks over the sentence vector alone: the opinion that no wording can trick."""

from typing import Any

import numpy as np

from bot.intents.layers import Layer, Matrix, Numbers, Standard, gelu, layer_of, softmax, train

LEARNING_RATE = 3e-3


class Meaning:
    """Sentence vector → a hidden layer → chances, by a few networks alike that began differently.

    One alone was right as often as chance let it (0.750 to 0.760 of the real messages, by its seed); together they err
    less, and being small they cost little.
    """

    def __init__(self, hidden: int, epochs: int, count: int, seed: int) -> None:
        self._hidden, self._epochs, self._seeds = hidden, epochs, range(seed, seed + count)
        self._standard: Standard
        self._networks: tuple[tuple[Layer, Layer], ...] = ()

    def fit(self, ngrams: Any, vectors: Matrix, intents: Numbers) -> None:  # noqa: ARG002 - one signature for all
        """`intents` are numbers from 0 without gaps."""
        self._standard = Standard(vectors)
        given, intent_count = self._standard(vectors), int(intents.max()) + 1
        self._networks = tuple(self._trained(given, intents, intent_count, seed) for seed in self._seeds)

    def chances(self, ngrams: Any, vectors: Matrix) -> Matrix:  # noqa: ARG002 - one signature for all
        """A row per message, a column per intent; each row adds up to 1."""
        given = self._standard(vectors)
        scores = [intents(gelu(hidden(given))) for hidden, intents in self._networks]
        return softmax(np.mean(scores, axis=0))

    def _trained(self, given: Matrix, intents: Numbers, intent_count: int, seed: int) -> tuple[Layer, Layer]:
        model = self._build(given.shape[1], intent_count, seed)
        train(model, given, intents, epochs=self._epochs, rate=LEARNING_RATE)
        return layer_of(model, "hidden"), layer_of(model, "intents")

    def _build(self, dimensions: int, intents: int, seed: int) -> Any:
        import tensorflow as tf  # noqa: PLC0415 - seconds and 300 MB that only training needs

        layers = tf.keras.layers
        tf.keras.utils.set_random_seed(seed)
        vector = layers.Input((dimensions,))
        hidden = layers.Dense(self._hidden, name="hidden")(layers.Dropout(0.1)(vector))
        hidden = layers.Dropout(0.5)(layers.Lambda(lambda given: tf.nn.gelu(given, approximate=True))(hidden))
        return tf.keras.Model(vector, layers.Dense(intents, activation="softmax", name="intents")(hidden))
