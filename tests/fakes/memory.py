"""A database in memory: transactions that roll back, one writer at a time, the same answers as the real one."""

import threading
from dataclasses import dataclass, field, fields
from datetime import datetime
from itertools import count
from typing import Any

from aftersales.domain.cases import Agent, Case, Promise, Task, Ticket
from aftersales.domain.conversations import Attachment, Conversation, Message, Turn
from aftersales.domain.deliveries import Delivery
from aftersales.domain.orders import Order, Product, Promotion
from aftersales.use_cases.ports import UnitOfWork
from aftersales.use_cases.repositories import FeedRow, ReleaseHead, StoredRelease
from tests.fakes.memory_chat import (
    MemoryAttachments,
    MemoryConversations,
    MemoryFeed,
    MemoryMessages,
    MemoryTurns,
)
from tests.fakes.memory_deliveries import MemoryDeliveries
from tests.fakes.memory_house import MemoryAgents, MemoryAudit, MemoryReleases
from tests.fakes.memory_orders import MemoryOrders
from tests.fakes.memory_work import MemoryCases, MemoryPromises, MemoryTasks, MemoryTickets

LOCK_TIMEOUT_S = 10.0


@dataclass
class Tables:
    """Everything stored; the records are frozen, so a copy of the dictionaries is a snapshot."""

    conversations: dict[str, Conversation] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    turns: dict[str, Turn] = field(default_factory=dict)
    attachments: dict[str, Attachment] = field(default_factory=dict)
    feed: dict[int, FeedRow] = field(default_factory=dict)
    cases: dict[int, Case] = field(default_factory=dict)
    tasks: dict[int, Task] = field(default_factory=dict)
    tickets: dict[int, Ticket] = field(default_factory=dict)
    deliveries: dict[int, Delivery] = field(default_factory=dict)
    promises: dict[int, Promise] = field(default_factory=dict)
    orders: dict[str, Order] = field(default_factory=dict)
    products: dict[str, Product] = field(default_factory=dict)
    promotions: dict[str, Promotion] = field(default_factory=dict)
    agents: dict[str, Agent] = field(default_factory=dict)
    audit: dict[int, tuple[str, datetime, str, str, dict[str, str]]] = field(default_factory=dict)
    releases: dict[int, tuple[ReleaseHead, StoredRelease]] = field(default_factory=dict)

    def copy(self) -> "Tables":
        copies: dict[str, Any] = {one.name: dict(getattr(self, one.name)) for one in fields(self)}
        return Tables(**copies)


class MemoryDatabase:
    def __init__(self) -> None:
        self.tables = Tables()
        self.ids = count(1)
        self.writer = threading.Lock()

    def uow(self) -> "MemoryUnitOfWork":
        return MemoryUnitOfWork(self)

    def reader(self) -> "MemoryUnitOfWork":
        return MemoryUnitOfWork(self, read_only=True)


class MemoryUnitOfWork(UnitOfWork):
    """A second writing unit opened inside the first waits for it in vain, as on SQLite, and says so."""

    def __init__(self, database: MemoryDatabase, read_only: bool = False) -> None:
        self._database = database
        self._read_only = read_only

    def __enter__(self) -> "MemoryUnitOfWork":
        if not self._read_only and not self._database.writer.acquire(timeout=LOCK_TIMEOUT_S):
            raise TimeoutError("database is locked: another unit of work writes, perhaps one opened around this one")
        self._tables = self._database.tables.copy()
        self._use(self._tables)
        return self

    def __exit__(self, *exc: object) -> None:
        if not self._read_only:
            self._database.writer.release()

    def commit(self) -> None:
        if self._read_only:
            raise RuntimeError("a read-only unit of work has nothing to commit")
        self._database.tables = self._tables.copy()

    def _use(self, tables: Tables) -> None:
        ids = self._database.ids
        self.orders = MemoryOrders(tables.orders, tables.products, tables.promotions)
        self.conversations = MemoryConversations(tables.conversations)
        self.messages = MemoryMessages(tables.messages, tables.turns, ids)
        self.turns = MemoryTurns(tables.turns, tables.messages)
        self.cases = MemoryCases(tables.cases, ids)
        self.tasks = MemoryTasks(tables.tasks, tables.conversations, ids)
        self.deliveries = MemoryDeliveries(tables.deliveries, tables.tasks)
        self.tickets = MemoryTickets(tables.tickets, tables.conversations, ids)
        self.promises = MemoryPromises(tables.promises, ids)
        self.agents = MemoryAgents(tables.agents)
        self.attachments = MemoryAttachments(tables.attachments)
        self.feed = MemoryFeed(tables.feed, ids)
        self.audit = MemoryAudit(tables.audit, ids)
        self.releases = MemoryReleases(tables.releases)
