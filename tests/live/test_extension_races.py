"""More time is asked for and answered by two people at once, and their next time is wanted too."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.booking.test_races import RUNS, at_once, holding, overlaps
from tests.conftest import MONDAY_9AM
from tests.factories import MONDAY_10AM, Maker
from webapp.booking.models import Booking
from webapp.core.db import db
from webapp.core.intervals import Interval
from webapp.live import extending
from webapp.live.extension import LONGER_BY, Outcome
from webapp.live.models import Extension, LiveSession

pytestmark = pytest.mark.long

END = MONDAY_10AM + timedelta(minutes=20)
NOW = END - timedelta(minutes=2)
MEANWHILE = (None, "closed")


class Talk:
    """A talk that has run for eighteen minutes, to be asked about again in each run."""

    def __init__(self):
        make = Maker(MONDAY_9AM)
        booking = make.booking()
        times = {"starts_at": MONDAY_10AM, "ends_at": END, "opened_at": MONDAY_10AM}
        live_session = make.save(LiveSession(booking_id=booking.id, rev=1, **times))
        self.room, self.booking_id, self.id = booking.public_id, booking.id, live_session.id
        self.mentor_id, self.other_id = booking.mentor.id, make.person().id

    def ask(self):
        return extending.ask_extension(self.room, self.id, now=NOW)

    def answer(self, part, accepts):
        def attempt():
            return extending.answer_extension(
                self.room, self.id, self.question, part, accepts=accepts, now=NOW
            )

        return attempt

    @property
    def question(self):
        return db.session.scalar(sa.select(sa.func.max(Extension.id)))

    def state(self):
        """Return outcome, and how many revisions and changes of the booking there were."""
        db.session.expire_all()
        booking = db.session.get(Booking, self.booking_id)
        live_session = db.session.get(LiveSession, self.id)
        longer = live_session.ends_at - END
        assert booking.ends_at == live_session.ends_at
        assert {seat.ends_at for seat in booking.seats} == {booking.ends_at}
        outcome = db.session.scalars(sa.select(Extension.outcome)).one()
        return outcome, longer / LONGER_BY, live_session.rev - 1, booking.sequence


@pytest.fixture
def talk(crowd):
    return Talk()


def test_both_ask_at_once_and_are_asked_once(crowd, talk):
    assert at_once(crowd, *[talk.ask] * 4) == [None] * 4
    assert db.session.scalar(sa.select(sa.func.count(Extension.id))) == 1


def test_both_say_yes_at_once_and_each_twice_and_it_is_five_minutes(crowd, talk):
    talk.ask()
    yes = [talk.answer(part, True) for part in ("mentor", "mentee")]
    assert at_once(crowd, *yes, *yes) == [None] * 4
    assert talk.state() == (Outcome.ACCEPTED, 1, 1, 1)


@pytest.mark.parametrize("no", ["mentor", "mentee"])
def test_a_yes_and_a_no_at_once_are_a_no(crowd, talk, no):
    talk.ask()
    yes = "mentee" if no == "mentor" else "mentor"
    results = at_once(crowd, talk.answer(yes, True), talk.answer(no, False))
    assert results[0] in MEANWHILE and results[1] is None
    assert talk.state() == (Outcome.REFUSED, 0, 0, 0)


@pytest.mark.parametrize("_run", range(RUNS))
def test_somebody_takes_the_next_time_while_both_say_yes(crowd, talk, _run):
    after = Interval(END, END + 4 * LONGER_BY)
    book = holding(talk.mentor_id, talk.other_id, after, now=NOW)
    talk.ask()
    results = at_once(crowd, talk.answer("mentor", True), talk.answer("mentee", True), book)

    outcome, longer, *_rest = talk.state()
    if results[2] == "slot_taken":
        assert (outcome, longer) == (Outcome.ACCEPTED, 1)
    else:
        assert (outcome, longer) == (Outcome.TAKEN, 0)
    assert overlaps() == 0
