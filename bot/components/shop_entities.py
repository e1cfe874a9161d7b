"""Entities by spaCy: a blank Chinese pipeline over our segmenter with an entity ruler, all of it kept in the model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import spacy
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import get_words_and_spaces
from spacy.vocab import Vocab

from bot.components.entity_patterns import entity_patterns
from bot.components.segmenter import read_products, read_words, segmenter


class SegmentedText:
    """spaCy tokenizer over the shared segmenter; spaCy's own would neither know nor save our words."""

    def __init__(self, vocab: Vocab, words: tuple[str, ...]) -> None:
        self._vocab = vocab
        self._segmenter = segmenter(words)

    def __call__(self, text: str) -> Doc:
        words, spaces = get_words_and_spaces([word for word, _ in self._segmenter.cut(text)], text)
        return Doc(self._vocab, words=words, spaces=spaces)


def blank_chinese(words: tuple[str, ...]) -> Language:
    """A blank `zh` pipeline with an empty entity ruler that keeps upper and lower case apart."""
    nlp = spacy.blank("zh")
    nlp.tokenizer = SegmentedText(nlp.vocab, words)
    nlp.add_pipe("entity_ruler", config={"phrase_matcher_attr": "ORTH"})
    return nlp


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class ShopEntities(EntityExtractorMixin, GraphComponent):
    """Config: `dictionary` and `catalogue`, paths from the project directory, read when training only."""

    def __init__(self, model_storage: ModelStorage, resource: Resource, words: tuple[str, ...], nlp: Language) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._words = words
        self._nlp = nlp

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"dictionary": "data/dictionary.txt", "catalogue": "data/catalogue.yml"}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> ShopEntities:
        catalogue = Path(config["catalogue"])
        words = read_words(Path(config["dictionary"]), catalogue)
        nlp = blank_chinese(words)
        nlp.get_pipe("entity_ruler").add_patterns(entity_patterns(read_products(catalogue)))
        return cls(model_storage, resource, words, nlp)

    def train(self, training_data: TrainingData) -> Resource:  # noqa: ARG002
        with self._model_storage.write_to(self._resource) as directory:
            (directory / "words.json").write_text(json.dumps(self._words, ensure_ascii=False), encoding="utf-8")
            self._nlp.get_pipe("entity_ruler").to_disk(directory / "patterns")
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
            words = tuple(json.loads((directory / "words.json").read_text(encoding="utf-8")))
            nlp = blank_chinese(words)
            nlp.get_pipe("entity_ruler").from_disk(directory / "patterns")
        return cls(model_storage, resource, words, nlp)

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            found = [*message.get(ENTITIES, []), *self._entities(message.get(TEXT) or "")]
            message.set(ENTITIES, found, add_to_output=True)
        return messages

    def _entities(self, text: str) -> list[dict[str, Any]]:
        return [
            {
                "entity": span.label_,
                "value": span.text,
                "start": span.start_char,
                "end": span.end_char,
                "extractor": type(self).__name__,
            }
            for span in self._nlp(text).ents
        ]
