"""Alembic's entry: runs the migrations on the connection that `upgrade` opened."""

from alembic import context

from aftersales.adapters.db.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    compare_type=True,
    transactional_ddl=True,
)
context.run_migrations()
