"""Routing: every concern reaches the playbook once, small talk has its story, the loop follows the question."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.model_training import train_core
from rasa.shared.core.domain import Domain
from rasa.utils.endpoints import EndpointConfig

from bot.components.shop_channel import TurnOutput

BOT = Path(__file__).resolve().parents[2] / "bot"
SMALL_TALK = ("greet", "thanks", "goodbye", "wait_ack", "chitchat")
INTENTS = Domain.load(str(BOT / "domain.yml")).intents
CONCERNS = sorted({*INTENTS, "nlu_fallback"} - {*SMALL_TALK, "restart", "back", "session_start", "out_of_scope"})


class FakeActionServer(EndpointConfig):  # type: ignore[misc]  # rasa has no types
    """Answers the form's one call as our action does; `asks` says whether a question is open afterwards."""

    def __init__(self) -> None:
        super().__init__(url="http://actions")
        self.called: list[str] = []
        self.asks = False

    async def request(self, *_: Any, **given: Any) -> dict[str, Any]:
        self.called.append(given["json"]["next_action"])
        slots = {"fact_answer": None, "requested_slot": "fact_answer" if self.asks else None}
        events = [{"event": "slot", "name": name, "value": value} for name, value in slots.items()]
        return {"events": events, "responses": [{"response": "decided"}, {"custom": {"outcome": "answered"}}]}


class KeyNlg(NaturalLanguageGenerator):  # type: ignore[misc]  # rasa has no types
    async def generate(self, utter_action: str, *_: Any, **__: Any) -> dict[str, Any]:
        return {"text": utter_action, "script_key": utter_action, "variant": 0}


@dataclass
class Talk:
    """A conversation with a trained dialogue, understanding given."""

    agent: Agent
    sender: str
    server: FakeActionServer = field(default_factory=FakeActionServer)

    async def say(self, intent: str, *, asks: bool = False) -> tuple[list[str], list[str], str | None]:
        """One turn: (keys said, actions called, loop afterwards)."""
        assert self.agent.processor is not None
        self.agent.processor.action_endpoint = self.server
        self.server.called, self.server.asks = [], asks
        output = TurnOutput()
        guess = {"name": intent, "confidence": 0.9}
        phone = {"entity": "phone", "value": "13800001234", "start": 0, "end": 11}
        parsed = {"text": "x", "intent": guess, "entities": [phone], "intent_ranking": [guess]}
        await self.agent.handle_message(UserMessage("x", output, self.sender, parsed, metadata={"turn_id": "t"}))
        tracker = await self.agent.tracker_store.get_or_create_tracker(self.sender)
        return [message["script_key"] for message in output.messages], self.server.called, tracker.active_loop_name


def train(data: Path, target: Path) -> Agent:
    model = train_core(str(BOT / "domain.yml"), str(BOT / "config.yml"), str(data), str(target))
    return Agent.load(model, action_endpoint=FakeActionServer(), generator=KeyNlg())


@pytest.fixture(scope="module")
def agent(tmp_path_factory: pytest.TempPathFactory) -> Agent:
    data = tmp_path_factory.mktemp("data")
    for part in ("rules", "stories"):
        shutil.copytree(BOT / "data" / part, data / part)
    return train(data, tmp_path_factory.mktemp("model"))


@pytest.fixture
def talk(agent: Agent, request: pytest.FixtureRequest) -> Talk:
    return Talk(agent, request.node.name)


ASKED = (["decided"], ["validate_playbook_form"], "playbook_form")
DECIDED = (["decided"], ["validate_playbook_form"], None)


def test_the_domain_has_the_taxonomy() -> None:
    assert len({*INTENTS} - {"restart", "back", "session_start", "out_of_scope", "nlu_fallback"}) == 65


@pytest.mark.parametrize("intent", CONCERNS)
async def test_a_concern_reaches_the_playbook_once(talk: Talk, intent: str) -> None:
    assert await talk.say(intent) == DECIDED
    assert await talk.say(intent, asks=True) == ASKED


@pytest.mark.parametrize("intent", SMALL_TALK)
async def test_small_talk_has_its_story_before_and_after_a_concern(talk: Talk, intent: str) -> None:
    for _ in range(2):
        assert await talk.say(intent) == ([f"utter_{intent}"], [], None)
    assert await talk.say("track_parcel") == DECIDED
    assert await talk.say(intent) == ([f"utter_{intent}"], [], None)


@pytest.mark.parametrize("intent", [*SMALL_TALK, "affirm", "nlu_fallback", "return_goods"])
async def test_an_open_question_takes_every_turn_until_it_is_settled(talk: Talk, intent: str) -> None:
    assert await talk.say("missing_item", asks=True) == ASKED
    assert await talk.say(intent, asks=True) == ASKED
    assert await talk.say(intent) == DECIDED
    assert await talk.say("thanks") == (["utter_thanks"], [], None)


async def test_editing_a_story_changes_the_reply(tmp_path: Path) -> None:
    data = tmp_path / "data"
    for part in ("rules", "stories"):
        shutil.copytree(BOT / "data" / part, data / part)
    stories = data / "stories" / "small_talk.yml"
    stories.write_text(stories.read_text("utf-8").replace("action: utter_greet", "action: utter_chitchat"), "utf-8")
    edited = Talk(train(data, tmp_path / "model"), "s")
    assert await edited.say("greet") == (["utter_chitchat"], [], None)
