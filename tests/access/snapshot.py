"""Every row of every table, to see whether anything changed; and a way to have it undone."""

from contextlib import contextmanager

import sqlalchemy as sa

from webapp.core.db import db
from webapp.core.rate_limit import limiter

UNWATCHED = {"device_session": {"seen_at"}}  # when somebody was last seen is written on any page


def everything() -> dict[str, list]:
    """Return the rows by table."""
    return {table.name: rows_of(table) for table in db.metadata.sorted_tables}


def rows_of(table: sa.Table) -> list[tuple]:
    unwatched = UNWATCHED.get(table.name, set())
    columns = [column for column in table.columns if column.name not in unwatched]
    rows = db.session.execute(sa.select(*columns).order_by(*table.primary_key.columns))
    return [tuple(row) for row in rows]


@contextmanager
def undone():
    """Let what happens inside never have happened: the tests' one connection is rolled back."""
    db.session.rollback()  # a savepoint of its own would outlive ours
    savepoint = db.engine.begin_nested()
    try:
        yield
    finally:
        db.session.rollback()
        savepoint.rollback()
        limiter.reset()
