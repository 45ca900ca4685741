"""What an address or a form asks for, read without trust: what is no time is no wish."""

from datetime import UTC, date, datetime

from flask import request

from webapp.booking.times import Asked
from webapp.core.zones import is_zone
from webapp.goals.models import LONGEST
from webapp.people.access import show_times_in

LONGEST_TALK = 120  # minutes
YEARS = range(2000, 2200)  # far from where arithmetic on dates overflows


def asked() -> Asked:
    """Read it, and show all times in the zone that is asked for."""
    zone = request.values.get("zone", type=zone_name)
    if zone:
        show_times_in(zone)
    return Asked(
        length=request.values.get("length", type=minutes),
        day=request.values.get("day", type=day),
        slot=request.values.get("slot", type=instant),
        line=request.values.get("q", "").strip()[:LONGEST],
        zone=zone,
    )


def zone_name(text: str) -> str:
    return refuse_unless(is_zone(text), text)


def minutes(text: str) -> int:
    return refuse_unless(0 < int(text) <= LONGEST_TALK, int(text))


def day(text: str) -> date:
    wanted = date.fromisoformat(text)
    return refuse_unless(wanted.year in YEARS, wanted)


def instant(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    moment = refuse_unless(moment.tzinfo is not None and moment.year in YEARS, moment)
    return moment.astimezone(UTC)


def refuse_unless(makes_sense: bool, value):
    if not makes_sense:
        raise ValueError("nobody means this")
    return value


def instant_words(moment: datetime) -> str:
    """Return an instant as addresses carry it: short, and without a plus."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%MZ}"
