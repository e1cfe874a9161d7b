"""One conformance suite for every own component that `bot/config.yml` names: Rasa's contract, and what we promise more.

A new component is under it as soon as it is in the pipeline, fed by the components that stand before it there.
"""

import inspect
import json
import pkgutil
import random
import shutil
from copy import deepcopy
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rasa.engine.graph import GraphComponent
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.engine.training.fingerprinting import calculate_fingerprint_key
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, METADATA, TEXT, TEXT_TOKENS
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

import bot.components
from bot.components import training_inputs
from bot.components.clause_splitter import CLAUSE_VECTORS, CLAUSES
from bot.components.intent_classifier import CONCERNS
from tests.nlu.pipeline import BOT, EXAMPLES, Pipeline, Step, bot_config, examples, steps, working_directory

OWN = [step for step in steps() if step.given["name"].startswith("bot.components.")]
TEXTS = [
    "",
    " ",
    " \t\n\u3000\u200b",
    "😡",
    "👩🏽\u200d💻\ufe0f",
    "\ufe0f",
    "快递到哪了三天没动" * 222 + "急！",  # 2,000 characters
    "ＳＦ１２３４５６７８９０１２３　到哪了？！",
    "請問這個發貨時間，裏面的髮夾幹嘛還沒寄",
    "/restart",
    '/inform{"order_no": "1"}',
    "@EXTERNAL_x",
    "1234567890123456789",
    "138****1234 张** [订单号] <TEL>",
    "？？？",
    "ok thx, T恤 t恤",
    "a\x00b\r\nc",
    "退\ud83d货",  # half of an emoji, as a cut text ends
    "顺丰SF1234567890123，买了2件指纹锁，退158.50元，昨天买的，电话138-0000-1234",
    *(texts.split()[0] for texts in EXAMPLES.values()),
]
EARLIER = {"entity": "earlier", "value": "", "start": 0, "end": 0, "extractor": "somebody"}
FEATURES = "features"
MAY_CHANGE = {
    "MESSAGE_TOKENIZER": {TEXT, TEXT_TOKENS},
    "MESSAGE_FEATURIZER": {FEATURES, CLAUSES, CLAUSE_VECTORS},
    "ENTITY_EXTRACTOR": {ENTITIES},
    "INTENT_CLASSIFIER": {INTENT, INTENT_RANKING_KEY, CONCERNS},
}


@pytest.fixture(params=OWN, ids=lambda step: step.kind.__name__)
def step(request: pytest.FixtureRequest) -> Step:
    found: Step = request.param
    return found


def trained(directory: Path, data: TrainingData, seed: int = 0) -> Pipeline:
    """Trained in a copy of the project that is gone afterwards, wherever the process's random numbers stand."""
    random.seed(seed)
    np.random.seed(seed)
    shutil.copytree(BOT / "data", directory / "project/data")
    pipeline = Pipeline(directory / "model")
    pipeline.train(data, directory / "project")
    shutil.rmtree(directory / "project")
    return pipeline


def loaded(directory: Path) -> Pipeline:
    """What `trained` left in `directory`, moved elsewhere and loaded where there is no other file."""
    (directory / "model").rename(directory / "moved")
    (directory / "empty").mkdir()
    pipeline = Pipeline(directory / "moved")
    with working_directory(directory / "empty"):
        pipeline.load()
    return pipeline


@pytest.fixture(scope="module")
def before_and_after(tmp_path_factory: pytest.TempPathFactory) -> tuple[Pipeline, Pipeline]:
    """The pipeline as it was trained, and as it was loaded from what that left."""
    directory = tmp_path_factory.mktemp("conformance")
    return trained(directory, examples(*EXAMPLES)), loaded(directory)


@pytest.fixture(scope="module")
def model(before_and_after: tuple[Pipeline, Pipeline]) -> Pipeline:
    return before_and_after[1]


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    return trained(tmp_path_factory.mktemp("again"), examples(*EXAMPLES), seed=1)


