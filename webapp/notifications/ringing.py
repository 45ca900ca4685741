"""From a note for a person to a push for each of their browsers, and out."""

import json
import logging
from datetime import datetime, timedelta

import sqlalchemy as sa

from webapp.core import clock, outbox, web_push
from webapp.core.assets import built
from webapp.core.db import db, opaque_id, transaction
from webapp.core.links import absolute_path, absolute_url
from webapp.core.web_push import DECLARATIVE, Browser, Message, topic_of
from webapp.notifications.asking import require_wanted, until_of
from webapp.notifications.due import Channel, Kind, push_due, urgency_of
from webapp.notifications.models import PushSubscription
from webapp.notifications.server_key import sender
from webapp.notifications.subscriptions import forget, live_subscription, subscriptions_of
from webapp.notifications.wishes import quiet_hours_of
from webapp.people.models import Person

log = logging.getLogger(__name__)

TESTED_FOR = timedelta(minutes=10)
TEST = {
    "title": "Momentor rings here",
    "body": "So it will before a talk.",
    "link": "/settings/notifications",
    "about": "test",
}
KEPT_FOR = timedelta(days=1)  # by the push service, where a note says nothing of its use


def open_note(row: sa.Row) -> None:
    """Leave a push for each browser of the person, now or after their quiet hours."""
    now, told = clock.now(), row.payload["told"]
    person = require_wanted(told, Channel.PUSH, now=now)
    rings_at = push_due(Kind(told["kind"]), now, quiet_hours_of(person), until=until_of(told))
    if rings_at is None:
        raise outbox.NotWanted
    if rings_at > now:
        raise outbox.Later(rings_at)
    with transaction():
        for subscription in subscriptions_of(person, now=now):
            put_push(row.payload, subscription, key=row.key, now=now)


def ring_to_test(person: Person, *, now: datetime) -> int:
    """Ring each browser of the person once, whatever they chose; return how many there are."""
    until = (now + TESTED_FOR).isoformat()
    payload = TEST | {"told": {"person": person.id, "kind": None, "until": until}}
    with transaction():
        subscriptions = subscriptions_of(person, now=now)
        for subscription in subscriptions:
            put_push(payload, subscription, key=f"test:{opaque_id()}", now=now)
    return len(subscriptions)


def put_push(payload: dict, to: PushSubscription, *, key: str, now: datetime) -> None:
    """Leave one push for one browser."""
    key = f"{key}:{to.public_id}"
    outbox.put("push", recipient=to.public_id, payload=payload, key=key, due_at=now)


def send_push(row: sa.Row) -> None:
    """Hand one push to its push service; a browser that is gone is forgotten."""
    now, told = clock.now(), row.payload["told"]
    require_wanted(told, Channel.PUSH, now=now)
    subscription, by = live_subscription(row.recipient, now=now), sender()
    if subscription is None:
        raise outbox.NotWanted
    if subscription.server_key != by.public_key:
        forget(subscription)
        raise outbox.NotWanted
    browser = Browser(subscription.endpoint, subscription.p256dh, subscription.auth)
    db.session.rollback()  # nothing is held open while a push service thinks
    try:
        web_push.push(browser, message_of(row, now=now), by, now=now)
    except web_push.Gone:
        forget(live_subscription(row.recipient, now=now))
        raise outbox.NotWanted from None
    except web_push.Refused:
        log.warning("push %s was refused by %s", row.id, browser.origin)
        raise outbox.NotWanted from None
    except web_push.Busy as busy:
        if busy.until is None:
            raise
        raise outbox.Later(busy.until) from None


def message_of(row: sa.Row, *, now: datetime) -> Message:
    note, told = row.payload, row.payload["told"]
    topic, until = topic_of(note["about"]), until_of(told)
    shown = {
        "title": note["title"],
        "body": note["body"],
        "navigate": absolute_path(note["link"]),
        "tag": topic,
        "icon": absolute_url("asset", name=built().names["icon-192.png"]),
        "data": {"id": row.message_id},  # the same for a repeat, which need not ring again
        "lang": "en",
        "dir": "ltr",
    }
    return Message(
        json.dumps({"web_push": DECLARATIVE, "notification": shown}).encode(),
        topic=topic,
        ttl=until - now if until else KEPT_FOR,
        urgency=urgency_of(Kind(told["kind"])) if told["kind"] else "high",
    )
