"""Intent by logistic regression over n-gram and sentence features: calibrated enough to say “not sure”."""

from __future__ import annotations

from typing import Any

import joblib
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy import sparse
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression

RANKED = 10
NO_INTENT = {"name": None, "confidence": 0.0}


class Features:
    """Joins the two views of a message: n-gram counts as tf-idf, the sentence vector centred and weighed."""

    def __init__(self, dense_weight: float) -> None:
        self._weight = dense_weight
        self._tfidf = TfidfTransformer(sublinear_tf=True)
        self._centre: Any = None

    def fit(self, messages: list[Message]) -> Any:
        """Learn idf and centre from the training messages and give their matrix."""
        counts, vectors = self._views(messages)
        self._tfidf.fit(counts)
        self._centre = vectors.mean(axis=0)
        return self.matrix(messages)

    def matrix(self, messages: list[Message]) -> Any:
        """One row a message, the same columns as the training messages had."""
        counts, vectors = self._views(messages)
        dense = sparse.csr_matrix((vectors - self._centre) * self._weight)
        return sparse.hstack([self._tfidf.transform(counts), dense]).tocsr().astype(np.float32)

    @staticmethod
    def _views(messages: list[Message]) -> tuple[Any, Any]:
        counts = sparse.vstack([message.get_sparse_features(TEXT)[1].features for message in messages])
        vectors = np.vstack([message.get_dense_features(TEXT)[1].features for message in messages])
        return counts.tocsr(), vectors


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentRegression(IntentClassifier, GraphComponent):
    """Config: `C` (inverse regularisation) and `dense_weight` (weight of the sentence vector beside the n-grams)."""

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._features: Features | None = None
        self._model: LogisticRegression | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"C": 1.0, "dense_weight": 1.0}

    @classmethod
    def required_components(cls) -> list[type]:
        return [Featurizer]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> IntentRegression:
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on the intent examples; without examples the component stays silent."""
        examples = [message for message in training_data.intent_examples if message.get(TEXT)]
        if examples:
            self._features = Features(self._config["dense_weight"])
            matrix = self._features.fit(examples)
            model = LogisticRegression(C=self._config["C"], class_weight="balanced", max_iter=300, random_state=0)
            self._model = model.fit(matrix, [message.get(INTENT) for message in examples])
        with self._model_storage.write_to(self._resource) as directory:
            joblib.dump((self._features, self._model), directory / "regression.joblib")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
        **kwargs: Any,  # noqa: ARG003
    ) -> IntentRegression:
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as directory:
            component._features, component._model = joblib.load(directory / "regression.joblib")
        return component

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            ranking = self._rank(message)
            message.set(INTENT, ranking[0] if ranking else dict(NO_INTENT), add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _rank(self, message: Message) -> list[dict[str, Any]]:
        """The likeliest intents first; empty for a message without words."""
        if self._features is None or self._model is None or message.get_sparse_features(TEXT)[1] is None:
            return []
        chances = self._model.predict_proba(self._features.matrix([message]))[0]
        best = np.argsort(-chances, kind="stable")[:RANKED]
        return [{"name": str(self._model.classes_[k]), "confidence": float(chances[k])} for k in best]
