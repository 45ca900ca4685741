"""Moving a talk on a page, what became of it, and the page that a reminder leads to."""

from html import unescape

import pytest

from tests.making.booking import at, slot_at
from webapp.booking.models import BookingStatus
from webapp.booking.moving import move_booking
from webapp.core.outbox import Outbox


@pytest.fixture
def booking(make, ada, ben):
    return make.booking(mentor=ada, mentee=ben, slot=slot_at(14), brief=make.brief(ben))


@pytest.fixture
def url(booking):
    return f"/bookings/{booking.public_id}"


def page(client, address):
    return unescape(client.get(address).text)


def waiting_for(person):
    """Return what waits to be sent to somebody about a move."""
    waiting = Outbox.query.filter_by(kind="mail", recipient=person.email, cancelled_at=None)
    moves = waiting.filter(Outbox.key.contains(":moved:"))
    return [row.payload for row in moves.order_by(Outbox.id)]


def test_the_page_shows_now_the_days_and_what_is_free_for_both(sign_in, make, ben, url):
    make.booking(mentee=ben, slot=slot_at(15))
    text = page(sign_in(ben), f"{url}/move")

    assert 'Now <span class="time-text">today, 15:00</span>, 20 minutes.' in text
    assert "Free to move until today, 13:00." in text
    assert 'value="2026-03-02T15:20Z"' in text
    assert 'value="2026-03-02T15:00Z"' not in text  # the mentee's own other talk
    assert "15:20 Lisbon" in text


def test_another_day_is_a_link_and_a_fragment(sign_in, ben, url, htmx):
    fragment = sign_in(ben).get(f"{url}/move?day=2026-03-03", headers=htmx).text

    assert fragment.lstrip().startswith("<form")
    typed = sign_in(ben).get(f"{url}/move?day=2026-03-03&why=A+funeral", headers=htmx).text
    assert 'value="A funeral"' in typed
    assert 'value="2026-03-03T10:00Z"' in fragment


@pytest.mark.parametrize("who", ["ada", "ben"])
def test_it_is_moved_and_both_are_told_on_the_page(request, sign_in, url, booking, who):
    person = request.getfixturevalue(who)
    wish = {"slot": "2026-03-03T10:00Z", "why": "A funeral", "seen": "2026-03-02T14:00Z"}

    response = sign_in(person).post(f"{url}/move", data=wish)

    assert (response.status_code, response.location) == (303, url)
    assert booking.starts_at == at(10, day=3)
    for reader in (booking.mentor, booking.mentee):
        text = page(sign_in(reader), url)
        name = "You" if reader.id == person.id else f"<bdi>{person.first_name}</bdi>"
        assert f"<b>{name} moved this talk</b>" in text
        assert f"{name} moved it." in text
        assert "“A funeral”" in text
    assert "from Mon 2 Mar, 14:00 to Tue 3 Mar, 10:00" in page(sign_in(booking.mentor), url)


def test_nothing_chosen_is_said(sign_in, ben, url):
    response = sign_in(ben).post(f"{url}/move", data={"why": "x"})

    assert response.status_code == 422
    assert "Choose a time" in response.text


def test_a_taken_time_offers_the_closest(sign_in, make, ben, url, booking, htmx):
    make.booking(mentor=booking.mentor, slot=slot_at(15))

    response = sign_in(ben).post(f"{url}/move", data={"slot": "2026-03-02T15:00Z"}, headers=htmx)

    assert response.status_code == 409
    assert "Your talk stays at Mon 2 Mar, 15:00." in response.text
    assert 'name="slot" value="2026-03-02T15:20Z"' in response.text
    assert 'hx-swap-oob="outerHTML"' in response.text
    assert booking.starts_at == at(14)


def test_a_line_that_is_too_long_is_not_cut_off(sign_in, ben, url, booking):
    wish = {"slot": "2026-03-03T10:00Z", "why": "x" * 201}

    assert sign_in(ben).post(f"{url}/move", data=wish).status_code == 422
    assert booking.starts_at == at(14)


def test_when_it_is_too_late_the_page_says_what_is_still_possible(sign_in, ben, url, clock):
    clock.advance(hours=3, minutes=1)
    text = page(sign_in(ben), f"{url}/move")

    assert "too late to move it" in text
    assert "until 2 hours before" in text
    assert f"{url}/cancel" in text
    response = sign_in(ben).post(f"{url}/move", data={"slot": "2026-03-03T10:00Z"})
    assert response.status_code == 409


