"""Who is asking, and in which time zone they read."""

from functools import wraps
from urllib.parse import urlsplit

from flask import Flask, Request, Response, current_app, g, redirect, request, url_for
from flask_login import current_user

from webapp.core import clock
from webapp.core.zones import is_zone, listed_name
from webapp.extensions import login
from webapp.people.devices import device_with, is_seen_lately
from webapp.people.models import Person
from webapp.people.signin_models import DeviceSession

DEFAULT_ZONE = "UTC"
ZONE_COOKIE = "zone"


def init_app(app: Flask) -> None:
    login.session_protection = None
    login.request_loader(person_of_request)
    login.init_app(app)
    # it reads the cookie session on every answer, and so makes even assets `Vary: Cookie`
    app.after_request_funcs[None].remove(login._update_remember_cookie)
    app.context_processor(lambda: {"current_person": current_person()})


def person_of_request(_request: Request) -> Person | None:
    device = current_device()
    return device.person if device else None


def device_of(request: Request) -> DeviceSession | None:
    token = request.cookies.get(current_app.config["DEVICE_COOKIE"])
    return device_with(token, now=clock.now()) if token else None


def current_device() -> DeviceSession | None:
    """Return the device session of this request, looked up once."""
    if "device" not in g:
        g.device = device_of(request)
        if g.device and not is_seen_lately(g.device, now=clock.now()):
            g.device_unseen = g.device.id
    return g.device


def current_person() -> Person | None:
    person = current_user._get_current_object()
    return person if isinstance(person, Person) else None


def show_times_in(zone_name: str) -> None:
    """Show all times of this answer in a zone that was asked for."""
    g.zone_shown = zone_name


def reader_zone() -> str:
    """Return the zone times are shown in: one asked for, the person's, the browser's, or UTC."""
    if "zone_shown" in g:
        return g.zone_shown
    person = current_person()
    return person.time_zone if person else detected_zone() or DEFAULT_ZONE


def detected_zone() -> str | None:
    """Return the zone the browser says it is in."""
    detected = request.cookies.get(ZONE_COOKIE, "") if request else ""
    return listed_name(detected) if is_zone(detected) else None


def signed_in(view):
    """Let only signed-in people in; others sign in first and come back."""

    @wraps(view)
    def wrapper(*args, **kwargs):
        return view(*args, **kwargs) if current_person() else ask_to_sign_in()

    return wrapper


def ask_to_sign_in() -> Response:
    if request.htmx:
        url = url_for("people.sign_in", next=page_of_htmx())
        return Response(status=401, headers={"HX-Redirect": url})
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("people.sign_in", next=wanted), 303)


def page_of_htmx() -> str | None:
    """Return the page that a fragment was asked from: there one goes on after signing in."""
    try:
        page = urlsplit(request.htmx.current_url or "")
    except ValueError:
        return None
    return page._replace(scheme="", netloc="", fragment="").geturl() or None
