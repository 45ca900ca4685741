"""What is passed on without being kept: to the other participant, and to nobody else."""

import pytest

from tests.making.live import CALL, CANDIDATE, CANDIDATES, OFFER, PEER, SDP
from webapp.core import rate_limit


@pytest.fixture
def bystanders(make, connect, booking, clock):
    """Two people in another room at the same time."""
    other = make.booking()
    tabs = [connect(other.mentor), connect(other.mentee)]
    for tab in tabs:
        assert tab.join(other)["ok"]
    for tab in tabs:
        tab.heard()
    return tabs


@pytest.mark.parametrize(
    "signal", [OFFER, {**OFFER, "description": {**OFFER["description"], "type": "answer"}}]
)
def test_a_description_reaches_the_other_and_nobody_else(both, bystanders, signal):
    mentor, mentee = both
    assert mentor.send("signal", signal | {"to": mentee.peer}) == {"ok": True}

    assert mentee.heard("signal") == [{"from": mentor.peer} | signal]
    assert mentor.heard() == []
    assert all(tab.heard() == [] for tab in bystanders)


def test_an_offer_goes_along_with_a_join_once_to_those_who_are_there(
    mentor, mentee, bystanders, booking
):
    offer = OFFER["description"]
    assert mentor.join(booking, offer=offer)["offered"] is True
    assert mentee.join(booking, offer=offer)["offered"] is True
    assert [fact["offer"] for fact in mentor.heard("peer_joined")] == [offer]
    assert mentee.heard("peer_joined") == []

    assert mentee.join(booking, offer=offer)["offered"] is False  # nobody is told of it
    assert mentor.heard() == []
    assert all(tab.heard() == [] for tab in bystanders)


def test_a_stranger_brings_no_offer_into_a_room(both, connect, make, booking):
    assert connect(make.person()).join(booking, offer=OFFER["description"])["error"] == "not_found"
    assert [tab.heard() for tab in both] == [[], []]


def test_candidates_are_counted_anew_for_an_offer_that_came_along(both, booking):
    mentor, mentee = both
    many = {"to": mentee.peer, "call": CALL, "candidates": CANDIDATES["candidates"] * 40}
    inside = OFFER["description"] | {"sdp": f"{SDP}a={CANDIDATE}\r\n"}
    assert mentor.send("signal", many)["ok"]
    mentor.send("leave", {})
    assert mentor.join(booking, offer=inside)["offered"]
    assert mentor.send("signal", many)["error"] == "too_long"  # the offer has one of them
    assert mentor.send("signal", many | {"candidates": many["candidates"][:39]})["ok"]


def test_candidates_follow_the_description(both):
    mentor, mentee = both
    mentor.send("signal", OFFER | {"to": mentee.peer})
    assert mentor.send("signal", CANDIDATES | {"to": mentee.peer})["ok"]
    assert mentee.heard("signal")[1] == {"from": mentor.peer} | CANDIDATES


def test_no_more_than_forty_candidates_a_description(both):
    mentor, mentee = both
    to = {"to": mentee.peer}
    many = {"call": CALL, "candidates": CANDIDATES["candidates"] * 40}
    mentor.send("signal", OFFER | to)
    assert mentor.send("signal", many | to)["ok"]
    assert mentor.send("signal", CANDIDATES | to)["error"] == "too_long"
    assert len(mentee.heard("signal")) == 2


def test_media_states_are_passed_on(both, bystanders):
    mentor, mentee = both
    assert mentor.send("set_media", {"microphone": True, "camera": False})["ok"]

    rest = {"screen": False, "wants_picture": True, "why": None}
    said = {"microphone": True, "camera": False} | rest
    assert mentee.heard("media_set") == [{"peer": mentor.peer} | said]
    assert all(tab.heard() == [] for tab in bystanders)


def test_why_there_is_no_picture_is_told_to_all_or_to_the_one_it_concerns(both):
    mentor, mentee = both
    thin = {"microphone": True, "camera": True, "screen": True, "wants_picture": False}
    thin |= {"why": "thin"}
    for to in (mentee.peer, PEER):
        assert mentor.send("set_media", thin | {"to": to})["ok"]

    assert mentee.heard("media_set") == [{"peer": mentor.peer} | thin]


