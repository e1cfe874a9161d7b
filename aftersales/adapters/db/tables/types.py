"""The metadata and column types that all tables share."""

from datetime import datetime, timezone
from enum import Enum
from typing import Any

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcTime(sa.types.TypeDecorator):  # type: ignore[misc]  # SQLAlchemy 1.4 ships no types
    """An aware time, stored as UTC and read back aware; SQLite keeps no zone."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: object) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without zone cannot be stored: {value.isoformat()}")
        return value.astimezone(timezone.utc)

    def process_result_value(self, value: datetime | None, _dialect: object) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=timezone.utc) if value.tzinfo is None else value.astimezone(timezone.utc)


def growing_id() -> Any:
    """A primary key that grows and is never given twice."""
    return sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True)


def reference(name: str, target: str, nullable: bool = True) -> Any:
    return sa.Column(name, sa.ForeignKey(target), nullable=nullable)


def text(name: str, nullable: bool = False, **options: Any) -> Any:
    return sa.Column(name, sa.String, nullable=nullable, **options)


def time(name: str, nullable: bool = True) -> Any:
    return sa.Column(name, UtcTime, nullable=nullable)


def nested(name: str) -> Any:
    """JSON; NULL stands for None and for nothing in it."""
    return sa.Column(name, sa.JSON(none_as_null=True))


def choice(name: str, kind: type[Enum]) -> Any:
    """One value of an enum, stored as its value."""
    values = sa.Enum(kind, native_enum=False, length=20, values_callable=lambda enum: [member.value for member in enum])
    return sa.Column(name, values, nullable=False)


def partial_index(name: str, *columns: Any, where: Any, unique: bool = False) -> Any:
    """An index over the rows that fulfil `where`, on both databases."""
    return sa.Index(name, *columns, unique=unique, sqlite_where=where, postgresql_where=where)
