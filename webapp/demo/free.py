"""The demo's mentors who are free now, whenever it is loaded, and whom Ben would ask first."""

from datetime import datetime, timedelta

from webapp.booking.instant_models import FreeNow
from webapp.core.db import db
from webapp.demo.cast import MENTORS, person_in_cast
from webapp.people.favourite_models import Favourite

LASTS = timedelta(hours=3)
FREE = ("chidi", *[handle for handle in MENTORS if handle not in ("ada", "chidi")][:1])


def keep_free_now(*, now: datetime) -> None:
    for handle in FREE:
        mentor = person_in_cast(handle)
        row = db.session.get(FreeNow, mentor.id) or FreeNow(person_id=mentor.id, since=now)
        row.free_until = max(row.free_until or now, now + LASTS)
        db.session.add(row)


def add_favourite(*, now: datetime) -> None:
    ben, chidi = person_in_cast("ben"), person_in_cast("chidi")
    if db.session.get(Favourite, (ben.id, chidi.id)) is None:
        db.session.add(Favourite(person_id=ben.id, favourite_id=chidi.id, at=now))
