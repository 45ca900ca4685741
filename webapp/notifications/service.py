"""Choosing what one is told, and when nothing may ring."""

from collections.abc import Collection

from webapp.core.db import db, transaction
from webapp.notifications.due import Channel, Kind
from webapp.notifications.models import Preference, QuietSetting
from webapp.people.models import Person


def choose(person: Person, wishes: dict[Kind, Collection[Channel]]) -> None:
    """Keep by which channels each of these kinds is told."""
    with transaction():
        for kind, channels in wishes.items():
            set_channels(person, kind, channels)


def set_channels(person: Person, kind: Kind, channels: Collection[Channel]) -> None:
    kept = db.session.get(Preference, (person.id, kind)) or Preference(
        person_id=person.id, kind=kind
    )
    kept.by_mail, kept.by_push = Channel.MAIL in channels, Channel.PUSH in channels
    db.session.add(kept)


def stop_mail(person: Person, kind: Kind) -> None:
    """Send no more mail of this kind; whether it rings stays as it is."""
    with transaction():
        kept = db.session.get(Preference, (person.id, kind))
        rings = kept.by_push if kept else True
        set_channels(person, kind, [Channel.PUSH] * rings)


def set_quiet_hours(person: Person, *, start: int, end: int, on_weekends: bool) -> None:
    """Keep when nothing may ring, in minutes after midnight; the same twice is never."""
    with transaction():
        kept = db.session.get(QuietSetting, person.id) or QuietSetting(person_id=person.id)
        kept.from_minute, kept.until_minute, kept.on_weekends = start, end, on_weekends
        db.session.add(kept)
