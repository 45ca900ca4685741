"""What somebody wants to be told, and when nothing may ring."""

import sqlalchemy as sa

from webapp.core.db import db
from webapp.notifications.due import ALWAYS, Channel, Kind, QuietHours
from webapp.notifications.models import Preference, QuietSetting
from webapp.people.models import Person

NIGHT = {"from_minute": 22 * 60, "until_minute": 7 * 60, "on_weekends": False}


def wants(person: Person, kind: Kind, channel: Channel) -> bool:
    return (kind, channel) in ALWAYS or channel in wishes_of(person)[kind]


def wishes_of(person: Person) -> dict[Kind, frozenset[Channel]]:
    """Return by which channels each kind is told, all of them in one query."""
    rows = db.session.scalars(sa.select(Preference).where(Preference.person_id == person.id))
    return dict.fromkeys(Kind, frozenset(Channel)) | {row.kind: channels_of(row) for row in rows}


def channels_of(row: Preference) -> frozenset[Channel]:
    switches = {Channel.MAIL: row.by_mail, Channel.PUSH: row.by_push}
    return frozenset(channel for channel, is_on in switches.items() if is_on)


def quiet_setting_of(person: Person) -> QuietSetting:
    kept = db.session.get(QuietSetting, person.id)
    return kept or QuietSetting(person_id=person.id, **NIGHT)


def quiet_hours_of(person: Person) -> QuietHours:
    kept = quiet_setting_of(person)
    return QuietHours(person.time_zone, kept.from_minute, kept.until_minute, kept.on_weekends)