def test_a_heartbeat_is_answered_and_nobody_hears_it(both):
    mentor, mentee = both
    assert mentor.send("heartbeat", {}) == {"ok": True}
    assert mentee.heard() == []


@pytest.mark.parametrize(
    ("event", "data"),
    [
        ("signal", OFFER | {"to": PEER}),
        ("set_media", {"microphone": True, "camera": True}),
        ("update_notes", {"update": "AAA="}),
        ("read_clock", {}),
    ],
)
def test_nothing_is_taken_from_somebody_outside(both, make, connect, booking, event, data):
    mentor, mentee = both
    stranger, second_tab = connect(make.person()), connect(booking.mentor)
    stranger.join(booking)
    second_tab.join(booking)

    for outsider in (stranger, second_tab):
        assert outsider.send(event, data) == {"ok": False, "error": "not_joined"}
    assert mentor.heard() == mentee.heard() == []


@pytest.mark.parametrize(
    ("event", "data"),
    [
        ("signal", OFFER),
        ("signal", {"call": CALL, "to": PEER}),
        ("signal", OFFER | CANDIDATES | {"to": PEER}),
        ("signal", OFFER | {"to": "somebody"}),
        ("set_media", {"microphone": 1, "camera": 0}),
        ("set_media", None),
        ("set_media", {"microphone": True, "camera": True, "why": "bored"}),
        ("set_media", {"microphone": True, "camera": True, "wants_picture": "no"}),
        ("set_media", {"microphone": True, "camera": True, "screen": 1}),
        ("set_media", {"microphone": True, "camera": True, "why": ["thin"]}),
        ("set_media", {"microphone": True, "camera": True, "to": "live:another"}),
        ("heartbeat", {"at": 1}),
        ("join", {}),
        ("join", {"booking": "x", "visit": "v", "room": "live:another"}),
        ("leave", {"booking": "x"}),
        ("read_clock", []),
        ("update_notes", {"update": "not base64"}),
    ],
)
def test_a_message_of_another_shape_is_refused_and_not_passed_on(both, event, data):
    mentor, mentee = both
    assert mentor.send(event, data) == {"ok": False, "error": "bad_message"}
    assert mentee.heard() == []


def test_after_taking_over_only_the_new_tab_hears(both, connect, booking):
    mentor, mentee = both
    second = connect(booking.mentee)
    second.take_over(booking)
    mentee.heard()
    for tab in (mentee, second):
        mentor.send("signal", OFFER | {"to": tab.peer})

    assert len(second.heard("signal")) == 1
    assert mentee.heard() == []


@pytest.mark.parametrize(
    ("event", "data", "burst"),
    [("signal", OFFER | {"to": PEER}, 60), ("set_media", {"microphone": True, "camera": True}, 40)],
)
def test_a_burst_is_taken_and_then_twenty_a_second(both, monkeypatch, event, data, burst):
    mentor, mentee = both
    stopped = rate_limit.CLOCK()
    monkeypatch.setattr(rate_limit, "CLOCK", lambda: stopped + 10)
    answers = [mentor.send(event, data)["ok"] for _ in range(burst + 1)]
    assert answers == [True] * burst + [False]
    assert mentor.send(event, data) == {"ok": False, "error": "too_fast"}
    assert mentee.send(event, data)["ok"]

    monkeypatch.setattr(rate_limit, "CLOCK", lambda: stopped + 11)
    assert sum(mentor.send(event, data)["ok"] for _ in range(30)) == 20


def test_the_clock_can_be_read(both, clock):
    mentor, _mentee = both
    first = mentor.send("read_clock", {})["clock"]
    clock.advance(minutes=1)
    second = mentor.send("read_clock", {})["clock"]
    assert second == first | {"now": first["now"] + 60_000}
    assert second["closes_at"] - second["ends_at"] == second["grace_seconds"] * 1000
