"""The feed of somebody's talks: who may read it, what it says, and that it follows."""

import re

import pytest
import vobject
from icalendar import Calendar

from tests.making.booking import at, slot_at
from webapp.booking import feed_service, service
from webapp.booking.feed_models import CalendarFeed
from webapp.booking.invitation import invitation
from webapp.booking.lifecycle import EndedReason
from webapp.booking.models import BookingStatus
from webapp.core.db import db, transaction


@pytest.fixture
def ben(make):
    return make.person(name="Ben", email="ben@private.test")


@pytest.fixture
def talk(make, ben):
    ada = make.mentor(name="Ada Lind", email="ada@private.test")
    brief = make.brief(ben, question="Who tells Jonas?")
    return make.booking(mentor=ada, mentee=ben, slot=slot_at(10), brief_id=brief.id)


@pytest.fixture
def feed_of(browser, now):
    """Make a feed for somebody and return how to ask for it, from no browser of theirs."""

    def feed_of(person, **options):
        token = feed_service.make_feed(person, now=now)
        if options:
            feed_service.show_details(person, **options)
        return lambda **headers: browser().get(
            f"/calendar/{token}.ics",
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )

    return feed_of


def events(answer):
    return Calendar.from_ical(answer.data).walk("VEVENT")


def test_a_calendar_program_reads_it_without_signing_in(ben, talk, feed_of):
    answer = feed_of(ben)()

    [event] = events(answer)
    assert answer.mimetype == "text/calendar"
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (at(10), at(10, 20))
    assert "Set-Cookie" not in answer.headers


def test_it_says_busy_and_no_more(ben, talk, feed_of):
    answer = feed_of(ben)()

    assert events(answer)[0]["SUMMARY"] == "Busy"
    assert not re.search("Ada|Jonas|private|bookings", answer.text)


def test_it_says_who_and_the_question_where_one_wants_that(ben, talk, feed_of):
    [event] = events(feed_of(ben, shows_details=True)())

    assert event["SUMMARY"] == "20 minutes with Ada Lind"
    assert "Who tells Jonas?" in event["DESCRIPTION"]
    assert event["URL"].endswith(f"/bookings/{talk.public_id}")


def test_it_names_nobodys_address(ben, talk, feed_of):
    assert "@private.test" not in feed_of(ben, shows_details=True)().text


def test_its_events_are_those_of_the_invitations(ben, talk, feed_of, now):
    mail = invitation(talk, ben, organizer="Momentor <hi@momentor.test>", link="https://x", now=now)
    [invited], [shown] = Calendar.from_ical(mail).walk("VEVENT"), events(feed_of(ben)())

    for name in ("UID", "SEQUENCE", "DTSTART", "DTEND"):
        assert invited[name].to_ical() == shown[name].to_ical()


def test_a_cancelled_talk_is_said_to_be_cancelled(ben, talk, feed_of, now):
    ask = feed_of(ben)
    service.cancel_booking(talk, ben, now=now)

    [event] = events(ask())

    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)


def test_holds_and_what_was_never_booked_are_left_out(make, ben, feed_of):
    make.hold(mentee=ben, slot=slot_at(11))
    make.booking(mentee=ben, slot=slot_at(12), status=BookingStatus.LAPSED)
    make.booking(mentee=ben, slot=slot_at(13), status=BookingStatus.PENDING)
    make.booking(
        mentee=ben, slot=slot_at(14), status=BookingStatus.CANCELLED,
        ended_reason=EndedReason.PASSED,
    )  # fmt: skip
    assert events(feed_of(ben)()) == []


def test_other_peoples_talks_are_left_out(make, talk, feed_of):
    assert events(feed_of(make.person())()) == []


def test_what_was_a_month_ago_is_left_out(ben, talk, feed_of, clock):
    ask = feed_of(ben)
    clock.advance(days=29)
    assert len(events(ask())) == 1
    clock.advance(days=3)
    assert events(ask()) == []


def test_nothing_is_sent_again_until_something_changes(ben, talk, feed_of, clock):
    ask = feed_of(ben)
    etag = ask().headers["ETag"]
    clock.advance(minutes=15)

    again = ask(If_None_Match=etag)
    assert (again.status_code, again.data) == (304, b"")

    service.cancel_booking(talk, ben, now=clock.now())
    assert ask(If_None_Match=etag).status_code == 200


def test_it_may_be_kept_by_its_reader_only_and_is_asked_for_each_time(ben, feed_of):
    assert feed_of(ben)().headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("token", ["0" * 32, "x", "../etc/passwd", "a" * 5000])
def test_an_unknown_address_is_not_there(ben, feed_of, browser, token):
    feed_of(ben)
    assert browser().get(f"/calendar/{token}.ics").status_code == 404


def test_a_new_address_ends_the_old_one(ben, feed_of):
    old = feed_of(ben)
    new = feed_of(ben)
    assert (old().status_code, new().status_code) == (404, 200)


def test_an_ended_address_is_not_there(ben, feed_of, sign_in):
    ask = feed_of(ben)
    sign_in(ben).post("/calendar/stop")
    assert ask().status_code == 404
    assert sign_in(ben).post("/calendar/stop").status_code == 303  # tapped twice


def test_whose_account_is_off_has_no_feed(ben, feed_of):
    ask = feed_of(ben)
    with transaction():
        ben.is_disabled = True
    assert ask().status_code == 404


def test_the_address_is_shown_once_and_stored_nowhere(ben, sign_in, browser):
    browser_of_ben = sign_in(ben)
    made = browser_of_ben.post("/calendar/new").text
    [path] = set(re.findall(r'value="http://localhost(/calendar/[0-9a-f]{32}\.ics)"', made))

    assert browser().get(path).status_code == 200
    token = path.split("/")[-1].removesuffix(".ics")
    assert token not in browser_of_ben.get("/calendar").text
    assert token.encode() not in db.session.query(CalendarFeed).one().token_hash


def test_what_it_says_is_changed_on_its_page(ben, talk, feed_of, sign_in):
    ask, page = feed_of(ben), sign_in(ben)

    page.post("/calendar/details", data={"details": "shown"})
    assert "Ada Lind" in ask().text
    page.post("/calendar/details", data={"details": "hidden"})
    assert "Ada Lind" not in ask().text


def test_too_many_questions_are_refused_for_that_address_alone(ben, make, feed_of):
    ask, other = feed_of(ben), feed_of(make.person())
    assert [ask().status_code for _ in range(31)][-1] == 429
    assert other().status_code == 200


def test_it_takes_few_queries_however_many_talks(ben, make, feed_of, count_queries):
    for hour in range(10, 16):
        make.booking(mentee=ben, slot=slot_at(hour))
    ask = feed_of(ben)
    with count_queries() as queries:
        assert len(events(ask())) == 6
    assert len(queries) <= 5


def test_a_second_reader_understands_it(ben, talk, feed_of):
    calendar = vobject.readOne(feed_of(ben, shows_details=True)().text)

    assert calendar.vevent.dtstart.value == at(10)
    assert calendar.vevent.summary.value == "20 minutes with Ada Lind"
