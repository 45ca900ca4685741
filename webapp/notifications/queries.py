"""The mails the product has sent, for the demo."""

import sqlalchemy as sa

from webapp.core.db import db
from webapp.core.outbox import Outbox

MAILS = (Outbox.kind == "mail", Outbox.sent_at.is_not(None))


def sent_mails(*, to: str = "", limit: int) -> list[Outbox]:
    """Return what was sent, the newest first, to everybody or to one address."""
    mails = sa.select(Outbox).where(*MAILS).order_by(Outbox.sent_at.desc(), Outbox.id.desc())
    if to:
        mails = mails.where(Outbox.recipient == to)
    return list(db.session.scalars(mails.limit(limit)))


def sent_mail(token: str) -> Outbox | None:
    """Find a mail by the part of its Message-ID before the @."""
    own = Outbox.message_id.startswith(f"<{token}@", autoescape=True)
    return db.session.scalar(sa.select(Outbox).where(*MAILS, own))


def recipients() -> list[str]:
    addresses = sa.select(Outbox.recipient).where(*MAILS).distinct()
    return list(db.session.scalars(addresses.order_by(Outbox.recipient)))
