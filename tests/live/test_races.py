"""Real threads with real commits, on a database of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import sqlalchemy as sa

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
from webapp.people.signin_models import DeviceSession

WRITERS, UPDATES = 4, 25


@pytest.fixture
def own_app(own_database):
    app = create_app(Config.for_tests(own_database))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def meeting(own_app):
    """A booking's public id, and the ids of its two people."""
    booking = Maker(MONDAY_9AM).booking()
    for person in (booking.mentor, booking.mentee):
        open_device(person, factor="code", name="Test browser", now=MONDAY_9AM)
    return booking.public_id, (booking.mentor.id, booking.mentee.id)


def tab_of(person_id):
    device = sa.select(DeviceSession.id).where(DeviceSession.person_id == person_id)
    peer, socket = f"peer-of-{person_id:010}", f"socket-{person_id}"
    return Tab(person_id, db.session.scalar(device), peer, "visit-of-somebody", socket)


def enter(room, person_id):
    return enter_room(
        room,
        tab_of(person_id),
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
    room, people = meeting
    at_once(own_app, lambda person: enter(room, person), people)

    live_session = db.session.scalars(sa.select(LiveSession)).one()
    assert (live_session.rev, live_session.starts_at) == (1, MONDAY_10AM)
    assert db.session.scalar(sa.select(sa.func.count(Attendance.id))) == 2


def test_nothing_is_lost_while_many_write_and_the_log_is_made_shorter(
    own_app, meeting, monkeypatch
):
    room, people = meeting
    monkeypatch.setattr(note_log, "MOST_ROWS", 7)
    session_id = enter(room, people[0]).live_session_id

    def write_all(writer):
        notebook, tab = Notebook(), tab_of(people[writer % 2])
        for number in range(UPDATES):
            update = read_bytes(notebook.write(f"<{writer}.{number}>"), UPDATE_LIMIT)
            note_log.add_note_update(room, session_id, update, tab=tab, now=MONDAY_10AM)

    at_once(own_app, write_all, range(WRITERS))

    text = notes_text(db.session.scalars(sa.select(Booking)).one())
    for writer in range(WRITERS):
        assert "".join(f"<{writer}.{number}>" for number in range(UPDATES)) in text
    assert db.session.scalar(sa.select(sa.func.count(NoteUpdate.id))) <= 8
