"""Signing in by mail code, and out. Known and unknown addresses are answered alike."""

from flask import Response, current_app, redirect, request, url_for

from webapp.core import clock, htmx
from webapp.core.links import safe_next
from webapp.people import codes
from webapp.people.access import DEFAULT_ZONE, current_person, detected_zone
from webapp.people.entrance import admit, dismiss, wait_for_code, waiting_token
from webapp.people.errors import CodeRefused
from webapp.people.forms import AddressForm, CodeForm, NameForm
from webapp.people.limits import code_limits, try_limit
from webapp.people.models import Person
from webapp.people.queries import people_with_handles
from webapp.people.routes.blueprint import bp
from webapp.people.signin_models import SignInCode

CAST = ("ada", "ben", "chidi", "dana", "eve")  # of the demo


@bp.get("/sign-in")
def sign_in() -> Response:
    person = current_person()
    if person and "again" not in request.args:
        return redirect(safe_next(), 303)
    return show_sign_in(AddressForm(formdata=None, email=person and person.email))


@bp.post("/sign-in")
@code_limits
def send_code() -> Response:
    form = AddressForm()
    if not form.validate():
        return show_sign_in(form, part="_address_form", status=422)

    token = codes.send_code(form.email.data, key=current_app.secret_key, now=clock.now())
    return wait_for_code(htmx.go_to(url_for("people.enter_code", next=safe_next())), token)


@bp.get("/sign-in/code")
def enter_code() -> Response:
    asked = code_of_browser()
    return show_step(asked) if asked else ask_for_address()


@bp.post("/sign-in/code")
@try_limit
def check_code() -> Response:
    asked, form = code_of_browser(), CodeForm()
    if asked is None:
        return ask_for_address()
    if not form.validate():
        return show_step(asked, code_form=form, status=422)
    try:
        key = current_app.secret_key
        person = codes.prove_code(asked, form.code.data, key=key, now=clock.now())
    except CodeRefused as refusal:
        form.code.errors = [str(refusal)]
        return show_step(asked, code_form=form, status=422)
    return admit(person, factor="code", to=safe_next()) if person else ask_for_name(asked)


@bp.post("/sign-in/name")
@try_limit
def join() -> Response:
    asked, form = code_of_browser(), NameForm()
    if asked is None or asked.proved_at is None:
        return ask_for_address()
    if not form.validate():
        return show_step(asked, name_form=form, status=422)

    zone = detected_zone() or DEFAULT_ZONE
    person = codes.join_with_code(asked, name=form.name.data, time_zone=zone, now=clock.now())
    return admit(person, factor="code", to=safe_next())


@bp.post("/sign-out")
def sign_out() -> Response:
    return dismiss(to=url_for("people.sign_in"))


def code_of_browser() -> SignInCode | None:
    token = waiting_token()
    return codes.code_asked_by(token, now=clock.now()) if token else None


def ask_for_address() -> Response:
    return htmx.go_to(url_for("people.sign_in", next=safe_next()))


def ask_for_name(asked: SignInCode) -> Response:
    if htmx.wants_fragment():
        return show_step(asked)
    return htmx.go_to(url_for("people.enter_code", next=safe_next()))


def show_sign_in(form: AddressForm, *, part: str | None = None, status=200, **context) -> Response:
    return htmx.render(
        "people/sign_in.html",
        fragment=part and f"people/{part}.html",
        form=form,
        next=safe_next(),
        cast=demo_cast(),
        status=status,
        **context,
    )


def demo_cast() -> list[Person]:
    return people_with_handles(CAST) if current_app.config["DEMO"] else []


def show_step(asked: SignInCode, *, code_form=None, name_form=None, status=200) -> Response:
    """Show what this browser is asked for next: the code, or a name where it makes an account."""
    step = "_name_form" if asked.proved_at else "_code_form"
    return htmx.render(
        "people/enter_code.html",
        fragment=f"people/{step}.html",
        step=f"people/{step}.html",
        asked=asked,
        form=(name_form if asked.proved_at else code_form) or default_form(asked),
        next=safe_next(),
        status=status,
    )


def default_form(asked: SignInCode) -> NameForm | CodeForm:
    return NameForm(formdata=None) if asked.proved_at else CodeForm(formdata=None)
