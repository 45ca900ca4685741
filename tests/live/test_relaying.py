"""Who may connect to the relay, for how long, and who hears of it."""

import pytest

from tests.making.live import PEER, SDP
from webapp.core import rate_limit
from webapp.live import relaying

ANSWER = SDP.replace("a=", "a=x:answer\r\na=", 1)


@pytest.fixture
def asked(monkeypatch):
    """Stand for the media process; return what it was asked."""
    asked = []

    def answer_call(*arguments, **more):
        asked.append((*arguments, more))
        return ANSWER

    monkeypatch.setattr(relaying, "answer_call", answer_call)
    return asked


def test_the_server_answers_and_the_other_hears_where_to_come(both, asked, booking):
    mentor, mentee = both

    answer = mentee.send("relay", {"to": mentor.peer, "sdp": SDP})

    assert answer == {"ok": True, "sdp": ANSWER}
    assert mentor.heard("relayed") == [{"peer": mentee.peer}]
    assert mentee.heard() == []
    mentor.send("relay", {"to": mentee.peer, "sdp": SDP})
    (pair, person, more), (same_pair, other, _) = asked
    assert pair == same_pair and pair.startswith(booking.public_id)
    assert (person, other) == (str(booking.mentee.id), str(booking.mentor.id))
    assert more["offer_sdp"] == SDP


def test_it_lasts_until_ten_minutes_after_the_end(both, asked, clock):
    mentor, mentee = both  # the clock runs since they are both there: 20 minutes from now
    clock.advance(minutes=5)

    mentor.send("relay", {"to": mentee.peer, "sdp": SDP})

    assert asked[0][-1]["lasting"] == (15 + 10) * 60


def test_nobody_is_connected_with_one_who_is_not_there(both, connect, make, asked):
    mentor, mentee = both
    other = make.booking()
    outsider = connect(other.mentee)
    outsider.join(other)
    mentee.send("leave", {})

    for peer in (outsider.peer, mentee.peer, mentor.peer, PEER):
        assert mentor.send("relay", {"to": peer, "sdp": SDP})["error"] == "not_found"
    assert (asked, outsider.heard()) == ([], [])


def test_connections_are_not_made_as_fast_as_one_can_ask(both, asked, monkeypatch):
    mentor, mentee = both
    stopped = rate_limit.CLOCK()
    monkeypatch.setattr(rate_limit, "CLOCK", lambda: stopped + 10)

    answers = [mentor.send("relay", {"to": mentee.peer, "sdp": SDP}) for _ in range(7)]

    assert [answer["ok"] for answer in answers] == [True] * 6 + [False]
    assert answers[-1]["error"] == "too_fast"


def test_what_is_no_offer_is_not_passed_on(both, asked):
    mentor, mentee = both

    assert mentor.send("relay", {"to": mentee.peer, "sdp": "v=0"})["error"] == "bad_message"
    assert asked == []
