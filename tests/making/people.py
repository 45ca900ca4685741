"""People with more than a name: codes they were sent, passkeys they made."""

from datetime import datetime

from tests.people.authenticator import Authenticator
from webapp.people import passkeys
from webapp.people.models import Person
from webapp.people.passkeys import ANSWERED_WITHIN, Challenge, Site

SITE = Site(host="localhost", origin="http://localhost")


def challenge(value: bytes, now: datetime) -> Challenge:
    return Challenge(value, now + ANSWERED_WITHIN)


def make_passkey(person: Person, authenticator: Authenticator, *, now: datetime, name="Chrome"):
    """Register the authenticator for this person, as its own browser would."""
    asked = challenge(authenticator.credential_id, now)  # any bytes that are not used elsewhere
    options = passkeys.registration_options(person, asked, SITE)
    answer = authenticator.register(options)
    return passkeys.add_passkey(person, answer, asked, SITE, name=name, now=now)
