"""Real threads with real commits, on a database of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import sqlalchemy as sa
from flask_migrate import upgrade

from tests.conftest import MONDAY_9AM
from tests.factories import MONDAY_10AM, Maker
from tests.making.live import Notebook
from webapp import create_app
from webapp.booking.models import Booking
from webapp.config import Config
from webapp.core.db import db
from webapp.live import note_log
from webapp.live.messages import read_bytes
from webapp.live.models import Attendance, LiveSession, NoteUpdate
from webapp.live.notes import UPDATE_LIMIT
from webapp.live.queries import notes_text
from webapp.live.service import Tab, enter_room
from webapp.people.devices import open_device
from webapp.people.models import Person
from webapp.people.signin_models import DeviceSession

WRITERS, UPDATES = 4, 25


@pytest.fixture
def own_app(own_database):
    app = create_app(Config.for_tests(own_database))
    with app.app_context():
        upgrade()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def meeting(own_app):
    """The ids of a booking and its two people."""
    booking = Maker(MONDAY_9AM).booking()
    for person in (booking.mentor, booking.mentee):
        open_device(person, factor="code", name="Test browser", now=MONDAY_9AM)
    return booking.id, (booking.mentor.id, booking.mentee.id)


def enter(booking_id, person_id):
    person = db.session.get(Person, person_id)
    device = db.session.scalar(
        sa.select(DeviceSession.id).where(DeviceSession.person_id == person_id)
    )
    return enter_room(
        db.session.get(Booking, booking_id),
        person,
        Tab(f"peer-of-{person_id:010}", "visit-of-somebody", f"socket-{person_id}", device),
        take_over=False,
        is_connected=lambda place: True,
        now=MONDAY_10AM,
    )


def at_once(app, task, arguments):
    """Run the task once for each argument, all starting together."""
    barrier = Barrier(len(arguments))

    def run(argument):
        with app.app_context():
            barrier.wait()
            return task(argument)

    db.session.rollback()  # what we look at afterwards is what they have written
    with ThreadPoolExecutor(len(arguments)) as pool:
        return list(pool.map(run, arguments))


def test_who_joins_at_once_opens_one_session_and_starts_one_clock(own_app, meeting):
    booking_id, people = meeting
    at_once(own_app, lambda person: enter(booking_id, person) and None, people)

    live_session = db.session.scalars(sa.select(LiveSession)).one()
    assert (live_session.rev, live_session.starts_at) == (1, MONDAY_10AM)
    assert db.session.scalar(sa.select(sa.func.count(Attendance.id))) == 2


def test_nothing_is_lost_while_many_write_and_the_log_is_made_shorter(
    own_app, meeting, monkeypatch
):
    booking_id, people = meeting
    monkeypatch.setattr(note_log, "MOST_ROWS", 7)
    enter(booking_id, people[0])

    def write_all(writer):
        notebook, person = Notebook(), db.session.get(Person, people[writer % 2])
        live_session = db.session.scalars(sa.select(LiveSession)).one()
        tab = Tab(f"peer-of-{writer:010}", "visit-of-somebody", "socket", 0)
        for number in range(UPDATES):
            update = read_bytes(notebook.write(f"<{writer}.{number}>"), UPDATE_LIMIT)
            note_log.add_note_update(live_session, person, update, tab=tab, now=MONDAY_10AM)

    at_once(own_app, write_all, range(WRITERS))

    text = notes_text(db.session.get(Booking, booking_id))
    for writer in range(WRITERS):
        assert "".join(f"<{writer}.{number}>" for number in range(UPDATES)) in text
    assert db.session.scalar(sa.select(sa.func.count(NoteUpdate.id))) <= 8
