"""From somebody's calendar file to when they are busy. Pure, and never called by a server itself.

Files come from strangers: `busy_child` calls this in a process of its own, with little time and
memory. What is refused here is refused early and in words; what slips through meets the limits.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import icalendar
import recurring_ical_events

from webapp.core.intervals import Interval, Span, seconds_at, span_of, unite
from webapp.core.local_days import DAY
from webapp.core.zones import zone

MOST_BYTES = 512 * 1024
MOST_EVENTS = 500
MOST_OCCURRENCES = 1_000
LONGEST_NAME = 60  # characters

FOLD = re.compile(r"(\r?\n)+[ \t]")
ESCAPED = re.compile(r"\\(.)")
EVENT = re.compile(r"(?im)^BEGIN:VEVENT\s*$")
TOO_OFTEN = re.compile(r"(?im)^(RRULE|EXRULE)\b.*\bFREQ=(SECONDLY|MINUTELY|HOURLY)")
SHOWN_AS = "X-MICROSOFT-CDO-BUSYSTATUS"
OWN_EVENT = re.compile(r"[A-Za-z0-9]{12}@momentor")  # it takes its time as a booking already

Days = tuple[date, date]  # the first and the last, both included


class Refused(Exception):
    """The file is not read; `code` says why (see `busy_problems`)."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class BusyTimes:
    name: str  # the calendar's own, perhaps empty
    spans: list[Span]  # joined where they touch
    days: list[Days]  # all-day events, in the dates they were written with


def busy_times(data: bytes, within: Interval, zone_name: str) -> BusyTimes:
    """Read the file as far as `within`; times without a zone are in the mentor's."""
    text = refuse_early(data)
    calendar = icalendar.Calendar.from_ical(text)
    taken = list(blocking(calendar, within))
    timed = [times_of(event, zone_name) for event in taken if not is_all_day(event)]
    return BusyTimes(
        name=name_of(calendar),
        spans=unite(clipped(timed, span_of(within))),
        days=sorted({days_of(event, within) for event in taken if is_all_day(event)}),
    )


def refuse_early(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise Refused("too_large")
    text = FOLD.sub("", data.decode("utf-8-sig", "replace"))
    if "BEGIN:VCALENDAR" not in text.upper():
        raise Refused("no_calendar")
    if TOO_OFTEN.search(text):
        raise Refused("too_often")
    if len(EVENT.findall(text)) > MOST_EVENTS:
        raise Refused("too_many_events")
    return text


def blocking(calendar: icalendar.Calendar, within: Interval) -> Iterator[icalendar.Event]:
    query = recurring_ical_events.of(calendar)
    occurrences = query.between(within.start, within.end)
    if len(occurrences) > MOST_OCCURRENCES:
        raise Refused("too_many_times")
    return (event for event in occurrences if takes_time(event))


def takes_time(event: icalendar.Event) -> bool:
    words = {name: str(event.get(name, "")).upper() for name in ("TRANSP", "STATUS", SHOWN_AS)}
    return (
        words["TRANSP"] != "TRANSPARENT"
        and words["STATUS"] != "CANCELLED"
        and words[SHOWN_AS] != "FREE"
        and not OWN_EVENT.fullmatch(str(event.get("UID", "")))
    )


def is_all_day(event: icalendar.Event) -> bool:
    return not isinstance(event["DTSTART"].dt, datetime)


def days_of(event: icalendar.Event, within: Interval) -> Days:
    """Return the first and the last day, no further than what is read."""
    first, end = event["DTSTART"].dt, event["DTEND"].dt
    end = end.date() if isinstance(end, datetime) else end
    earliest, latest = within.start.date() - DAY, within.end.date() + DAY
    first = min(max(first, earliest), latest)
    return first, min(max(first, end - DAY), latest)


def times_of(event: icalendar.Event, zone_name: str) -> Span:
    start, end = (instant_of(event[name].dt, zone_name) for name in ("DTSTART", "DTEND"))
    return seconds_at(start), seconds_at(end)


def instant_of(moment: date, zone_name: str) -> datetime:
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, datetime.min.time())
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone(zone_name))
    return moment.astimezone(UTC)


def clipped(spans: list[Span], within: Span) -> Iterator[Span]:
    return ((max(start, within[0]), min(end, within[1])) for start, end in spans)


def name_of(calendar: icalendar.Calendar) -> str:
    written = str(calendar.get("X-WR-CALNAME") or calendar.get("NAME") or "")
    name = ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], written)
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())[:LONGEST_NAME]
