"""The hour in which we ask once more for a minute's thought. Pure."""

from datetime import UTC, datetime, time, timedelta

from webapp.core.intervals import Interval
from webapp.core.zones import zone

BEGINS, ENDS = time(19), time(21)
AFTER = timedelta(minutes=30)  # nobody is asked on their way out of the room


def evening_of(ended_at: datetime, zone_name: str) -> Interval | None:
    """Return when to ask on a talk's evening, and how long that is of use; None if too late."""
    local = (ended_at + AFTER).astimezone(zone(zone_name))
    begins, ends = (datetime.combine(local.date(), hour, local.tzinfo) for hour in (BEGINS, ENDS))
    asked = max(local, begins)
    return Interval(asked.astimezone(UTC), ends.astimezone(UTC)) if asked < ends else None
