"""A https server on this machine that says what a test wants, and an internet that leads to it."""

import socket
import ssl
import threading
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from tempfile import NamedTemporaryFile

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from webapp.core.safe_get import Internet

NAME = "calendar.example"
PUBLIC = "93.184.215.14"  # stands for this machine: a test never leaves it


@cache
def certificate() -> str:
    """Return the path of a certificate for `NAME`, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    today = datetime(2020, 1, 1, tzinfo=UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(today)
        .not_valid_after(today + timedelta(days=36_500))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    with NamedTemporaryFile(suffix=".pem", delete=False) as file:
        file.write(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        file.write(signed.public_bytes(serialization.Encoding.PEM))
    return file.name


class Server:
    """Answers each connection with `say(connection, request)`; keeps what it was asked."""

    def __init__(self):
        self.requests: list[str] = []
        self.names: list[str] = []  # what TLS was asked for (SNI)
        self.reached: list[tuple] = []  # addresses connections were made to
        self.say = answering(b"nothing")
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.tls.load_cert_chain(certificate())
        self.tls.sni_callback = lambda _socket, name, _context: self.names.append(name)

    @property
    def port(self) -> int:
        return self.listener.getsockname()[1]

    def run(self) -> None:
        with suppress(OSError):  # closed
            while True:
                connection, _ = self.listener.accept()
                threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, plain: socket.socket) -> None:
        with suppress(OSError), self.tls.wrap_socket(plain, server_side=True) as connection:
            request = connection.recv(65_536).decode()
            self.requests.append(request)
            self.say(connection, request)

    def internet(self, *addresses: str) -> Internet:
        """Names lead to these public addresses, and those to this server."""
        return Internet(
            resolve=lambda _host, _port: list(addresses or (PUBLIC,)),
            connect=self.connect,
            tls=ssl.create_default_context(cafile=certificate()),
        )

    def connect(self, place: tuple, timeout: float) -> socket.socket:
        self.reached.append(place)
        return socket.create_connection(("127.0.0.1", self.port), timeout)


@contextmanager
def https_server():
    server = Server()
    threading.Thread(target=server.run, daemon=True).start()
    try:
        yield server
    finally:
        server.listener.close()


def answering(body: bytes, status: str = "200 OK", **headers: str):
    """Say one whole answer; `ETag="…"` becomes a header, `_` in names a dash."""
    named = {"Content-Length": str(len(body))}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in named.items())

    def say(connection, _request):
        connection.sendall(f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body)

    return say
