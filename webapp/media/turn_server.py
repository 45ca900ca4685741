"""A TURN server as a client sees it, over UDP, TCP or TLS. For the probe; blocking."""

import os
import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Self

from webapp.media import turn_messages as turn
from webapp.media.turn_credentials import TurnCredentials
from webapp.media.turn_messages import Answer, Attribute, Login

PATIENCE = 1.0  # seconds for an answer
TRIES = 3  # UDP may lose one
URL = re.compile(
    r"(?P<scheme>turns?):(?P<host>\[[0-9A-Fa-f:.]+\]|[^:?\[\]]+)(:(?P<port>\d+))?"
    r"(\?transport=(?P<transport>udp|tcp))?"
)


class NoAnswer(Exception):
    """The server is not there, or speaks something else."""


@dataclass(frozen=True)
class TurnUrl:
    host: str
    port: int
    is_tcp: bool
    is_tls: bool

    @classmethod
    def read(cls, text: str) -> Self:
        """Read what RFC 7065 describes; raises ValueError."""
        found = URL.fullmatch(text)
        if found is None:
            raise ValueError(f"{text} is no address of a TURN server")
        is_tls = found["scheme"] == "turns"
        port = int(found["port"] or (5349 if is_tls else 3478))
        is_tcp = (found["transport"] or ("tcp" if is_tls else "udp")) == "tcp"
        if is_tls and not is_tcp:
            raise ValueError(f"{text}: DTLS cannot be tried from here")
        return cls(found["host"].strip("[]"), port, is_tcp, is_tls)

    def connect(self) -> socket.socket:
        if not self.is_tcp:
            return connected_datagrams(self.host, self.port)
        stream = socket.create_connection((self.host, self.port), timeout=PATIENCE)
        if self.is_tls:
            return ssl.create_default_context().wrap_socket(stream, server_hostname=self.host)
        return stream


def connected_datagrams(host: str, port: int) -> socket.socket:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)[0]
    datagrams = socket.socket(found[0], socket.SOCK_DGRAM)
    datagrams.settimeout(PATIENCE)
    datagrams.connect(found[4])
    return datagrams


class TurnClient:
    """One client address, which may hold one relay."""

    def __init__(self, url: TurnUrl, connection: socket.socket):
        self.url = url
        self.connection = connection
        self.login: Login | None = None

    @classmethod
    @contextmanager
    def opened(cls, url: TurnUrl) -> Iterator[Self]:
        """Open a client and give back what it has taken."""
        try:
            connection = url.connect()
        except OSError as error:
            raise NoAnswer(str(error)) from None
        with connection:
            client = cls(url, connection)
            yield client
            if client.login:
                client.ask(turn.REFRESH, [(turn.LIFETIME, bytes(4))])

    def allocate(
        self,
        credentials: TurnCredentials | None,
        *,
        version: int = 4,
        transport: bytes = turn.UDP,
    ) -> Answer:
        """Ask for a relay, as a stranger first, then with the credentials if there are any."""
        wanted = [(turn.TRANSPORT, transport)]
        if version == 6:
            wanted.append((turn.FAMILY, turn.FAMILIES[6]))
        answer = self.ask(turn.ALLOCATE, wanted)
        if answer.code == 401 and credentials:
            realm, nonce = answer.attributes[turn.REALM], answer.attributes[turn.NONCE]
            self.login = Login(*credentials, realm, nonce)
            answer = self.ask(turn.ALLOCATE, wanted)
        if not answer.is_success:
            self.login = None
        return answer

    def may_reach(self, host: str, channel: int) -> bool:
        """Say whether the relay would send to this host, in either of the two ways there are."""
        transaction = os.urandom(12)
        peer = (turn.PEER, turn.write_address(host, 9, transaction))
        number = (turn.CHANNEL, channel.to_bytes(2, "big") + bytes(2))
        return (
            self.ask(turn.CREATE_PERMISSION, [peer], transaction).is_success
            or self.ask(turn.CHANNEL_BIND, [number, peer], transaction).is_success
        )

    def ask(
        self, method: int, attributes: list[Attribute], transaction: bytes | None = None
    ) -> Answer:
        transaction = transaction or os.urandom(12)
        message = turn.write(method, transaction, attributes, self.login)
        for _ in range(1 if self.url.is_tcp else TRIES):
            try:
                self.connection.sendall(message)
                return self.answer_to(transaction)
            except TimeoutError:
                continue
            except (OSError, ValueError) as error:
                raise NoAnswer(str(error)) from None
        raise NoAnswer("it does not answer")

    def answer_to(self, transaction: bytes) -> Answer:
        while (answer := turn.read(self.receive())).transaction != transaction:
            pass  # an answer to what was asked twice
        return answer

    def receive(self) -> bytes:
        if not self.url.is_tcp:
            return self.connection.recv(2048)
        header = self.receive_exactly(turn.HEADER.size)
        return header + self.receive_exactly(int.from_bytes(header[2:4], "big"))

    def receive_exactly(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            if not (part := self.connection.recv(size - len(data))):
                raise ConnectionError("it hung up")
            data += part
        return data
