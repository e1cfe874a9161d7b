"""Cases, tasks, tickets and promises in memory."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from aftersales.domain.agent_promises import REPLY
from aftersales.domain.calendar import shanghai_date
from aftersales.domain.cases import Case, CaseState, Promise, PromiseState, Task, TaskState, Ticket, TicketState
from aftersales.domain.conversations import Conversation

LIVE = {TicketState.WAITING, TicketState.CLAIMED}


class MemoryCases:
    def __init__(self, rows: dict[int, Case], ids: Iterator[int]) -> None:
        self._rows = rows
        self._ids = ids

    def add(
        self, conversation_id: str, order_no: str | None, playbook: str, intent: str, now: datetime, release: int
    ) -> Case:
        case_id = next(self._ids)
        case = Case(
            id=case_id,
            case_no=f"AS{shanghai_date(now):%Y%m%d}-{case_id:06d}",
            conversation_id=conversation_id,
            playbook=playbook,
            intent=intent,
            state=CaseState.OPEN,
            created_at=now,
            updated_at=now,
            order_no=order_no,
            release=release,
        )
        self._rows[case_id] = case
        return case

    def get(self, case_id: int) -> Case | None:
        return self._rows.get(case_id)

    def of_conversation(self, conversation_id: str) -> Sequence[Case]:
        return _newest([case for case in self._rows.values() if case.conversation_id == conversation_id])

    def of_order(self, order_no: str) -> Sequence[Case]:
        return _newest([case for case in self._rows.values() if case.order_no == order_no])

    def save(self, case: Case) -> None:
        stored = self._rows[case.id]
        self._rows[case.id] = replace(
            case, case_no=stored.case_no, conversation_id=stored.conversation_id, created_at=stored.created_at
        )


def _newest(cases: list[Case]) -> list[Case]:
    return sorted(cases, key=lambda case: (case.updated_at, case.id), reverse=True)


class MemoryTasks:
    def __init__(self, rows: dict[int, Task], conversations: dict[str, Conversation], ids: Iterator[int]) -> None:
        self._rows = rows
        self._conversations = conversations
        self._ids = ids

    def add(self, task: Task) -> Task:
        same = (row for row in self._rows.values() if row.idempotency_key == task.idempotency_key)
        stored = next(same, None) or replace(task, id=next(self._ids))
        return self._rows.setdefault(stored.id, stored)

    def get(self, task_id: int) -> Task | None:
        return self._rows.get(task_id)

    def list(
        self,
        *,
        team: str | None = None,
        case_id: int | None = None,
        conversation_id: str | None = None,
        open_only: bool = True,
    ) -> Sequence[Task]:
        found = [row for row in self._rows.values() if team in {None, row.team} and case_id in {None, row.case_id}]
        found = [row for row in found if conversation_id in {None, row.conversation_id}]
        return _earliest([row for row in found if row.state is TaskState.OPEN or not open_only])

    def complete(self, task_id: int, result: str, note: str, by: str, now: datetime) -> bool:
        task = self._open(task_id)
        if task is not None:
            self._rows[task_id] = replace(task, state=TaskState.DONE, result=result, note=note, done_by=by, done_at=now)
        return task is not None

    def amend(self, task_id: int, details: Mapping[str, str]) -> bool:
        task = self._open(task_id)
        if task is not None:
            self._rows[task_id] = replace(task, details={**task.details, **details})
        return task is not None

    def cancel(self, task_id: int) -> bool:
        task = self._open(task_id)
        if task is not None:
            self._rows[task_id] = replace(task, state=TaskState.CANCELLED)
        return task is not None

    def overdue(self, now: datetime, limit: int = 50) -> Sequence[Task]:
        return [task for task in self.list() if task.due_at <= now and task.escalated_at is None][:limit]

    def escalate(self, task_id: int, now: datetime) -> bool:
        task = self._open(task_id)
        if task is None or task.escalated_at is not None:
            return False
        self._rows[task_id] = replace(task, escalated_at=now)
        return True

    def count_of_buyer(self, kind: str, buyer_id: str, since: datetime) -> int:
        own = {key for key, conversation in self._conversations.items() if conversation.buyer_id == buyer_id}
        given = [t for t in self._rows.values() if t.kind == kind and t.conversation_id in own]
        lasting = [t for t in given if t.state is not TaskState.CANCELLED and t.result != "impossible"]
        return sum(t.created_at >= since for t in lasting)

    def spent_fen(self, kind: str, promotion: str) -> int:
        spent = [row for row in self._rows.values() if row.kind == kind and row.state is not TaskState.CANCELLED]
        named = [row.details for row in spent if row.details.get("promotion") == promotion]
        return sum(int(details.get("amount_fen", "0")) for details in named)

    def _open(self, task_id: int) -> Task | None:
        task = self._rows.get(task_id)
        return task if task is not None and task.state is TaskState.OPEN else None


def _earliest(tasks: list[Task]) -> list[Task]:
    return sorted(tasks, key=lambda task: (task.due_at, task.id))


class MemoryTickets:
    def __init__(self, rows: dict[int, Ticket], chats: Mapping[str, Conversation], ids: Iterator[int]) -> None:
        self._rows = rows
        self._chats = chats
        self._ids = ids

    def open(
        self, conversation_id: str, team: str, priority: int, reason: str, case_id: int | None, now: datetime
    ) -> Ticket:
        live = self.live_of(conversation_id)
        if live is not None:
            return live
        ticket = Ticket(
            next(self._ids), conversation_id, team, priority, reason, TicketState.WAITING, now, case_id=case_id
        )
        self._rows[ticket.id] = ticket
        return ticket

    def get(self, ticket_id: int) -> Ticket | None:
        return self._rows.get(ticket_id)

    def live_of(self, conversation_id: str) -> Ticket | None:
        mine = (row for row in self._rows.values() if row.conversation_id == conversation_id)
        return next((row for row in mine if row.state in LIVE), None)

    def last_served(self, buyer_id: str) -> Ticket | None:
        mine = (row for row in self._rows.values() if self._chats[row.conversation_id].buyer_id == buyer_id)
        served = [row for row in mine if row.agent_login and row.closed_at]
        return max(served, key=lambda row: (row.closed_at or row.created_at, row.id), default=None)

    def waiting(self) -> Sequence[Ticket]:
        queue = [row for row in self._rows.values() if row.state is TicketState.WAITING]
        return sorted(queue, key=lambda row: (-row.priority, row.created_at, row.id))

    def of_agent(self, login: str) -> Sequence[Ticket]:
        held = [row for row in self._rows.values() if row.state is TicketState.CLAIMED and row.agent_login == login]
        return sorted(held, key=lambda row: (row.claimed_at or row.created_at, row.id))

    def position(self, ticket_id: int) -> int:
        ticket = self._in(ticket_id, {TicketState.WAITING})
        return 0 if ticket is None else [row for row in self.waiting() if row.team == ticket.team].index(ticket) + 1

    def claim(self, ticket_id: int, login: str, now: datetime) -> bool:
        ticket = self._in(ticket_id, {TicketState.WAITING})
        if ticket is not None:
            self._rows[ticket_id] = replace(ticket, state=TicketState.CLAIMED, agent_login=login, claimed_at=now)
        return ticket is not None

    def transfer(self, ticket_id: int, team: str) -> bool:
        ticket = self._in(ticket_id, LIVE)
        if ticket is not None:
            self._rows[ticket_id] = replace(
                ticket, team=team, state=TicketState.WAITING, agent_login=None, claimed_at=None
            )
        return ticket is not None

    def raise_priority(self, ticket_id: int, priority: int) -> None:
        ticket = self._rows[ticket_id]
        self._rows[ticket_id] = replace(ticket, priority=max(priority, ticket.priority))

    def finish(self, ticket_id: int, state: TicketState, now: datetime) -> bool:
        if state in LIVE:
            raise ValueError(f"a ticket is finished as returned or closed, not as {state.value}")
        ticket = self._in(ticket_id, LIVE)
        if ticket is not None:
            self._rows[ticket_id] = replace(ticket, state=state, closed_at=now)
        return ticket is not None

    def _in(self, ticket_id: int, states: set[TicketState]) -> Ticket | None:
        ticket = self._rows.get(ticket_id)
        return ticket if ticket is not None and ticket.state in states else None


class MemoryPromises:
    def __init__(self, rows: dict[int, Promise], ids: Iterator[int]) -> None:
        self._rows = rows
        self._ids = ids

    def add(
        self, conversation_id: str, about: str, due_at: datetime, now: datetime, task_id: int | None = None
    ) -> Promise:
        promise = Promise(next(self._ids), conversation_id, about, due_at, PromiseState.OPEN, now, task_id)
        self._rows[promise.id] = promise
        return promise

    def due(self, now: datetime, limit: int = 50) -> Sequence[Promise]:
        late = [row for row in self._rows.values() if row.state is PromiseState.OPEN and row.due_at <= now]
        return sorted(late, key=lambda row: (row.due_at, row.id))[:limit]

    def settle(self, promise_id: int, state: PromiseState) -> bool:
        promise = self._rows.get(promise_id)
        if promise is None or promise.state is not PromiseState.OPEN:
            return False
        self._rows[promise_id] = replace(promise, state=state)
        return True

    def settle_for_task(self, task_id: int, state: PromiseState) -> None:
        for promise in list(self._rows.values()):
            if promise.task_id == task_id:
                self.settle(promise.id, state)

    def settle_replies(self, conversation_id: str) -> None:
        for promise in self._replies_owed(conversation_id):
            self._rows[promise.id] = replace(promise, state=PromiseState.KEPT)

    def reply_owed(self, conversation_id: str) -> Promise | None:
        return min(self._replies_owed(conversation_id), key=lambda promise: promise.due_at, default=None)

    def _replies_owed(self, conversation_id: str) -> list[Promise]:
        owed = (row for row in self._rows.values() if row.about == REPLY and row.state is not PromiseState.KEPT)
        return [row for row in owed if row.conversation_id == conversation_id]
