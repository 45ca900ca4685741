"""Adding and removing passkeys, in settings."""

from functools import wraps

from flask import Response, abort, request, url_for

from webapp.core import clock, htmx
from webapp.people import passkeys
from webapp.people.access import current_device, current_person, signed_in
from webapp.people.challenges import REGISTRATION, asked_challenge, new_challenge, site
from webapp.people.device_names import device_name
from webapp.people.errors import PasskeyRefused
from webapp.people.forms import PasskeyForm
from webapp.people.queries import passkey_of, passkeys_of
from webapp.people.routes.answers import changed
from webapp.people.routes.blueprint import bp
from webapp.people.routes.settings import show_settings

FRAGMENT = "people/_passkeys.html"


def lately_signed_in(view):
    """Ask whoever signed in a while ago to do it again: a found phone must not add a key."""

    @wraps(view)
    @signed_in
    def wrapper(*args, **kwargs):
        if current_device().is_fresh(clock.now()):
            return view(*args, **kwargs)
        return htmx.go_to(url_for("people.sign_in", again=1, next=url_for("people.settings")))

    return wrapper


@bp.post("/settings/passkeys/options")
@lately_signed_in
def passkey_options() -> dict:
    challenge = new_challenge(REGISTRATION)
    return passkeys.registration_options(current_person(), challenge, site())


@bp.post("/settings/passkeys")
@lately_signed_in
def add_passkey() -> Response:
    try:
        keep_passkey(PasskeyForm().credential.data or "")
    except PasskeyRefused as refusal:
        return show_settings(fragment=FRAGMENT, passkey_refusal=refusal, status=422)
    return answer("This device can sign in by passkey now.")


def keep_passkey(credential: str) -> None:
    passkeys.add_passkey(
        current_person(),
        credential,
        asked_challenge(REGISTRATION),
        site(),
        name=device_name(request.user_agent.string),
        now=clock.now(),
    )


@bp.post("/settings/passkeys/<public_id>/remove")
@lately_signed_in
def remove_passkey(public_id: str) -> Response:
    passkey = passkey_of(current_person(), public_id) or abort(404)
    passkeys.remove_passkey(passkey)
    return answer("The passkey opens nothing any more.")


def answer(words: str) -> Response:
    return changed(
        url_for("people.settings", _anchor="passkeys"),
        FRAGMENT,
        words=words,
        passkeys=passkeys_of(current_person()),
        is_fresh=True,
    )
