"""Rasa tokenizer over the shared segmenter; the dictionary travels inside the model archive."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.segmenter import read_words, segmenter
from bot.components.training_inputs import fingerprint


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class JiebaWords(Tokenizer):
    """Config: `dictionary` and `catalogue`, paths from the project directory, read when training only."""

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, words: tuple[str, ...]
    ) -> None:
        super().__init__(config)
        self._model_storage = model_storage
        self._resource = resource
        self._words = words

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
            "dictionary": "data/dictionary.txt",
            "catalogue": "data/catalogue.yml",
        }

    @staticmethod
    def supported_languages() -> list[str]:
        return ["zh"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> JiebaWords:
        words = read_words(Path(config["dictionary"]), Path(config["catalogue"]))
        return cls(config, model_storage, resource, words)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        return fingerprint(config, "dictionary", "catalogue")

    def train(self, training_data: TrainingData) -> Resource:  # noqa: ARG002
        with self._model_storage.write_to(self._resource) as directory:
            (directory / "words.json").write_text(json.dumps(self._words, ensure_ascii=False), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
        **kwargs: Any,  # noqa: ARG003
    ) -> JiebaWords:
        with model_storage.read_from(resource) as directory:
            words = tuple(json.loads((directory / "words.json").read_text(encoding="utf-8")))
        return cls(config, model_storage, resource, words)

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        tokens = [Token(word, start) for word, start in segmenter(self._words).cut(message.get(attribute))]
        patterned: list[Token] = self._apply_token_pattern(tokens)
        return patterned
