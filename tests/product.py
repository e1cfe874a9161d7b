"""Starts the real product for tests: own database and ports, processes that can be killed, a buyer who chats."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, TypeVar

import httpx

from aftersales.adapters.buyer_tokens import make_buyer_token
from aftersales.adapters.db.engine import make_engine
from aftersales.adapters.settings import DEFAULT_SECRET, read_settings
from tests.databases import empty

ROOT = Path(__file__).resolve().parents[1]
MODEL = ROOT / "bot" / "models" / "shop.tar.gz"
CONTENT = ("scripts_lib", "playbooks", "shop.yml", "bot/domain.yml", "bot/data/rules", "bot/data/stories")

QUIET_RASA = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}

Json = dict[str, Any]
T = TypeVar("T")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def until(read: Callable[[], T | None], seconds: float, what: str) -> T:
    """The first value that is neither None nor false; AssertionError names what never came."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = read()
        if value:
            return value
        time.sleep(0.1)
    raise AssertionError(f"waited {seconds} s for {what}")


@dataclass
class Product:
    """The four processes on free ports. `content` is a private copy of scripts, playbooks and shop.yml."""

    home: Path
    database_url: str
    ports: dict[str, int] = field(default_factory=lambda: {name: free_port() for name in ("web", "rasa", "actions")})
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.ports['web']}"

    @property
    def content(self) -> Path:
        return self.home / "content"

    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "APP_ENV": "local",
            "DATABASE_URL": self.database_url,
            "RASA_URL": f"http://127.0.0.1:{self.ports['rasa']}",
            "CONTENT_ROOT": str(self.content),
            "ATTACHMENTS_DIR": str(self.home / "attachments"),
            "WEB_PORT": str(self.ports["web"]),
            "BURST_SECONDS": "0.3",
            "OUTREACH": "off",
            "SANIC_HOST": "127.0.0.1",
            **QUIET_RASA,
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        }

    def commands(self) -> Mapping[str, Sequence[str]]:
        rasa = ["rasa", "run", "--endpoints", str(self.home / "endpoints.yml"), "--credentials", "credentials.yml"]
        return {
            "rasa": [*rasa, "--model", str(MODEL), "-i", "127.0.0.1", "-p", str(self.ports["rasa"])],
            "actions": ["rasa", "run", "actions", "--actions", "bot.actions", "-p", str(self.ports["actions"])],
            "web": [sys.executable, "-m", "web"],
            "worker": [sys.executable, "-m", "aftersales.worker"],
        }

    def prepare(self) -> None:
        """A copy of the content, a migrated database and the first release."""
        for part in CONTENT:
            source, target = ROOT / part, self.content / part
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
        endpoints = (ROOT / "bot" / "endpoints.yml").read_text(encoding="utf-8")
        (self.home / "endpoints.yml").write_text(
            endpoints.replace("5055", str(self.ports["actions"])), encoding="utf-8"
        )
        self._command("db", "upgrade")
        self._command("publish")

    def begin_anew(self) -> None:
        """The demo shop as on its first day; the releases and the place in the feed stay, which the processes hold."""
        engine = make_engine(self.database_url)
        empty(engine, but=("releases", "release_texts", "feed"))
        engine.dispose()
        self._command("demo", "load")

    def _command(self, *words: str) -> None:
        subprocess.run(["aftersales", *words], check=True, env=self.environment(), cwd=ROOT, capture_output=True)

    def start(self, *names: str) -> None:
        """Start these processes, or all that are not running."""
        for name in names or [name for name in self.commands() if name not in self.processes]:
            log = (self.home / f"{name}.log").open("ab")
            where = ROOT / "bot" if name == "rasa" else ROOT
            self.processes[name] = subprocess.Popen(
                list(self.commands()[name]),
                env=self.environment(),
                cwd=where,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self, name: str) -> None:
        """kill -9, children included."""
        process = self.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        for name in list(self.processes):
            self.kill(name)

    def wait_ready(self, seconds: float = 120) -> None:
        until(lambda: _answers(f"http://127.0.0.1:{self.ports['actions']}/health"), seconds, "the action server")
        until(lambda: _answers(f"http://127.0.0.1:{self.ports['rasa']}/"), seconds, "rasa")
        until(lambda: _answers(f"{self.url}/readyz"), seconds, "web")

    def ready(self) -> str:
        """What /readyz says, as text."""
        return httpx.get(f"{self.url}/readyz", timeout=5).text

    def release_number(self) -> int:
        number: int = httpx.get(f"{self.url}/readyz", timeout=5).json()["release"]
        return number

    def desk(self, login: str = "li") -> httpx.Client:
        headers = {"Authorization": f"Bearer {DEFAULT_SECRET}", "X-Agent": login}
        return httpx.Client(base_url=self.url, headers=headers, timeout=15)

    def buyer(self, buyer_id: str, order_no: str | None = None) -> "Buyer":
        return Buyer.open(self, buyer_id, order_no)


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2).status_code < 500
    except httpx.HTTPError:
        return False


