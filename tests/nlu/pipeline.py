"""The real NLU pipeline outside `rasa train`: trained on a few messages, kept in a directory, loaded back from it.

As a program (`python -m tests.nlu.pipeline DIRECTORY TEXT…`) it prints what a fresh process makes of the texts.
"""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from ruamel.yaml import YAML

BOT = Path(__file__).resolve().parents[2] / "bot"
EXAMPLES = {
    "track_parcel": ["快递到哪了", "帮我查一下物流", "包裹什么时候到", "现在走到哪里啦"],
    "return_goods": ["我要退货", "这个能退吗", "怎么申请退货", "不喜欢想退掉"],
    "invoice_request": ["开一张发票", "电子发票在哪里下载", "发票什么时候给我", "麻烦开票"],
}


def component_configs() -> list[dict[str, Any]]:
    configs: list[dict[str, Any]] = YAML(typ="safe").load((BOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    return configs


class Pipeline:
    """The components of config.yml in their order, over a model storage in `directory`."""

    def __init__(self, directory: Path) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self._storage = LocalModelStorage(directory)
        self._components: list[Any] = []

    def train(self) -> None:
        messages = [Message.build(text, intent) for intent, texts in EXAMPLES.items() for text in texts]
        data = TrainingData(messages)
        with working_directory(BOT):
            for _, component in self._built("create"):
                if hasattr(component, "train"):
                    component.train(data)
                if hasattr(component, "process_training_data"):
                    data = component.process_training_data(data)
                self._components.append(component)

    def load(self) -> None:
        self._components = [component for _, component in self._built("load")]

    def parse(self, text: str) -> dict[str, Any]:
        message = Message.build(text)
        for component in self._components:
            component.process([message])
        parsed: dict[str, Any] = message.as_dict(only_output_properties=True)
        return parsed

    def _built(self, how: str) -> Iterator[tuple[str, Any]]:
        for number, given in enumerate(component_configs()):
            kind = DefaultV1Recipe._from_registry(given["name"]).clazz
            name = f"{number}_{kind.__name__}"
            config = {**kind.get_default_config(), **given}
            context = ExecutionContext(GraphSchema({}), "test", node_name=name)
            yield name, getattr(kind, how)(config, self._storage, Resource(name), context)


@contextmanager
def working_directory(path: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(path)
    try:
        yield
    finally:
        os.chdir(before)


def main() -> None:
    directory, *texts = sys.argv[1:]
    pipeline = Pipeline(Path(directory))
    pipeline.load()
    json.dump([pipeline.parse(text) for text in texts], sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
