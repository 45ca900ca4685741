"""What a person sees of signing in: the pages, the cookie, and the mail."""

import re

import pytest
import sqlalchemy as sa

from tests.people.authenticator import Authenticator
from webapp.core.db import db
from webapp.core.outbox import Outbox

KEY = "a key that only these tests know"
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def mails(app):
    """Return what is in the outbox for an address, oldest first."""

    def mails(email):
        rows = sa.select(Outbox).where(Outbox.recipient == email).order_by(Outbox.id)
        return [row.payload for row in db.session.scalars(rows)]

    return mails


@pytest.fixture
def last_code(mails):
    """Return the digits of the last mail to an address."""
    return lambda email: re.match(r"\d{6}", mails(email)[-1]["subject"])[0]


@pytest.fixture
def ask(browser):
    """Ask for a code in a new browser, or in the given one, and return the browser."""

    def ask(email, client=None, **fields):
        client = client or browser()
        response = client.post("/sign-in", data={"email": email} | fields)
        assert response.status_code == 303, response.text
        return client

    return ask


@pytest.fixture
def wrong():
    """Return six digits that are not the given ones."""
    return lambda code: f"{(int(code) + 1) % 1_000_000:06}"


@pytest.fixture
def authenticator():
    return Authenticator()


def is_signed_in(client) -> bool:
    return client.get("/settings").status_code == 200
