"""The real NLU pipeline outside `rasa train`: trained on a few messages, kept in a directory, loaded back from it.

As a program (`python -m tests.nlu.pipeline DIRECTORY TEXT…`) it prints what a fresh process makes of the texts.
"""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from ruamel.yaml import YAML

from bot.components import sentence_encoder

BOT = Path(__file__).resolve().parents[2] / "bot"
EXAMPLES = {
    "track_parcel": """快递到哪了 帮我查一下物流 包裹什么时候到 现在走到哪里啦 物流三天没更新了
        查下SF1234567890123 還沒收到包裹 快递停在中转站不动 怎么还没送到 今天能到吗""",
    "return_goods": """我要退货 这个能退吗 怎么申请退货 不喜欢想退掉 退货地址发我
        ７天无理由退货 退货运费谁出 尺码不合适要退 寄回去给你们退款 退2件可以吗""",
    "invoice_request": """开一张发票 电子发票在哪里下载 发票什么时候给我 麻烦开票 抬头写错了重开发票
        發票沒有收到 能开专票吗 发票税号改一下 要公司抬头的发票 开票要多久""",
    "cancel_order": """取消订单 我不想要了取消吧 还没发货帮我取消 拍错了取消一下 怎么取消订单
        订单2026112200010001取消 重复拍了取消一个 取消订单退款 先别发货取消 不买了""",
    "change_address": """改一下地址 地址写错了 收货地址换一个 能改成公司地址吗 电话138****1234也改
        修改收件人 寄到另一个地方 地址少写了门牌号 换个收货人 地址改到北京""",
    "ask_human": """转人工 人工客服 找真人 我要和人说话 别用机器人了
        叫你们主管来 人工😡 有没有活人 接人工服务 不要自动回复""",
}
"""Messages with blanks between them, by intent."""


def bot_config() -> dict[str, Any]:
    config: dict[str, Any] = YAML(typ="safe").load((BOT / "config.yml").read_text(encoding="utf-8"))
    return config


@dataclass(frozen=True, eq=False)
class Step:
    """One entry of the pipeline of config.yml, built as Rasa builds it."""

    number: int
    given: dict[str, Any]

    @property
    def registered(self) -> Any:
        return DefaultV1Recipe._from_registry(self.given["name"])

    @property
    def kind(self) -> Any:
        return self.registered.clazz

    @property
    def types(self) -> set[str]:
        return {kind.name for kind in self.registered.types}

    @property
    def node(self) -> str:
        return f"{self.number}_{self.kind.__name__}"

    def config(self) -> dict[str, Any]:
        """What config.yml says over the component's defaults."""
        told = {key: value for key, value in self.given.items() if key != "name"}
        return {**self.kind.get_default_config(), **told}

    def built(self, how: str, storage: LocalModelStorage, config: dict[str, Any] | None = None) -> Any:
        """`how` is `create` (before training) or `load` (what training left in `storage`)."""
        context = ExecutionContext(GraphSchema({}), "test", node_name=self.node)
        return getattr(self.kind, how)(config or self.config(), storage, Resource(self.node), context)


@lru_cache(maxsize=1)
def steps() -> tuple[Step, ...]:
    return tuple(Step(number, given) for number, given in enumerate(bot_config()["pipeline"]))


def examples(*intents: str, most: int = 10) -> TrainingData:
    """At most so many numbered examples of each of these intents."""
    said = [(text, intent) for intent in intents for text in EXAMPLES[intent].split()[:most]]
    return TrainingData([Message.build(text, intent, example_metadata=n) for n, (text, intent) in enumerate(said)])


class Pipeline:
    """The components of config.yml in their order, over a model storage in `directory`."""

    def __init__(self, directory: Path) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self._storage = LocalModelStorage(directory)
        self._directory = directory
        self._components: list[Any] = []

    def train(self, data: TrainingData | None = None, project: Path = BOT) -> None:
        """Train in the directory `project`; then the components are the very ones that were trained."""
        data = examples(*EXAMPLES) if data is None else data
        with working_directory(project):
            for step in steps():
                component = step.built("create", self._storage)
                if step.registered.is_trainable:
                    component.train(data)
                self._components.append(component)
                data = self.prepared(step, data)

    def load(self) -> None:
        self._components = [step.built("load", self._storage) for step in steps()]

    def process(self, step: Step, messages: list[Message]) -> list[Message]:
        """What Rasa hands on after this step."""
        processed: list[Message] = self._components[step.number].process(messages)
        return processed

    def arriving(self, step: Step, messages: list[Message]) -> list[Message]:
        """The messages as the steps before this one leave them."""
        for earlier in steps()[: step.number]:
            messages = self.process(earlier, messages)
        return messages

    def prepared(self, step: Step, data: TrainingData) -> TrainingData:
        """The training data after this step; sentence vectors are kept beside the model, not in the trainers' cache."""
        prepare = getattr(self._components[step.number], "process_training_data", lambda unchanged: unchanged)
        with patch.object(sentence_encoder, "ROOT", self._directory):
            prepared: TrainingData = prepare(data)
        return prepared

    def arriving_data(self, step: Step, data: TrainingData) -> TrainingData:
        """The training data as the steps before this one leave it."""
        for earlier in steps()[: step.number]:
            data = self.prepared(earlier, data)
        return data

    def parse(self, text: str) -> dict[str, Any]:
        *_, last = steps()
        (message,) = self.process(last, self.arriving(last, [Message.build(text)]))
        parsed: dict[str, Any] = message.as_dict(only_output_properties=True)
        return parsed


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
