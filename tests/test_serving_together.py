"""Two server processes, one Redis: a room whose two people are on different processes."""

import contextlib
import signal
import subprocess

import pytest

from tests.making.live import OFFER
from tests.making.serving import Wire, free_port, grounds_in

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def redis_server(tmp_path_factory):
    port, folder = free_port(), tmp_path_factory.mktemp("redis")
    command = ["redis-server", "--port", str(port), "--save", "", "--dir", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            if "Ready to accept connections" in line:
                break
        process.url = f"redis://127.0.0.1:{port}"
        yield process
        process.kill()


@pytest.fixture(scope="module")
def grounds(tmp_path_factory, redis_server):
    with grounds_in(tmp_path_factory.mktemp("together"), REDIS_URL=redis_server.url) as grounds:
        yield grounds


@pytest.fixture(scope="module")
def servers(grounds):
    return grounds.serve(), grounds.serve()


@pytest.fixture
def meeting(grounds):
    return grounds.booking()


@pytest.fixture
def wire():
    with contextlib.ExitStack() as stack:

        def open_wire(server, device, **auth):
            opened = Wire(server, device)
            stack.callback(opened.close)
            assert opened.connect(**auth).startswith("40/live,")
            return opened

        yield open_wire


@pytest.fixture
def pair(grounds, servers, meeting, wire):
    """The mentor on one process, the mentee on the other."""
    booking, *people = meeting
    both = [wire(server, grounds.sign_in(one)) for server, one in zip(servers, people, strict=True)]
    for one in both:
        assert one.join(booking)["ok"]
    return both


def test_people_on_two_processes_meet(pair, meeting):
    mentor, mentee = pair
    assert mentor.hear("peer_joined")["peer"] == mentee.peer
    assert mentor.hear("clock")["rev"] == 1
    assert [other["peer"] for other in mentee.join(meeting[0])["here"]] == [mentor.peer]

    assert mentee.ask("signal", OFFER | {"to": mentor.peer}) == {"ok": True}
    assert mentor.hear("signal") == {"from": mentee.peer} | OFFER
    assert mentor.ask("update_notes", {"update": mentor.notes.write("Tell Jonas")})["ok"]
    mentee.notes.take(mentee.hear("notes_updated")["update"])
    assert str(mentee.notes) == "Tell Jonas"


def test_a_tab_on_another_process_gives_way(pair, meeting, servers, grounds, wire):
    mentor, mentee = pair
    second = wire(servers[1], grounds.sign_in(mentor.device.person_id))

    assert second.join(meeting[0])["error"] == "elsewhere"
    assert second.join(meeting[0], verb="take_over")["ok"]
    assert mentor.hear("taken_over") == {}
    assert mentee.hear("peer_left") == {"peer": mentor.peer, "reason": "moved"}
    assert mentor.ask("read_clock", {})["error"] == "not_joined"


def test_the_same_tab_moves_to_another_process_without_a_farewell(pair, meeting, servers, wire):
    mentor, mentee = pair
    again = wire(servers[1], mentor.device, peer=mentor.peer)
    assert again.join(meeting[0])["ok"]

    assert mentor.seconds_until_closed() < 1
    mentee.hear("peer_joined")
    assert mentee.ask("read_clock", {})["ok"]
    assert "peer_left" not in [name for name, _data in mentee.facts]


def test_signing_out_on_one_process_cuts_sockets_on_the_other(pair, servers):
    mentor, mentee = pair
    assert servers[1].request("POST", "/sign-out", mentor.device)[0] == 303
    assert mentor.seconds_until_closed() < 1
    fact = mentee.hear("peer_left")
    assert (fact["peer"], fact["reason"]) == (mentor.peer, "gone")


def test_a_redis_that_hangs_holds_nobody_up(pair, servers, redis_server):
    mentor, mentee = pair
    redis_server.send_signal(signal.SIGSTOP)
    try:
        assert mentor.ask("update_notes", {"update": mentor.notes.write("on my own")})["ok"]
        assert mentor.ask("read_clock", {})["ok"]
        assert servers[0].request("GET", "/healthz")[0] == 200
    finally:
        redis_server.send_signal(signal.SIGCONT)

    for _attempt in range(30):  # it is left alone for a second after it did not answer
        assert mentor.ask("signal", OFFER | {"to": mentee.peer})["ok"]
        if mentee.hears("signal", within=0.2):
            return
    pytest.fail("the other process was never heard again")
