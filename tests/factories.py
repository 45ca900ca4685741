"""Make valid rows with as few words as possible: `make.booking(mentee=ada)`."""

from datetime import UTC, datetime, timedelta
from itertools import count

from webapp.booking.models import Booking, BookingStatus, Part
from webapp.booking.seats import seat_of
from webapp.core.db import db, transaction
from webapp.core.intervals import Interval
from webapp.core.zones import zone
from webapp.goals.models import Brief
from webapp.people.models import Person, Profile
from webapp.scheduling.models import (
    AvailabilityRule,
    CalendarSettings,
    Override,
    TimeOff,
    Trip,
)

MONDAY_10AM = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
_serial = count(1)


class Maker:
    def __init__(self, now: datetime):
        self.now = now

    def save(self, *rows):
        with transaction():
            db.session.add_all(rows)
        return rows[0]

    def person(self, **attributes) -> Person:
        n = next(_serial)
        profile = {name: attributes.pop(name) for name in PROFILE & attributes.keys()}
        defaults = {
            "handle": f"person{n}",
            "name": f"Person {n}",
            "email": f"person{n}@example.test",
            "created_at": self.now,
        }
        return self.save(Person(profile=Profile(**profile), **defaults | attributes))

    def mentor(self, *, rules=None, lengths=(20,), calendar=None, **attributes) -> Person:
        """A mentor, open on weekdays from 9 to 17 in their zone unless told otherwise."""
        attributes = {"is_mentor": True, "headline": "Has done it"} | attributes
        mentor = self.person(**attributes)
        settings = {"time_zone": mentor.time_zone, "buffer_minutes": 0, "notice_minutes": 0}
        settings |= {"window_days": 30, "lengths": list(lengths)} | (calendar or {})
        rules = [(day, 9 * 60, 17 * 60) for day in range(5)] if rules is None else rules
        self.save(
            CalendarSettings(person_id=mentor.id, **settings),
            *(self.rule_of(mentor, *rule) for rule in rules),
        )
        return mentor

    def rule_of(self, mentor, weekday, opens, closes) -> AvailabilityRule:
        return AvailabilityRule(person_id=mentor.id, weekday=weekday, opens=opens, closes=closes)

    def override(self, mentor, day, windows) -> Override:
        return self.save(Override(person_id=mentor.id, day=day, windows=windows))

    def time_off(self, mentor, first_day, last_day, **attributes) -> TimeOff:
        days = {"first_day": first_day, "last_day": last_day}
        return self.save(TimeOff(person_id=mentor.id, **days | attributes))

    def trip(self, mentor, first_day, last_day, time_zone) -> Trip:
        days = {"first_day": first_day, "last_day": last_day, "time_zone": time_zone}
        return self.save(Trip(person_id=mentor.id, **days))

    def brief(self, person, **attributes) -> Brief:
        defaults = {"created_at": self.now, "updated_at": self.now, "question": "Who tells him?"}
        return self.save(Brief(person_id=person.id, **defaults | attributes))

    def slot(self, starts_at=MONDAY_10AM, minutes=20) -> Interval:
        return Interval(starts_at, starts_at + timedelta(minutes=minutes))

    def booking(self, *, slot=None, mentor=None, mentee=None, **attributes) -> Booking:
        slot, mentor, mentee = slot or self.slot(), mentor or self.mentor(), mentee or self.person()
        zone_name = mentor.time_zone
        defaults = {
            "starts_at": slot.start,
            "ends_at": slot.end,
            "status": BookingStatus.CONFIRMED,
            "wall_start": f"{slot.start.astimezone(zone(zone_name)):%Y-%m-%dT%H:%M}",
            "time_zone": zone_name,
            "created_at": self.now,
        }
        booking = Booking(**defaults | attributes)
        for person, part in ((mentor, Part.MENTOR), (mentee, Part.MENTEE)):
            booking.seats.append(seat_of(booking, person, part))
        return self.save(booking)

    def hold(self, *, held_until=None, **attributes) -> Booking:
        held_until = held_until or self.now + timedelta(minutes=5)
        return self.booking(status=BookingStatus.HELD, held_until=held_until, **attributes)


PROFILE = {"is_mentor", "is_paused", "headline", "quote", "minutes_a_week"}
