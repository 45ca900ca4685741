"""Other calendars, read by address and from files: what is kept, what is said, what is offered."""

from datetime import date, timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa

from tests.making.booking import at, slot_at
from tests.making.calendars import event, ics, meeting
from tests.making.https import NAME, answering, https_server
from webapp.booking.queries import free_slots
from webapp.core.db import db
from webapp.core.zones import zone
from webapp.scheduling import busy_fetching, busy_service
from webapp.scheduling.busy_models import BusyCalendar, BusyInterval
from webapp.scheduling.busy_problems import PROBLEMS, CalendarRefused
from webapp.scheduling.busy_refresh import begin_reading_due_calendars, read_due_calendars
from webapp.scheduling.models import CalendarSettings

SECRET = "private-8f2d0c"
ADDRESS = f"https://{NAME}/ical/{SECRET}/basic.ics"
PAGE = "/availability/calendars"


@pytest.fixture(scope="module")
def server():
    with https_server() as server:
        yield server


@pytest.fixture(autouse=True)
def only_our_internet(server, monkeypatch):
    server.requests.clear()
    server.say = answering(ics(meeting()), ETag='"one"', Last_Modified="Mon, 02 Mar 2026 08:00 GMT")
    monkeypatch.setattr(busy_fetching, "INTERNET", server.internet())


@pytest.fixture
def mentor(make):
    return make.mentor(time_zone="UTC")


@pytest.fixture
def reads(mentor, now):
    """The mentor's calendar is read by its address."""
    busy_service.read_address(mentor, ADDRESS, now=now)
    return db.session.query(BusyCalendar).one()


def starts(mentor, *, day=2, now):
    slots = free_slots(mentor, None, now=now)
    return [slot.start for slot in slots if slot.start.day == day]


def next_free(mentor):
    return db.session.get(CalendarSettings, mentor.id).next_free_at


def upload(browser, data: bytes, name="work.ics"):
    return browser.post(f"{PAGE}/file", data={"file": (BytesIO(data), name)})


def test_a_calendar_is_read_by_its_address(mentor, sign_in, now):
    answer = sign_in(mentor).post(f"{PAGE}/address", data={"address": f" {ADDRESS} "})

    assert answer.location == PAGE
    page = sign_in(mentor).get(PAGE).text
    assert "1 busy time until" in page
    assert "Work" in page


def test_its_address_is_shown_to_nobody_again(reads, mentor, sign_in):
    page = sign_in(mentor).get(PAGE).text

    assert NAME in page
    assert SECRET not in page


def test_a_dump_of_the_database_does_not_give_it_away(reads):
    [kept] = db.session.scalars(sa.text("SELECT address FROM busy_calendar"))

    assert SECRET not in kept
    assert reads.address == ADDRESS


def test_with_another_key_of_the_server_it_is_asked_for_again(app, reads, mentor, sign_in, now):
    app.config["SECRET_KEY"] = "another key of the server"
    db.session.expire_all()
    read_due_calendars(now=now + timedelta(hours=2))

    page = sign_in(mentor).get(PAGE).text
    assert PROBLEMS["lost"] in page
    assert "from a file" not in page
    assert "1 busy time until" in page  # what was known is kept


def test_calendar_programs_write_webcal_for_https(mentor, sign_in):
    sign_in(mentor).post(f"{PAGE}/address", data={"address": ADDRESS.replace("https", "webcal")})
    assert db.session.query(BusyCalendar).one().address == ADDRESS


def test_nobody_can_book_while_the_mentor_is_busy_there(mentor, now):
    assert at(10) in starts(mentor, now=now)

    busy_service.read_address(mentor, ADDRESS, now=now)

    free = starts(mentor, now=now)
    assert at(9, 40) in free
    assert at(11) in free
    assert not any(at(9, 40) < start < at(11) for start in free)


