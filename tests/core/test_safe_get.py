"""What `safe_get` reaches, and all that it does not, against a server that means no good."""

import socket
import threading
import time
from contextlib import suppress

import pytest

from tests.making.https import NAME, PUBLIC, answering, https_server
from webapp.core import safe_get as module
from webapp.core.safe_get import (
    MOST_BYTES,
    Internet,
    TooLarge,
    Unreachable,
    Unsafe,
    addresses_of,
    safe_get,
)

URL = f"https://{NAME}/secret/basic.ics?key=a%20b"
SLOW = 0.4  # seconds, in place of five


@pytest.fixture(scope="module")
def server():
    with https_server() as server:
        yield server


@pytest.fixture(autouse=True)
def forgotten(server):
    for kept in (server.requests, server.names, server.reached):
        kept.clear()


@pytest.fixture
def get(server):
    return lambda url=URL, headers=None: safe_get(url, headers, internet=server.internet())


@pytest.fixture
def little_time(monkeypatch):
    monkeypatch.setattr(module, "SECONDS", SLOW)


def nowhere(*_args, **_kwargs):
    raise AssertionError("something was reached")


def test_a_calendar_is_fetched(server, get):
    server.say = answering(b"BEGIN:VCALENDAR", ETag='"one"')

    answer = get()

    assert (answer.status, answer.body) == (200, b"BEGIN:VCALENDAR")
    assert answer.headers["ETag"] == '"one"'


def test_the_server_is_asked_by_its_name_at_the_address_that_was_looked_at(server, get):
    server.say = answering(b"")

    get(headers={"If-None-Match": '"one"'})

    [request] = server.requests
    assert request.startswith("GET /secret/basic.ics?key=a%20b HTTP/1.1\r\n")
    assert f"Host: {NAME}\r\n" in request
    assert 'If-None-Match: "one"\r\n' in request
    assert server.names == [NAME]
    assert server.reached == [(PUBLIC, 443)]


def test_the_name_is_asked_once(server):
    server.say = answering(b"")
    internet, asked = server.internet(), []

    def resolve(host, port):  # public at first, then this machine
        asked.append((host, port))
        return [PUBLIC] if len(asked) == 1 else ["127.0.0.1"]

    safe_get(URL, internet=Internet(resolve, internet.connect, internet.tls))

    assert asked == [(NAME, 443)]
    assert server.reached == [(PUBLIC, 443)]


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"], ["::1"], ["169.254.169.254"], ["::ffff:127.0.0.1"], ["64:ff9b::7f00:1"],
        ["2002:7f00:1::"], ["10.1.2.3"], ["fe80::1%eth0"], [PUBLIC, "127.0.0.1"], [],
    ],
)  # fmt: skip
def test_a_name_that_leads_inside_is_refused_before_anything_is_reached(addresses):
    with pytest.raises(Unsafe):
        safe_get(URL, internet=Internet(lambda *_: addresses, nowhere))


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "0177.0.0.1", "127.1"]
)
def test_this_machine_is_refused_however_it_is_written(host):
    with pytest.raises(Unsafe):
        safe_get(f"https://{host}/", internet=Internet(addresses_of, nowhere))


@pytest.mark.parametrize(
    "url",
    [
        "http://calendar.example/", "ftp://calendar.example/", "file:///etc/passwd", "//x.example",
        "gopher://calendar.example/", "https://", "https:///path", "https://ada@calendar.example/",
        "https://ada:pass@calendar.example/", "https://calendar.example:22/", "",
        "https://calendar.example:25/", "https://calendar.example:99999/", "https://a..b/",
        "https://[::1]/", "https://[::1", "https://calendar.example%00.evil.example/",
        "https://calendar .example/", "https://" + "a" * 64 + ".example/", "javascript:alert(1)",
    ],
)  # fmt: skip
def test_what_is_no_plain_https_address_is_refused(url):
    with pytest.raises(Unsafe):
        safe_get(url, internet=Internet(nowhere, nowhere))


def test_a_redirect_is_handed_back_and_not_followed(server, get):
    server.say = answering(b"", "302 Found", Location="https://127.0.0.1/admin")

    assert get().status == 302
    assert len(server.reached) == 1


def test_a_server_that_is_somebody_else_is_not_spoken_to(server):
    with pytest.raises(Unreachable):
        safe_get("https://other.example/", internet=server.internet())
    assert server.requests == []


def test_a_certificate_nobody_vouches_for_is_not_trusted(server):
    internet = server.internet()
    with pytest.raises(Unreachable):
        safe_get(URL, internet=Internet(internet.resolve, internet.connect))
    assert server.requests == []


