import socket

import pytest

from webapp.live import reaper
from webapp.live.door import ABOVE_FULL, KEY, MOST_UNKNOWN, SocketDoor, Visitor, open_sockets


class App:
    """Notes who was let in."""

    def __init__(self):
        self.environs = []

    def __call__(self, environ, start_response):
        self.environs.append(environ)
        self.open_meanwhile = len(open_sockets)
        return [b"in"]


@pytest.fixture
def app_behind():
    return App()


@pytest.fixture
def started():
    return []


@pytest.fixture
def knock(app_behind, started):
    door = SocketDoor(app_behind, limit=100, on_first=lambda: started.append(True))

    def knock(path="/socket.io/", address="192.0.2.1", **headers):
        statuses = ["200 OK"]
        environ = {"PATH_INFO": path, "REMOTE_ADDR": address} | headers
        body = door(environ, lambda status, _headers: statuses.append(status))
        return statuses[-1], b"".join(body)

    return knock


def fill(count, address="192.0.2.1", is_known=False):
    for _ in range(count):
        visitor = Visitor(address, None, is_known)
        open_sockets[id(visitor)] = visitor


def test_pages_pass_uncounted(knock, app_behind, started):
    assert knock("/mentors") == ("200 OK", b"in")
    assert (app_behind.open_meanwhile, started) == (0, [])


def test_a_socket_is_counted_while_it_is_open(knock, app_behind):
    knock()
    assert (app_behind.open_meanwhile, len(open_sockets)) == (1, 0)


def test_a_socket_that_breaks_is_counted_no_more():
    def broken(_environ, _start_response):
        raise StopIteration

    with pytest.raises(StopIteration):
        SocketDoor(broken, 1, None)({"PATH_INFO": "/socket.io/"}, None)
    assert not open_sockets


def test_the_first_socket_starts_the_rounds_once(knock, started):
    knock(), knock()
    assert started == [True]


def test_deflate_is_not_spoken(knock, app_behind):
    knock(HTTP_SEC_WEBSOCKET_EXTENSIONS="permessage-deflate")
    assert "HTTP_SEC_WEBSOCKET_EXTENSIONS" not in app_behind.environs[0]


def test_sockets_above_what_is_told_politely_are_turned_away(knock):
    fill(100 + ABOVE_FULL - 1, is_known=True)
    assert knock()[0] == "200 OK"
    fill(1, is_known=True)
    assert knock() == ("503 Service Unavailable", b"full")


def test_an_address_has_thirty_sockets_that_have_not_signed_in(knock):
    fill(MOST_UNKNOWN)
    assert knock() == ("429 Too Many Requests", b"too_many")
    assert knock(address="192.0.2.2")[0] == "200 OK"


def test_signed_in_sockets_of_an_address_do_not_count(knock):
    fill(MOST_UNKNOWN + 10, is_known=True)
    assert knock()[0] == "200 OK"


def test_somebody_signed_in_is_known_to_the_door(make, connect, monkeypatch, sign_in):
    visitor = Visitor("192.0.2.1", None)
    browser = sign_in(make.person())
    browser.environ_base[KEY] = visitor
    assert connect(None, browser).is_connected
    assert visitor.is_known


def test_reading_is_stopped_before_writing():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        visitor = Visitor("", ours)
        visitor.stop_reading()
        ours.sendall(b"bye")
        assert (ours.recv(1), theirs.recv(3)) == (b"", b"bye")
        visitor.cut_off()
        assert theirs.recv(1) == b""
        visitor.cut_off()  # twice does no harm


def test_what_lasts_longer_than_our_patience_is_overdue():
    since = {}
    assert reaper.overdue({"a"}, since, 0.0) == []
    assert reaper.overdue({"a", "b"}, since, 5.0) == []
    assert reaper.overdue({"a", "b"}, since, 5.1) == ["a"]
    assert reaper.overdue(set(), since, 5.2) == []
    assert since == {}