def test_the_pause_around_talks_holds_around_busy_times_too(make, now):
    careful = make.mentor(calendar={"buffer_minutes": 10})
    busy_service.read_address(careful, ADDRESS, now=now)
    assert at(9, 30) in starts(careful, now=now)
    assert not any(at(9, 30) < start < at(11, 10) for start in starts(careful, now=now))


def test_an_all_day_event_closes_the_mentors_own_day(make, server, now):
    far = make.mentor(time_zone="Pacific/Auckland")
    server.say = answering(ics(event("DTSTART;VALUE=DATE:20260304")))

    busy_service.read_address(far, ADDRESS, now=now)

    starts = (slot.start.astimezone(zone(far.time_zone)) for slot in free_slots(far, None, now=now))
    days = {start.date() for start in starts}
    assert {date(2026, 3, 3), date(2026, 3, 5)} <= days
    assert date(2026, 3, 4) not in days


def test_a_viewers_own_busy_times_close_nobody_elses_slots(mentor, make, now):
    busy = make.mentor()
    busy_service.read_address(busy, ADDRESS, now=now)
    assert at(10) in [slot.start for slot in free_slots(mentor, busy, now=now)]


def test_a_busy_time_cannot_be_held(mentor, make, sign_in, reads):
    form = {"slot": "2026-03-02T10:00Z", "length": "20"}
    answer = sign_in(make.person()).post(f"/mentors/{mentor.handle}/slots", data=form)
    assert answer.status_code == 409


def test_the_hint_of_lists_follows(mentor, server, now):
    server.say = answering(ics(meeting("20260302T090000Z", "20260302T120000Z")))
    busy_service.read_address(mentor, ADDRESS, now=now)
    assert next_free(mentor) == at(12)

    busy_service.stop_reading(db.session.query(BusyCalendar).one())
    assert next_free(mentor) == at(9)
    assert db.session.query(BusyInterval).count() == 0


def test_what_blocks_is_still_one_query(reads, mentor, now, count_queries):
    with count_queries() as queries:
        free_slots(mentor, None, now=now)
    assert sum("busy_interval" in query for query in queries) == 1
    assert sum("FROM seat" in query for query in queries) == 1
    assert len([query for query in queries if "busy_interval" in query or "seat" in query]) == 1


def test_a_file_is_read_once_and_the_next_of_its_name_replaces_it(mentor, sign_in, now):
    browser = sign_in(mentor)

    later = meeting("20260303T100000Z", "20260303T110000Z")
    for what in (meeting(), later):
        upload(browser, ics(what, name=""), "Ada at work.ics")

    calendar = db.session.query(BusyCalendar).one()
    assert (calendar.name, calendar.due_at) == ("Ada at work", None)
    assert at(10) in starts(mentor, now=now)
    assert "from a file" in browser.get(PAGE).text


def test_a_file_that_lies_too_far_back_says_so(mentor, sign_in, clock):
    upload(sign_in(mentor), ics(meeting()))
    clock.advance(days=121)
    assert "What this file said is over." in sign_in(mentor).get(PAGE).text


def test_a_file_cannot_be_asked_again(mentor, sign_in):
    upload(sign_in(mentor), ics(meeting()))
    public_id = db.session.query(BusyCalendar).one().public_id
    assert sign_in(mentor).post(f"{PAGE}/{public_id}/read").status_code == 404


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<!doctype html>", "no_calendar"),
        (ics(event("DTSTART:20260302T100000Z", "RRULE:FREQ=HOURLY")), "too_often"),
        (ics(event("DTSTART:20260302T100000Z", "RRULE:FREQ=NEVER")), "broken"),
        (ics(meeting()).ljust(600_000), "too_large"),
    ],
)
def test_a_file_that_is_not_read_says_why(mentor, sign_in, data, code):
    answer = upload(sign_in(mentor), data)

    assert answer.status_code == 422
    assert PROBLEMS[code] in answer.text
    assert db.session.query(BusyCalendar).count() == 0


