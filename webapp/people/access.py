"""Who is asking, and in which time zone they read."""

from functools import wraps

from flask import Flask, Request, Response, current_app, g, redirect, request, url_for
from flask_login import current_user

from webapp.core import clock
from webapp.core.zones import is_zone
from webapp.extensions import login
from webapp.people.devices import device_with
from webapp.people.models import Person
from webapp.people.signin_models import DeviceSession

DEFAULT_ZONE = "UTC"
ZONE_COOKIE = "zone"


def init_app(app: Flask) -> None:
    login.session_protection = None
    login.request_loader(person_of_request)
    login.init_app(app)
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
    return g.device


def current_person() -> Person | None:
    person = current_user._get_current_object()
    return person if isinstance(person, Person) else None


def reader_zone() -> str:
    """Return the zone times are shown in: the person's, the browser's, or UTC."""
    if person := current_person():
        return person.time_zone
    detected = request.cookies.get(ZONE_COOKIE, "") if request else ""
    return detected if is_zone(detected) else DEFAULT_ZONE


def signed_in(view):
    """Let only signed-in people in; others sign in first and come back."""

    @wraps(view)
    def wrapper(*args, **kwargs):
        return view(*args, **kwargs) if current_person() else ask_to_sign_in()

    return wrapper


def ask_to_sign_in() -> Response:
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    url = url_for("people.sign_in", next=wanted)
    if request.htmx:
        return Response(status=401, headers={"HX-Redirect": url})
    return redirect(url, 303)
