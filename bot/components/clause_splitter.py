"""Cuts a message into its clauses, so that each can be read by itself: “快递到哪了，还有发票怎么开”."""

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

from bot.components.training_inputs import fingerprint

CLAUSES = "clauses"
CLAUSE_VECTORS = "clause_vectors"
BREAK = re.compile(r"[,，。.!！?？;；~～…\s]+|(?=还有|另外|顺便|再问|然后再)")
ASKS = re.compile(
    "吗|嘛|呢|么|怎|如何|啥|哪|谁|多少|多久|几|能|可以|可不|是不是|有没有|想|要|帮|麻烦|给我|退我|请"
    "|[退换开改查催补取](?:一?下|掉)|取消|快[点些]|赶[紧快]|^(?:还有|另外|顺便|再问)"
)
"""What makes a clause a question or a wish: “发错货了，我要退” is one concern, the first clause tells its reason."""

SHORTEST = 4
"""Characters; a shorter clause (“好的”, “谢谢”) is no concern by itself."""

MOST = 3
"""Clauses read of a message, the last ones: the request comes last, and each costs as much as a message."""


def split_clauses(text: str) -> list[str]:
    """The clauses that ask for something, of a message that has several clauses; none of a single one."""
    clauses = [clause for clause in BREAK.split(text) if len(clause) >= SHORTEST]
    return [clause for clause in clauses if ASKS.search(clause)][-MOST:] if len(clauses) > 1 else []


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class ClauseSplitter(GraphComponent):
    """Sets `clauses` on every message understood; training examples have one concern each and are left alone."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],  # noqa: ARG003
        model_storage: ModelStorage,  # noqa: ARG003
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> ClauseSplitter:
        return cls()

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        return fingerprint(config)

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            message.set(CLAUSES, split_clauses(message.get(TEXT) or ""))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data