def test_proxies_of_the_environment_are_not_asked(server, get, monkeypatch):
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "HTTP_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    server.say = answering(b"direct")

    assert get().body == b"direct"


def test_as_much_as_is_read_is_read_whole(server, get):
    server.say = answering(b"x" * MOST_BYTES)
    assert len(get().body) == MOST_BYTES


def test_more_is_not_read_whether_its_length_is_said_or_not(server, get):
    server.say = answering(b"x" * (MOST_BYTES + 1))
    with pytest.raises(TooLarge):
        get()

    server.say = flood(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65_536)
    with pytest.raises(TooLarge):
        get()

    server.say = flood(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * 9999
    )
    with pytest.raises(TooLarge):
        get()


@pytest.mark.parametrize("head", [b"X: " + b"y" * 60_000 + b"\r\n", b"X: y\r\n"])
def test_headers_without_end_are_not_read(server, get, head):
    server.say = flood(b"HTTP/1.1 200 OK\r\n", head)
    with pytest.raises((TooLarge, Unreachable)):
        get()


def test_a_packed_answer_is_not_unpacked(server, get):
    server.say = answering(b"\x1f\x8b bomb", Content_Encoding="gzip")
    with pytest.raises(Unreachable):
        get()


@pytest.mark.parametrize(
    "bytes_sent",
    [
        b"", b"\x00\xff", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this",
        b"HTTP/1.1 two OK\r\n\r\n", b"SSH-2.0-OpenSSH\r\n", b"HTTP/9.9 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1e9\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n",
    ],
)  # fmt: skip
def test_half_an_answer_or_nonsense_is_none(server, get, bytes_sent):
    server.say = lambda connection, _request: connection.sendall(bytes_sent)
    with pytest.raises(Unreachable):
        get()


@pytest.mark.parametrize(
    "parts",
    [
        [b"HTTP/1.1 200 OK\r\n", *[b"X-Slow: y\r\n"] * 500],
        [b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n", *[b"x"] * 500],
        [b"HTTP/1.1 100 Continue\r\n\r\n"] * 500,
        [],
    ],
)
def test_however_slowly_it_drips_it_ends_in_time(server, get, little_time, parts):
    server.say = drip(parts)
    began = time.monotonic()

    with pytest.raises(Unreachable):
        get()

    assert time.monotonic() - began < SLOW + 0.5


def test_a_name_server_that_does_not_answer_is_left_behind(little_time):
    answered = threading.Event()
    internet = Internet(lambda *_: answered.wait(30) and [], nowhere)
    with pytest.raises(Unreachable):
        safe_get(URL, internet=internet)
    answered.set()


def test_a_handshake_that_hangs_ends_in_time(little_time):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        internet = Internet(
            lambda *_: [PUBLIC],
            lambda _place, timeout: socket.create_connection(silent.getsockname(), timeout),
        )
        with pytest.raises(Unreachable):
            safe_get(URL, internet=internet)


def test_a_name_that_nobody_knows_is_unreachable():
    def unknown(*_):
        raise socket.gaierror(socket.EAI_NONAME, "not known")

    with pytest.raises(Unreachable):
        safe_get(URL, internet=Internet(unknown, nowhere))


def test_the_next_address_is_tried_where_the_first_does_not_answer(server):
    internet = server.internet("2606:4700::1111", PUBLIC)
    server.say = answering(b"here")

    def connect(place, timeout):
        if ":" in place[0]:
            raise OSError("no route")
        return internet.connect(place, timeout)

    answer = safe_get(URL, internet=Internet(internet.resolve, connect, internet.tls))

    assert answer.body == b"here"


def test_what_is_sent_cannot_be_made_two_requests(server, get):
    server.say = answering(b"")

    get(f"https://{NAME}/a\r\nX-Evil: 1", {"If-None-Match": '"a"\r\nX-Evil: 2'})

    [request] = server.requests
    assert "X-Evil: 1\r\n" not in request
    assert "\r\nX-Evil" not in request


def flood(head: bytes, block: bytes):
    def say(connection, _request):
        with suppress(OSError):
            connection.sendall(head)
            for _ in range(40 * MOST_BYTES // len(block)):
                connection.sendall(block)

    return say


def drip(parts: list[bytes]):
    def say(connection, _request):
        with suppress(OSError):
            for part in parts:
                connection.sendall(part)
                threading.Event().wait(0.05)
            threading.Event().wait(2)

    return say
