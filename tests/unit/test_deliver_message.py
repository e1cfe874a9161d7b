"""The one door out: apology when late, word gate, store, feed."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import cast

import pytest

from aftersales.adapters.files.wording_reader import read_wording
from aftersales.domain.calendar import SHANGHAI
from aftersales.domain.conversations import Button, ButtonKind, Conversation, Message, Owner, Say, Sender, TurnState
from aftersales.domain.release import Release
from aftersales.domain.scripts import Rendered, Script
from aftersales.domain.shop import Setting, Shop
from aftersales.domain.word_entries import Action, WordEntry
from aftersales.domain.word_gate import WordGate
from aftersales.use_cases.deliver_message import Blocked, deliver_message, say
from aftersales.use_cases.ports import UnitOfWork
from aftersales.use_cases.services import Services
from tests.fakes.memory import MemoryDatabase

NOW = datetime(2026, 11, 25, 14, 0, tzinfo=SHANGHAI)
CHAT = "c1"
LIMIT = 60
SORRY = ("让您久等了。", "抱歉让您等到现在。")


class Room:
    """One conversation of one buyer, inside an open transaction."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow
        uow.conversations.add(Conversation(CHAT, "demo-wang", Owner.BOT, NOW))

    @property
    def messages(self) -> Sequence[Message]:
        return self.uow.messages.last(CHAT, 100)

    @property
    def announced(self) -> list[tuple[str, str]]:
        return [(row.kind, row.ref) for row in self.uow.feed.after(0)]

    def wrote(self, sender: Sender, seconds_ago: int, text: str = "在吗") -> Message:
        return self.uow.messages.add(CHAT, sender, text, NOW - timedelta(seconds=seconds_ago))

    def was_silent_about(self, message: Message) -> None:
        turn = self.uow.turns.open(CHAT, [message.id], NOW, NOW)
        assert turn is not None
        self.uow.turns.finish(turn.id, TurnState.SILENT, "advertisement", NOW)

    def bot_says(self, text: str) -> str:
        message = deliver_message(self.uow, services(), CHAT, Sender.BOT, text)
        assert isinstance(message, Message)
        return message.text


def services() -> Services:
    shop = Shop("山岚", "taobao", {"apology_after": Setting(LIMIT, "P-EMO-01", date(2026, 11, 1))}, {}, {})
    words = (
        WordEntry("wait", "tone", (read_wording("稍等", {}),), Action.REPLACE, "r", "s", "我马上查"),
        WordEntry("bad", "platform", (read_wording("坏话", {}),), Action.BLOCK, "r", "s"),
    )
    release = Release(1, shop, {"wait.apology": Script("wait.apology", "p", SORRY)}, {}, WordGate(words))
    voice = SimpleNamespace(render=lambda chat, one: Rendered(one.key, 2, f"第{one.variables['position']}位"))
    told = SimpleNamespace(release=lambda: release, now=lambda: NOW, voice=voice, review=release.gate.review)
    return cast(Services, told)


@pytest.fixture
def room() -> Iterator[Room]:
    with MemoryDatabase().uow() as uow:
        yield Room(uow)


@pytest.mark.parametrize(("waited", "sorry"), [(LIMIT - 1, False), (LIMIT, False), (LIMIT + 1, True)])
def test_a_late_result_begins_with_an_apology(room: Room, waited: int, sorry: bool) -> None:
    room.wrote(Sender.BUYER, waited)
    assert (room.bot_says("到杭州了") != "到杭州了") is sorry
    assert room.messages[-1].text.endswith("到杭州了")


def test_the_apology_is_said_once_and_not_before_another(room: Room) -> None:
    room.wrote(Sender.BUYER, 300)
    assert room.bot_says("抱歉，还没有结果") == "抱歉，还没有结果"
    assert room.bot_says("有结果了") == "有结果了"


def test_the_wait_counts_from_the_oldest_unanswered_message(room: Room) -> None:
    room.wrote(Sender.BUYER, 900)
    room.wrote(Sender.BOT, 890, "在的")
    room.wrote(Sender.BUYER, 61)
    room.wrote(Sender.BUYER, 1)
    assert room.bot_says("查到了").startswith(SORRY)


def test_a_message_we_were_silent_about_does_not_wait(room: Room) -> None:
    room.was_silent_about(room.wrote(Sender.BUYER, 900, "加我推广"))
    room.wrote(Sender.BUYER, 1, "到哪了")
    assert room.bot_says("查到了") == "查到了"


def test_apologies_take_turns(room: Room) -> None:
    for _ in range(2):
        room.wrote(Sender.BUYER, 100)
        room.bot_says("查到了")
    ours = [message.text.removesuffix("查到了") for message in room.messages if message.sender is Sender.BOT]
    assert sorted(ours) == sorted(SORRY)


@pytest.mark.parametrize("sender", [Sender.AGENT, Sender.SYSTEM])
def test_only_the_bot_apologises_by_itself(room: Room, sender: Sender) -> None:
    room.wrote(Sender.BUYER, 900)
    message = deliver_message(room.uow, services(), CHAT, sender, "您好", agent_login="li", client_message_id="m1")
    assert isinstance(message, Message)
    assert (message.text, message.agent_login, message.client_message_id) == ("您好", "li", "m1")


def test_a_replaced_wording_is_stored_replaced_and_announced(room: Room) -> None:
    message = deliver_message(room.uow, services(), CHAT, Sender.AGENT, "稍等哦")
    assert isinstance(message, Message)
    assert message.text == "我马上查哦"
    assert room.announced == [("message", str(message.id))]


def test_a_blocked_text_leaves_nothing_behind(room: Room) -> None:
    blocked = deliver_message(room.uow, services(), CHAT, Sender.AGENT, "这是坏话")
    assert isinstance(blocked, Blocked)
    assert [hit.entry.id for hit in blocked.verdict.hits] == ["bad"]
    assert not room.messages
    assert not room.announced


def test_say_renders_and_keeps_key_variant_buttons_and_turn(room: Room) -> None:
    button = Button("b1", "转人工", ButtonKind.HUMAN)
    message = say(room.uow, services(), CHAT, Say("human.queued", {"position": "2"}, (button,)), turn_id="t9")
    assert isinstance(message, Message)
    assert (message.text, message.script_key, message.variant) == ("第2位", "human.queued", 2)
    assert (message.buttons, message.turn_id, message.sender) == ((button,), "t9", Sender.BOT)
