"""How instants are said: the reader's zone, 24-hour clock, short days. Filters for templates."""

from collections.abc import Callable
from datetime import date, datetime

from flask import Flask

from webapp.core import clock
from webapp.core.zones import apart_words, city, zone

HOUR, DAY = 60, 24 * 60  # minutes
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def clock_time(instant: datetime, zone_name: str) -> str:
    """Return "14:10"."""
    return f"{instant.astimezone(zone(zone_name)):%H:%M}"


def day_of(day: date) -> str:
    """Return "Tue 24 Nov"."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def duration_words(minutes: int) -> str:
    """Return "30 minutes", "2 hours" or "1 day"."""
    count, unit = minutes, "minute"
    if minutes and minutes % DAY == 0:
        count, unit = minutes // DAY, "day"
    elif minutes and minutes % HOUR == 0:
        count, unit = minutes // HOUR, "hour"
    return f"{count} {unit}{'' if count == 1 else 's'}"


def day_words(instant: datetime, zone_name: str, now: datetime) -> str:
    """Return "Today", "Tomorrow" or "Tue 24 Nov", as the reader's calendar has it."""
    day = instant.astimezone(zone(zone_name)).date()
    distance = (day - now.astimezone(zone(zone_name)).date()).days
    return {0: "Today", 1: "Tomorrow", -1: "Yesterday"}.get(distance) or day_of(day)


def init_app(app: Flask, reader_zone: Callable[[], str]) -> None:
    """Register the filters; where no zone is given, the reader's is meant."""

    def in_zone(filter_: Callable) -> Callable:
        return lambda instant, name=None: filter_(instant, name or reader_zone())

    def local_day(instant: datetime, name: str) -> date:
        return instant.astimezone(zone(name)).date()

    app.add_template_filter(in_zone(clock_time), "clock")
    app.add_template_filter(in_zone(local_day), "local_day")
    app.add_template_filter(in_zone(lambda at, name: day_of(local_day(at, name))), "day")
    app.add_template_filter(in_zone(lambda at, name: at.astimezone(zone(name)).minute), "minute")
    app.add_template_filter(in_zone(lambda at, name: day_words(at, name, clock.now())), "day_word")
    app.add_template_filter(
        in_zone(lambda at, name: at.astimezone(zone(name)).isoformat(timespec="minutes")), "iso"
    )
    app.add_template_filter(day_of, "date_day")
    app.add_template_filter(duration_words, "duration")
    app.add_template_filter(city, "city")
    app.add_template_filter(
        lambda theirs, at: apart_words(reader_zone(), theirs, at), "offset_words"
    )
    app.add_template_global(reader_zone, "reader_zone_name")
    app.context_processor(lambda: {"reader_zone": reader_zone(), "now": clock.now()})
