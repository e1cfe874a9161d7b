"""`make load`: many buyers at once against the running product, beside one buyer alone in the same run."""

import argparse
import asyncio
import os
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import func, select
from sqlalchemy.engine import make_url

from aftersales.adapters.buyer_tokens import make_buyer_token
from aftersales.adapters.db.engine import make_engine
from aftersales.adapters.db.tables import orders
from aftersales.adapters.settings import DEFAULT_SECRET
from bench.measuring import percentile, rounded, write_report
from tests.product import Product

PATIENCE_S = 30.0
"""A buyer who has waited this long was not answered."""

LONG_POLL_S = 10.0
ALONE_ROUNDS = 4
MOST_BUYERS = 49
"""As many buyers of a single order are sure to be in the demo shop besides the one who chats alone."""

QUESTIONS = ("你好", "帮我看看快递走到哪了", "那大概哪天能送到我手上", "查一下物流信息", "好的谢谢")
"""Said one after the other: what the record answers, with small talk around it, so that the bot stays in charge."""


@dataclass(frozen=True)
class Turn:
    """`seconds` from sending a message to the shop's first words; `failure` says what came instead of an answer."""

    seconds: float
    failure: str = ""


@dataclass
class LoadBuyer:
    """One buyer of the demo shop, over the buyer API."""

    client: httpx.AsyncClient
    headers: Mapping[str, str]
    path: str

    @classmethod
    async def open(cls, client: httpx.AsyncClient, buyer_id: str) -> "LoadBuyer":
        token = make_buyer_token(DEFAULT_SECRET, buyer_id, now=datetime.now(timezone.utc))
        headers = {"Authorization": f"Bearer {token}"}
        made = await client.post("/api/chat/conversations", headers=headers)
        made.raise_for_status()
        return cls(client, headers, f"/api/chat/conversations/{made.json()['conversation_id']}/messages")

    async def chat(self, turns: int) -> list[Turn]:
        return [await self.say(QUESTIONS[n % len(QUESTIONS)]) for n in range(turns)]

    async def say(self, text: str) -> Turn:
        started = time.monotonic()
        try:
            failure = await self._failure(text, started + PATIENCE_S)
        except (httpx.HTTPError, KeyError) as error:
            failure = f"{type(error).__name__} {error}".strip()
        return Turn(time.monotonic() - started, failure)

    async def _failure(self, text: str, deadline: float) -> str:
        """Send the text and wait for the shop's words; empty when they are an answer."""
        body = {"client_message_id": uuid.uuid4().hex, "text": text}
        posted = await self.client.post(self.path, json=body, headers=self.headers)
        posted.raise_for_status()
        after = posted.json()["message"]["id"]
        while (left := deadline - time.monotonic()) > 0:
            told = await self.client.get(
                self.path, params={"after": after, "wait": min(left, 10)}, headers=self.headers
            )
            told.raise_for_status()
            said = [message for message in told.json()["messages"] if message["sender"] != "buyer"]
            if said:
                return next((m["script_key"] for m in said if (m["script_key"] or "").startswith("safety.")), "")
        return f"no answer in {PATIENCE_S:.0f} s"


def buyers_of_one_order(database_url: str) -> list[str]:
    """Whom the bot need not ask which order is meant: without an answer to that it would hand over and be silent."""
    buyer = orders.c.buyer_id
    of_one = select(buyer).where(buyer.like("demo-0%")).group_by(buyer).having(func.count() == 1).order_by(buyer)
    engine = make_engine(database_url)
    with engine.connect() as connection:
        found = connection.execute(of_one).scalars().all()
    engine.dispose()
    return list(found)


async def load(url: str, buyer_ids: Sequence[str], turns: int) -> tuple[list[Turn], list[Turn], float]:
    """(turns of the first buyer alone, turns of the others at once, seconds the latter took)."""
    limits = httpx.Limits(max_connections=len(buyer_ids))
    async with httpx.AsyncClient(base_url=url, timeout=PATIENCE_S, limits=limits, trust_env=False) as client:
        single = await LoadBuyer.open(client, buyer_ids[0])
        await single.chat(len(QUESTIONS))  # the first messages wake everything up
        alone = await single.chat(ALONE_ROUNDS * len(QUESTIONS))
        crowd = [await LoadBuyer.open(client, buyer_id) for buyer_id in buyer_ids[1:]]
        started = time.monotonic()
        chats = await asyncio.gather(*(buyer.chat(turns) for buyer in crowd))
        return alone, [turn for chat in chats for turn in chat], time.monotonic() - started


def figures(turns: Sequence[Turn], seconds: float) -> dict[str, float]:
    """Answered turns per second and the seconds a buyer waited; turns without an answer count in neither."""
    waited = [turn.seconds for turn in turns if not turn.failure]
    shares = {f"p{share}": percentile(waited, share / 100) for share in (50, 95, 99)} if waited else {}
    return rounded({"turns": len(turns), "answered": len(waited), "answered per s": len(waited) / seconds} | shares)


def print_table(alone: Mapping[str, float], crowd: Mapping[str, float]) -> None:
    print(f"{'':16}{'alone':>10}{'at once':>10}")
    for name, value in crowd.items():
        print(f"{name:16}{alone.get(name, float('nan')):>10.2f}{value:>10.2f}")
    if "p95" in crowd and "p95" in alone:
        print(f"p95 at once is {crowd['p95'] / alone['p95']:.1f} × p95 alone")


def database_url(home: Path) -> str:
    """LOAD_DATABASE_URL, which must be on this machine and is filled with the demo shop; else a fresh SQLite file."""
    url = os.environ.get("LOAD_DATABASE_URL", f"sqlite:///{home / 'shop.db'}")
    if make_url(url).host not in {None, "", "127.0.0.1", "localhost"}:
        sys.exit("LOAD_DATABASE_URL is on another machine; the load goes to 127.0.0.1 only")
    return url


@contextmanager
def running_product() -> Iterator[Product]:
    with tempfile.TemporaryDirectory(prefix="shouhou-load-") as folder:
        product = Product(Path(folder), database_url(Path(folder)))
        product.prepare()
        product.begin_anew()
        try:
            product.start()
            product.wait_ready()
            yield product
        finally:
            product.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--buyers", type=int, default=30, choices=range(1, MOST_BUYERS + 1), metavar="1…49")
    parser.add_argument("--turns", type=int, default=5, choices=range(1, 51), metavar="1…50", help="of each buyer")
    given = parser.parse_args()
    with running_product() as product:
        chosen = buyers_of_one_order(product.database_url)[: given.buyers + 1]
        alone, crowd, seconds = asyncio.run(load(product.url, chosen, given.turns))
        report: dict[str, Any] = {"buyers": given.buyers, "database": make_url(product.database_url).drivername}
    report |= {"alone": figures(alone, sum(turn.seconds for turn in alone)), "crowd": figures(crowd, seconds)}
    report["failures"] = dict(Counter(turn.failure for turn in [*alone, *crowd] if turn.failure))
    print(f"{given.buyers} buyers at once, {given.turns} turns each, {report['database']}; p50 … in seconds")
    print_table(report["alone"], report["crowd"])
    print(f"failures: {report['failures'] or 'none'}")
    write_report("load", report)
    sys.exit(1 if report["failures"] else 0)


if __name__ == "__main__":
    main()
