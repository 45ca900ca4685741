"""Signing in with a passkey, which says by itself whose it is."""

from flask import Response

from webapp.core import clock
from webapp.core.links import safe_next
from webapp.people import passkeys
from webapp.people.challenges import SIGN_IN, asked_challenge, new_challenge, site
from webapp.people.entrance import admit
from webapp.people.errors import PasskeyRefused
from webapp.people.forms import AddressForm, PasskeyForm
from webapp.people.limits import try_limit
from webapp.people.models import Person
from webapp.people.routes.blueprint import bp
from webapp.people.routes.sign_in import show_sign_in


@bp.post("/sign-in/passkey/options")
@try_limit
def passkey_sign_in_options() -> dict:
    return passkeys.sign_in_options(new_challenge(SIGN_IN), site())


@bp.post("/sign-in/passkey")
@try_limit
def sign_in_by_passkey() -> Response:
    try:
        person = person_who_answered(PasskeyForm().credential.data or "")
    except PasskeyRefused as refusal:
        form = AddressForm(formdata=None)
        return show_sign_in(form, part="_passkey_form", refusal=refusal, status=422)
    return admit(person, factor="passkey", to=safe_next())


def person_who_answered(credential: str) -> Person:
    challenge = asked_challenge(SIGN_IN)
    return passkeys.person_with_passkey(credential, challenge, site(), now=clock.now())
