"""Settings and profile: two pages of small forms, each saved by itself and in place."""

from flask import Response, redirect, request, url_for
from flask_wtf import FlaskForm

from webapp.core import clock, htmx
from webapp.core.rate_limit import limiter
from webapp.people.access import current_device, current_person, signed_in
from webapp.people.errors import FieldRefused
from webapp.people.queries import devices_of, passkeys_of
from webapp.people.routes.answers import changed
from webapp.people.routes.blueprint import bp
from webapp.people.routes.sections import PROFILE, SECTIONS, SETTINGS, Section

NAMES = ", ".join(SECTIONS)


def is_no_picture() -> bool:
    return request.view_args["name"] != "picture"


@bp.get("/settings")
@signed_in
def settings() -> Response:
    return show_settings()


@bp.get("/settings/profile")
@signed_in
def profile() -> Response:
    return show_profile()


@bp.get(f"/settings/<any({NAMES}):name>")
@signed_in
def section(name: str) -> Response:
    """A form that came back with an error has this address: loading it again shows its page."""
    return redirect(url_for(SECTIONS[name].page, _anchor=name), 303)


@bp.post(f"/settings/<any({NAMES}):name>")
@limiter.limit("20 per minute", exempt_when=is_no_picture)  # a picture is a second of work
@signed_in
def save_section(name: str) -> Response:
    part, person = SECTIONS[name], current_person()
    form = part.form(person)
    if not form.validate() or not is_saved(part, form):
        return show_page(part.page, name, form)
    return changed(
        url_for(part.page, _anchor=name),
        f"people/_{name}.html",
        words=part.words,
        person=person,
        form=part.form(person, formdata=None),
        **part.context(),
    )


def is_saved(part: Section, form: FlaskForm) -> bool:
    try:
        part.save(current_person(), form)
    except FieldRefused as refusal:
        form[refusal.field].errors = [str(refusal)]
        return False
    return True


def show_page(page: str, name: str, form: FlaskForm) -> Response:
    """Show what was typed again, with what is wrong about it."""
    show = show_profile if page == PROFILE else show_settings
    return show(fragment=f"people/_{name}.html", changed_forms={name: form}, form=form, status=422)


def show_profile(*, fragment=None, changed_forms=None, status=200, **context) -> Response:
    return htmx.render(
        "people/profile.html",
        fragment=fragment,
        person=current_person(),
        forms=forms_on(PROFILE, changed_forms),
        status=status,
        **context_of(PROFILE) | context,
    )


def show_settings(*, fragment=None, changed_forms=None, status=200, **context) -> Response:
    person, device = current_person(), current_device()
    return htmx.render(
        "people/settings.html",
        fragment=fragment,
        person=person,
        forms=forms_on(SETTINGS, changed_forms),
        passkeys=passkeys_of(person),
        devices=devices_of(person, now=clock.now()),
        this_device=device,
        is_fresh=device.is_fresh(clock.now()),
        status=status,
        **context_of(SETTINGS) | context,
    )


def forms_on(page: str, changed_forms: dict[str, FlaskForm] | None) -> dict[str, FlaskForm]:
    kept = {
        name: part.form(current_person(), formdata=None)
        for name, part in SECTIONS.items()
        if part.page == page
    }
    return kept | (changed_forms or {})


def context_of(page: str) -> dict:
    parts = (part.context() for part in SECTIONS.values() if part.page == page)
    return {name: value for part in parts for name, value in part.items()}
