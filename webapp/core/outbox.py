"""The transactional outbox: what leaves the process is written with the change, sent after it.

A row is claimed and committed before it is sent. A row that is found claimed long after
(its worker died) is sent again under the same Message-ID, so the receiver can tell.
"""

import logging
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import sqlalchemy as sa
from flask import Flask, current_app
from sqlalchemy import orm
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped

from webapp.core.db import Model, UtcDateTime, db, transaction

log = logging.getLogger(__name__)

CLAIM_LASTS = timedelta(minutes=2)  # longer than any sender may take
LONGEST_PAUSE = timedelta(hours=1)
MOST_ATTEMPTS = 80  # about three days

INSERTS = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


class Outbox(Model):
    """Something to tell somebody, once, not before `due_at`."""

    __tablename__ = "outbox"

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    kind: Mapped[str]
    recipient: Mapped[str] = orm.mapped_column(index=True)
    payload: Mapped[dict] = orm.mapped_column(sa.JSON)
    key: Mapped[str] = orm.mapped_column(unique=True)
    message_id: Mapped[str]
    due_at: Mapped[datetime] = orm.mapped_column(UtcDateTime, index=True)
    attempts: Mapped[int] = orm.mapped_column(default=0)
    claimed_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)
    cancelled_at: Mapped[datetime | None] = orm.mapped_column(UtcDateTime)

    @classmethod
    def waiting(cls) -> sa.ColumnElement[bool]:
        return sa.and_(cls.sent_at.is_(None), cls.cancelled_at.is_(None))


Sender = Callable[[sa.Row], None]  # gets the columns of one row


class NotWanted(Exception):
    """Raised by a sender: nobody needs this row any more, or nobody ever takes it."""


class Later(Exception):
    """Raised by a sender: the row is to be tried again at `at`, not before."""

    def __init__(self, at: datetime):
        super().__init__()
        self.at = at


def put(kind: str, *, recipient: str, payload: dict, key: str, due_at: datetime) -> None:
    """Leave one notification; the same key twice is one notification."""
    insert = INSERTS[db.session.connection().dialect.name]
    row = insert(Outbox).values(
        kind=kind,
        recipient=recipient,
        payload=payload,
        key=key,
        message_id=new_message_id(),
        due_at=due_at,
    )
    # left to the unique key: somebody else may be putting the same one at this moment
    db.session.execute(row.on_conflict_do_nothing(index_elements=[Outbox.key]))


def new_message_id() -> str:
    host = urlsplit(current_app.config["PUBLIC_URL"]).hostname
    return f"<{secrets.token_hex(16)}@{host}>"


def cancel(key_prefix: str, *, now: datetime) -> None:
    """Call off what waits under these keys; what is already sent stays sent."""
    matching = Outbox.key.startswith(key_prefix, autoescape=True)
    change = sa.update(Outbox).where(matching, Outbox.waiting()).values(cancelled_at=now)
    db.session.execute(change)


def deliver_due(senders: Mapping[str, Sender], *, now: datetime, limit: int = 100) -> int:
    """Send what is due, one by one; return how many left. One that fails waits and is retried."""
    ids = due_ids(senders, now=now, limit=limit)
    return sum(deliver_one(row_id, senders, now=now) for row_id in ids)


def deliver_one(row_id: int, senders: Mapping[str, Sender], *, now: datetime) -> bool:
    row = claim(row_id, now=now)
    return row is not None and deliver(row, senders[row.kind], now=now)


def due_ids(senders: Mapping[str, Sender], *, now: datetime, limit: int) -> list[int]:
    due = sa.select(Outbox.id).where(
        Outbox.kind.in_(senders), Outbox.waiting(), Outbox.due_at <= now, is_free(now)
    )
    ids = db.session.scalars(due.order_by(Outbox.due_at, Outbox.id).limit(limit)).all()
    db.session.rollback()  # nothing is locked or held open while a mail server thinks
    return list(ids)


def is_free(now: datetime) -> sa.ColumnElement[bool]:
    return sa.or_(Outbox.claimed_at.is_(None), Outbox.claimed_at <= now - CLAIM_LASTS)


def claim(row_id: int, *, now: datetime) -> sa.Row | None:
    """Take the row for this worker alone; None if another was faster."""
    with transaction():
        claimed = db.session.execute(
            sa.update(Outbox)
            .where(Outbox.id == row_id, Outbox.waiting(), is_free(now))
            .values(claimed_at=now, attempts=Outbox.attempts + 1)
        )
    return read(row_id) if claimed.rowcount else None


def read(row_id: int) -> sa.Row:
    """Return the row apart from the session, so that no connection waits while it is sent."""
    table = Outbox.__table__
    row = db.session.execute(sa.select(table).where(table.c.id == row_id)).one()
    db.session.rollback()
    return row


def deliver(row: sa.Row, send: Sender, *, now: datetime) -> bool:
    try:
        send(row)
    except NotWanted:
        change_ours(row, {"cancelled_at": now})
        return False
    except Later as wish:
        change_ours(row, after_failure(row, now) | {"due_at": wish.at})
        return False
    except Exception as error:  # whatever a network can do; the row stays and is tried again
        log.warning("outbox %s could not be sent: %s", row.id, type(error).__name__)
        give_back(row, now=now)
        return False
    with transaction():
        db.session.execute(sa.update(Outbox).where(Outbox.id == row.id).values(after_sending(now)))
    return True


def after_sending(now: datetime) -> dict:
    """Keep what was said, codes among it, only where it can be read nowhere else."""
    has_left = current_app.config["MAIL_URL"] and not current_app.config["DEMO"]
    return {"sent_at": now, "payload": {}} if has_left else {"sent_at": now}


def give_back(row: sa.Row, *, now: datetime) -> None:
    change_ours(row, after_failure(row, now))


def change_ours(row: sa.Row, values: dict) -> None:
    # if the sender took so long that another worker has claimed the row, it is theirs now
    still_ours = sa.and_(Outbox.id == row.id, Outbox.claimed_at == row.claimed_at)
    with transaction():
        db.session.execute(sa.update(Outbox).where(still_ours).values(values))


def after_failure(row: sa.Row, now: datetime) -> dict:
    if row.attempts >= MOST_ATTEMPTS:
        log.error("outbox %s is given up after %s attempts", row.id, row.attempts)
        return {"cancelled_at": now}
    return {"claimed_at": None, "due_at": now + pause_after(row.attempts)}


def pause_after(attempts: int) -> timedelta:
    return min(timedelta(seconds=5 * 2 ** min(attempts, 12)), LONGEST_PAUSE)


def init_app(app: Flask) -> None:
    """Keep the senders by kind; the features that know how to deliver add theirs."""
    app.extensions["outbox_senders"] = {}
