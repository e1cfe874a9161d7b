"""The peer to beat: character n-grams and logistic regression alone, on the same training examples."""

import io
from collections.abc import Sequence
from pathlib import Path

import joblib
from rasa.shared.nlu.training_data.loading import load_data
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline

from aftersales.use_cases.ports import Guess


class NgramPeer:
    """The 40,000 commonest runs of one to three characters as sublinear tf-idf; scikit-learn's regression, C = 10.

    All runs of up to four characters were no better and cost half an hour and 12 GB with 33,000 examples.
    """

    def __init__(self, texts: Sequence[str], intents: Sequence[str]) -> None:
        ngrams = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), min_df=2, max_features=40_000, sublinear_tf=True)
        self._model: Pipeline = make_pipeline(ngrams, LogisticRegression(C=10, max_iter=200, tol=1e-3))
        self._model.fit(texts, intents)

    def guess(self, text: str) -> Guess:
        chances = self._model.predict_proba([text])[0]
        best = int(chances.argmax())
        return Guess(str(self._model.classes_[best]), float(chances[best]))

    def megabytes(self) -> float:
        stored = io.BytesIO()
        joblib.dump(self._model, stored, compress=3)
        return len(stored.getvalue()) / 1e6


def train_peer(examples: Path) -> NgramPeer:
    """A peer trained on the Rasa examples of a folder."""
    messages = [message for message in load_data(str(examples)).intent_examples if message.get("text")]
    return NgramPeer([message.get("text") for message in messages], [message.get("intent") for message in messages])