@pytest.fixture(scope="module", params=[0, 1, 10], ids=["no-example", "one-example", "one-intent"])
def silent(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    """Loaded from a training that had nothing to tell apart."""
    directory = tmp_path_factory.mktemp("silent")
    trained(directory, examples("ask_human", most=request.param))
    return loaded(directory)


def messages() -> list[Message]:
    """The hard messages with what others may have left on them, and one without a text."""
    said: list[dict[str, Any]] = [{TEXT: text, METADATA: {"number": n}} for n, text in enumerate(TEXTS)]
    return [Message({**data, ENTITIES: [dict(EARLIER)]}) for data in [*said, {METADATA: {}}]]


def seen(message: Message) -> dict[str, Any]:
    """Everything a message carries, comparable and out of reach of later changes."""
    features = [
        (f.origin, f.type, f.attribute, (f.features.toarray() if f.is_sparse() else f.features).tolist())
        for f in message.features
    ]
    return {**deepcopy(message.data), FEATURES: features}


@cache
def arrived_once(pipeline: Pipeline, step: Step) -> list[Message]:
    return pipeline.arriving(step, messages())


def arrived(pipeline: Pipeline, step: Step) -> list[Message]:
    """The hard messages as the components before this one leave them."""
    return deepcopy(arrived_once(pipeline, step))


@cache
def outcome(pipeline: Pipeline, step: Step) -> list[dict[str, Any]]:
    """What the component makes of the hard messages."""
    return [seen(message) for message in pipeline.process(step, arrived(pipeline, step))]


def graph_components(module: str) -> list[str]:
    classes = inspect.getmembers(import_module(module), inspect.isclass)
    return [f"{module}.{n}" for n, kind in classes if kind.__module__ == module and issubclass(kind, GraphComponent)]


def test_rasa_knows_the_component_by_its_type(step: Step) -> None:
    assert f"{step.kind.__module__}.{step.kind.__name__}" == step.given["name"], "another class has taken its name"
    assert step.types
    assert step.types <= set(MAY_CHANGE), "say in MAY_CHANGE what components of this type may change"
    assert step.registered.is_trainable == hasattr(step.kind, "train")
    assert bot_config()["language"] in (step.kind.supported_languages() or [bot_config()["language"]])


def test_the_component_is_alone_in_its_file(step: Step) -> None:
    assert graph_components(step.kind.__module__) == [step.given["name"]]


def test_every_component_is_in_the_pipeline() -> None:
    modules = [module.name for module in pkgutil.iter_modules(bot.components.__path__, "bot.components.")]
    found = [name for module in modules for name in graph_components(module)]
    assert sorted(found) == sorted(step.given["name"] for step in OWN)


def test_every_setting_has_a_default_of_its_kind(step: Step, tmp_path: Path) -> None:
    default = step.kind.get_default_config()
    assert set(step.given) - {"name"} <= set(default)
    known = {name: type(value) for name, value in default.items() if value is not None}
    assert {name: type(step.config()[name]) for name in known} == known
    with working_directory(BOT):
        assert isinstance(step.built("create", LocalModelStorage(tmp_path), default), step.kind)


def test_loaded_elsewhere_without_its_files_it_does_the_same(
    step: Step, before_and_after: tuple[Pipeline, Pipeline]
) -> None:
    before, after = before_and_after
    assert outcome(after, step) == outcome(before, step)


def test_trained_again_it_does_the_same(step: Step, model: Pipeline, again: Pipeline) -> None:
    assert outcome(again, step) == outcome(model, step)


def test_with_nothing_to_tell_apart_it_invents_no_intent(step: Step, silent: Pipeline) -> None:
    for message in outcome(silent, step):
        assert message.get(INTENT, {}).get("name") is None
        assert not message.get(INTENT_RANKING_KEY)


def test_it_changes_only_what_is_its_own(step: Step, model: Pipeline) -> None:
    own = set().union(*(MAY_CHANGE[name] for name in step.types))
    for old, new in zip(map(seen, arrived(model, step)), outcome(model, step), strict=True):
        assert {key for key in {*old, *new} if old.get(key) != new.get(key)} <= own
        assert new[ENTITIES][: len(old[ENTITIES])] == old[ENTITIES]
        assert new[FEATURES][: len(old[FEATURES])] == old[FEATURES]
        assert len(new.get(TEXT, "")) == len(old.get(TEXT, ""))
        assert TEXT_TOKENS not in old or new[TEXT] == old[TEXT], "the words were cut from another text"


def test_what_it_adds_can_be_used(step: Step, model: Pipeline) -> None:
    for message in model.process(step, arrived(model, step)):
        text: str = message.get(TEXT, "")
        assert all(text[word.start : word.end] == word.text != "" for word in message.get(TEXT_TOKENS, []))
        assert all(text[e["start"] : e["end"]] and e["value"] for e in message.get(ENTITIES) if e != EARLIER)
        assert all(features.origin for features in message.features), "config.yml cannot choose them without a name"
        ranking = [(guess["confidence"], guess["name"]) for guess in message.get(INTENT_RANKING_KEY, [])]
        assert all(0 <= confidence <= 1 and name in EXAMPLES for confidence, name in ranking)
        assert ranking == sorted(ranking, reverse=True)
        answer = message.as_dict(only_output_properties=True)
        assert json.loads(json.dumps(answer)) == answer


def test_it_does_the_work_of_its_type(step: Step, model: Pipeline) -> None:
    """Else a component that does nothing would conform."""
    after = outcome(model, step)
    assert after != [seen(message) for message in arrived(model, step)]
    if "INTENT_CLASSIFIER" in step.types:
        *spoken, _ = [message[INTENT]["name"] for message in after]
        assert spoken[-len(EXAMPLES) :] == list(EXAMPLES)


def test_many_messages_are_understood_as_one_by_one(step: Step, model: Pipeline) -> None:
    single = [model.process(step, [message]) for message in arrived(model, step)]
    assert [seen(message) for (message,) in single] == outcome(model, step)


def test_examples_stay_in_place_and_are_read_like_messages(step: Step, model: Pipeline) -> None:
    """What the model learns from is what it will meet."""
    given = model.arriving_data(step, examples(*EXAMPLES))
    old = deepcopy(given.training_examples)
    prepared = model.prepared(step, given).training_examples
    assert [place(example) for example in prepared] == [place(example) for example in old]
    read = model.process(step, old) if hasattr(step.kind, "process_training_data") else old
    assert [learnt(example) for example in prepared] == [learnt(message) for message in read]


def learnt(message: Message) -> dict[str, Any]:
    """All but the clauses: an example has one concern and is not cut."""
    return {key: value for key, value in seen(message).items() if key not in {CLAUSES, CLAUSE_VECTORS}}


def place(example: Message) -> tuple[Any, ...]:
    return example.get(METADATA), example.get(INTENT), len(example.get(TEXT))


def cache_key(step: Step) -> str:
    """Rasa takes a trained component from its cache as long as this stays the same."""
    return str(calculate_fingerprint_key(step.kind, step.config(), {}))


def test_it_can_be_taken_from_the_cache(step: Step) -> None:
    """Rasa then asks for the key again, with the kept result for a config."""
    assert calculate_fingerprint_key(step.kind, {"output": Resource(step.node)}, {})


def test_it_is_trained_again_when_a_file_it_reads_has_changed(step: Step, tmp_path: Path) -> None:
    shutil.copytree(BOT / "data", tmp_path / "data")
    with working_directory(tmp_path):
        files = [Path(value) for value in step.config().values() if isinstance(value, str) and Path(value).is_file()]
        keys = [cache_key(step)]
        for file in files:
            file.write_text(file.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
            keys.append(cache_key(step))
    assert len(set(keys)) == 1 + len(files)


def test_it_is_trained_again_when_our_code_has_changed(
    step: Step, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rasa looks at the source of the class only, not at the functions and patterns it uses."""
    members = vars(import_module(step.kind.__module__)).values()
    used = {name for name in (str(getattr(m, "__module__", "")) for m in members) if name.startswith("bot.")}
    assert step.kind.__module__ in used
    for folder in training_inputs.CODE:
        shutil.copytree(folder, tmp_path / folder.name)
    monkeypatch.setattr(training_inputs, "CODE", tuple(tmp_path / folder.name for folder in training_inputs.CODE))
    monkeypatch.chdir(BOT)
    keys = [cache_key(step)]
    for module in used:
        (tmp_path / f"{module.partition('.')[2].replace('.', '/')}.py").write_text("# changed", encoding="utf-8")
        keys.append(cache_key(step))
    assert len(set(keys)) == 1 + len(used)
