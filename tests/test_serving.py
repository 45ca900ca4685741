"""The real server: gunicorn under our settings, real sockets, real signals."""

import contextlib

import pytest
import sqlalchemy as sa

from tests.making.live import CANDIDATES, OFFER
from tests.making.serving import Wire, free_port, grounds_in, start_gunicorn
from webapp.core.db import db, transaction
from webapp.live.packet import MAX_MESSAGE
from webapp.people.signin_models import DeviceSession

pytestmark = pytest.mark.long

REFUSED_FRAMES = {
    "an attachment announced": '451-/live,["who",{"_placeholder":true,"num":0}]',
    "a lifecycle event": '42/live,["disconnect"]',
    "another lifecycle event": '42/live,["connect",{}]',
    "two arguments": '42/live,["leave",{},{}]',
    "the default namespace": '42["leave",{}]',
    "no packet": "42/live,[",
    "no frame of Engine.IO": "hello",
    "a nesting that breaks the reader": "42/live," + "[" * 50_000,
    "too long": '42/live,["leave","' + "x" * MAX_MESSAGE + '"]',
}


@pytest.fixture(scope="module")
def grounds(tmp_path_factory):
    with grounds_in(tmp_path_factory.mktemp("serving")) as grounds:
        yield grounds


@pytest.fixture(scope="module")
def server(grounds):
    return grounds.serve()


@pytest.fixture
def wire():
    """Open sockets that are closed after the test."""
    with contextlib.ExitStack() as stack:

        def open_wire(server, device=None, **options):
            opened = Wire(server, device, **options)
            stack.callback(opened.close)
            return opened

        yield open_wire


@pytest.fixture
def meeting(grounds):
    """A booking whose room is open: its public id, the mentor, the mentee."""
    return grounds.booking()


@pytest.fixture
def booking(meeting):
    return meeting[0]


@pytest.fixture
def pair(grounds, server, wire, meeting):
    """Both people of a booking, connected and in the room."""
    booking, *people = meeting
    both = [wire(server, grounds.sign_in(person)) for person in people]
    for one in both:
        assert one.connect().startswith("40/live,")
        assert one.join(booking)["ok"]
    return both


def assert_gone(wire, fact):
    assert (fact["peer"], fact["reason"]) == (wire.peer, "gone")
    assert 110 < fact["kept_for"] <= 120


def test_two_people_meet_over_real_sockets(pair):
    mentor, mentee = pair
    assert mentor.hear("peer_joined")["peer"] == mentee.peer
    assert mentor.ask("signal", OFFER | {"to": mentee.peer}) == {"ok": True}
    assert mentor.ask("signal", CANDIDATES | {"to": mentee.peer}) == {"ok": True}
    assert mentee.hear("signal") == {"from": mentor.peer} | OFFER

    assert mentee.ask("update_notes", {"update": mentee.notes.write("Tell Jonas")})["ok"]
    mentor.notes.take(mentor.hear("notes_updated")["update"])
    assert str(mentor.notes) == "Tell Jonas"


def test_long_notes_come_whole_to_who_comes_back(pair, server, wire, booking):
    mentor, mentee = pair
    for _ in range(7):
        assert mentor.ask("update_notes", {"update": mentor.notes.write("x" * 65_000)})["ok"]
    again = wire(server, mentee.device)
    again.connect(peer=mentee.peer)
    again.join(booking)

    assert str(again.notes) == str(mentor.notes)
    assert mentee.hear("taken_over") == {}
    assert mentee.seconds_until_closed() < 1


@pytest.mark.parametrize("frame", REFUSED_FRAMES.values(), ids=REFUSED_FRAMES.keys())
def test_who_speaks_otherwise_than_our_page_is_hung_up_on(pair, frame):
    mentor, mentee = pair
    mentor.send(frame)

    assert mentor.seconds_until_closed() < 3
    assert_gone(mentor, mentee.hear("peer_left"))
    assert mentee.ask("read_clock", {})["ok"]


def test_binary_frames_are_hung_up_on(pair):
    mentor, mentee = pair
    mentor.socket.send_binary(b"x" * 1000)
    assert mentor.seconds_until_closed() < 3
    assert mentee.ask("read_clock", {})["ok"]


def test_deflate_is_not_agreed_on(server, wire):
    stranger = wire(server, header=["Sec-WebSocket-Extensions: permessage-deflate"])
    assert "sec-websocket-extensions" not in stranger.socket.getheaders()


def test_strangers_are_told_and_other_sites_and_polling_turned_away(grounds, server, wire):
    assert wire(server).connect() == '44/live,{"message":"signed_out"}'
    with pytest.raises(Exception, match="400"):
        wire(server, origin="https://elsewhere.example")
    assert server.request("GET", "/socket.io/?EIO=4&transport=polling")[0] == 400


def test_who_never_signs_in_is_hung_up_on_and_who_does_stays(pair, server, wire):
    silent = [wire(server) for _ in range(3)]
    refused = wire(server)
    refused.connect()
    assert 4 < silent[0].seconds_until_closed() < 10
    for other in (*silent[1:], refused):
        assert other.seconds_until_closed() < 2
    mentor, mentee = pair
    assert mentor.ask("read_clock", {})["ok"]


def test_signing_out_cuts_the_socket_within_a_second(pair, server):
    mentor, mentee = pair
    status, _body = server.request("POST", "/sign-out", mentor.device)

    assert status == 303
    assert mentor.seconds_until_closed() < 1
    assert_gone(mentor, mentee.hear("peer_left"))


def test_a_device_revoked_by_another_process_is_cut_within_a_second(pair, grounds):
    mentor, mentee = pair
    with grounds.app.app_context(), transaction():
        db.session.execute(
            sa.update(DeviceSession)
            .where(DeviceSession.person_id == mentor.device.person_id)
            .values(revoked_at=sa.func.now())
        )
    assert mentor.seconds_until_closed() < 1
    assert mentee.ask("read_clock", {})["ok"]


def test_the_rounds_said_nothing_was_wrong(pair, server):
    mentor, _mentee = pair
    mentor.close()
    assert "Traceback" not in server.log


def test_a_stop_does_not_wait_for_sockets(grounds, wire):
    server = grounds.serve(GUNICORN_CMD_ARGS="--graceful-timeout 60")
    booking, mentor_id, mentee_id = grounds.booking()
    both = [wire(server, grounds.sign_in(person)) for person in (mentor_id, mentee_id)]
    for one in both:
        one.connect()
        one.join(booking)

    assert server.stop() == 0  # within our patience, not after the minute given
    assert all(one.seconds_until_closed() < 1 for one in both)


def exit_of(**environment):
    process = start_gunicorn(free_port(), environment)
    _out, said = process.communicate(timeout=60)
    return process.returncode, said


def test_production_refuses_to_start_with_a_line_for_each_reason():
    code, said = exit_of(APP_ENV="production", DEMO="1", PROXIES="")
    reasons = [line for line in said.splitlines() if line.startswith("momentor: ")]

    assert code == 78
    assert any("DEMO" in line for line in reasons)
    assert any("PROXIES" in line for line in reasons)


def test_a_database_behind_the_code_is_not_served(empty_database):
    code, said = exit_of(DATABASE_URL=empty_database, WEB_CONCURRENCY="2")

    assert code == 78
    assert "flask db upgrade" in said
    assert "2 workers without REDIS_URL" in said
