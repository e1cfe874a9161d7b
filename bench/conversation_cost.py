"""Conversations with our Rasa project and a stock one, in this process: what each message costs, turn by turn."""

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from rasa.shared.nlu.training_data.loading import load_data
from rasa.utils.endpoints import EndpointConfig

from bench.measuring import EXAMPLES, MODEL, milliseconds, percentile
from bot.components.bounded_tracker_store import BoundedTrackerStore
from bot.components.shop_channel import TurnOutput, understanding_json
from bot.components.text_normaliser import guard_commands

TURNS = (1, 10, 100, 300)
WINDOW = 5
"""Turns measured from each of TURNS on; a first turn has no neighbours."""


class DecidedAction(EndpointConfig):  # type: ignore[misc]
    """Stands where the action server stands, so that only Rasa's own work is measured: the form ends at once."""

    async def request(self, *_: Any, **__: Any) -> dict[str, Any]:
        slots = [{"event": "slot", "name": name, "value": None} for name in ("fact_answer", "requested_slot")]
        return {"events": slots, "responses": [{"response": "decided"}]}


class KeyNlg(NaturalLanguageGenerator):  # type: ignore[misc]
    """Says the key itself: reading the script library is the program's work, not Rasa's."""

    async def generate(self, utter_action: str, *_: Any, **__: Any) -> dict[str, Any]:
        return {"text": utter_action, "script_key": utter_action, "variant": 0}


@dataclass
class Project:
    """A trained Rasa project and, by turn, the milliseconds its messages cost."""

    agent: Agent
    understanding: list[float] = field(default_factory=list)
    whole: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))

    async def say(self, sender: str, turn: int, text: str) -> None:
        """One message as the channel hands it over: understood first, then the dialogue and the tracker store."""
        spent: list[float] = []
        with milliseconds(spent):
            parsed = await self.agent.parse_message(guard_commands(text))
        self.understanding += spent
        metadata = {"turn_id": f"{sender}-{turn}", "text": text, "understanding": understanding_json(parsed)}
        message = UserMessage(text, TurnOutput(), sender, parse_data=parsed, metadata=metadata)
        with milliseconds(spent):
            await self.agent.handle_message(message)
        self.whole[turn].append(sum(spent))

    def cost(self, turn: int) -> float:
        """Median milliseconds of a message around a turn."""
        last = turn if turn == 1 else turn + WINDOW - 1
        return percentile([ms for at in range(turn, last + 1) for ms in self.whole[at]], 0.5)


def load_projects(folder: Path, stock: Path) -> Mapping[str, Project]:
    """Ours with its bounded tracker store, the stock one with Rasa's SQL tracker store; each its own SQLite file."""
    return {
        "ours": _load(MODEL, BoundedTrackerStore(host=f"sqlite:///{folder / 'ours.db'}"), KeyNlg()),
        "stock": _load(stock, SQLTrackerStore(dialect="sqlite", db=str(folder / "stock.db")), None),
    }


def _load(model: Path, store: TrackerStore, nlg: NaturalLanguageGenerator | None) -> Project:
    return Project(Agent.load(str(model), generator=nlg, tracker_store=store, action_endpoint=DecidedAction()))


def example_texts() -> list[str]:
    """What the trainers wrote, as buyers' messages."""
    return [message.get("text") for message in load_data(str(EXAMPLES)).intent_examples]


async def talk(projects: Mapping[str, Project], texts: Sequence[str], conversations: int) -> None:
    """The same conversations with every project, message by message in turn, so that all meet the same noise."""
    for project in projects.values():
        await project.say("warm-up", 0, texts[0])
    choice = random.Random(1)  # noqa: S311 - the same messages every time
    for number in range(conversations):
        for turn in range(1, TURNS[-1] + WINDOW):
            text = choice.choice(texts)
            for project in projects.values():
                await project.say(str(number), turn, text)
