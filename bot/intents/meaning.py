"""A small network over the sentence vector alone: the opinion that no wording can trick."""

from __future__ import annotations

from typing import Any

from bot.intents.layers import Layer, Matrix, Numbers, Standard, gelu, layer_of, softmax, train

LEARNING_RATE = 1e-3


class Meaning:
    """Sentence vector → a hidden layer → chances."""

    def __init__(self, hidden: int, epochs: int, seed: int) -> None:
        self._hidden, self._epochs, self._seed = hidden, epochs, seed
        self._standard: Standard
        self._layers: tuple[Layer, ...] = ()

    def fit(self, ngrams: Any, vectors: Matrix, intents: Numbers) -> None:  # noqa: ARG002 - one signature for all
        """`intents` are numbers from 0 without gaps."""
        self._standard = Standard(vectors)
        model = self._build(vectors.shape[1], int(intents.max()) + 1)
        train(model, self._standard(vectors), intents, epochs=self._epochs, rate=LEARNING_RATE)
        self._layers = (layer_of(model, "hidden"), layer_of(model, "intents"))

    def chances(self, ngrams: Any, vectors: Matrix) -> Matrix:  # noqa: ARG002 - one signature for all
        """A row per message, a column per intent; each row adds up to 1."""
        hidden, intents = self._layers
        return softmax(intents(gelu(hidden(self._standard(vectors)))))

    def _build(self, dimensions: int, intents: int) -> Any:
        import tensorflow as tf  # noqa: PLC0415 - seconds and 300 MB that only training needs

        layers = tf.keras.layers
        tf.keras.utils.set_random_seed(self._seed)
        vector = layers.Input((dimensions,))
        hidden = layers.Dense(self._hidden, name="hidden")(layers.Dropout(0.1)(vector))
        hidden = layers.Dropout(0.5)(layers.Lambda(lambda given: tf.nn.gelu(given, approximate=True))(hidden))
        return tf.keras.Model(vector, layers.Dense(intents, activation="softmax", name="intents")(hidden))