def test_nothing_chosen_is_said_too(mentor, sign_in):
    assert "Choose the calendar’s file." in sign_in(mentor).post(f"{PAGE}/file").text
    assert PROBLEMS["no_address"] in sign_in(mentor).post(f"{PAGE}/address").text


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("302 Found", "moved"), ("401 Who", "not_allowed"), ("403 No", "not_allowed"),
        ("404 None", "not_there"), ("410 Gone", "not_there"), ("500 Oops", "answers_badly"),
        ("304 As it was", "answers_badly"),
    ],
)  # fmt: skip
def test_what_a_server_says_is_put_in_words(mentor, server, sign_in, status, code):
    server.say = answering(b"", status, Location="https://127.0.0.1/")

    answer = sign_in(mentor).post(f"{PAGE}/address", data={"address": ADDRESS})

    assert answer.status_code == 422
    assert PROBLEMS[code] in answer.text


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://calendar.example/a.ics", "no_address"), ("my calendar", "no_address"),
        ("https://" + "a" * 2000, "no_address"), ("https://[::1", "no_address"),
        ("https://ada:secret@calendar.example/", "unsafe"),
        ("https://calendar.example:22/", "unsafe"), ("https://calendar.example:444/", "unsafe"),
    ],
)  # fmt: skip
def test_an_address_that_is_not_asked_says_why(mentor, server, sign_in, address, code):
    answer = sign_in(mentor).post(f"{PAGE}/address", data={"address": address})

    assert answer.status_code == 422
    assert PROBLEMS[code] in answer.text
    assert server.requests == []


def test_an_address_inside_is_not_asked(mentor, server, monkeypatch, now):
    monkeypatch.setattr(busy_fetching, "INTERNET", server.internet("169.254.169.254"))
    with pytest.raises(CalendarRefused) as refused:
        busy_service.read_address(mentor, ADDRESS, now=now)
    assert refused.value.code == "unsafe"
    assert server.requests == []


def test_the_same_address_twice_is_one_calendar(mentor, reads, now):
    busy_service.read_address(mentor, ADDRESS, now=now)
    assert db.session.query(BusyCalendar).count() == 1


def test_five_calendars_are_read_and_no_sixth(mentor, now):
    for n in range(5):
        busy_service.read_address(mentor, f"{ADDRESS}?{n}", now=now)
    with pytest.raises(CalendarRefused) as refused:
        busy_service.read_address(mentor, f"{ADDRESS}?6", now=now)
    assert refused.value.code == "too_many_calendars"


def test_it_is_read_again_every_hour(reads, server, clock):
    assert read_due_calendars(now=clock.now()) == 0
    clock.advance(minutes=61)
    server.say = answering(ics(meeting("20260303T100000Z", "20260303T110000Z")))

    assert read_due_calendars(now=clock.now()) == 1

    assert db.session.query(BusyInterval).one().starts_at == at(10, day=3)
    assert reads.read_at == clock.now()
    assert read_due_calendars(now=clock.now()) == 0


def test_it_is_asked_whether_it_has_changed(reads, server, clock):
    clock.advance(minutes=61)
    server.say = answering(b"", "304 Not Modified")

    read_due_calendars(now=clock.now())

    assert 'If-None-Match: "one"' in server.requests[-1]
    assert "If-Modified-Since: Mon, 02 Mar 2026 08:00 GMT" in server.requests[-1]
    assert db.session.query(BusyInterval).count() == 1
    assert (reads.read_at, reads.etag) == (clock.now(), '"one"')


def test_before_too_little_is_known_ahead_all_of_it_is_read(reads, server, clock):
    clock.advance(days=31)
    read_due_calendars(now=clock.now())
    assert "If-None-Match" not in server.requests[-1]
    assert reads.known_until == clock.now() + timedelta(days=120)


