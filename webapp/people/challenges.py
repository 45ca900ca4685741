"""The passkey challenge a browser was given, in its signed cookie: one at a time, taken once."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime
from urllib.parse import urlsplit

from flask import current_app, session
from webauthn.helpers import generate_challenge

from webapp.core import clock
from webapp.people.errors import PasskeyRefused
from webapp.people.passkeys import ANSWERED_WITHIN, Challenge, Site

REGISTRATION, SIGN_IN = "registration", "sign-in"  # what a challenge was given for
KEY = "passkey"


def new_challenge(purpose: str) -> Challenge:
    challenge = Challenge(generate_challenge(), clock.now() + ANSWERED_WITHIN)
    value = urlsafe_b64encode(challenge.value).decode()
    session[KEY] = [purpose, value, challenge.expires_at.timestamp()]
    return challenge


def asked_challenge(purpose: str) -> Challenge:
    """Take the challenge that this browser was given; the next answer needs another one."""
    asked_for, value, expires_at = session.pop(KEY, (None, "", 0))
    if asked_for != purpose:
        raise PasskeyRefused
    return Challenge(urlsafe_b64decode(value), datetime.fromtimestamp(expires_at, UTC))


def site() -> Site:
    """Return where passkeys are valid: what is configured, never what a request claims."""
    url = urlsplit(current_app.config["PUBLIC_URL"])
    return Site(host=url.hostname, origin=f"{url.scheme}://{url.netloc}")
