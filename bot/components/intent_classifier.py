"""The intent of a message, and what else its clauses ask, by the ensemble of `bot.intents`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import joblib
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.clause_splitter import CLAUSE_VECTORS, CLAUSES
from bot.components.training_inputs import fingerprint
from bot.intents.ensemble import FEWEST_INTENTS, Ensemble, Settings
from bot.intents.layers import Matrix
from bot.intents.safety_words import SafetyWords, read_signs

RANKED = 10
NO_INTENT = {"name": None, "confidence": 0.0}
CONCERNS = "concerns"
"""The key under which a parsed message carries the intents of its clauses that differ from its own."""

SAFETY = frozenset({"ask_human", "complaint_threat", "abuse"})
"""Intents that are decided at once, whatever else the message says: those of procedures that interrupt."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentEnsemble(IntentClassifier, GraphComponent):
    """Config: `concern_confidence`, from which a clause counts as a concern of its own; `safety_words`, a path from the
    project directory, read when training only; and the ensemble's settings."""

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._ensemble: Ensemble | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"concern_confidence": 0.7, "safety_words": "data/safety_words.yml", **asdict(Settings())}

    @classmethod
    def required_components(cls) -> list[type]:
        return [DenseFeaturizer]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> IntentEnsemble:
        return cls(config, model_storage, resource)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        return fingerprint(config, "safety_words")

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on the intent examples; with fewer than two intents the component stays silent."""
        examples = [message for message in training_data.intent_examples if message.get(TEXT)]
        intents = [message.get(INTENT) for message in examples]
        if len(set(intents)) >= FEWEST_INTENTS:
            settings = Settings(**{name: self._config[name] for name in asdict(Settings())})
            vectors = np.vstack([_vector(message) for message in examples])
            words = SafetyWords(read_signs(Path(self._config["safety_words"])))
            self._ensemble = Ensemble(settings, words, [message.get(TEXT) for message in examples], vectors, intents)
        with self._model_storage.write_to(self._resource) as directory:
            joblib.dump(self._ensemble, directory / "ensemble.joblib", compress=1)
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
        **kwargs: Any,  # noqa: ARG003
    ) -> IntentEnsemble:
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as directory:
            component._ensemble = joblib.load(directory / "ensemble.joblib")
        return component

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            ranking, concerns = self._understand(message)
            message.set(INTENT, ranking[0] if ranking else dict(NO_INTENT), add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
            message.set(CONCERNS, concerns, add_to_output=True)
        return messages

    def _understand(self, message: Message) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """The likeliest intents first, and the surest clauses in their order; both empty without words."""
        text = message.get(TEXT) or ""
        if self._ensemble is None or not text.strip():
            return [], []
        clauses = message.get(CLAUSES) or []
        vectors = np.vstack([_vector(message), *message.get(CLAUSE_VECTORS, [])]).astype(np.float32)
        whole, *parts = self._ensemble.rankings([text, *clauses], vectors)
        ranking, others = weigh(whole, [part[0] for part in parts], self._config["concern_confidence"])
        return [_guess(*one) for one in ranking[:RANKED]], [_guess(*one) for one in others.items()]


def weigh(
    whole: list[tuple[str, float]], told: list[tuple[str, float]], least: float
) -> tuple[list[tuple[str, float]], dict[str, float]]:
    """The message's ranking, and every sure intent of its clauses but the first of it.

    What several clauses surely say goes before what the whole less surely seems to mean and none of them says, but for
    safety.
    """
    sure = {name: chance for name, chance in told if chance >= least}
    name, chance = whole[0]
    if len(sure) > 1 and chance < min(sure.values()) and name not in dict(told) and name not in SAFETY:
        leads = next(iter(sure))
        whole = [(leads, sure[leads]), *(one for one in whole if one[0] != leads)]
    return whole, {name: chance for name, chance in sure.items() if name != whole[0][0]}


def _guess(name: str, chance: float) -> dict[str, Any]:
    return {"name": name, "confidence": chance}


def _vector(message: Message) -> Matrix:
    vector: Matrix = message.get_dense_features(TEXT)[1].features
    return vector
