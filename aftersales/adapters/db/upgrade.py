"""Brings a database to the newest table layout, from nothing or from any earlier one."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from aftersales.adapters.db.engine import make_engine

MIGRATIONS = Path(__file__).parent / "migrations"
_ONE_AT_A_TIME = 26_112_501
"""Any number, the same in every process: the advisory lock under which PostgreSQL upgrades."""


def upgrade(database_url: str, to: str = "head") -> None:
    """Run every migration not yet run, up to `to`, all in one transaction; processes that start together wait for each
    other.

    UnusableDatabaseUrl when the address is none.
    """
    engine = make_engine(database_url)
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
            config = Config()
            config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
            config.attributes["connection"] = connection
            command.upgrade(config, to)
    finally:
        engine.dispose()
