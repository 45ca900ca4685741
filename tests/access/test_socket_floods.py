"""One socket that never stops talking, against the real server."""

from contextlib import suppress

import pytest

from tests.making.live import OFFER, PEER
from tests.making.serving import Wire, grounds_in

pytestmark = pytest.mark.long

FLOODS = {
    "of an event": '42/live,1["set_media",{"microphone":true,"camera":true}]',
    "of an event that nobody knows": '42/live,["unknown",{}]',
    "of greetings": '40/live,{"csrf":"x","peer":"a-peer-of-16-chars"}',
}


@pytest.fixture(scope="module")
def grounds(tmp_path_factory):
    with grounds_in(tmp_path_factory.mktemp("floods")) as grounds:
        yield grounds


@pytest.fixture(scope="module")
def server(grounds):
    return grounds.serve()


@pytest.fixture
def both(grounds, server):
    booking, *people = grounds.booking()
    wires = [Wire(server, grounds.sign_in(person)) for person in people]
    for wire in wires:
        wire.connect()
        assert wire.join(booking)["ok"]
    yield wires
    for wire in wires:
        wire.close()


@pytest.mark.parametrize("frame", FLOODS.values(), ids=FLOODS.keys())
def test_who_never_stops_is_hung_up_on_and_the_other_stays(both, frame):
    mentor, mentee = both
    with suppress(OSError):  # we may be cut in the middle of a sentence
        for _ in range(2000):
            mentor.send(frame)

    assert mentor.seconds_until_closed() < 5
    assert mentee.hear("peer_left")["peer"] == mentor.peer
    assert mentee.ask("read_clock", {})["ok"]


def test_who_speaks_as_fast_as_our_page_ever_does_stays(both):
    mentor, _mentee = both
    for _ in range(60):
        assert mentor.ask("signal", OFFER | {"to": PEER})["ok"]
    for _ in range(30):
        mentor.ask("set_media", {"microphone": True, "camera": True})
    assert mentor.ask("read_clock", {})["ok"]
