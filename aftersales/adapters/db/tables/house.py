"""Tables of the house itself: agents, the audit trail and the releases of scripts and procedures."""

import sqlalchemy as sa

from aftersales.adapters.db.tables.types import growing_id, metadata, nested, text, time

agents = sa.Table(
    "agents",
    metadata,
    text("login", primary_key=True),
    text("name"),
    text("password_hash"),
    nested("teams"),
    text("role"),
    sa.Column("active", sa.Boolean, nullable=False),
)

audit = sa.Table(
    "audit",
    metadata,
    growing_id(),
    time("at", nullable=False),
    text("actor"),
    text("action"),
    text("ref"),
    nested("details"),
    sa.Index(None, "ref"),
    sqlite_autoincrement=True,
)

releases = sa.Table(
    "releases",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    text("checksum"),
    nested("files"),
    time("created_at", nullable=False),
    text("note"),
)
"""`files`: the checksum of each file's text by its path."""

release_texts = sa.Table("release_texts", metadata, text("checksum", primary_key=True), text("content"))
"""Texts of files, each once: a release shares most of them with the one before."""