@dataclass
class Buyer:
    """A buyer in the chat: says things, presses buttons, waits for what the shop answers."""

    product: Product
    client: httpx.Client
    conversation: str
    seen: int = 0

    @classmethod
    def open(cls, product: Product, buyer_id: str, order_no: str | None = None) -> "Buyer":
        headers = {"Authorization": f"Bearer {buyer_token(product, buyer_id, order_no)}"}
        client = httpx.Client(base_url=product.url, headers=headers, timeout=40)
        made = client.post("/api/chat/conversations")
        made.raise_for_status()
        buyer = cls(product, client, made.json()["conversation_id"])
        buyer.seen = max((message["id"] for message in buyer.messages()), default=0)
        return buyer

    @property
    def path(self) -> str:
        return f"/api/chat/conversations/{self.conversation}"

    def post(self, **body: str) -> httpx.Response:
        return self.client.post(f"{self.path}/messages", json={"client_message_id": uuid.uuid4().hex, **body})

    def messages(self, after: int = 0) -> list[Json]:
        answer = self.client.get(f"{self.path}/messages", params={"after": after})
        answer.raise_for_status()
        listed: list[Json] = answer.json()["messages"]
        return listed

    def say(self, text: str, seconds: float = 25) -> list[Json]:
        """Send a text; the shop's messages to it."""
        self.post(text=text).raise_for_status()
        return self.answers(seconds)

    def press(self, title: str, seconds: float = 25) -> list[Json]:
        """Press the newest offered button whose title holds these words."""
        offered = [b for m in self.messages() for b in m["buttons"] if title in b["title"]]
        assert offered, f"no button “{title}” was offered"
        self.post(button=offered[-1]["id"]).raise_for_status()
        return self.answers(seconds)

    def send_picture(self, data: bytes, seconds: float = 25) -> list[Json]:
        files = {"file": ("photo.png", data, "image/png")}
        sent = self.client.post(f"{self.path}/images", files=files, data={"client_message_id": uuid.uuid4().hex})
        sent.raise_for_status()
        return self.answers(seconds)

    def answers(self, seconds: float = 25) -> list[Json]:
        """What the shop said since the last look, once something has come and the turn is over."""

        def read() -> list[Json] | None:
            ours = [m for m in self.messages(self.seen) if m["sender"] != "buyer"]
            return ours if ours and not self.open_turns() else None

        told = until(read, seconds, "an answer to the buyer")
        self.seen = max(message["id"] for message in told)
        return told

    def view(self) -> Json:
        """What the desk sees of this conversation: messages, cases, tasks, ticket, turns."""
        with self.product.desk() as desk:
            answer = desk.get(f"/api/desk/conversations/{self.conversation}")
            answer.raise_for_status()
            view: Json = answer.json()
            return view

    def open_turns(self) -> bool:
        return any(turn["state"] == "open" for turn in self.view()["turns"])


def buyer_token(product: Product, buyer_id: str, order_no: str | None = None) -> str:
    """What a shop's order page would put into the link to the chat (`aftersales token` prints the same)."""
    secret = read_settings(product.environment()).shop_secret
    return make_buyer_token(secret, buyer_id, order_no, now=datetime.now(timezone.utc))


def keys(messages: Sequence[Json]) -> list[str]:
    return [message["script_key"] for message in messages]
