"""The web application over a real database and the real content, with a bot whose answers a test writes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from aftersales.adapters.buyer_tokens import make_buyer_token
from aftersales.adapters.db.upgrade import upgrade
from aftersales.adapters.demo.load import load_demo
from aftersales.adapters.files.content import build_release, read_content_files
from aftersales.adapters.settings import ROOT, Settings
from aftersales.bootstrap import build_services
from aftersales.domain.cases import Ticket
from aftersales.domain.conversations import Button, ButtonKind, Owner, Sender
from aftersales.use_cases.ports import BotReply, BotUnavailable, BotWords, Guess, Understanding
from aftersales.use_cases.publish_release import Published, publish_release
from aftersales.use_cases.services import Services, Timing
from web.app import create_app
from web.desk_access import COOKIE, make_session

Json = dict[str, Any]

SECRET = "a secret for tests, long enough for HS256"
INTAKE_SECRET = "intake secret for tests"
SERVICE_TOKEN = "service token for tests"
UNDERSTOOD = Understanding((Guess("track_parcel", 0.9),))


@dataclass
class ScriptedBot:
    """Says `words`; without words it cannot be reached."""

    words: list[BotWords] = field(default_factory=list)

    def send_turn(self, conversation_id: str, turn_id: str, text: str, pressed: Button | None, images: int) -> BotReply:
        if not self.words:
            raise BotUnavailable("switched off")
        return BotReply(tuple(self.words), UNDERSTOOD)

    def understand(self, text: str) -> Understanding:
        return UNDERSTOOD

    def is_up(self) -> bool:
        return bool(self.words)


@dataclass
class WebShop:
    client: TestClient
    services: Services
    bot: ScriptedBot

    def buyer(self, buyer_id: str = "demo-wang", order_no: str | None = None) -> dict[str, str]:
        """The headers of a buyer."""
        token = make_buyer_token(SECRET, buyer_id, order_no, now=self.services.now())
        return {"Authorization": f"Bearer {token}"}

    def agent(self, login: str = "li") -> dict[str, str]:
        """The headers of a program that works in an agent's name."""
        return {"Authorization": f"Bearer {SERVICE_TOKEN}", "X-Agent": login}

    def sign_in(self, login: str = "li") -> None:
        """Give the client a desk session, without the login form."""
        self.client.cookies.set(COOKIE, make_session(SECRET, login, self.services.now()))

    def open(self, buyer: dict[str, str]) -> str:
        """The address of the buyer's conversation."""
        answer = self.client.post("/api/chat/conversations", headers=buyer)
        return f"/api/chat/conversations/{answer.json()['conversation_id']}"

    def write(self, chat: str, buyer: dict[str, str], text: str, client_id: str = "m1") -> Json:
        """Post a message and give back what was stored."""
        body = {"client_message_id": client_id, "text": text}
        message: Json = self.client.post(f"{chat}/messages", json=body, headers=buyer).json()["message"]
        return message

    def answer_to(self, chat: str, buyer: dict[str, str], after: int) -> list[Json]:
        """The messages above `after`, waited for by the product's own long-poll."""
        found: list[Json] = self.client.get(f"{chat}/messages?after={after}&wait=10", headers=buyer).json()["messages"]
        return found

    def waiting_ticket(self, chat: str) -> Ticket:
        """A ticket opened for this conversation."""
        conversation_id = chat.rsplit("/", 1)[-1]
        with self.services.uow() as uow:
            uow.conversations.lock(conversation_id)
            ticket = uow.tickets.open(conversation_id, "difficult", 1, "ask_human", None, self.services.now())
            uow.conversations.move(conversation_id, Owner.BOT, Owner.WAITING)
            uow.commit()
        return ticket

    def offer(self, chat: str, title: str) -> Button:
        """A button offered by the bot in this conversation."""
        conversation_id = chat.rsplit("/", 1)[-1]
        button = Button(f"offer-{title}", title, ButtonKind.ANSWER, "value")
        with self.services.uow() as uow:
            uow.conversations.lock(conversation_id)
            uow.messages.add(conversation_id, Sender.BOT, "选一个", self.services.now(), buttons=(button,))
            uow.commit()
        return button


@contextmanager
def running_shop(home: Path) -> Iterator[WebShop]:
    """The demo shop on a database in `home`, with runner and feed reader running."""
    settings = Settings(
        database_url=f"sqlite:///{home / 'shop.db'}",
        shop_secret=SECRET,
        desk_service_token=SERVICE_TOKEN,
        intake_secret=INTAKE_SECRET,
        attachments_dir=home / "attachments",
    )
    upgrade(settings.database_url)
    bot = ScriptedBot()
    services = replace(build_services(settings), bot=bot, timing=Timing(burst_s=0.0))
    assert isinstance(publish_release(services, read_content_files(ROOT), build_release), Published)
    load_demo(services)
    with TestClient(create_app(services, settings), follow_redirects=False) as client:
        yield WebShop(client, services, bot)
