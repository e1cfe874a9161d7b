"""Tidy the buyer's text before anything reads it: half-width, simplified, one emoji for all — never another length."""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from aftersales.domain.text_reading import simplified, simplifier
from bot.components.training_inputs import fingerprint

COMMAND_SIGNS = str.maketrans({"/": "／", "@": "＠"})
"""Rasa takes a text beginning with `/` for a command, so these two signs are full-width everywhere in the bot."""

HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
BLANKS = re.compile(r"[\s\u200b-\u200f\ufe00-\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0000-\U000e007f\ud800-\udfff]")
"""White space, the invisible parts of emoji (joiners, variations, skin colours), and half of a cut emoji."""

EMOJI = re.compile(r"[\u2600-\u27bf\U0001f000-\U0001faff]")
ANY_EMOJI = "☺"


def guard_commands(text: str) -> str:
    """The text with `/` and `@` as ordinary full-width signs, of equal length."""
    return text.translate(COMMAND_SIGNS)


def _simplify(text: str) -> str:
    """Traditional to simplified; character by character when a phrase rule would change the length."""
    simple: str = simplifier().convert(text)
    return simple if len(simple) == len(text) else "".join(map(simplified, text))


def normalise(text: str) -> str:
    """Full-width to half-width, traditional to simplified, every emoji to ☺, odd whitespace to blanks.

    The result is as long as `text`, so offsets into one are offsets into the other.
    """
    plain = EMOJI.sub(ANY_EMOJI, BLANKS.sub(" ", text.translate(HALF_WIDTH)))
    return guard_commands(_simplify(plain))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class TextNormaliser(GraphComponent):
    """Rasa component: replaces the text of every message by its normalised form."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],  # noqa: ARG003
        model_storage: ModelStorage,  # noqa: ARG003
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> TextNormaliser:
        return cls()

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        return fingerprint(config)

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            if text := message.get(TEXT):
                message.set(TEXT, normalise(text))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(training_data.training_examples)
        return training_data
