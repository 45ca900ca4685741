"""Five more minutes: both must want them, and nobody else's time is taken for them."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from icalendar import Calendar

from webapp.booking import feed_service
from webapp.booking.models import BookingStatus
from webapp.booking.service import end_booking
from webapp.core.db import db, transaction
from webapp.core.outbox import Outbox
from webapp.invariants import violations
from webapp.live.extension import OPEN_FOR
from webapp.live.models import Extension
from webapp.scheduling.busy_models import BusyCalendar, BusyInterval

FIVE = timedelta(minutes=5)


@pytest.fixture
def both(clock, mentor, mentee, booking):
    """Both came on time, so that the clock ends with the booking."""
    clock.advance(minutes=10)
    for tab in (mentor, mentee):
        assert tab.join(booking)["ok"]
    mentor.heard(), mentee.heard()
    return mentor, mentee


@pytest.fixture
def asked(both):
    """The number of the question that both have heard."""
    mentor, mentee = both
    assert mentor.send("ask_extension", {})["ok"]
    (question,) = mentee.heard("extension_asked")
    mentor.heard()
    return question["question"]


def answer(tab, question, accepts):
    return tab.send("answer_extension", {"question": question, "accepts": accepts})


def clock_of(tab):
    return tab.send("read_clock", {})["clock"]


def test_the_question_is_put_to_both_and_stays_open_for_a_minute(both):
    mentor, mentee = both
    mentee.send("ask_extension", {})

    for tab in both:
        (question,) = tab.heard("extension_asked")
        assert question["open_until"] - question["now"] == 60_000
        assert (question["minutes"], question["answers"]) == (5, {})


def test_while_it_is_open_nothing_new_is_asked(both, asked):
    for tab in both:
        assert tab.send("ask_extension", {})["ok"]
        assert tab.heard() == []


def test_both_say_yes_and_clock_booking_and_calendar_end_later(both, asked, booking):
    mentor, mentee = both
    before, ends_at, sequence = clock_of(mentor), booking.ends_at, booking.sequence
    assert answer(mentor, asked, True)["ok"]
    assert mentee.heard("extension_answered")[0]["outcome"] is None
    assert answer(mentee, asked, True)["ok"]

    assert mentor.heard("clock")[0]["ends_at"] == before["ends_at"] + 5 * 60_000
    assert mentee.heard("extension_answered")[0] == {
        "question": asked,
        "part": "mentee",
        "accepts": True,
        "outcome": "accepted",
    }
    db.session.refresh(booking)
    assert booking.ends_at == ends_at + FIVE
    assert {seat.ends_at for seat in booking.seats} == {booking.ends_at}
    assert booking.sequence == sequence + 1
    assert clock_of(mentor)["rev"] == before["rev"] + 1
    assert list(violations(senders=("mail", "note", "push"))) == []


def test_a_talk_that_began_early_has_its_booked_time_before_it_takes_more(
    connect, make, booking, clock
):
    early = make.booking(slot=make.slot(clock.now() + timedelta(minutes=10), 20))
    tabs = [connect(early.mentor), connect(early.mentee)]
    for tab in tabs:
        tab.join(early)
    tabs[0].send("ask_extension", {})
    question = tabs[1].heard("extension_asked")[0]["question"]
    ends_at = early.ends_at
    for tab in tabs:
        answer(tab, question, True)

    assert tabs[0].heard("clock")[-1]["rev"] == 2
    db.session.refresh(early)
    assert (early.ends_at, early.sequence) == (ends_at, 0)


@pytest.mark.parametrize("first", ["mentor", "mentee"])
def test_one_no_settles_it_and_the_end_stays(both, asked, booking, first):
    tabs = dict(zip(("mentor", "mentee"), both, strict=True))
    other = tabs["mentee" if first == "mentor" else "mentor"]
    before = clock_of(other)
    answer(tabs[first], asked, False)

    assert other.heard("extension_answered")[0]["outcome"] == "refused"
    assert answer(other, asked, True)["error"] == "closed"
    assert clock_of(other) == before
    assert booking.sequence == 0


def test_the_same_answer_twice_is_one(both, asked):
    mentor, mentee = both
    for _ in range(2):
        assert answer(mentor, asked, True)["ok"]
    assert len(mentee.heard("extension_answered")) == 1


def test_a_yes_may_become_a_no_while_the_other_thinks(both, asked):
    mentor, mentee = both
    answer(mentor, asked, True)
    answer(mentor, asked, False)
    assert [fact["outcome"] for fact in mentee.heard("extension_answered")] == [None, "refused"]


def test_after_a_minute_the_question_is_closed_and_may_be_asked_again(both, asked, clock):
    mentor, mentee = both
    answer(mentor, asked, True)
    clock.advance(seconds=OPEN_FOR.total_seconds())

    assert answer(mentee, asked, True)["error"] == "closed"
    mentee.heard()
    assert mentee.send("ask_extension", {})["ok"]
    assert mentee.heard("extension_asked")[0]["question"] != asked


def test_it_can_be_made_longer_again_and_again(both, booking):
    mentor, mentee = both
    for times in (1, 2):
        mentor.send("ask_extension", {})
        question = mentee.heard("extension_asked")[0]["question"]
        for tab in both:
            answer(tab, question, True)
        mentor.heard(), mentee.heard()
        assert clock_of(mentor)["rev"] == 1 + times


def test_where_the_next_talk_follows_it_is_not_asked(both, make, booking):
    _mentor, mentee = both
    make.booking(mentor=booking.mentor, slot=make.slot(booking.ends_at, 20))
    assert mentee.send("ask_extension", {}) == {"ok": False, "error": "not_free"}


def test_where_another_calendar_of_the_mentor_goes_on_it_is_not_asked(both, make, booking, clock):
    _mentor, mentee = both
    calendar = BusyCalendar(
        person_id=booking.mentor.id, name="Work", host="", created_at=clock.now()
    )
    make.save(calendar)
    begins = booking.ends_at + timedelta(minutes=3)
    about = {"calendar_id": calendar.id, "person_id": booking.mentor.id}
    entry = make.save(BusyInterval(starts_at=begins, ends_at=begins + FIVE, **about))
    assert mentee.send("ask_extension", {})["error"] == "not_free"

    with transaction():
        entry.starts_at, entry.ends_at = booking.ends_at + FIVE, booking.ends_at + 2 * FIVE
    assert mentee.send("ask_extension", {})["ok"]


def test_a_talk_that_ends_later_than_booked_looks_further(connect, make, clock, booking):
    clock.advance(minutes=13)  # both are three minutes late
    tabs = [connect(booking.mentor), connect(booking.mentee)]
    for tab in tabs:
        tab.join(booking)
    make.booking(mentor=booking.mentor, slot=make.slot(booking.ends_at + timedelta(minutes=7), 20))
    assert tabs[0].send("ask_extension", {})["error"] == "not_free"


def test_a_page_does_not_put_by_itself_what_was_settled_a_moment_ago(both, clock):
    mentor, mentee = both
    ask = {"by_itself": True}
    clock.advance(minutes=17, seconds=30)
    mentor.send("ask_extension", {})  # by a tap
    question = mentee.heard("extension_asked")[0]["question"]
    answer(mentee, question, False)
    clock.advance(seconds=31)

    assert mentee.send("ask_extension", ask) == {"ok": False, "error": "closed"}
    assert mentor.send("ask_extension", {})["ok"]  # who taps again may ask again


def test_what_was_settled_long_before_is_put_again_in_the_last_minutes(both, asked, clock):
    mentor, mentee = both
    answer(mentee, asked, False)
    clock.advance(minutes=18)
    assert mentee.send("ask_extension", {"by_itself": True})["ok"]
    assert mentor.heard("extension_asked")


def test_an_answer_in_the_grace_still_counts(both, booking, clock):
    mentor, mentee = both
    clock.advance(minutes=19, seconds=40)
    ends_at = clock_of(mentor)["ends_at"]
    mentor.send("ask_extension", {})
    question = mentee.heard("extension_asked")[0]["question"]
    answer(mentor, question, True)
    clock.advance(seconds=50)
    assert answer(mentee, question, True)["ok"]
    assert clock_of(mentor)["ends_at"] == ends_at + 5 * 60_000


def test_a_talk_that_was_called_off_or_ended_takes_no_answer(both, asked, booking, clock):
    mentor, _mentee = both
    end_booking(booking, None, now=clock.now())
    assert answer(mentor, asked, True)["error"] == "closed"


def test_feed_and_file_have_the_new_end_and_nobody_gets_a_mail(
    both, asked, booking, sign_in, browser, clock
):
    people = (booking.mentor, booking.mentee)
    feeds = [feed_service.make_feed(person, now=clock.now()) for person in people]
    letters = db.session.scalars(sa.select(Outbox.key)).all()
    for tab in both:
        answer(tab, asked, True)

    db.session.refresh(booking)
    files = [sign_in(person).get(f"/bookings/{booking.public_id}.ics") for person in people]
    files += [browser().get(f"/calendar/{token}.ics") for token in feeds]
    for file in files:
        [event] = Calendar.from_ical(file.data).walk("VEVENT")
        assert (event.decoded("DTEND"), event.decoded("SEQUENCE")) == (booking.ends_at, 1)
    assert db.session.scalars(sa.select(Outbox.key)).all() == letters


def test_nobody_can_book_the_minutes_that_were_added(both, asked, make, booking):
    ends_at = booking.ends_at
    for tab in both:
        answer(tab, asked, True)
    with pytest.raises(sa.exc.IntegrityError):
        make.booking(mentor=booking.mentor, slot=make.slot(ends_at + timedelta(minutes=1), 20))


def test_a_talk_that_was_booked_while_they_thought_wins(both, asked, make, booking):
    mentor, mentee = both
    before = clock_of(mentor)
    make.booking(mentee=booking.mentee, slot=make.slot(booking.ends_at, 20))
    answer(mentor, asked, True)
    answer(mentee, asked, True)

    assert mentor.heard("extension_answered")[-1]["outcome"] == "taken"
    assert clock_of(mentor) == before


def test_before_both_are_there_and_after_the_end_there_is_nothing_to_ask(
    mentor, mentee, booking, clock
):
    mentor.join(booking)
    assert mentor.send("ask_extension", {})["error"] == "not_running"
    mentee.join(booking)
    clock.advance(minutes=21)
    assert mentor.send("ask_extension", {})["error"] == "not_running"


def test_who_comes_back_finds_the_open_question(both, asked, connect, booking):
    answer(both[0], asked, True)
    answered = connect(booking.mentee).take_over(booking)["question"]
    assert (answered["question"], answered["answers"]) == (asked, {"mentor": True})


def test_a_question_of_another_room_cannot_be_answered(both, make, connect, clock, asked):
    other = make.booking(status=BookingStatus.CONFIRMED)
    tabs = [connect(other.mentor), connect(other.mentee)]
    for tab in tabs:
        tab.join(other)
    assert answer(tabs[0], asked, True)["error"] == "closed"
    assert db.session.get(Extension, asked).answers == {}


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"question": True, "accepts": True},
        {"question": "1", "accepts": True},
        {"question": 1, "accepts": 1},
        {"question": 0, "accepts": True},
        {"question": 2**63, "accepts": True},
    ],
)
def test_an_answer_of_another_shape_is_refused(both, message):
    assert both[0].send("answer_extension", message)["error"] == "bad_message"
