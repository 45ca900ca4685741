"""Who rings: the key pair that browsers subscribe to.

It is configured, or made once and kept in the database, beside the subscriptions that are worth
nothing without it: both are copied together, and every process has the same.
"""

from datetime import datetime
from email.utils import parseaddr

import sqlalchemy as sa
from flask import current_app

from webapp.core.db import db, transaction
from webapp.core.outbox import INSERTS
from webapp.core.push_keys import new_private_key, public_key_of
from webapp.core.web_push import Sender
from webapp.notifications.models import PushKey


def make_key(*, now: datetime) -> None:
    """Make the key where there is none; of two who do so at once, the first one's stays."""
    if private_key():
        return
    with transaction():
        insert = INSERTS[db.session.connection().dialect.name]
        row = insert(PushKey).values(id=1, private_key=new_private_key(), created_at=now)
        db.session.execute(row.on_conflict_do_nothing(index_elements=[PushKey.id]))


def private_key() -> str:
    kept = current_app.config["VAPID_PRIVATE_KEY"]
    return kept or db.session.scalar(sa.select(PushKey.private_key)) or ""


def public_key() -> str:
    """Return what a browser subscribes to; nothing before the first start of the worker."""
    return (key := private_key()) and public_key_of(key)


def sender() -> Sender:
    """Return who rings, and where the operator of a push service can complain."""
    return Sender(private_key(), f"mailto:{parseaddr(current_app.config['MAIL_FROM'])[1]}")
