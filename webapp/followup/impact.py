"""What a mentor's time came to. Pure: rows in, counts and words out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from webapp.core.intervals import Interval
from webapp.core.zones import zone

COMPLETED = "completed"
OUTCOME_WORDS = {
    "decided": "Decided",
    "working": "Got it working",
    "contact": "Made a new contact",
    "role": "Has a new role",
    "not_for_me": "Learned that it is not for them",
    "nothing": "Nothing yet",
}


@dataclass(frozen=True)
class Given:
    """Talks that took place and those that did not, in one stretch of time."""

    minutes: int
    talks: int
    missed: int
    since: datetime | None

    @property
    def hours(self) -> str:
        """Return "14", "1.5" or "0.3": to the half hour above one, to a tenth below."""
        hours = self.minutes / 60
        shown = round(hours * 2) / 2 if hours >= 1 else round(hours, 1)
        return f"{shown:g}"


def given(talks: Sequence[tuple[datetime, datetime, str | None]]) -> Given:
    """Sum up talks that are over: start, end and how each ended, the oldest first."""
    took_place = [(start, end) for start, end, reason in talks if reason == COMPLETED]
    minutes = sum(round((end - start).total_seconds() / 60) for start, end in took_place)
    missed = len(talks) - len(took_place)
    return Given(minutes, len(took_place), missed, talks[0][0] if talks else None)


@dataclass(frozen=True)
class ActionCounts:
    written: int
    done: int
    changed: int
    dropped: int
    open: int


def action_counts_of(by_status: Mapping[str, int]) -> ActionCounts:
    found = {name: by_status.get(name, 0) for name in ("done", "changed", "dropped", "open")}
    return ActionCounts(written=sum(by_status.values()), **found)


def year_of(year: int, zone_name: str) -> Interval:
    """Return a calendar year as it begins and ends in this zone."""
    first, last = date(year, 1, 1), date(year + 1, 1, 1)
    start, end = (
        datetime(day.year, day.month, day.day, tzinfo=zone(zone_name)) for day in (first, last)
    )
    return Interval(start.astimezone(UTC), end.astimezone(UTC))
