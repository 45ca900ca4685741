"""Read cases of the form of slot_cases.json into what the engine takes."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from webapp.core.intervals import Interval
from webapp.scheduling.limits import Limits
from webapp.scheduling.schedule import DayOverride, Schedule, Travel, Vacation, Window, week_of
from webapp.scheduling.slots import Claims, free_slots


def read_cases(file: Path) -> list[dict]:
    return json.loads(file.read_text())["cases"]


def slots_of(given: dict) -> list[Interval]:
    return free_slots(
        schedule_of(given),
        viewer_zone=viewer_zone_of(given),
        first_day=date.fromisoformat(given["from"]),
        last_day=date.fromisoformat(given["to"]),
        length=minutes(given["slot_min"]),
        step=minutes(given["step_min"]),
        claims=claims_of(given),
        limits=limits_of(given),
        now=datetime.fromisoformat(given["now"]),
    )


def viewer_zone_of(given: dict) -> str:
    return given.get("viewer_zone", given["zone"])


def schedule_of(given: dict) -> Schedule:
    return Schedule(
        zone=given["zone"],
        weekly=week_of(
            (day - 1, window(rule["start"], rule["end"]))
            for rule in given["rules"]
            for day in rule["days"]
        ),
        overrides=tuple(override_of(row) for row in given.get("overrides", ())),
        vacations=tuple(
            Vacation(*map(date.fromisoformat, row)) for row in rows(given, "vacations")
        ),
        travel=tuple(travel_of(row) for row in given.get("travel", ())),
    )


def override_of(row: dict) -> DayOverride:
    windows = tuple(window(start, end) for start, end in row["windows"])
    return DayOverride(date.fromisoformat(row["date"]), windows)


def travel_of(row: dict) -> Travel:
    first, last = date.fromisoformat(row["from"]), date.fromisoformat(row["to"])
    return Travel(first, last, row["zone"])


def window(start: str, end: str) -> Window:
    return Window(minute_of_day(start), minute_of_day(end))


def minute_of_day(clock: str) -> int:
    hours, minute = clock.split(":")
    return int(hours) * 60 + int(minute)


def claims_of(given: dict) -> Claims:
    busy = [event for event in rows(given, "busy") if blocks(event)]
    timed = (event for event in busy if "date" not in event)
    return Claims(
        taken=[interval_of(row) for row in rows(given, "bookings")],
        viewer_taken=[interval_of(row) for row in rows(given, "mentee_bookings")],
        busy=[occurrence for event in timed for occurrence in occurrences(event, given["zone"])],
        busy_days=[date.fromisoformat(event["date"]) for event in busy if "date" in event],
    )


def blocks(event: dict) -> bool:
    return event.get("transp") != "TRANSPARENT" and event.get("status") != "CANCELLED"


def occurrences(event: dict, mentors_zone: str) -> Iterator[Interval]:
    """Repeat by wall time: an event of 10:00 stays at 10:00 when the clocks change."""
    zone = ZoneInfo(event.get("tzid", mentors_zone))
    for week in range(event.get("weekly_count", 1)):
        yield Interval(
            *(
                local(datetime.fromisoformat(event[edge]) + timedelta(weeks=week), zone)
                for edge in ("start", "end")
            )
        )


def local(instant: datetime, zone: ZoneInfo) -> datetime:
    aware = instant if instant.tzinfo else instant.replace(tzinfo=zone)
    return aware.astimezone(UTC)


def limits_of(given: dict) -> Limits:
    return Limits(
        buffer_before=minutes(given.get("buffer_before", 0)),
        buffer_after=minutes(given.get("buffer_after", 0)),
        notice=minutes(given.get("min_notice_min", 0)),
        window_days=given.get("max_days"),
        daily=given.get("daily_limit"),
        weekly=given.get("weekly_limit"),
    )


def rows(given: dict, name: str) -> list:
    return given.get(name) or []


def interval_of(row: dict) -> Interval:
    return Interval(datetime.fromisoformat(row["start"]), datetime.fromisoformat(row["end"]))


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)
