"""What tests about bookings say in a word: an hour on Monday, a slot, a mentor who waits."""

from datetime import UTC, datetime, timedelta

from webapp.core.intervals import Interval
from webapp.goals.prompts import Prompts

BRIEF = Prompts(
    situation="We split the team in two.",
    tried="Offered him the lead of it.",
    question="Who tells Jonas, and when?",
    done="I know my first two sentences.",
)


def at(hour: int, minute: int = 0, *, day: int = 2) -> datetime:
    """Return an hour of March 2026 in UTC; the second is the Monday that tests happen on."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


def slot_at(hour: int, minute: int = 0, *, day: int = 2, minutes: int = 20) -> Interval:
    start = at(hour, minute, day=day)
    return Interval(start, start + timedelta(minutes=minutes))
