"""The diary, one booking, calling it off, and the calendar file."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from tests.making.booking import slot_at
from webapp.booking import panels
from webapp.booking.models import BookingStatus


@pytest.fixture
def booking(make, ada, ben):
    brief = make.brief(ben, question="Who tells Jonas?", tried="Asked him.")
    return make.booking(mentor=ada, mentee=ben, slot=slot_at(12), brief_id=brief.id)


@pytest.fixture
def url(booking):
    return f"/bookings/{booking.public_id}"


def test_both_see_the_booking_in_both_zones(sign_in, ada, ben, url):
    bens, adas = sign_in(ben).get(url).text, sign_in(ada).get(url).text

    assert "13:00–13:20</time></b> for you, Berlin" in bens
    assert "12:00–12:20</time></b> for you, Lisbon" in adas
    assert "Your brief" in bens
    assert "What <bdi>Ben</bdi> brings" in adas
    for page in (bens, adas):
        assert "Confirmed" in page
        assert "Who tells Jonas?" in page


def test_only_who_wrote_the_brief_may_change_it(sign_in, ada, ben, url, booking):
    change = f"/briefs/{booking.brief.public_id}"

    assert change in sign_in(ben).get(url).text
    assert change not in sign_in(ada).get(url).text


@pytest.mark.parametrize("path", ["", "/confirm", "/cancel", ".ics"])
def test_other_peoples_bookings_do_not_exist(sign_in, make, browser, url, path):
    assert sign_in(make.person()).get(f"{url}{path}").status_code == 404
    assert browser().get(f"{url}{path}").location.startswith("/sign-in")


def test_a_stranger_cannot_cancel(sign_in, make, url, booking):
    assert sign_in(make.person()).post(f"{url}/cancel").status_code == 404
    assert booking.status == BookingStatus.CONFIRMED


def test_the_way_into_the_room_is_shown_when_it_is_open(sign_in, ben, url, booking, clock):
    client, room = sign_in(ben), f"/room/{booking.public_id}"
    assert room not in client.get(url).text
    assert "The room opens" in client.get(url).text

    clock.advance(hours=2, minutes=45)

    assert room in client.get(url).text
    assert room in client.get("/bookings").text


def test_until_when_one_may_cancel_freely_is_said(sign_in, ben, url, clock):
    client = sign_in(ben)
    assert "Free until today, 11:00." in client.get(url).text

    clock.advance(hours=1)

    assert "less than 2 hours before" in client.get(url).text
    assert "less than 2 hours before" in client.get(f"{url}/cancel").text


def test_cancelling_asks_first_and_changes_nothing_on_get(sign_in, ben, url, booking):
    response = sign_in(ben).get(f"{url}/cancel")

    assert "Why, in a line" in response.text
    assert booking.status == BookingStatus.CONFIRMED


def test_a_mentee_who_cancels_is_offered_other_times(sign_in, ben, url, booking):
    client = sign_in(ben)

    response = client.post(f"{url}/cancel", data={"why": "Jonas  knows\nalready."})
    page = client.get(response.location).text

    assert response.status_code == 303
    assert "You cancelled this talk" in page
    assert "“Jonas knows already.”" in page
    assert 'value="2026-03-02T12:20Z"' in page
    assert "Your brief is kept." in page


def test_the_other_reads_who_cancelled_and_why(sign_in, ada, ben, url):
    sign_in(ben).post(f"{url}/cancel", data={"why": "Ill."})

    page = sign_in(ada).get(url).text

    assert "<bdi>Ben</bdi> cancelled this talk" in page
    assert "“Ill.”" in page
    assert "Your brief is kept." not in page


def test_a_talk_that_has_begun_is_not_cancelled(sign_in, ben, url, booking, clock):
    clock.advance(hours=3)
    client = sign_in(ben)

    assert client.get(f"{url}/cancel").location == url
    assert client.post(f"{url}/cancel").status_code == 409
    assert booking.status == BookingStatus.CONFIRMED


def test_the_calendar_file_is_an_event(sign_in, ben, url):
    response = sign_in(ben).get(f"{url}.ics")

    [event] = Calendar.from_ical(response.text).walk("VEVENT")
    assert response.mimetype == "text/calendar"
    assert "attachment" in response.headers["Content-Disposition"]
    assert event["SUMMARY"] == "20 minutes with Ada Lindqvist"
    assert "ada@private.test" not in response.text


def test_a_cancelled_talk_has_no_calendar_file(sign_in, ben, url):
    client = sign_in(ben)
    client.post(f"{url}/cancel")

    assert client.get(f"{url}.ics").status_code == 404


def test_the_diary_has_what_is_ahead_the_soonest_first(sign_in, make, ben, booking):
    make.booking(mentee=ben, mentor=make.mentor(name="Chidi O"), slot=slot_at(9, 40))

    page = sign_in(ben).get("/bookings").text

    assert "Upcoming, 2" in page
    assert page.index("Chidi O") < page.index("Ada Lindqvist")


def test_a_hold_stands_in_the_diary_of_who_holds(sign_in, make, ada, ben):
    hold = make.hold(mentor=ada, mentee=ben, slot=slot_at(10))

    assert f"/bookings/{hold.public_id}/confirm" in sign_in(ben).get("/bookings").text
    assert hold.public_id not in sign_in(ada).get("/bookings").text


def test_a_lapsed_hold_stands_nowhere(sign_in, make, ben, now):
    hold = make.hold(mentee=ben, held_until=now)
    client = sign_in(ben)

    assert hold.public_id not in client.get("/bookings").text
    assert hold.public_id not in client.get("/bookings?show=past").text


def test_the_past_has_what_is_over_and_what_was_cancelled(sign_in, make, ben, ada, clock):
    over = make.booking(mentor=ada, mentee=ben, slot=slot_at(9, 20), status=BookingStatus.ENDED)
    off = make.booking(mentor=ada, mentee=ben, slot=slot_at(10), status=BookingStatus.CANCELLED)
    clock.advance(hours=3)

    page = sign_in(ben).get("/bookings?show=past").text

    assert page.index(off.public_id) < page.index(over.public_id)
    assert page.count("Cancelled") == 1
    assert "Book again" in page


def test_an_empty_diary_says_what_will_be_here(sign_in, ben):
    client = sign_in(ben)

    assert "Nothing is booked" in client.get("/bookings").text
    assert "Nothing has happened yet" in client.get("/bookings?show=past").text


def test_a_long_past_comes_in_pages(sign_in, make, ben, ada):
    for day in range(1, 24):
        make.booking(
            mentor=ada,
            mentee=ben,
            slot=slot_at(9, day=day) if day != 2 else slot_at(8, day=2),
            status=BookingStatus.ENDED,
        )
    client = sign_in(ben)

    first, second = (client.get(f"/bookings?show=past&page={page}").text for page in (1, 2))

    assert (first.count("<li>"), second.count("<li>")) == (20, 3)
    assert "page=2" in first
    assert "page=3" not in second


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999999999"])
def test_a_page_that_does_not_exist_is_empty_or_the_first(sign_in, ben, page):
    assert sign_in(ben).get(f"/bookings?show=past&page={page}").status_code == 200


@pytest.mark.parametrize("show", ["", "?show=past"])
def test_the_diary_takes_the_same_queries_however_many(sign_in, make, ben, count_queries, show):
    def queries_with(bookings):
        for _ in range(bookings):
            status = BookingStatus.ENDED if show else BookingStatus.CONFIRMED
            hours = timedelta(hours=2 + len(made))
            start = make.now - hours if show else make.now + hours
            made.append(make.booking(mentee=ben, slot=make.slot(start), status=status))
        client = sign_in(ben)
        client.get(f"/bookings{show}")
        with count_queries() as queries:
            client.get(f"/bookings{show}")
        return len(queries)

    made = []
    assert queries_with(2) == queries_with(8)


def test_features_above_add_parts_to_a_bookings_page(sign_in, ben, url, monkeypatch):
    def context(booking, reader, now):
        return {"words": f"{reader.first_name} at {now:%H:%M}"}

    monkeypatch.setattr(panels, "_panels", {})
    panels.register_panel("booking/_no_slot.html", context)
    panels.register_panel("booking/_nothing.html", lambda *_: None)

    assert "Choose a time" in sign_in(ben).get(url).text


def test_features_above_add_lines_to_past_bookings(sign_in, make, ben, monkeypatch):
    make.booking(mentee=ben, slot=slot_at(9), status=BookingStatus.ENDED)
    monkeypatch.setattr(panels, "_lines", {})
    panels.register_line("booking/_no_slot.html", lambda bookings, *_: {b.id: {} for b in bookings})

    assert "Choose a time" in sign_in(ben).get("/bookings?show=past").text
