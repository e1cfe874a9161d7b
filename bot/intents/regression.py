"""Logistic regression over n-grams and the sentence vector: the calm member, whose confidence can be trusted most."""

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from bot.intents.layers import Matrix, Numbers, softmax


class Regression:
    """`strength`: how little large weights are held back (scikit-learn's C); `dense_weight`: weight of the centred
    sentence vector beside the n-grams; `iterations` ends the fit early, more of them were right no more often.

    Fitted as scikit-learn fits its multinomial `LogisticRegression`, but with sparse n-grams and dense vectors each in
    their own table: as one sparse table the vectors, which are never zero, take ten times as long.
    """

    def __init__(self, strength: float, dense_weight: float, iterations: int) -> None:
        self._strength, self._dense_weight, self._iterations = strength, dense_weight, iterations
        self._centre: Any = None
        self._words = self._meaning = self._bias = np.zeros(0, np.float32)

    def fit(self, ngrams: Any, vectors: Matrix, intents: Numbers) -> None:
        """`intents` are numbers from 0 without gaps."""
        self._centre = vectors.mean(axis=0)
        meant, said, turned = self._moved(vectors), ngrams.tocsr(), ngrams.T.tocsr()
        wanted = np.eye(int(intents.max()) + 1, dtype=np.float32)[intents]
        words, intent_count = said.shape[1], wanted.shape[1]
        rows = words + meant.shape[1]

        def loss(flat: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
            weights = flat.reshape(rows + 1, intent_count).astype(np.float32)
            scores = said @ weights[:words] + meant @ weights[words:rows] + weights[rows]
            chances = softmax(scores)
            missed = -float(np.log(np.maximum((chances * wanted).sum(axis=1), np.float32(1e-30))).sum(dtype=np.float64))
            error = self._strength * (chances - wanted)
            held = np.square(flat[: rows * intent_count]).sum() / 2
            slope = np.vstack([turned @ error, meant.T @ error, error.sum(axis=0, keepdims=True)]).astype(np.float64)
            slope[:rows] += flat.reshape(rows + 1, intent_count)[:rows]
            return self._strength * missed + held, slope.ravel()

        start = np.zeros((rows + 1) * intent_count)
        found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": self._iterations, "gtol": 1e-4})
        weights = found.x.reshape(rows + 1, intent_count).astype(np.float32)
        self._words, self._meaning, self._bias = weights[:words], weights[words:rows], weights[rows]

    def chances(self, ngrams: Any, vectors: Matrix) -> Matrix:
        """A row per message, a column per intent; each row adds up to 1."""
        return softmax(ngrams @ self._words + self._moved(vectors) @ self._meaning + self._bias)

    def _moved(self, vectors: Matrix) -> Matrix:
        moved: Matrix = ((vectors - self._centre) * self._dense_weight).astype(np.float32)
        return moved
