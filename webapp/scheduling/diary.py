"""What stands in a mentor's diary, for the calendar pages. Bookings know how to look it up."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from webapp.core.intervals import Interval, Span, seconds_at, span_of
from webapp.core.local_days import DAY
from webapp.people.models import Person
from webapp.scheduling.calendars import Calendar
from webapp.scheduling.openings import openings_around
from webapp.scheduling.schedule import Schedule
from webapp.scheduling.slots import NO_CLAIMS, Claims


@dataclass(frozen=True)
class Talk:
    """Something that is booked with the mentor, or asked for."""

    public_id: str
    interval: Interval
    names: tuple[str, ...]  # of the mentees

    @property
    def who(self) -> str:
        """Return "Ben", or "Ben and 2 more"; a group hour may have nobody yet."""
        first, *others = self.names or ("nobody yet",)
        return f"{first} and {len(others)} more" if others else first


@dataclass(frozen=True)
class Diary:
    """A mentor's calendar and all that stands on it from now on."""

    calendar: Calendar
    claims: Claims = NO_CLAIMS
    talks: tuple[Talk, ...] = ()

    @property
    def outside(self) -> list[Talk]:
        """Return the talks that the mentor's hours, as they are now, would not allow."""
        return outside(self.talks, self.calendar.schedule)

    def talks_on(self, first_day: date, last_day: date) -> list[Talk]:
        """Return the talks that begin on these days of the mentor, both included."""
        schedule = self.calendar.schedule
        start, end = schedule.start_of(first_day), schedule.start_of(last_day + DAY)
        return [talk for talk in self.talks if start <= seconds_at(talk.interval.start) < end]


def outside(talks: Iterable[Talk], schedule: Schedule) -> list[Talk]:
    spans = {talk: span_of(talk.interval) for talk in talks}
    if not spans:
        return []
    opened = openings_around(
        schedule, min(start for start, _ in spans.values()), max(end for _, end in spans.values())
    )
    return [talk for talk, span in spans.items() if not lies_in(span, opened)]


def lies_in(span: Span, opened: Iterable[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in opened)


DiaryOf = Callable[[Person, datetime], Diary | None]
_keepers: list[DiaryOf] = []


def keep_diaries(diary_of: DiaryOf) -> None:
    """Say who looks diaries up: `diary_of(person, now)`, None for who has no calendar."""
    _keepers[:] = [diary_of]


def diary_of(person: Person, *, now: datetime) -> Diary | None:
    (keeper,) = _keepers
    return keeper(person, now)
