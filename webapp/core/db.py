"""The database: base class, column types, and the unit of work.

Every transaction starts as a reader. `transaction()` ends that read and begins again as
a writer, so that pages are read while somebody writes, and "look, then write" is safe on
SQLite too: upgrading a read transaction there fails under load (SQLITE_BUSY_SNAPSHOT).
"""

import enum
import logging
import secrets
import sqlite3
import string
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import orm

log = logging.getLogger(__name__)

WRITER_WAITS = 25.0  # seconds that a writer looks again and again whether it is its turn
LOOKS_FOR, WAITS = 10, 5000  # milliseconds that SQLite itself waits, in one look and otherwise

ID_ALPHABET = string.ascii_letters + string.digits


class Base(orm.DeclarativeBase):
    metadata = sa.MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )


# Savepoint mode changes nothing in production; it lets each test run inside a
# transaction that swallows the commits of the code under test.
db = SQLAlchemy(model_class=Base, session_options={"join_transaction_mode": "create_savepoint"})
Model = db.Model


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An instant: aware in Python, UTC in the database, never naive."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value, dialect):
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime refused: pass an aware one")
        return value.astimezone(UTC)

    def process_result_value(self, value, dialect):
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def of_strings(enumeration: type[enum.StrEnum]) -> sa.Enum:
    return sa.Enum(
        enumeration, native_enum=False, length=12, values_callable=lambda e: [m.value for m in e]
    )


def opaque_id() -> str:
    """Return a random id for URLs (71 bits); integer keys never leave the database.

    Letters and digits alone: mail programs cut a dash off the end of a link.
    """
    return "".join(secrets.choice(ID_ALPHABET) for _ in range(12))


@sa.event.listens_for(sa.Engine, "connect")
def set_up_sqlite(connection, _record):
    if isinstance(connection, sqlite3.Connection):
        connection.isolation_level = None  # SQLAlchemy says BEGIN, not the driver
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA synchronous=FULL")  # an acknowledged note survives a power cut


@sa.event.listens_for(sa.Engine, "begin")
def begin(connection):
    if connection.dialect.name == "sqlite":
        if connection.get_execution_options().get("writes"):
            begin_writing(connection)
        else:
            connection.exec_driver_sql("BEGIN DEFERRED")


def begin_writing(connection: sa.Connection) -> None:
    """Wait for the turn to write, looking often.

    SQLite's own waiting looks ever more rarely, so that under load whoever waits longest loses
    to whoever comes new: of 320 bookings by four processes some waited five seconds in vain.
    """
    raw, gives_up = connection.connection.driver_connection, time.monotonic() + WRITER_WAITS
    raw.execute(f"PRAGMA busy_timeout={LOOKS_FOR}")
    try:
        while time.monotonic() < gives_up:
            if has_begun(raw):
                return
    finally:
        raw.execute(f"PRAGMA busy_timeout={WAITS}")
    connection.exec_driver_sql("BEGIN IMMEDIATE")  # the last look: or the database is busy


def has_begun(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True


@contextmanager
def transaction() -> Iterator[None]:
    """Commit on success, roll back on error; what was loaded before is read again inside.

    A transaction inside another joins it: only the outermost one commits, and only then
    runs what `after_commit` queued.
    """
    session = db.session()
    if "after_commit" in session.info:
        yield
        return
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("a change was made before transaction() began")
    session.commit()  # ends the read transaction and expires what it loaded
    queued = session.info["after_commit"] = []
    try:
        session.connection(execution_options={"writes": True})
        yield
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        del session.info["after_commit"]
    run_each(queued)


def run_each(actions: list[Callable[[], None]]) -> None:
    for action in actions:
        try:
            action()
        except Exception:  # the work is committed: an error here is ours, not the person's
            log.exception("after_commit failed")


def after_commit(action: Callable[[], None]) -> None:
    """Queue an action that must see committed data, such as a socket emit."""
    db.session.info["after_commit"].append(action)


@sa.event.listens_for(orm.Session, "before_flush")
def refuse_stray_changes(session, _context, _instances):
    if "after_commit" not in session.info:
        raise RuntimeError("write inside transaction()")


@sa.event.listens_for(orm.Session, "do_orm_execute")
def refuse_stray_statements(state):
    writes = state.is_insert or state.is_update or state.is_delete
    if writes and "after_commit" not in state.session.info:
        raise RuntimeError("write inside transaction()")
