"""The text of a released file is stored once, however many releases hold it."""

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

releases = sa.table("releases", sa.column("number", sa.Integer), sa.column("files", sa.JSON))
texts = sa.table("release_texts", sa.column("checksum", sa.String), sa.column("content", sa.String))


def upgrade() -> None:
    op.create_table(
        "release_texts",
        sa.Column("checksum", sa.String(), primary_key=True),
        sa.Column("content", sa.String(), nullable=False, server_default=""),
    )
    connection = op.get_bind()
    known: set[str] = set()
    for (number,) in connection.execute(sa.select(releases.c.number)).all():
        mine = releases.c.number == number
        files = connection.execute(sa.select(releases.c.files).where(mine)).scalar_one() or {}
        named = {path: _checksum(text) for path, text in files.items()}
        new = {named[path]: text for path, text in files.items() if named[path] not in known}
        for checksum, text in new.items():
            connection.execute(sa.insert(texts).values(checksum=checksum, content=text))
        known |= new.keys()
        connection.execute(sa.update(releases).where(mine).values(files=named))


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
