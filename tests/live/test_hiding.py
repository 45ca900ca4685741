"""Whose network address is hidden from whom, and that nothing of it is passed on."""

from datetime import timedelta

import pytest

from tests.making.live import CALL, CANDIDATE, SDP
from webapp.booking.group_models import GroupHour
from webapp.booking.lifecycle import Part
from webapp.booking.models import BookingStatus
from webapp.booking.seats import seat_of
from webapp.core.db import transaction
from webapp.live.hiding import Way, way_for
from webapp.live.models import LiveSession

OPEN = f"{SDP}a={CANDIDATE}\r\n"
RELAYED = "candidate:2 1 udp 41885439 198.51.100.9 60000 typ relay raddr 192.0.2.7 rport 50000"


def hide(person) -> None:
    with transaction():
        person.hides_address = True


def ways(booking, *, has_turn=False) -> list[Way]:
    return [way_for(booking, seat.person_id, has_turn=has_turn) for seat in booking.seats]


def met_before(make, booking) -> None:
    """Let the two have had a talk the week before."""
    slot = make.slot(booking.starts_at - timedelta(days=7))
    pair = {"mentor": booking.mentor, "mentee": booking.mentee}
    before = make.booking(slot=slot, status=BookingStatus.ENDED, **pair)
    times = {"starts_at": slot.start, "ends_at": slot.end}
    make.save(LiveSession(booking_id=before.id, opened_at=slot.start, rev=1, **times))


def third_person(make, booking):
    person = make.person()
    seat = seat_of(booking, person, Part.MENTEE)
    seat.booking_id = booking.id
    make.save(seat, GroupHour(booking_id=booking.id, topic="Reading a lease", places=3))
    return person


def test_where_there_is_no_turn_nothing_is_hidden_unless_somebody_wants_it(make, booking):
    assert ways(booking) == ["direct", "direct"]
    hide(booking.mentee)
    assert ways(booking) == ["server", "server"]


def test_with_turn_strangers_meet_past_it_and_the_next_time_directly(make, booking):
    assert ways(booking, has_turn=True) == ["turn", "turn"]
    met_before(make, booking)
    assert ways(booking, has_turn=True) == ["direct", "direct"]
    hide(booking.mentor)
    assert ways(booking, has_turn=True) == ["turn", "turn"]


def test_a_talk_in_which_nobody_met_makes_nobody_known(make, booking):
    met_before(make, booking)
    with transaction():
        for live_session in LiveSession.query:
            live_session.starts_at = None
    assert ways(booking, has_turn=True) == ["turn", "turn"]


def test_in_a_group_without_turn_only_those_who_hide_go_past_the_server(make, booking):
    hide(third_person(make, booking))
    assert ways(booking) == ["direct", "direct", "server"]
    assert ways(booking, has_turn=True) == ["turn"] * 3


def test_a_group_is_one_of_strangers_while_two_of_them_are(make, booking):
    met_before(make, booking)
    third_person(make, booking)
    assert ways(booking, has_turn=True) == ["turn"] * 3


@pytest.fixture
def hidden(app, monkeypatch, booking):
    """One of the two hides, and there is a TURN server."""
    monkeypatch.setitem(app.config, "TURN_URLS", "turn:turn.example:3478")
    hide(booking.mentee)


def test_addresses_are_taken_out_whatever_the_page_sends(hidden, both):
    mentor, mentee = both
    for one, other in ((mentor, mentee), (mentee, mentor)):
        to = {"to": other.peer, "call": CALL}
        candidates = [{"candidate": text, "sdpMid": "0"} for text in (CANDIDATE, RELAYED)]
        one.send("signal", to | {"description": {"type": "offer", "sdp": OPEN}})
        one.send("signal", to | {"candidates": candidates})
        one.send("signal", to | {"candidates": candidates[:1]})

        description, relayed = other.heard("signal")  # and nothing of the last
        assert "192.0.2.7" not in str(description) + str(relayed)
        assert [each["candidate"] for each in relayed["candidates"]] == [
            RELAYED.replace("192.0.2.7 rport 50000", "0.0.0.0 rport 0")
        ]


def test_no_offer_goes_along_with_a_join_where_addresses_are_hidden(hidden, both, booking):
    mentor, mentee = both
    assert mentor.send("leave", {})["ok"]
    offer = {"type": "offer", "sdp": OPEN}
    assert mentor.join(booking, offer=offer)["offered"] is False
    assert "offer" not in mentee.heard("peer_joined")[0]


def test_who_joins_is_told_the_way(hidden, connect, booking, sign_in):
    browser = sign_in(booking.mentor)
    assert connect(booking.mentor, browser).join(booking)["way"] == "turn"
    assert "&#34;way&#34;: &#34;turn&#34;" in browser.get(f"/room/{booking.public_id}").text


def test_where_nobody_hides_addresses_pass(both):
    mentor, mentee = both
    to = {"to": mentee.peer, "call": CALL}
    mentor.send("signal", to | {"description": {"type": "offer", "sdp": OPEN}})
    assert "192.0.2.7" in str(mentee.heard("signal"))
