"""The character n-grams of a message as tf-idf: what it says letter by letter, typos and all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.intents.safety_words import SafetyWords

LONGEST = 3
"""Characters; four-character n-grams doubled the table and were right no more often."""

FEWEST = 5
"""Messages that must have an n-gram, fewer in a test's handful. Two more than three made the table half as large
(25,000 n-grams) and the models quicker to fit; they were right as often."""


class Ngrams:
    """The n-grams of the texts and of the signs that their safety words leave.

    Counted over the text as written: Rasa's own featurizer counts over words joined by blanks, which was right less
    often. An n-gram counts when enough training messages have it, see `FEWEST`.
    """

    def __init__(self, words: SafetyWords) -> None:
        self._words = words
        self._table: TfidfVectorizer

    def fit(self, texts: Sequence[str]) -> Any:
        """Learn the n-grams of the training texts; gives their matrix."""
        fewest = min(FEWEST, 1 + len(texts) // 1000)
        self._table = TfidfVectorizer(
            analyzer="char", ngram_range=(1, LONGEST), min_df=fewest, sublinear_tf=True, dtype=np.float32
        )
        return self._table.fit_transform(self._words.marked(texts))

    @property
    def width(self) -> int:
        return len(self._table.vocabulary_)

    def matrix(self, texts: Sequence[str]) -> Any:
        """A sparse row per text."""
        return self._table.transform(self._words.marked(texts))
