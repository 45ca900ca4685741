"""Fetch what somebody gave us the address of, and reach nothing that the address was not meant for.

Only https, only the public internet, one look at the name, no redirects, no proxy, five seconds
and 512 KB in all. The name is asked once and the connection goes to that very answer: a name
that answers differently a moment later leads nowhere else.
"""

import io
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse
from queue import Empty, SimpleQueue
from urllib.parse import SplitResult, quote, urlsplit

from webapp.core.public_addresses import is_public

SECONDS = 5.0
MOST_BYTES = 512 * 1024
MOST_HEAD = 64 * 1024
MOST_ADDRESSES = 3  # tried in turn
LOWEST_OPEN_PORT = 1024
PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))


class Unsafe(Exception):
    """The address is not one that is fetched, whatever stands there."""


class Unreachable(Exception):
    """Nothing came, not all of it, or not in time."""


class TooLarge(Exception):
    """More came than is read."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


def addresses_of(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


@dataclass(frozen=True)
class Internet:
    """How names become addresses and addresses connections; tests bring their own."""

    resolve: Callable[[str, int], list[str]] = addresses_of
    connect: Callable[..., socket.socket] = socket.create_connection
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)


@dataclass(frozen=True)
class Deadline:
    at: float = field(default_factory=lambda: time.monotonic() + SECONDS)

    def left(self) -> float:
        left = self.at - time.monotonic()
        if left <= 0:
            raise TimeoutError("the time is up")
        return left


class Wire(io.RawIOBase):
    """What a socket sends, until the deadline and up to a size, however slowly it drips."""

    def __init__(self, connection: socket.socket, deadline: Deadline):
        self.connection, self.deadline = connection, deadline
        self.bytes_left = MOST_HEAD + MOST_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        if self.bytes_left <= 0:
            raise TooLarge
        self.connection.settimeout(self.deadline.left())
        count = self.connection.recv_into(buffer[: self.bytes_left])
        self.bytes_left -= count
        return count

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(self)


def safe_get(
    url: str, headers: Mapping[str, str] | None = None, *, internet: Internet | None = None
) -> Answer:
    """Return what stands at an https address; its status may be any, a redirect's too."""
    internet, deadline, place = internet or Internet(), Deadline(), place_of(url)
    try:
        with connection_to(place, internet, deadline) as connection:
            connection.settimeout(deadline.left())
            connection.sendall(request_for(place, headers or {}))
            return answer_from(Wire(connection, deadline))
    except (OSError, HTTPException, ValueError) as error:  # timeouts, certificates, nonsense
        raise Unreachable from error


def place_of(url: str) -> SplitResult:
    """Refuse what is no plain https address; a name in other letters is written as it is asked."""
    try:
        place = urlsplit(url.strip())
        host, port = (place.hostname or "").encode("idna").decode(), place.port or 443
    except ValueError as error:
        raise Unsafe from error
    is_open = port == 443 or port >= LOWEST_OPEN_PORT
    if place.scheme != "https" or not host or place.username is not None or not is_open:
        raise Unsafe
    if not set(host) <= set(PRINTABLE) - set("/\\@%:[]"):
        raise Unsafe
    return place._replace(netloc=f"{host}:{port}")


def connection_to(place: SplitResult, internet: Internet, deadline: Deadline) -> ssl.SSLSocket:
    host, port = place.netloc.rsplit(":", 1)
    plain = reach(resolved(host, int(port), internet, deadline), int(port), internet, deadline)
    try:
        plain.settimeout(deadline.left())
        return internet.tls.wrap_socket(plain, server_hostname=host)
    except BaseException:
        plain.close()
        raise


def resolved(host: str, port: int, internet: Internet, deadline: Deadline) -> list[str]:
    """Ask for the addresses once, and refuse the name if any of them is not public."""
    addresses = in_time(lambda: internet.resolve(host, port), deadline)
    if not addresses or not all(map(is_public, addresses)):
        raise Unsafe
    return addresses[:MOST_ADDRESSES]


def in_time(ask: Callable[[], list[str]], deadline: Deadline) -> list[str]:
    """A name server can take half a minute, and nothing ends its call: leave it behind."""
    answers: SimpleQueue = SimpleQueue()

    def put_answer() -> None:
        try:
            answers.put(ask())
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=put_answer, name="resolving", daemon=True).start()
    try:
        answer = answers.get(timeout=deadline.left())
    except Empty as error:
        raise TimeoutError("no answer about the name") from error
    if isinstance(answer, Exception):
        raise Unreachable from answer
    return answer


def reach(addresses: list[str], port: int, internet: Internet, deadline: Deadline):
    for address in addresses[:-1]:
        try:
            return internet.connect((address, port), timeout=deadline.left() / 2)
        except OSError:
            continue
    return internet.connect((addresses[-1], port), timeout=deadline.left())


def request_for(place: SplitResult, headers: Mapping[str, str]) -> bytes:
    host, port = place.netloc.rsplit(":", 1)
    path = quote(place.path or "/", safe=PRINTABLE) + (
        "?" + quote(place.query, safe=PRINTABLE) if place.query else ""
    )
    lines = {
        "Host": host if port == "443" else place.netloc,
        "User-Agent": "Momentor",
        "Accept-Encoding": "identity",
        "Connection": "close",
    } | dict(headers)
    head = "".join(f"{name}: {one_header(value)}\r\n" for name, value in lines.items())
    return f"GET {path} HTTP/1.1\r\n{head}\r\n".encode("latin-1", "replace")


def one_header(value: str) -> str:
    return "".join(letter for letter in value if letter.isprintable())


def answer_from(wire: Wire) -> Answer:
    response = HTTPResponse(wire, method="GET")
    response.begin()
    body = response.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise TooLarge
    if response.length or response.headers.get("Content-Encoding", "identity") != "identity":
        raise Unreachable  # cut off, or packed although we did not ask for it
    return Answer(response.status, response.headers, body)
