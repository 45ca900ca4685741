"""Passkeys: WebAuthn credentials that say by themselves whose they are.

A challenge travels in the signed cookie of the browser that asked for it. A cookie can be sent
twice, so a challenge that was answered is remembered until it would have expired.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
import webauthn
from webauthn.helpers import parse_authentication_credential_json
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from webapp.core.db import db, transaction
from webapp.people.errors import AccountOff, PasskeyRefused, TooManyPasskeys
from webapp.people.models import Person
from webapp.people.queries import passkeys_of
from webapp.people.signin_models import Passkey, SpentChallenge

ANSWERED_WITHIN = timedelta(minutes=10)
MOST = 10  # of one person


@dataclass(frozen=True)
class Site:
    """Where passkeys are valid: the host they are tied to, and the origin that may use them."""

    host: str
    origin: str


@dataclass(frozen=True)
class Challenge:
    value: bytes
    expires_at: datetime


def registration_options(person: Person, challenge: Challenge, site: Site) -> dict:
    """Return what `navigator.credentials.create` is asked for."""
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name="Momentor",
        user_id=person.public_id.encode(),
        user_name=person.email,
        user_display_name=person.name,
        challenge=challenge.value,
        timeout=in_milliseconds(ANSWERED_WITHIN),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=passkey.credential_id)
            for passkey in passkeys_of(person)
        ],
    )
    return json.loads(webauthn.options_to_json(options))


def sign_in_options(challenge: Challenge, site: Site) -> dict:
    """Return what `navigator.credentials.get` is asked for; no account is named."""
    options = webauthn.generate_authentication_options(
        rp_id=site.host,
        challenge=challenge.value,
        timeout=in_milliseconds(ANSWERED_WITHIN),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return json.loads(webauthn.options_to_json(options))


def in_milliseconds(length: timedelta) -> int:
    return length // timedelta(milliseconds=1)


def add_passkey(
    person: Person, answer: str, challenge: Challenge, site: Site, *, name: str, now: datetime
) -> Passkey:
    """Keep the public half of a new passkey, made on this person's device just now."""
    verified = verify_registration(answer, challenge, site)
    passkey = Passkey(person_id=person.id, name=name[:80], created_at=now)
    passkey.credential_id = verified.credential_id
    passkey.public_key = verified.credential_public_key
    passkey.sign_count = verified.sign_count
    try:
        with transaction():
            if len(passkeys_of(person)) >= MOST:
                raise TooManyPasskeys
            spend(challenge, now=now)
            db.session.add(passkey)
            db.session.flush()
    except sa.exc.IntegrityError as error:  # the credential or the challenge is known already
        raise PasskeyRefused from error
    return passkey


def verify_registration(answer: str, challenge: Challenge, site: Site):
    try:
        return webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge.value,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except Exception as error:  # the parsers raise whatever occurs to them on hostile bytes
        raise PasskeyRefused from error


def person_with_passkey(answer: str, challenge: Challenge, site: Site, *, now: datetime) -> Person:
    """Return who answered the challenge, once."""
    credential = parse_answer(answer)
    try:
        with transaction():
            passkey = locked_passkey(credential.raw_id)
            count = verify_sign_in(credential, passkey, challenge, site)
            spend(challenge, now=now)
            passkey.sign_count, passkey.used_at = count, now
            db.session.flush()
    except sa.exc.IntegrityError as error:  # this challenge was answered before
        raise PasskeyRefused from error
    if passkey.person.is_disabled:
        raise AccountOff
    return passkey.person


def parse_answer(answer: str) -> AuthenticationCredential:
    try:
        return parse_authentication_credential_json(answer)
    except Exception as error:  # as above
        raise PasskeyRefused from error


def locked_passkey(credential_id: bytes) -> Passkey:
    known = sa.select(Passkey).where(Passkey.credential_id == credential_id)
    passkey = db.session.scalar(known.with_for_update())
    if passkey is None:
        raise PasskeyRefused("That passkey is not known here any more. Take the code by mail.")
    return passkey


def verify_sign_in(
    credential: AuthenticationCredential, passkey: Passkey, challenge: Challenge, site: Site
) -> int:
    """Return the new sign count; a copied authenticator is found out by an old one."""
    if credential.response.user_handle != passkey.person.public_id.encode():
        raise PasskeyRefused
    try:
        verified = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=challenge.value,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except Exception as error:  # as above
        raise PasskeyRefused from error
    return verified.new_sign_count


def spend(challenge: Challenge, *, now: datetime) -> None:
    if challenge.expires_at <= now:
        raise PasskeyRefused("That took longer than ten minutes. Try it once more.")
    db.session.execute(sa.delete(SpentChallenge).where(SpentChallenge.expires_at <= now))
    digest = hashlib.sha256(challenge.value).digest()
    db.session.add(SpentChallenge(digest=digest, expires_at=challenge.expires_at))


def remove_passkey(passkey: Passkey) -> None:
    with transaction():
        db.session.delete(passkey)
