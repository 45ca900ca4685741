"""In and out: the cookies of a browser that signs in, signs out, or waits for its code.

Beside `access`, which only looks.
"""

import logging
from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa
from flask import Flask, Response, abort, current_app, g, request, session

from webapp.core import clock, htmx
from webapp.core.db import db
from webapp.people import codes, devices
from webapp.people.access import current_device
from webapp.people.device_names import device_name
from webapp.people.models import Person
from webapp.people.signin_models import LASTS, DeviceSession

log = logging.getLogger(__name__)


def admit(person: Person, *, factor: str, to: str) -> Response:
    """Sign this browser in under a new token and lead on; a token it had before is dead."""
    token = devices.open_device(
        person,
        factor=factor,
        name=device_name(request.user_agent.string),
        replaces=current_device(),
        now=clock.now(),
    )
    session.clear()
    response = htmx.go_to(to)
    keep_cookie(response, current_app.config["DEVICE_COOKIE"], token, LASTS)
    drop_cookie(response, waiting_cookie())
    return response


def continue_as(person: Person, *, to: str) -> Response:
    """Sign in as somebody of the demo's cast; where the demo is off, this does not exist."""
    if not current_app.config["DEMO"]:
        abort(404)
    return admit(person, factor="demo", to=to)


def dismiss(*, to: str) -> Response:
    """Sign this browser out for good, and let it forget what it kept of the site."""
    if device := current_device():
        devices.revoke(device, now=clock.now())
    session.clear()
    response = htmx.go_to(to)
    drop_cookie(response, current_app.config["DEVICE_COOKIE"])
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def wait_for_code(response: Response, token: str) -> Response:
    keep_cookie(response, waiting_cookie(), token, codes.LASTS * 2)
    return response


def waiting_token() -> str | None:
    """Return the token of a browser that has asked for a code."""
    return request.cookies.get(waiting_cookie())


def waiting_cookie() -> str:
    return "__Host-waiting" if current_app.config["IS_PRODUCTION"] else "waiting"


def keep_cookie(response: Response, name: str, value: str, lasts: timedelta) -> None:
    response.set_cookie(name, value, max_age=lasts, **flags())


def drop_cookie(response: Response, name: str) -> None:
    response.delete_cookie(name, **flags())


def flags() -> dict:
    secure = current_app.config["IS_PRODUCTION"]
    return {"path": "/", "httponly": True, "samesite": "Lax", "secure": secure}


def note_device_seen(response: Response) -> Response:
    """Remember when a device was last used, once its answer has left: nobody waits for that."""
    if device_id := g.get("device_unseen"):
        response.call_on_close(note_later(current_app._get_current_object(), device_id))
    return response


def note_later(app: Flask, device_id: int) -> Callable[[], None]:
    def note() -> None:
        with app.app_context():
            try:
                devices.note_seen(db.session.get_one(DeviceSession, device_id), now=clock.now())
            except sa.exc.OperationalError:  # the database is busy; the next request tries again
                log.info("a device's last use was not noted")

    return note
