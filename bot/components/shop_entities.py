"""The entities of a message as a Rasa component; all that was read from the data files is kept in the model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.entity_extractor import EntityExtractor, Lexicon
from bot.components.segmenter import read_words
from bot.components.training_inputs import fingerprint

LEXICON = "lexicon.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class ShopEntities(EntityExtractorMixin, GraphComponent):
    """Config: the data files as paths from the project directory, read when training only.

    What the values look like is told in docs/nlu.md.
    """

    def __init__(self, model_storage: ModelStorage, resource: Resource, lexicon: Lexicon) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._lexicon = lexicon
        self._extractor = EntityExtractor(lexicon)

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "dictionary": "data/dictionary.txt",
            "catalogue": "data/catalogue.yml",
            "names": "data/entity_words.yml",
            "places": "data/places.yml",
            "numbers": "data/numbers.yml",
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> ShopEntities:
        dictionary, *files = (Path(config[name]) for name in cls.get_default_config())
        words = read_words(dictionary, files[0])
        return cls(model_storage, resource, Lexicon.read(words, *files))

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        return fingerprint(config, *cls.get_default_config())

    def train(self, training_data: TrainingData) -> Resource:  # noqa: ARG002
        with self._model_storage.write_to(self._resource) as directory:
            content = json.dumps(self._lexicon.as_json(), ensure_ascii=False)
            (directory / LEXICON).write_text(content, encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],  # noqa: ARG003
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
        **kwargs: Any,  # noqa: ARG003
    ) -> ShopEntities:
        with model_storage.read_from(resource) as directory:
            content = json.loads((directory / LEXICON).read_text(encoding="utf-8"))
        return cls(model_storage, resource, Lexicon.from_json(content))

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            found = [*message.get(ENTITIES, []), *self._entities(message.get(TEXT) or "")]
            message.set(ENTITIES, found, add_to_output=True)
        return messages

    def _entities(self, text: str) -> list[dict[str, Any]]:
        return [
            {
                "entity": one.kind,
                "value": one.value,
                "start": one.start,
                "end": one.end,
                "extractor": type(self).__name__,
                **one.more,
            }
            for one in self._extractor.find(text)
        ]
