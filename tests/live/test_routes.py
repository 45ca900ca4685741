"""The room's page before, during and after; the connection check; what stays with the booking."""

import pytest

from tests.making.live import SDP
from webapp.booking.models import BookingStatus
from webapp.core.db import transaction
from webapp.media.errors import BadOffer, MediaBusy, MediaUnavailable


@pytest.fixture
def room_url(booking):
    return f"/room/{booking.public_id}"


@pytest.fixture
def check_url(booking):
    return f"/room/{booking.public_id}/check"


@pytest.fixture
def media(monkeypatch):
    """Let the media process answer, or fail, as the test says."""

    def set_answer(answer):
        def answer_check(_offer):
            if isinstance(answer, Exception):
                raise answer
            return answer

        monkeypatch.setattr("webapp.live.routes.answer_check", answer_check)

    return set_answer


def state_of(page):
    return page.text.split('data-room-state="')[1].split('"')[0]


def test_both_find_the_lobby_while_the_room_is_open(booking, room_url, sign_in):
    for person in (booking.mentor, booking.mentee):
        page = sign_in(person).get(room_url)
        assert (page.status_code, state_of(page)) == (200, "open")
        assert booking.other(person).name in page.text
        assert page.headers["Cache-Control"] == "no-store"


def test_before_it_opens_the_page_says_when(make, sign_in, clock):
    booking = make.booking()
    page = sign_in(booking.mentee).get(f"/room/{booking.public_id}")
    assert state_of(page) == "early"
    assert "09:45" in page.text


def test_after_the_grace_the_page_leads_to_the_closing(booking, room_url, sign_in, clock):
    clock.advance(minutes=32)
    page = sign_in(booking.mentee).get(room_url)
    assert state_of(page) == "over"
    assert f"/bookings/{booking.public_id}/close" in page.text


def test_strangers_find_nothing(make, room_url, check_url, sign_in):
    stranger = sign_in(make.person())
    assert stranger.get(room_url).status_code == 404
    assert stranger.post(check_url, json={"sdp": SDP}).status_code == 404


def test_who_is_signed_out_signs_in_first(room_url, check_url, browser):
    page = browser().get(room_url)
    assert page.status_code == 303
    assert page.location.startswith("/sign-in?next=")
    assert browser().post(check_url, json={"sdp": SDP}).status_code == 401


@pytest.mark.parametrize("status", [BookingStatus.HELD, BookingStatus.CANCELLED])
def test_a_booking_that_is_not_confirmed_has_no_room(booking, room_url, sign_in, status):
    with transaction():
        booking.status = status
    assert sign_in(booking.mentee).get(room_url).status_code == 404


def test_looking_at_the_page_is_no_attendance(booking, room_url, sign_in, connect):
    sign_in(booking.mentor).get(room_url)
    assert connect(booking.mentee).join(booking)["here"] == []


def test_the_servers_peer_answers_an_offer(booking, check_url, sign_in, media):
    media("v=0 the answer")
    answer = sign_in(booking.mentee).post(check_url, json={"sdp": SDP})
    assert (answer.status_code, answer.json) == (200, {"sdp": "v=0 the answer"})


@pytest.mark.parametrize(
    ("error", "status"), [(MediaUnavailable(), 503), (MediaBusy(), 503), (BadOffer(), 422)]
)
def test_what_the_media_process_refuses_is_said_as_a_code(
    booking, check_url, sign_in, media, error, status
):
    media(error)
    answer = sign_in(booking.mentee).post(check_url, json={"sdp": SDP})
    assert (answer.status_code, answer.json) == (status, {"error": error.code})


@pytest.mark.parametrize("data", [None, [], {}, {"sdp": 7}, {"sdp": SDP, "to": "me"}])
def test_an_offer_of_another_shape_is_refused(booking, check_url, sign_in, data):
    answer = sign_in(booking.mentee).post(check_url, json=data)
    assert (answer.status_code, answer.json) == (422, {"error": "bad_message"})


def test_an_offer_may_not_be_long(booking, check_url, sign_in):
    me = sign_in(booking.mentee)
    assert me.post(check_url, json={"sdp": "x" * 40_000}).json == {"error": "too_long"}
    assert me.post(check_url, json={"sdp": "x" * 200_000}).status_code == 413


def test_the_check_runs_only_while_the_room_is_open(make, sign_in, clock):
    booking = make.booking()
    me, url = sign_in(booking.mentee), f"/room/{booking.public_id}/check"
    assert me.post(url, json={"sdp": SDP}).json == {"error": "not_open"}
    clock.advance(hours=3)
    assert me.post(url, json={"sdp": SDP}).json == {"error": "over"}


def test_the_check_may_run_twelve_times_a_minute(booking, check_url, sign_in, media):
    media("v=0")
    me = sign_in(booking.mentee)
    statuses = [me.post(check_url, json={"sdp": SDP}).status_code for _ in range(13)]
    assert statuses == [200] * 12 + [429]
    assert me.post(check_url, json={"sdp": SDP}).json == {"error": "too_fast"}


def test_notes_and_minutes_stay_with_the_booking(both, booking, sign_in, clock):
    mentor, mentee = both
    mentor.write("**Tell Jonas** <script>alert(1)</script>")
    clock.advance(minutes=12)
    mentee.send("leave", {})
    mentor.send("leave", {})
    clock.advance(minutes=60)

    page = sign_in(booking.mentee).get(f"/bookings/{booking.public_id}").text
    assert "<strong>Tell Jonas</strong>" in page
    assert "<script>alert" not in page
    assert "12 minutes together" in page


def test_before_the_talk_a_booking_has_no_notes(make, sign_in):
    booking = make.booking()
    page = sign_in(booking.mentee).get(f"/bookings/{booking.public_id}").text
    assert 'id="notes-title"' not in page
