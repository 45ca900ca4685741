"""What only a real worker process shows: another edition of tzdata, and calendars that are due."""

import re
import shutil
from datetime import datetime, timedelta
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from flask_migrate import upgrade
from tzdata import IANA_VERSION

from tests.factories import Maker
from tests.mail_server import mail_server
from tests.making.calendars import ics, meeting
from tests.making.https import NAME, answering, certificate, https_server
from tests.notifications.running_worker import running_worker, wait_until
from webapp import create_app
from webapp.booking.models import Booking, BookingChange, Seat
from webapp.booking.zone_models import ZoneEdition
from webapp.config import Config
from webapp.core import clock
from webapp.core.db import db
from webapp.core.intervals import Interval
from webapp.core.zones import zone
from webapp.scheduling.busy_models import BusyCalendar, BusyInterval

pytestmark = pytest.mark.long

LISBON, BERLIN = "Europe/Lisbon", "Europe/Berlin"
NEXT_EDITION = "2199z"
HOUR = timedelta(hours=1)


@pytest.fixture
def log(tmp_path) -> Path:
    return tmp_path / "worker.log"


@pytest.fixture
def make(own_database):
    app = create_app(Config.for_tests(own_database))
    with app.app_context():
        upgrade()
        yield Maker(clock.now())
        db.session.remove()
        db.engine.dispose()


def rows(statement: sa.Select) -> list[tuple]:
    """Return what the database says now, to no transaction that stays open."""
    with db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(statement)]


def next_edition(folder: Path) -> Path:
    """Write a `tzdata` package of the next edition, in which Lisbon has Berlin's clocks."""
    package = folder / "tzdata"
    shutil.copytree(resources.files("tzdata"), package)
    shutil.copy(package / "zoneinfo" / BERLIN, package / "zoneinfo" / LISBON)
    about = package / "__init__.py"
    said = re.sub(r'IANA_VERSION = ".+"', f'IANA_VERSION = "{NEXT_EDITION}"', about.read_text())
    about.write_text(said)
    return folder


def noon_in_ten_days(now: datetime) -> datetime:
    local = now.astimezone(zone(LISBON)) + timedelta(days=10)
    return local.replace(hour=12, minute=0, second=0, microsecond=0).astimezone(now.tzinfo)


def test_a_worker_with_new_zone_data_keeps_the_wall_time_and_both_are_told(
    make, own_database, log, tmp_path
):
    editions = sa.select(ZoneEdition.version).order_by(ZoneEdition.version)
    start = noon_in_ten_days(make.now)
    ada, ben = make.mentor(time_zone=LISBON), make.person(time_zone="Asia/Kolkata")
    slot = Interval(start, start + timedelta(minutes=20))
    talk = make.booking(mentor=ada, mentee=ben, slot=slot).id
    people = {ada.email, ben.email}
    times = sa.select(Booking.starts_at, Booking.ends_at, Booking.sequence).filter_by(id=talk)
    db.session.commit()

    with mail_server() as mails:
        with running_worker(own_database, log=log, MAIL_URL=mails.url) as worker:
            wait_until(lambda: rows(editions), worker, log)
        assert rows(editions) == [(IANA_VERSION,)]
        assert rows(times) == [(slot.start, slot.end, 0)]
        assert mails.messages == []

        folder = next_edition(tmp_path / "newer")
        news = {"MAIL_URL": mails.url, "PYTHONPATH": str(folder)}
        with running_worker(own_database, log=log, **news) as worker:
            wait_until(lambda: len(mails.messages) >= 2, worker, log)
            wait_until(lambda: len(rows(editions)) == 2, worker, log)

    assert rows(editions) == [(IANA_VERSION,), (NEXT_EDITION,)]
    assert rows(times) == [(slot.start - HOUR, slot.end - HOUR, 1)]
    with (folder / "tzdata" / "zoneinfo" / LISBON).open("rb") as rules:
        shown = (slot.start - HOUR).astimezone(ZoneInfo.from_file(rules))
    assert (shown.hour, shown.minute) == (12, 0)
    seats = sa.select(Seat.starts_at).filter_by(booking_id=talk).distinct()
    assert rows(seats) == [(slot.start - HOUR,)]
    who = sa.select(BookingChange.person_id, BookingChange.to_starts_at).filter_by(booking_id=talk)
    assert rows(who)[-1] == (None, slot.start - HOUR)
    assert sorted(mail["To"] for mail in mails.messages) == sorted(people)
    for mail in mails.messages:
        assert "The clocks in Lisbon are set differently" in mail.get_body().get_content()
        assert "SEQUENCE:1" in mail.as_string()


def test_a_worker_reads_the_calendars_that_are_due_and_the_slots_follow(make, own_database, log):
    start = noon_in_ten_days(make.now)
    stamp, end = (f"{instant:%Y%m%dT%H%M%SZ}" for instant in (start, start + HOUR))
    calendar = BusyCalendar(
        person_id=make.mentor().id,
        name="Work",
        address=f"https://{NAME}/private/basic.ics",
        created_at=make.now,
        due_at=make.now - HOUR,
        known_until=make.now,
    )
    make.save(calendar)
    key = calendar.id
    db.session.commit()
    busy = sa.select(BusyInterval.starts_at, BusyInterval.ends_at)
    state = sa.select(BusyCalendar.etag, BusyCalendar.problem, BusyCalendar.due_at).filter_by(
        id=key
    )

    with https_server() as server:
        server.say = answering(ics(meeting(stamp, end)), ETag='"one"')
        leads_to = {"CALENDAR_PORT": str(server.port), "CALENDAR_CERTIFICATE": certificate()}
        command = ("-m", "tests.notifications.worker_in_our_internet")
        with running_worker(own_database, *command, log=log, **leads_to) as worker:
            wait_until(lambda: rows(busy), worker, log)

    assert rows(busy) == [(start, start + HOUR)]
    [(etag, problem, due_at)] = rows(state)
    assert (etag, problem) == ('"one"', None)
    assert due_at > make.now + timedelta(minutes=59)