def test_a_stale_page_moves_nothing(sign_in, ada, ben, url, booking, now):
    move_booking(booking, ada, at(16), now=now)
    wish = {"slot": "2026-03-03T10:00Z", "seen": "2026-03-02T14:00Z"}

    assert sign_in(ben).post(f"{url}/move", data=wish).status_code == 409
    assert booking.starts_at == at(16)


def test_bookings_can_be_moved_from_the_list_while_they_can(sign_in, ben, url, clock):
    assert f"{url}/move" in sign_in(ben).get("/bookings").text
    clock.advance(hours=3, minutes=1)
    assert f"{url}/move" not in sign_in(ben).get("/bookings").text


def test_cancelling_late_takes_a_line_why(sign_in, ben, url, booking, clock, htmx):
    clock.advance(hours=3, minutes=1)
    client = sign_in(ben)

    response = client.post(f"{url}/cancel", data={"why": "  "}, headers=htmx)

    assert response.status_code == 422
    assert "Write one line why" in response.text
    assert booking.status == BookingStatus.CONFIRMED
    assert client.post(f"{url}/cancel", data={"why": "I am ill."}).status_code == 303
    assert booking.changes[-1].why == "I am ill."


def test_what_happened_is_read_by_both(sign_in, make, ada, ben, now):
    client = sign_in(ben)
    wish = {"slot": "2026-03-02T14:00Z", "length": "20"}
    hold = client.post("/mentors/ada/slots", data=wish).location
    client.post(hold, data={"question": "Who tells him?"})
    url = hold.removesuffix("/confirm")
    sign_in(ada).post(f"{url}/cancel", data={"why": "I am ill."})

    for reader, first, last in ((ben, "You", "<bdi>Ada</bdi>"), (ada, "<bdi>Ben</bdi>", "You")):
        text = page(sign_in(reader), url)
        assert f"{first} held this time." in text
        assert f"{first} booked it." in text
        assert "from held to confirmed" in text
        assert f"{last} cancelled it." in text
        assert "from confirmed to cancelled" in text


def test_still_right_is_one_tap_and_the_other_one_sees_it(sign_in, ada, ben, url, booking):
    client = sign_in(ben)
    assert "Still right, I will be there" in client.get(f"{url}/still-right").text
    assert booking.seat_of(ben).still_right_at is None

    assert client.post(f"{url}/still-right").location == url

    assert "said today, 09:00 that this time is still right" in page(sign_in(ada), url)
    assert "that this time is still right" not in page(client, url)
    assert "You said that this time is still right" in client.get(f"{url}/still-right").text


def test_both_read_the_new_time_the_old_one_and_why(ada, ben, booking, now):
    move_booking(booking, ada, at(10, day=3), why="A funeral", now=now)

    [bens], [adas] = waiting_for(ben), waiting_for(ada)
    assert bens["subject"] == "Moved to Tue 3 Mar, 11:00: 20 minutes with Ada Lindqvist"
    assert adas["subject"] == "Moved to Tue 3 Mar, 10:00: 20 minutes with Ben Achterberg"
    assert "Ada moved it. It was Mon 2 Mar, 15:00." in bens["text"]
    assert "You moved this talk. It was Mon 2 Mar, 14:00." in adas["text"]
    for mail in (bens, adas):
        assert "A funeral" in mail["text"]
        assert "METHOD:REQUEST" in mail["calendar"]
        assert "SEQUENCE:1" in mail["calendar"]
        assert "DTSTART:20260303T100000Z" in mail["calendar"]
        assert f"UID:{booking.public_id}@momentor" in mail["calendar"]


def test_moving_again_before_the_mail_left_tells_only_of_the_last(ada, ben, booking, now):
    move_booking(booking, ada, at(15), now=now)
    move_booking(booking, ben, at(16), now=now)

    [bens], [adas] = waiting_for(ben), waiting_for(ada)
    assert bens["subject"] == "Moved to Mon 2 Mar, 17:00: 20 minutes with Ada Lindqvist"
    assert adas["subject"] == "Moved to Mon 2 Mar, 16:00: 20 minutes with Ben Achterberg"
