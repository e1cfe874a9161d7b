"""Pictures buyers sent: where their files lie."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from aftersales.adapters.db.records import to_row
from aftersales.adapters.db.statements import fetch_one, insert
from aftersales.adapters.db.tables import attachments
from aftersales.domain.conversations import Attachment


class SqlAttachments:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, attachment: Attachment) -> None:
        insert(self._connection, attachments, to_row(attachment))

    def get(self, attachment_id: str) -> Attachment | None:
        return fetch_one(self._connection, Attachment, sa.select(attachments).where(attachments.c.id == attachment_id))

    def count(self, conversation_id: str, since: datetime) -> int:
        """Pictures of a conversation stored at `since` or later."""
        query = sa.select(sa.func.count()).where(
            attachments.c.conversation_id == conversation_id, attachments.c.created_at >= since
        )
        return int(self._connection.execute(query).scalar_one())