def test_what_goes_wrong_is_kept_said_and_tried_later_each_time(
    reads, mentor, server, sign_in, clock
):
    server.say = answering(b"", "403 Forbidden")
    pauses = []
    for _ in range(7):
        clock.advance(days=2)
        read_due_calendars(now=clock.now())
        db.session.expire_all()
        pauses.append((reads.due_at - clock.now()) // timedelta(hours=1))

    assert pauses == [2, 4, 8, 16, 24, 24, 24]
    page = sign_in(mentor).get(PAGE).text
    assert PROBLEMS["not_allowed"] in page
    assert "we go by what it said before" in page
    assert db.session.query(BusyInterval).count() == 1


def test_all_is_well_again_when_it_can_be_read(reads, mentor, server, sign_in, clock):
    server.say = answering(b"", "500 Oops")
    browser = sign_in(mentor)
    browser.post(f"{PAGE}/{reads.public_id}/read")
    assert PROBLEMS["answers_badly"] in browser.get(PAGE).text

    server.say = answering(ics(meeting()))
    browser.post(f"{PAGE}/{reads.public_id}/read")

    assert "If-None-Match" not in server.requests[-1]
    assert PROBLEMS["answers_badly"] not in browser.get(PAGE).text
    assert reads.due_at == clock.now() + timedelta(hours=1)


def test_two_workers_read_it_once(reads, clock):
    clock.advance(minutes=61)
    assert busy_service.claim(reads.id, now=clock.now())
    assert not busy_service.refresh(reads.id, now=clock.now())


def test_a_worker_that_died_is_followed_by_another(reads, clock):
    clock.advance(minutes=61)
    busy_service.claim(reads.id, now=clock.now())
    clock.advance(minutes=6)
    assert busy_service.refresh(reads.id, now=clock.now())


def test_what_was_stopped_meanwhile_stays_stopped(reads, mentor, now):
    fetched, found = busy_service.fetch_and_read(ADDRESS, mentor, now=now)
    busy_service.stop_reading(reads)
    busy_service.keep(reads, found, fetched, now=now)

    assert db.session.query(BusyCalendar).count() == db.session.query(BusyInterval).count() == 0


def test_it_stops_when_the_mentor_says_so(reads, mentor, sign_in, now):
    sign_in(mentor).post(f"{PAGE}/{reads.public_id}/stop")
    assert db.session.query(BusyCalendar).count() == 0
    assert at(10) in starts(mentor, now=now)


def test_it_exists_for_nobody_else(reads, make, sign_in):
    other = sign_in(make.mentor())
    for verb in ("read", "stop"):
        assert other.post(f"{PAGE}/{reads.public_id}/{verb}").status_code == 404
    assert NAME not in other.get(PAGE).text


def test_whoever_is_no_mentor_has_no_such_page(make, sign_in):
    browser = sign_in(make.person())
    assert browser.get(PAGE).status_code == 404
    assert browser.post(f"{PAGE}/address", data={"address": ADDRESS}).status_code == 404


def test_no_log_and_no_error_names_the_address(mentor, server, sign_in, caplog, clock, reads):
    server.say = answering(b"", "500 Oops")
    clock.advance(hours=2)
    read_due_calendars(now=clock.now())
    answer = sign_in(mentor).get(PAGE)
    assert SECRET not in caplog.text + answer.text


def test_a_talk_stays_booked_when_the_mentor_turns_out_to_be_busy(mentor, make, now):
    talk = make.booking(mentor=mentor, slot=slot_at(10))
    busy_service.read_address(mentor, ADDRESS, now=now)
    assert talk.is_confirmed


def test_the_page_asks_the_database_little(reads, mentor, sign_in, now, count_queries):
    for n in range(4):
        busy_service.read_address(mentor, f"{ADDRESS}?{n}", now=now)
    browser = sign_in(mentor)
    with count_queries() as queries:
        browser.get(PAGE)
    assert len(queries) <= 5


def test_the_worker_starts_reading_only_where_something_is_due(clock, monkeypatch):
    started = []
    monkeypatch.setattr("webapp.scheduling.busy_refresh.Thread", lambda **_: started.append(1))
    begin_reading_due_calendars(now=clock.now())
    assert started == []
