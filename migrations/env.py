"""Run migrations inside one transaction each, on SQLite and PostgreSQL alike."""

from alembic import context
from flask import current_app

db = current_app.extensions["migrate"].db


def is_ours(name, kind, _parents):
    """Search tables are made and kept by hand: FTS5's shadow tables are not in the models."""
    return not (kind == "table" and "_search" in (name or ""))


with db.engine.connect() as connection:
    context.configure(
        connection=connection.execution_options(writes=True),
        target_metadata=db.metadata,
        transactional_ddl=True,
        transaction_per_migration=True,
        render_as_batch=True,
        include_name=is_ours,
    )
    with context.begin_transaction():
        context.run_migrations()
