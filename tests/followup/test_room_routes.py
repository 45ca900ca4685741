"""The action said in the room, while the talk goes on."""

import pytest

from webapp.followup.queries import action_from
from webapp.live.models import LiveSession

IN_THE_PAD = {"HX-Request": "true", "HX-Request-Type": "partial"}
SAID = {"when": "I meet Jonas", "will": "tell him first", "due_on": "2026-03-09", "owner": "mine"}


@pytest.fixture
def talk(make, clock):
    """A talk that is going on."""
    booking = make.booking()
    clock.advance(minutes=65)
    started = {"opened_at": booking.starts_at, "starts_at": booking.starts_at}
    make.save(LiveSession(booking_id=booking.id, rev=1, ends_at=booking.ends_at, **started))
    return booking


@pytest.fixture
def pad(sign_in, talk):
    """Ask and say as the pad of the mentee's room does."""
    client, address = sign_in(talk.mentee), f"/bookings/{talk.public_id}/action"

    def pad(data=None, **query):
        if data is None:
            return client.get(address, query_string=query, headers=IN_THE_PAD)
        return client.post(address, data=data, headers=IN_THE_PAD)

    return pad


def test_what_is_said_in_the_room_is_kept_and_can_be_changed(pad, talk):
    assert "Before you go: one thing" in pad().text
    assert "Kept: your one thing" in pad(SAID).text
    assert action_from(talk, talk.mentee).will_text == "tell him first"
    assert "Kept: your one thing" in pad().text
    assert "Before you go: one thing" in pad(change=1).text


def test_what_is_missing_is_said_and_the_rest_is_kept(pad, talk):
    page = pad(SAID | {"will": ""})
    assert page.status_code == 422
    assert "Say the one thing you will do." in page.text
    assert "I meet Jonas" in page.text
    assert action_from(talk, talk.mentee) is None


def test_none_needed_is_an_answer(pad, talk):
    assert "No action needed" in pad({"none": "1"}).text
    assert action_from(talk, talk.mentee) is None


def test_before_the_talk_there_is_no_action_to_say(make, sign_in):
    booking = make.booking()
    address = f"/bookings/{booking.public_id}/action"
    assert sign_in(booking.mentee).get(address, headers=IN_THE_PAD).status_code == 404
