"""Conversations, messages, turns, pictures and the feed in memory."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from aftersales.domain.conversations import (
    OWNER_MOVES,
    Attachment,
    Button,
    Conversation,
    Message,
    Outcome,
    Owner,
    Sender,
    Turn,
    TurnState,
)
from aftersales.use_cases.repositories import FeedRow


class MemoryConversations:
    def __init__(self, rows: dict[str, Conversation]) -> None:
        self._rows = rows

    def get(self, conversation_id: str) -> Conversation | None:
        return self._rows.get(conversation_id)

    def lock(self, conversation_id: str) -> Conversation:
        if conversation_id not in self._rows:
            raise LookupError(f"no conversation {conversation_id}")
        return self._rows[conversation_id]

    def open_of_buyer(self, buyer_id: str) -> Conversation | None:
        mine = (row for row in self._rows.values() if row.buyer_id == buyer_id)
        return next((row for row in mine if row.owner is not Owner.CLOSED), None)

    def add(self, conversation: Conversation) -> bool:
        if self.open_of_buyer(conversation.buyer_id) is not None:
            return False
        self._rows[conversation.id] = conversation
        return True

    def move(self, conversation_id: str, frm: Owner, to: Owner) -> bool:
        if to not in OWNER_MOVES[frm]:
            raise ValueError(f"a conversation never moves from {frm.value} to {to.value}")
        row = self._rows.get(conversation_id)
        if row is None or row.owner is not frm:
            return False
        self._rows[conversation_id] = replace(row, owner=to)
        return True

    def bind_order(self, conversation_id: str, order_no: str | None) -> None:
        self._rows[conversation_id] = replace(self._rows[conversation_id], order_no=order_no)


class MemoryMessages:
    def __init__(self, rows: dict[int, Message], turns: dict[str, Turn], ids: Iterator[int]) -> None:
        self._rows = rows
        self._turns = turns
        self._ids = ids

    def add(
        self,
        conversation_id: str,
        sender: Sender,
        text: str,
        now: datetime,
        *,
        script_key: str | None = None,
        variant: int | None = None,
        buttons: tuple[Button, ...] = (),
        pressed: Button | None = None,
        attachment_id: str | None = None,
        client_message_id: str | None = None,
        turn_id: str | None = None,
        agent_login: str | None = None,
    ) -> Message:
        stored = self.by_client_id(conversation_id, client_message_id) if client_message_id is not None else None
        if stored is not None:
            return stored
        message = Message(
            id=next(self._ids),
            conversation_id=conversation_id,
            sender=sender,
            text=text,
            created_at=now,
            script_key=script_key,
            variant=variant,
            buttons=buttons,
            pressed=pressed,
            attachment_id=attachment_id,
            client_message_id=client_message_id,
            turn_id=turn_id,
            agent_login=agent_login,
        )
        self._rows[message.id] = message
        return message

    def by_client_id(self, conversation_id: str, client_message_id: str) -> Message | None:
        return next((m for m in self._of(conversation_id) if m.client_message_id == client_message_id), None)

    def get(self, message_id: int) -> Message | None:
        return self._rows.get(message_id)

    def after(self, conversation_id: str, message_id: int, limit: int = 200) -> Sequence[Message]:
        return [m for m in self._of(conversation_id) if m.id > message_id][:limit]

    def last(self, conversation_id: str, limit: int) -> Sequence[Message]:
        return self._of(conversation_id)[-limit:]

    def said_variants(self, conversation_id: str, script_key: str) -> Sequence[int]:
        said = (m.variant for m in self._of(conversation_id) if m.script_key == script_key)
        return [variant for variant in said if variant is not None]

    def offered_button(self, conversation_id: str, button_id: str) -> Button | None:
        offers = (button for m in reversed(self._of(conversation_id)) for button in m.buttons)
        return next((button for button in offers if button.id == button_id), None)

    def understood(self, message_ids: Sequence[int], intent: str, confidence: float) -> None:
        for message_id in message_ids:
            self._rows[message_id] = replace(self._rows[message_id], intent=intent, confidence=confidence)

    def unread(self, conversation_id: str) -> Sequence[Message]:
        return [m for m in self._of(conversation_id) if m.sender is Sender.BUYER and m.turn_id is None]

    def conversations_with_unread(self, quiet_before: datetime, limit: int = 50) -> Sequence[str]:
        busy = {turn.conversation_id for turn in self._turns.values() if turn.state is TurnState.OPEN}
        names = dict.fromkeys(m.conversation_id for m in self._rows.values() if m.turn_id is None)
        unread = {name: self.unread(name) for name in names if name not in busy}
        ready = [found for found in unread.values() if found and max(m.created_at for m in found) < quiet_before]
        return [found[0].conversation_id for found in sorted(ready, key=lambda found: found[0].id)][:limit]

    def _of(self, conversation_id: str) -> list[Message]:
        return [m for m in self._rows.values() if m.conversation_id == conversation_id]


class MemoryTurns:
    def __init__(self, rows: dict[str, Turn], messages: dict[int, Message]) -> None:
        self._rows = rows
        self._messages = messages

    def open(
        self, conversation_id: str, message_ids: Sequence[int], now: datetime, lease_until: datetime
    ) -> Turn | None:
        if any(turn.state is TurnState.OPEN for turn in self.of_conversation(conversation_id)):
            return None
        turn = Turn(uuid4().hex, conversation_id, tuple(message_ids), TurnState.OPEN, now, lease_until)
        self._rows[turn.id] = turn
        for message_id in message_ids:
            if self._messages[message_id].turn_id is None:
                self._messages[message_id] = replace(self._messages[message_id], turn_id=turn.id)
        return turn

    def get(self, turn_id: str) -> Turn | None:
        return self._rows.get(turn_id)

    def of_conversation(self, conversation_id: str) -> Sequence[Turn]:
        mine = [turn for turn in self._rows.values() if turn.conversation_id == conversation_id]
        return sorted(mine, key=lambda turn: turn.opened_at)

    def set_outcome(self, turn_id: str, outcome: Outcome) -> bool:
        turn = self._open(turn_id)
        if turn is None or turn.outcome is not None:
            return False
        self._rows[turn_id] = replace(turn, outcome=outcome)
        return True

    def finish(self, turn_id: str, state: TurnState, reason: str, now: datetime) -> bool:
        if state is TurnState.OPEN:
            raise ValueError("a turn is finished with a final state, not with open")
        turn = self._open(turn_id)
        if turn is None:
            return False
        self._rows[turn_id] = replace(turn, state=state, reason=reason, finished_at=now)
        return True

    def expired(self, now: datetime, limit: int = 50) -> Sequence[Turn]:
        late = [turn for turn in self._rows.values() if turn.state is TurnState.OPEN and turn.lease_until <= now]
        return sorted(late, key=lambda turn: turn.lease_until)[:limit]

    def renew(self, turn_id: str, expected_lease: datetime, lease_until: datetime) -> bool:
        turn = self._open(turn_id)
        if turn is None or turn.lease_until != expected_lease:
            return False
        self._rows[turn_id] = replace(turn, lease_until=lease_until)
        return True

    def _open(self, turn_id: str) -> Turn | None:
        turn = self._rows.get(turn_id)
        return turn if turn is not None and turn.state is TurnState.OPEN else None


class MemoryAttachments:
    def __init__(self, rows: dict[str, Attachment]) -> None:
        self._rows = rows

    def add(self, attachment: Attachment) -> None:
        self._rows[attachment.id] = attachment

    def get(self, attachment_id: str) -> Attachment | None:
        return self._rows.get(attachment_id)

    def count(self, conversation_id: str, since: datetime) -> int:
        mine = [row for row in self._rows.values() if row.conversation_id == conversation_id]
        return sum(row.created_at >= since for row in mine)


class MemoryFeed:
    def __init__(self, rows: dict[int, FeedRow], ids: Iterator[int]) -> None:
        self._rows = rows
        self._ids = ids

    def append(self, conversation_id: str, kind: str, ref: str, now: datetime) -> None:
        row = FeedRow(next(self._ids), conversation_id, kind, ref)
        self._rows[row.id] = row

    def after(self, feed_id: int, limit: int = 500) -> Sequence[FeedRow]:
        return [row for row in self._rows.values() if row.id > feed_id][:limit]

    def newest(self) -> int:
        return max(self._rows, default=0)

    def forget(self, keep: int) -> None:
        oldest = self.newest() - max(keep, 1)
        for row_id in [row_id for row_id in self._rows if row_id <= oldest]:
            del self._rows[row_id]
