"""Messages in the database."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from aftersales.adapters.db.records import from_json, to_row
from aftersales.adapters.db.statements import fetch, fetch_one, fetch_only, insert_unless_taken
from aftersales.adapters.db.tables import UNREAD, messages, turns
from aftersales.domain.conversations import Button, Message, Sender


class SqlMessages:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

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
        """Store a message; the same client id twice in a conversation gives the stored one back."""
        message = Message(
            id=0,
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
        values = to_row(message)
        del values["id"]
        given = insert_unless_taken(self._connection, messages, values)
        return self._of_client(message) if given is None else replace(message, id=given)

    def by_client_id(self, conversation_id: str, client_message_id: str) -> Message | None:
        return fetch_one(self._connection, Message, _by_client(conversation_id, client_message_id))

    def get(self, message_id: int) -> Message | None:
        return fetch_one(self._connection, Message, sa.select(messages).where(messages.c.id == message_id))

    def after(self, conversation_id: str, message_id: int, limit: int = 200) -> Sequence[Message]:
        query = _of(conversation_id).where(messages.c.id > message_id).order_by(messages.c.id).limit(limit)
        return fetch(self._connection, Message, query)

    def last(self, conversation_id: str, limit: int) -> Sequence[Message]:
        query = _of(conversation_id).order_by(messages.c.id.desc()).limit(limit)
        return fetch(self._connection, Message, query)[::-1]

    def said_variants(self, conversation_id: str, script_key: str) -> Sequence[int]:
        query = (
            sa.select(messages.c.variant)
            .where(messages.c.conversation_id == conversation_id, messages.c.script_key == script_key)
            .where(messages.c.variant.is_not(None))
            .order_by(messages.c.id)
        )
        return list(self._connection.execute(query).scalars())

    def offered_button(self, conversation_id: str, button_id: str) -> Button | None:
        """The newest offer of that id in this conversation."""
        query = _of(conversation_id).with_only_columns(messages.c.buttons).order_by(messages.c.id.desc())
        rows = self._connection.execute(query.where(messages.c.buttons.is_not(None))).scalars()
        offers = (button for row in rows for button in from_json(tuple[Button, ...], row))
        return next((button for button in offers if button.id == button_id), None)

    def understood(self, message_ids: Sequence[int], intent: str, confidence: float) -> None:
        statement = sa.update(messages).where(messages.c.id.in_(message_ids))
        self._connection.execute(statement.values(intent=intent, confidence=confidence))

    def unread(self, conversation_id: str) -> Sequence[Message]:
        return fetch(self._connection, Message, _of(conversation_id).where(UNREAD).order_by(messages.c.id))

    def conversations_with_unread(self, quiet_before: datetime, limit: int = 50) -> Sequence[str]:
        open_turn = sa.exists().where(
            turns.c.conversation_id == messages.c.conversation_id, turns.c.state == sa.literal_column("'open'")
        )
        query = (
            sa.select(messages.c.conversation_id)
            .where(UNREAD, ~open_turn)
            .group_by(messages.c.conversation_id)
            .having(sa.func.max(messages.c.created_at) < quiet_before)
            .order_by(sa.func.min(messages.c.id))
            .limit(limit)
        )
        return list(self._connection.execute(query).scalars())

    def _of_client(self, message: Message) -> Message:
        return fetch_only(self._connection, Message, _by_client(message.conversation_id, message.client_message_id))


def _of(conversation_id: str) -> Any:
    return sa.select(messages).where(messages.c.conversation_id == conversation_id)


def _by_client(conversation_id: str, client_message_id: str | None) -> Any:
    return _of(conversation_id).where(messages.c.client_message_id == client_message_id)
