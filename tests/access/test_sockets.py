"""Every event of the socket against everybody who may send it."""

import pytest

from tests.access.actors import PEOPLE, SHUT_OUT
from tests.access.snapshot import everything
from tests.making.live import CANDIDATES, OFFER, PEER, Notebook, Tab
from webapp.extensions import socketio
from webapp.live.packet import NAMESPACE
from webapp.live.peers import peers

# anonymous, mentee, mentor, and a stranger who is signed in and has no part in the talk; the two
# have joined it. Nobody can send `disconnect`: it is what the server makes of a lost connection.
EVENTS = """
connect        signed_out  ok        ok        ok
disconnect     -           -         -         -
join           -           ok        ok        not_found
take_over      -           ok        ok        not_found
leave          -           ok        ok        ok
signal         -           ok        ok        not_joined
relay          -           not_found not_found not_joined
set_media      -           ok        ok        not_joined
heartbeat      -           ok        ok        not_joined
update_notes   -           ok        ok        not_joined
read_clock     -           ok        ok        not_joined
ask_extension  -           not_running not_running not_joined
answer_extension - closed  closed    not_joined
set_phase      -           mentor_only not_running not_joined
set_agenda     -           mentor_only ok        not_joined
send_chat      -           ok        ok        not_joined
slow_down      -           ok        ok        not_joined
"""
TABLE = {event: answers for event, *answers in map(str.split, EVENTS.strip().splitlines())}
SENT = [event for event, answers in TABLE.items() if answers[1] != "-" and event != "connect"]
PART = ("mentee", "mentor")


@pytest.fixture(autouse=True)
def nobody_connected():
    yield
    peers.clear()


@pytest.fixture
def connect(app, actors):
    return lambda name: Tab(app, actors.browser(name))


@pytest.fixture
def say(world):
    """Send one event about the talk; return what the server makes of it."""

    def say(tab, event):
        answer = tab.send(event, message(event))
        return "ok" if answer["ok"] else answer["error"]

    def message(event):
        room = {"booking": world.ids["talk"], "visit": "a-visit-of-16-chars"}
        return {
            "join": room,
            "take_over": room,
            "signal": OFFER | {"to": PEER},
            "relay": {"to": PEER, "sdp": OFFER["description"]["sdp"]},
            "set_media": {"microphone": True, "camera": False},
            "update_notes": {"update": Notebook().write("Tell him")},
            "answer_extension": {"question": 1, "accepts": True},
            "set_phase": {"phase": "decide"},
            "set_agenda": {"phases": [{"title": "Tell him", "minutes": 4}] * 5},
            "send_chat": {"key": "a-key-of-16-characters", "text": "Hello"},
        }.get(event, {})

    return say


def answer_for(event, name):
    return TABLE[event][PEOPLE.index(name)]


def test_every_event_the_server_listens_to_is_in_the_table():
    assert set(socketio.server.handlers[NAMESPACE]) == set(TABLE)
    assert set(socketio.server.handlers) == {NAMESPACE}


@pytest.mark.parametrize("name", PEOPLE)
def test_who_may_connect(connect, name):
    tab = connect(name)
    assert (tab.refused_with or "ok") == answer_for("connect", name)


@pytest.mark.parametrize("name", SHUT_OUT)
def test_a_sign_in_that_has_ended_opens_no_socket(connect, name):
    tab = connect(name)
    assert (tab.is_connected, tab.refused_with) == (False, "signed_out")


@pytest.mark.parametrize("name", PART)
@pytest.mark.parametrize("event", SENT)
def test_the_two_of_a_talk_may_send(connect, say, event, name):
    tab = connect(name)
    assert say(tab, "join") == "ok"
    assert say(tab, event) == answer_for(event, name)


@pytest.mark.parametrize("event", SENT)
def test_a_stranger_is_told_nothing_and_leaves_no_trace(connect, say, event):
    here, stranger = connect("mentee"), connect("stranger")
    assert say(here, "join") == "ok"
    here.heard()
    before = everything()

    assert say(stranger, event) == answer_for(event, "stranger")

    assert everything() == before
    assert here.heard() == []
    assert stranger.heard() == []


@pytest.mark.parametrize("event", SENT)
def test_nothing_a_stranger_is_spared_reaches_them(connect, say, event):
    mentee, mentor, stranger = map(connect, ("mentee", "mentor", "stranger"))
    say(stranger, "join")
    for tab in (mentee, mentor):
        say(tab, "join")
    say(mentee, "signal"), mentee.send("signal", CANDIDATES | {"to": mentor.peer})
    say(mentor, event)
    assert stranger.heard() == []


@pytest.mark.parametrize("talk", ["hold", "lapsed", "off"])
@pytest.mark.parametrize("name", PART)
def test_what_is_not_booked_has_no_room_even_for_the_two(connect, world, name, talk):
    message = {"booking": world.ids[talk], "visit": "a-visit-of-16-chars"}
    assert connect(name).send("join", message) == {"ok": False, "error": "not_found"}
