"""The use cases over a real database and our own content; the test tells the time and what the buyer meant."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from aftersales.adapters.demo.load import load_demo
from aftersales.adapters.files.content import build_release, read_content_files
from aftersales.adapters.slip_links import SlipLinks
from aftersales.adapters.voice import LibraryVoice
from aftersales.domain.calendar import SHANGHAI
from aftersales.domain.conversations import Attachment, Button, Message, Outcome, Turn
from aftersales.domain.release import Release
from aftersales.use_cases.open_conversation import open_conversation
from aftersales.use_cases.ports import BotReply, BotUnavailable, Entity, Guess, Understanding
from aftersales.use_cases.receive_message import receive_message
from aftersales.use_cases.run_turn import run_turn
from aftersales.use_cases.services import Services, Timing
from aftersales.use_cases.take_turn import TurnInput, take_turn
from tests.databases import Database

SLIPS = SlipLinks("a-secret-for-tests", "https://shop.example")
ROOT = Path(__file__).resolve().parents[1]
OPEN_HOUR = datetime(2026, 11, 25, 14, 30, tzinfo=SHANGHAI)
CLOSED_HOUR = datetime(2026, 11, 25, 3, 0, tzinfo=SHANGHAI)


@cache
def own_release() -> Release:
    """The repository's content as release 1."""
    built = build_release(1, read_content_files(ROOT))
    assert isinstance(built, Release), built
    return built


@dataclass
class SetClock:
    at: datetime = OPEN_HOUR

    def now(self) -> datetime:
        return self.at


class OwnContent:
    def current(self) -> Release:
        return own_release()


class NoPictures:
    def save(self, attachment_id: str, data: bytes) -> tuple[str, str, int]:
        return "image/jpeg", attachment_id, len(data)

    def read(self, path: str) -> bytes:
        raise FileNotFoundError(path)


@dataclass
class ToldBot:
    """Stands where Rasa stands: the test says what the buyer meant, the action's use case does the rest.

    `dies` is raised after the action committed (`late=True`) or instead of it.
    """

    services: Services | None = None
    meant: Understanding = field(default_factory=lambda: Understanding(()))
    dies: bool = False
    late: bool = False
    outcome: Outcome | None = None

    def send_turn(self, conversation_id: str, turn_id: str, text: str, pressed: Button | None, images: int) -> BotReply:
        assert self.services is not None
        if self.dies and not self.late:
            raise BotUnavailable("killed before the action")
        given = TurnInput(conversation_id, turn_id, text, self.meant, pressed, images)
        self.outcome = take_turn(self.services, given)
        if self.dies:
            raise BotUnavailable("killed after the action")
        return BotReply((), self.meant)

    def understand(self, text: str) -> Understanding:
        return self.meant

    def is_up(self) -> bool:
        return not self.dies


@dataclass
class Bench:
    services: Services
    clock: SetClock
    bot: ToldBot

    @classmethod
    def over(cls, database: Database, at: datetime = OPEN_HOUR) -> "Bench":
        clock, bot, content = SetClock(at), ToldBot(), OwnContent()
        voice = LibraryVoice(database.read, content, clock)
        doors = (voice, bot, NoPictures(), SLIPS)
        services = Services(database.write, database.read, clock, content, *doors, Timing(burst_s=0))
        bot.services = services
        return cls(services, clock, bot)

    def load(self) -> None:
        load_demo(self.services)

    def chat(self, buyer_id: str, order_no: str | None = None, *, guest: bool = False) -> "Chat":
        conversation = open_conversation(self.services, buyer_id, order_no=order_no, guest=guest)
        return Chat(self, conversation.id, buyer_id)


@dataclass
class Chat:
    """One buyer; every call is one turn, and `said` the script keys of the shop's answer to it."""

    bench: Bench
    id: str
    buyer_id: str
    seen: int = 0

    def write(self, text: str = "", *, button: str | None = None, picture: bool = False) -> None:
        """Store a message; nobody has read it yet."""
        self.bench.clock.at += timedelta(seconds=2)
        button_id = self.button(button).id if button else None
        attachment = self.picture() if picture else None
        received = receive_message(
            self.bench.services,
            self.id,
            self.buyer_id,
            uuid.uuid4().hex,
            text=text,
            button_id=button_id,
            attachment_id=attachment,
        )
        assert isinstance(received, Message), received

    def turn(self) -> list[str]:
        run_turn(self.bench.services, self.id)
        return self.said()

    def say(
        self,
        text: str,
        intent: str,
        confidence: float = 0.9,
        entities: tuple[Entity, ...] = (),
        also: tuple[str, ...] = (),
    ) -> list[str]:
        """`also`: what else the clauses of the message ask."""
        guesses = (Guess(intent, confidence), Guess("track_parcel", 0.05))
        self.bench.bot.meant = Understanding(guesses, entities, tuple(Guess(other, 0.9) for other in also))
        self.write(text)
        return self.turn()

    def press(self, title: str) -> list[str]:
        self.bench.bot.meant = Understanding((Guess("provide_info", 1.0),))
        self.write(button=title)
        return self.turn()

    def send_picture(self) -> list[str]:
        self.bench.bot.meant = Understanding((Guess("provide_info", 1.0),))
        self.write(picture=True)
        return self.turn()

    def picture(self) -> str:
        new = Attachment(uuid.uuid4().hex, self.id, "image/jpeg", "x.jpg", 10, self.bench.clock.now())
        with self.bench.services.uow() as uow:
            uow.attachments.add(new)
            uow.commit()
        return new.id

    def button(self, title: str) -> Button:
        offered = [b for message in self.messages() for b in message.buttons if title in b.title]
        assert offered, f"no button “{title}” was offered"
        return offered[-1]

    def messages(self) -> list[Message]:
        with self.bench.services.uow() as uow:
            return list(uow.messages.after(self.id, 0))

    def said(self) -> list[str]:
        """Script keys said since the last look."""
        new = [m for m in self.messages() if m.id > self.seen and m.script_key]
        self.seen = max([self.seen, *(m.id for m in new)])
        return [m.script_key or "" for m in new]

    def turns(self) -> list[Turn]:
        with self.bench.services.uow() as uow:
            return list(uow.turns.of_conversation(self.id))
