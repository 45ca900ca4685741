"""A push service for tests: it takes pushes over HTTP, and opens each as the browser would.

What it knows of RFC 8188, 8291 and 8292 is written here anew, so that nothing is tested with
the library that wrote it.
"""

import json
import secrets
import threading
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()


def to_text(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def to_bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "==")


def derive(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)


class Receiver:
    """One browser that has subscribed: it alone can read what is pushed to it."""

    def __init__(self, service: str):
        self.private, self.secret = ec.generate_private_key(CURVE), secrets.token_bytes(16)
        self.path = f"/push/{secrets.token_hex(8)}"
        self.endpoint = f"{service}{self.path}"

    @property
    def public(self) -> bytes:
        return self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    @property
    def keys(self) -> dict:
        return {"p256dh": to_text(self.public), "auth": to_text(self.secret)}

    def open(self, body: bytes) -> bytes:
        salt, size, sender, sealed = body[:16], body[20], body[21:86], body[86:]
        assert size == 65  # an uncompressed point as key id
        shared = self.private.exchange(
            ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, sender)
        )
        info = b"WebPush: info\0" + self.public + sender
        secret = derive(self.secret, shared, info, 32)
        key = derive(salt, secret, b"Content-Encoding: aes128gcm\0", 16)
        nonce = derive(salt, secret, b"Content-Encoding: nonce\0", 12)
        padded = AESGCM(key).decrypt(nonce, sealed, None)
        return padded.rstrip(b"\0")[:-1]  # 2 ends the last record


def claims_of(authorization: str) -> tuple[dict, str]:
    """Check the signature of `vapid t=…,k=…`; return what it says and by which key."""
    scheme, _, parts = authorization.partition(" ")
    named = dict(part.strip().split("=", 1) for part in parts.split(","))
    head, claims, signature = named["t"].split(".")
    assert scheme == "vapid"
    assert json.loads(to_bytes(head)) == {"typ": "JWT", "alg": "ES256"}
    both = to_bytes(signature)
    pair = utils.encode_dss_signature(int.from_bytes(both[:32]), int.from_bytes(both[32:]))
    public = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, to_bytes(named["k"]))
    public.verify(pair, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
    return json.loads(to_bytes(claims)), named["k"]


@dataclass
class Push:
    """What arrived, opened."""

    headers: dict
    claims: dict
    key: str
    message: dict
    receiver: Receiver

    @property
    def shown(self) -> dict:
        return self.message["notification"]


@dataclass
class PushService:
    """`answers` are given to the next pushes, the usual 201 after them.

    `taken()` is called for each push that it has, before it says so.
    """

    url: str = ""
    receivers: dict[str, Receiver] = field(default_factory=dict)
    pushes: list[Push] = field(default_factory=list)
    answers: list[tuple[int, dict]] = field(default_factory=list)
    calls: int = 0
    taken: Callable[[Push], None] = lambda push: None
    arrived: threading.Condition = field(default_factory=threading.Condition)

    def subscribe(self) -> Receiver:
        receiver = Receiver(self.url)
        self.receivers[receiver.path] = receiver
        return receiver

    def take(self, path: str, headers, body: bytes) -> tuple[int, dict]:
        with self.arrived:
            self.calls += 1
            if self.answers:
                return self.answers.pop(0)
            if path not in self.receivers:
                return 410, {}
            push = self.read(self.receivers[path], headers, body)
            self.pushes.append(push)
            self.arrived.notify_all()
        self.taken(push)
        return 201, {"Location": f"{self.url}/message"}

    def read(self, receiver: Receiver, headers, body: bytes) -> Push:
        claims, key = claims_of(headers["Authorization"])
        message = json.loads(receiver.open(body))
        return Push(dict(headers.items()), claims, key, message, receiver)

    def wait_for(self, count: int) -> None:
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.pushes) >= count, timeout=60)


@contextmanager
def push_service():
    service = PushService()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, headers = service.take(self.path, self.headers, body)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_words):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
