"""Sign-in codes: six digits by mail, ten minutes, one use, five tries, one browser.

What is asked and done for an address is the same whether it has an account or not, so neither
the answer nor its time tells. A person is looked for only after the code was right.
"""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa

from webapp.core.db import db, opaque_id, transaction
from webapp.core.mail import put_mail, write_mail
from webapp.people.devices import hash_of
from webapp.people.errors import AccountOff, CodeRefused, CodeSpent, CodeTriedTooOften, CodeWrong
from webapp.people.models import Person
from webapp.people.queries import person_with_email
from webapp.people.service import join
from webapp.people.signin_models import SignInCode

LASTS = timedelta(minutes=10)
TRIES = 5
KEPT = timedelta(days=1)  # after it has expired


def send_code(email: str, *, key: str, now: datetime) -> str:
    """Mail a code to an address; return the token that ties it to the browser that asked."""
    browser, code = secrets.token_urlsafe(24), f"{secrets.randbelow(1_000_000):06}"
    asked = SignInCode(email=email, asked_at=now, expires_at=now + LASTS)
    asked.browser_hash = hash_of(browser)
    asked.code_hash = code_hash(asked, code, key)
    mail = write_mail("sign_in_code", subject=f"{code} is your Momentor code", code=code)
    with transaction():
        db.session.execute(sa.delete(SignInCode).where(SignInCode.expires_at < now - KEPT))
        db.session.add(asked)
        put_mail(mail, to=email, key=f"sign-in:{opaque_id()}", due_at=now)
    return browser


def code_asked_by(browser: str, *, now: datetime) -> SignInCode | None:
    """Find the code that this browser waits for, or has proved and not used yet."""
    return db.session.scalar(
        sa.select(SignInCode).where(
            SignInCode.browser_hash == hash_of(browser),
            SignInCode.expires_at > now,
            SignInCode.used_at.is_(None),
        )
    )


def prove_code(asked: SignInCode, typed: str, *, key: str, now: datetime) -> Person | None:
    """Return whose address it is, or None where a name makes the account; wrong codes count."""
    person = None
    with transaction():
        db.session.refresh(asked, with_for_update=True)
        if refusal := refusal_of(asked, typed, key=key, now=now):
            asked.tries += 1
        else:
            person = person_with_email(asked.email)
            note_proved(asked, is_known=person is not None, now=now)
    if refusal:  # outside, so that the try stays counted
        raise refusal
    if person and person.is_disabled:
        raise AccountOff
    return person


def refusal_of(asked: SignInCode, typed: str, *, key: str, now: datetime) -> CodeRefused | None:
    if asked.proved_at or asked.expires_at <= now:
        return CodeSpent()
    if asked.tries >= TRIES:
        return CodeTriedTooOften()
    if hmac.compare_digest(code_hash(asked, typed, key), asked.code_hash):
        return None
    return CodeWrong() if asked.tries < TRIES - 1 else CodeTriedTooOften()


def note_proved(asked: SignInCode, *, is_known: bool, now: datetime) -> None:
    asked.proved_at = now
    if is_known:
        asked.used_at = now
    else:
        asked.expires_at = now + LASTS  # time to write one's name


def join_with_code(asked: SignInCode, *, name: str, time_zone: str, now: datetime) -> Person:
    """Make the account of an address that was proved in this browser."""
    with transaction():
        db.session.refresh(asked, with_for_update=True)
        if asked.proved_at is None or asked.used_at or asked.expires_at <= now:
            raise CodeSpent
        asked.used_at = now
        return join(asked.email, name=name, time_zone=time_zone, now=now)


def code_hash(asked: SignInCode, code: str, key: str) -> bytes:
    # keyed: a copy of the database would otherwise give all million codes away in a second
    return hmac.digest(key.encode(), asked.browser_hash + code.encode(), hashlib.sha256)
