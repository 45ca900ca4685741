import pytest

from tests.conftest import from_outside
from tests.making.live import Tab
from webapp.live import door, reaper, rounds
from webapp.live.peers import peers


@pytest.fixture(autouse=True)
def nobody_connected():
    """Sockets live in the process, not in the database: the next test finds none."""
    yield
    for kept in (peers, door.open_sockets, reaper.leaving, reaper.silent_since, reaper.idle_since):
        kept.clear()


@pytest.fixture
def connect(app, sign_in):
    """Open a tab for a person, on a device of its own or on the `browser` given."""

    def connect(person, browser=None, **arguments):
        return Tab(app, browser or sign_in(person), **arguments)

    return connect


@pytest.fixture
def booking(make, clock):
    """A booking of 20 minutes that begins in ten: its room is open."""
    booking = make.booking()
    clock.advance(minutes=50)
    return booking


@pytest.fixture
def mentor(connect, booking):
    return connect(booking.mentor)


@pytest.fixture
def mentee(connect, booking):
    return connect(booking.mentee)


@pytest.fixture
def both(mentor, mentee, booking):
    """Both in the room, with all that they heard on the way behind them."""
    assert mentor.join(booking)["ok"]
    assert mentee.join(booking)["ok"]
    mentor.heard(), mentee.heard()
    return mentor, mentee


@pytest.fixture
def go_round(app):
    """Do once what a process with sockets does again and again."""
    return lambda task: from_outside(rounds.in_context(app, task))
