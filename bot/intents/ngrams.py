"""The character n-grams of a message as tf-idf: what it says letter by letter, typos and all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.intents.safety_words import SafetyWords

LONGEST = 3
"""Characters; four-character n-grams doubled the table and were right no more often."""


class Ngrams:
    """The n-grams of the texts and of the signs that their safety words leave.

    Counted over the text as written: Rasa's own featurizer counts over words joined by blanks, which was right less
    often. An n-gram counts when enough training messages have it: three of a shop's, one of a test's handful.
    """

    def __init__(self, texts: Sequence[str], words: SafetyWords) -> None:
        self._words = words
        fewest = min(3, 1 + len(texts) // 1000)
        self._table = TfidfVectorizer(
            analyzer="char", ngram_range=(1, LONGEST), min_df=fewest, sublinear_tf=True, dtype=np.float32
        )
        self._table.fit(words.marked(texts))

    @property
    def width(self) -> int:
        return len(self._table.vocabulary_)

    def matrix(self, texts: Sequence[str]) -> Any:
        """A sparse row per text."""
        return self._table.transform(self._words.marked(texts))
