"""When each browser was rung last; the outbox knows."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from webapp.core.db import db
from webapp.core.outbox import Outbox
from webapp.notifications.models import PushSubscription


def last_rung(subscriptions: Iterable[PushSubscription]) -> dict[str, datetime]:
    ids = [subscription.public_id for subscription in subscriptions]
    if not ids:
        return {}
    pushes = sa.select(Outbox.recipient, sa.func.max(Outbox.sent_at)).where(
        Outbox.kind == "push", Outbox.recipient.in_(ids), Outbox.sent_at.is_not(None)
    )
    return dict(db.session.execute(pushes.group_by(Outbox.recipient)).all())
