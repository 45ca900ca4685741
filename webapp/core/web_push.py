"""Web Push: a few words to one browser, through the push service that its maker runs.

RFC 8030 carries, RFC 8291 encrypts for the browser alone, RFC 8292 says who sends. Endpoints
come from browsers, so only those of known push services are called, and never redirected.
"""

import http.client
import re
import ssl
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from hashlib import sha256
from urllib.parse import SplitResult, urlsplit

from py_vapid import Vapid
from pywebpush import WebPusher

from webapp.core.push_keys import is_point, is_secret, public_key_of, text_of

TIMEOUT = 10  # seconds a push service may take for one answer
SIGNED_FOR = timedelta(hours=12)  # RFC 8292 allows a day
LONGEST_TTL = timedelta(days=28)
DECLARATIVE = 8030  # by which a browser knows that it may show the message itself

# Chrome and its kin, Firefox, Safari, Edge
SERVICES = re.compile(
    r"(fcm\.googleapis\.com|updates\.push\.services\.mozilla\.com"
    r"|[a-z0-9-]+\.push\.apple\.com|[a-z0-9.-]+\.notify\.windows\.com)"
)


class Gone(Exception):
    """The browser does not want to be rung any more, or never did: forget it."""


class Refused(Exception):
    """The push service does not take this message, now or ever."""


class Busy(Exception):
    """The push service asks to be left alone until `until`, where it says so."""

    def __init__(self, until: datetime | None = None):
        super().__init__()
        self.until = until


@dataclass(frozen=True)
class Browser:
    """What a browser gave us when it subscribed; both keys are base64url."""

    endpoint: str
    p256dh: str
    auth: str

    @property
    def origin(self) -> str:
        return origin_of(urlsplit(self.endpoint))

    def problem(self, own_services: Iterable[str] = ()) -> str:
        """Say why this cannot be rung; empty if it can."""
        if not is_service(self.endpoint, own_services):
            return "This browser uses a push service that is not known here."
        if not (is_point(self.p256dh) and is_secret(self.auth)):
            return "The keys of this browser cannot be read."
        return ""


@dataclass(frozen=True)
class Sender:
    """Who rings: our private key, and how the service's operator reaches us."""

    private_key: str
    contact: str

    @property
    def public_key(self) -> str:
        return public_key_of(self.private_key)


@dataclass(frozen=True)
class Message:
    """`body` is what the browser reads; of several with one `topic` only the last is kept."""

    body: bytes
    topic: str
    ttl: timedelta
    urgency: str = "normal"


def is_service(endpoint: str, own_services: Iterable[str] = ()) -> bool:
    try:
        url = urlsplit(endpoint)
        port = url.port
    except ValueError:
        return False
    if origin_of(url) in own_services:
        return True
    is_plain = url.scheme == "https" and port in (None, 443) and "@" not in url.netloc
    return is_plain and bool(SERVICES.fullmatch(url.hostname or ""))


def origin_of(url: SplitResult) -> str:
    return f"{url.scheme}://{url.netloc}"


def topic_of(about: str) -> str:
    """Return a name of 32 base64url letters that tells the push service nothing."""
    return text_of(sha256(about.encode()).digest())[:32]


def push(browser: Browser, message: Message, sender: Sender, *, now: datetime) -> None:
    """Hand one message to the push service; returns once that has answered for it."""
    url = urlsplit(browser.endpoint)
    keys = {"p256dh": browser.p256dh, "auth": browser.auth}
    pusher = WebPusher({"endpoint": browser.endpoint, "keys": keys})
    body = pusher.encode(message.body, "aes128gcm")["body"]
    status, retry_after = post(url, body, headers_of(browser, message, sender, now=now))
    read_answer(status, retry_after, now=now)


def headers_of(browser: Browser, message: Message, sender: Sender, *, now: datetime) -> dict:
    expires_at = int((now + SIGNED_FOR).timestamp())
    claims = {"aud": browser.origin, "sub": sender.contact, "exp": expires_at}
    signed = Vapid.from_raw(sender.private_key.encode()).sign(claims)
    seconds = min(max(message.ttl, timedelta()), LONGEST_TTL).total_seconds()
    return {
        "Authorization": signed["Authorization"],
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/notification+json",
        "TTL": str(int(seconds)),
        "Topic": message.topic,
        "Urgency": message.urgency,
    }


def post(url: SplitResult, body: bytes, headers: dict) -> tuple[int, str]:
    connection = connect(url)
    try:
        path = url.path + (f"?{url.query}" if url.query else "")
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.getheader("Retry-After", "")
    finally:
        connection.close()


def connect(url: SplitResult) -> http.client.HTTPConnection:
    if url.scheme == "http":  # a service of our own, on a machine of our own
        return http.client.HTTPConnection(url.hostname, url.port, timeout=TIMEOUT)
    context = ssl.create_default_context()
    return http.client.HTTPSConnection(url.hostname, url.port, timeout=TIMEOUT, context=context)


def read_answer(status: int, retry_after: str, *, now: datetime) -> None:
    if 200 <= status < 300:
        return
    if status in (404, 410):
        raise Gone
    if status in (400, 413):
        raise Refused
    # 401 and 403 too: a key or a clock of ours is wrong, and somebody may put it right
    raise Busy(moment_of(retry_after, now=now))


def moment_of(retry_after: str, *, now: datetime) -> datetime | None:
    """Read seconds or a date; nobody makes us wait for more than an hour."""
    is_number = retry_after.isdecimal()
    seconds = int(retry_after[:6]) if is_number else seconds_until(retry_after, now)
    return None if seconds is None else now + timedelta(seconds=min(max(seconds, 1), 3600))


def seconds_until(date: str, now: datetime) -> float | None:
    try:
        return (parsedate_to_datetime(date) - now).total_seconds()
    except (ValueError, TypeError):  # no date, or one without a zone
        return None
