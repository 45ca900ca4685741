"""What keeps browsers from ringing, without keeping the product from serving."""

from collections.abc import Iterator

import sqlalchemy as sa

from webapp.core.db import db
from webapp.notifications.models import PushSubscription
from webapp.notifications.server_key import public_key


def push_problems() -> Iterator[str]:
    key = public_key()
    if not key:
        yield "Push: there is no key yet; the worker makes one when it starts."
    others = sa.select(sa.func.count()).where(PushSubscription.server_key != key)
    if count := db.session.scalar(others):
        yield (
            f"Push: browsers that subscribed to another VAPID_PRIVATE_KEY: {count}. "
            "They are asked again when their people come back."
        )
