"""How long 60 days of slots with 200 bookings take: the engine, and from SQLite to the list.

Run it alone by `python -m tests.bench.bench_slots`.
"""

import json
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from flask_migrate import upgrade

from tests.bench.timing import figures, timings
from tests.factories import Maker
from webapp import create_app
from webapp.booking import queries as booking_queries
from webapp.config import Config
from webapp.core.db import db
from webapp.core.intervals import Interval
from webapp.people.models import Person
from webapp.scheduling.limits import Limits
from webapp.scheduling.openings import openings
from webapp.scheduling.schedule import Schedule, Window, week_of
from webapp.scheduling.slots import Claims, free_slots

SCENARIO = json.loads(Path(__file__).with_name("scenario.json").read_text())
TARGET_MS = 2
TARGET_WITH_DATABASE_MS = 8
ROUNDS = 200


def main() -> None:
    measure_engine()
    with tempfile.TemporaryDirectory() as folder:
        measure_with_database(folder)


def measure_engine() -> None:
    asked = question()
    slots = free_slots(**asked)
    assert len(slots) == SCENARIO["expected_free_60d"], len(slots)
    assert slots == naive_slots(**asked)

    warm = timings(lambda: free_slots(**asked), ROUNDS)
    cold = timings(lambda: (openings.cache_clear(), free_slots(**asked)), ROUNDS)
    naive = timings(lambda: naive_slots(**asked), 5)
    print(f"slots, 60 days, 200 bookings: {len(slots)} free")
    print(f"  engine, open time cached  {figures(warm)}  (target {TARGET_MS} ms)")
    print(f"  engine, open time anew    {figures(cold)}")
    print(
        f"  naive engine              {figures(naive)}, {median(naive) / median(warm):.0f} × ours"
    )


def measure_with_database(folder: str) -> None:
    """From no session at all to the list that the page shows, as one request does it."""
    app = create_app(Config.for_tests(f"sqlite:///{folder}/slots.db"))
    with app.app_context():
        upgrade()
        mentor_id = add_mentor(datetime.fromisoformat(SCENARIO["now"]))
        db.session.remove()
        assert found_by(mentor_id) == SCENARIO["expected_free_60d"]
        asked = statements(lambda: found_by(mentor_id))
        taken = timings(lambda: found_by(mentor_id), ROUNDS)
    blocking = sum("FROM seat" in statement for statement in asked)
    assert blocking == 1, asked
    print(
        f"  with the database         {figures(taken)}  (target {TARGET_WITH_DATABASE_MS} ms),"
        f" {len(asked)} queries, {blocking} for what blocks"
    )


def found_by(mentor_id: int) -> int:
    mentor = db.session.get(Person, mentor_id)
    slots = booking_queries.free_slots(mentor, None, now=datetime.fromisoformat(SCENARIO["now"]))
    db.session.remove()
    return len(slots)


def statements(work) -> list[str]:
    heard = []

    def note(_connection, _cursor, statement, *_rest):
        heard.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    work()
    sa.event.remove(sa.Engine, "before_cursor_execute", note)
    return [statement for statement in heard if statement.startswith("SELECT")]


def add_mentor(now: datetime) -> int:
    """Write the scenario as a mentor and the mentees of all those bookings."""
    make = Maker(now)
    settings = {"buffer_minutes": SCENARIO["buffer_min"], "window_days": SCENARIO["days"]}
    settings |= {"steps": {str(SCENARIO["slot_min"]): SCENARIO["step_min"]}}
    mentor = make.mentor(
        time_zone=SCENARIO["zone"],
        rules=[
            (day, window.opens, window.closes)
            for day, windows in enumerate(schedule().weekly)
            for window in windows
        ],
        lengths=(SCENARIO["slot_min"],),
        calendar=settings,
    )
    mentee = make.person()
    for row in SCENARIO["bookings"]:
        make.booking(mentor=mentor, mentee=mentee, slot=interval(*row))
    return mentor.id


def question() -> dict:
    first_day = date.fromisoformat(SCENARIO["from"])
    gap = minutes(SCENARIO["buffer_min"])
    return {
        "schedule": schedule(),
        "viewer_zone": SCENARIO["zone"],
        "first_day": first_day,
        "last_day": first_day + timedelta(days=SCENARIO["days"] - 1),
        "length": minutes(SCENARIO["slot_min"]),
        "step": minutes(SCENARIO["step_min"]),
        "claims": Claims(taken=[interval(*row) for row in SCENARIO["bookings"]]),
        "limits": Limits(gap, gap, notice=minutes(SCENARIO["min_notice_min"])),
        "now": datetime.fromisoformat(SCENARIO["now"]),
    }


def schedule() -> Schedule:
    return Schedule(
        SCENARIO["zone"],
        week_of(
            (weekday - 1, Window(minute_of_day(rule["start"]), minute_of_day(rule["end"])))
            for rule in SCENARIO["rules"]
            for weekday in rule["weekdays"]
        ),
    )


def naive_slots(
    schedule, *, viewer_zone, first_day, last_day, length, step, claims, limits, now
) -> list[Interval]:
    """Try every slot of every day against every booking, as most calendars do."""
    slots, day = [], first_day
    while day <= last_day:
        for window in schedule.weekly[day.weekday()]:
            midnight = datetime.combine(day, datetime.min.time(), ZoneInfo(schedule.zone))
            start, end = (midnight + minutes(m) for m in (window.opens, window.closes))
            while start + length <= end:
                padded = Interval(
                    start - limits.buffer_before, start + length + limits.buffer_after
                )
                if start >= now and not any(padded.overlaps(row) for row in claims.taken):
                    slots.append(Interval(start, start + length))
                start += step
        day += timedelta(days=1)
    return slots


def interval(start: str, end: str) -> Interval:
    return Interval(datetime.fromisoformat(start), datetime.fromisoformat(end))


def minute_of_day(clock: str) -> int:
    hours, minute = clock.split(":")
    return int(hours) * 60 + int(minute)


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


if __name__ == "__main__":
    main()
