"""Web Push: what a push service and the browser behind it really receive."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.push_service import Receiver, push_service
from webapp.core.push_keys import new_private_key, public_key_of
from webapp.core.web_push import (
    Browser,
    Busy,
    Gone,
    Message,
    Refused,
    Sender,
    is_service,
    moment_of,
    push,
    topic_of,
)

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SENDER = Sender(new_private_key(), "mailto:momentor@example.test")
MESSAGE = Message(b'{"notification": {}}', topic_of("x"), timedelta(minutes=5), "high")


@pytest.fixture
def service():
    with push_service() as service:
        yield service


def browser_of(receiver: Receiver) -> Browser:
    return Browser(receiver.endpoint, **receiver.keys)


def test_only_the_browser_can_read_it(service):
    receiver = service.subscribe()

    push(browser_of(receiver), MESSAGE, SENDER, now=NOW)

    (arrived,) = service.pushes
    assert arrived.message == {"notification": {}}
    assert arrived.receiver is receiver


def test_the_push_service_reads_how_long_how_urgent_and_about_what(service):
    push(browser_of(service.subscribe()), MESSAGE, SENDER, now=NOW)

    headers = service.pushes[0].headers
    assert headers["TTL"] == "300"
    assert headers["Urgency"] == "high"
    assert headers["Topic"] == topic_of("x")
    assert headers["Content-Encoding"] == "aes128gcm"
    assert headers["Content-Type"] == "application/notification+json"


def test_it_is_signed_by_our_key_for_this_service_and_for_half_a_day(service):
    push(browser_of(service.subscribe()), MESSAGE, SENDER, now=NOW)

    (arrived,) = service.pushes
    assert arrived.key == SENDER.public_key
    assert arrived.claims == {
        "aud": service.url,
        "sub": "mailto:momentor@example.test",
        "exp": int((NOW + timedelta(hours=12)).timestamp()),
    }


@pytest.mark.parametrize(
    ("lasts", "ttl"), [(timedelta(minutes=-1), "0"), (timedelta(days=60), "2419200")]
)
def test_the_time_to_live_stays_within_what_services_take(service, lasts, ttl):
    push(browser_of(service.subscribe()), Message(b"{}", "t", lasts), SENDER, now=NOW)

    assert service.pushes[0].headers["TTL"] == ttl


@pytest.mark.parametrize(
    ("status", "error"),
    [(404, Gone), (410, Gone), (400, Refused), (413, Refused), (429, Busy), (500, Busy),
     (503, Busy), (401, Busy), (403, Busy)],
)  # fmt: skip
def test_each_refusal_says_what_to_do(service, status, error):
    service.answers.append((status, {}))

    with pytest.raises(error):
        push(browser_of(service.subscribe()), MESSAGE, SENDER, now=NOW)


def test_a_redirect_is_not_followed(service):
    service.answers.append((307, {"Location": f"{service.url}/inside"}))

    with pytest.raises(Busy):
        push(browser_of(service.subscribe()), MESSAGE, SENDER, now=NOW)

    assert service.calls == 1


def test_a_service_that_is_away_is_an_error():
    with pytest.raises(OSError, match="refused"):
        push(browser_of(Receiver("http://127.0.0.1:1")), MESSAGE, SENDER, now=NOW)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("120", 120), ("0", 1), ("99999999999999999999", 3600), ("-5", None), ("soon", None),
     ("", None), ("Mon, 02 Mar 2026 09:10:00 GMT", 600), ("Mon, 02 Mar 2026 08:00:00 GMT", 1),
     ("Mon, 02 Mar 2099 08:00:00 GMT", 3600), ("Mon, 02 Mar 2026 09:10:00", None)],
)  # fmt: skip
def test_the_pause_a_service_asks_for_is_read_and_limited(text, seconds):
    expected = None if seconds is None else NOW + timedelta(seconds=seconds)

    assert moment_of(text, now=NOW) == expected


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc",
        "https://fcm.googleapis.com:443/wp/abc",
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://web.push.apple.com/abc",
        "https://wns2-par02p.notify.windows.com/w/?token=abc",
    ],
)
def test_the_services_of_the_browsers_are_known(endpoint):
    assert is_service(endpoint)


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "fcm.googleapis.com",
        "http://fcm.googleapis.com/fcm/send/abc",
        "https://fcm.googleapis.com:8443/fcm/send/abc",
        "https://fcm.googleapis.com.evil.test/abc",
        "https://fcm.googleapis.com@evil.test/abc",
        "https://ada@fcm.googleapis.com/abc",
        "https://evil.test/fcm.googleapis.com",
        "https://evilpush.apple.com/abc",
        "https://evil.test#.push.apple.com",
        "https://a\\.push.apple.com/",
        "https://169.254.169.254/latest",
        "https://localhost/abc",
        "http://127.0.0.1:9000/abc",
        "https://[::1]/abc",
        "https://[oops/abc",
        "https://fcm.googleapis.com:port/abc",
        "ftp://web.push.apple.com/abc",
        "https://web.push.apple.com\n.evil.test/abc",
    ],
)
def test_no_other_address_is_called(endpoint):
    assert not is_service(endpoint)


def test_a_service_of_ones_own_is_known_by_its_whole_origin():
    own = ["https://push.example.test"]

    assert is_service("https://push.example.test/abc", own)
    assert not is_service("http://push.example.test/abc", own)
    assert not is_service("https://push.example.test:8443/abc", own)
    assert not is_service("https://push.example.test.evil.test/abc", own)


@pytest.mark.parametrize(
    ("p256dh", "auth"),
    [
        ("", "A" * 22),
        ("not base64 \u2026", "A" * 22),
        ("A" * 87, "A" * 22),  # 65 bytes, and no point
        (None, ""),
        (None, "A" * 30),
        (None, "\u2026"),
    ],
)
def test_keys_that_no_browser_has_are_refused(p256dh, auth):
    keys = Receiver("https://web.push.apple.com").keys
    good = Browser("https://web.push.apple.com/x", **keys)
    bad = Browser(good.endpoint, keys["p256dh"] if p256dh is None else p256dh, auth)

    assert good.problem() == ""
    assert bad.problem() == "The keys of this browser cannot be read."


def test_the_key_of_an_example_of_the_standard_is_derived():
    """RFC 8291, appendix A: the application server's key pair."""
    private = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
    public = (
        "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8"
    )
    assert public_key_of(private) == public


def test_a_topic_is_32_letters_that_a_service_takes_and_learns_nothing_from():
    topic = topic_of("booking:abc")

    assert len(topic) == 32
    assert topic.replace("-", "").replace("_", "").isalnum()
    assert topic != topic_of("booking:abd")
