"""Logistic regression over n-grams and the sentence vector: the calm member, whose confidence can be trusted most."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from bot.intents.layers import Matrix, Numbers


class Regression:
    """`strength`: inverse of the regularisation (scikit-learn's C); `dense_weight`: weight of the centred sentence
    vector beside the n-grams; `iterations` ends the fit early, more of them were right no more often."""

    def __init__(self, strength: float, dense_weight: float, iterations: int, seed: int) -> None:
        self._dense_weight = dense_weight
        self._model = LogisticRegression(C=strength, max_iter=iterations, random_state=seed)
        self._centre: Any = None

    def fit(self, ngrams: Any, vectors: Matrix, intents: Numbers) -> None:
        """`intents` are numbers from 0 without gaps."""
        self._centre = vectors.mean(axis=0)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            self._model.fit(self._joined(ngrams, vectors), intents)
        # column order, else every prediction copies the whole table first
        self._model.coef_ = np.asfortranarray(self._model.coef_, dtype=np.float32)

    def chances(self, ngrams: Any, vectors: Matrix) -> Matrix:
        """A row per message, a column per intent; each row adds up to 1."""
        chances: Matrix = self._model.predict_proba(self._joined(ngrams, vectors))
        return chances

    def _joined(self, ngrams: Any, vectors: Matrix) -> Any:
        dense = sparse.csr_matrix((vectors - self._centre) * self._dense_weight)
        return sparse.hstack([ngrams, dense]).tocsr().astype(np.float32)
