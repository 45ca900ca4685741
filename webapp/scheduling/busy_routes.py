"""The calendars that are read for a mentor: add, read again, stop."""

from contextlib import suppress

from flask import Blueprint, Response, abort, url_for
from flask_wtf import FlaskForm

from webapp.core import clock, htmx
from webapp.core.db import db
from webapp.core.rate_limit import limiter
from webapp.people.access import current_person, signed_in
from webapp.scheduling import busy_service
from webapp.scheduling.busy_forms import AddressForm, UploadForm
from webapp.scheduling.busy_models import BusyCalendar
from webapp.scheduling.busy_problems import PROBLEMS, CalendarRefused
from webapp.scheduling.busy_queries import busy_calendar_of, busy_calendars_of
from webapp.scheduling.models import CalendarSettings

bp = Blueprint("calendars", __name__, url_prefix="/availability/calendars")


@bp.get("")
@signed_in
def calendars() -> Response:
    only_for_mentors()
    return show(AddressForm(formdata=None), UploadForm(formdata=None))


@bp.post("/address")
@limiter.limit("10 per minute; 60 per hour")
@signed_in
def read_address() -> Response:
    only_for_mentors()
    form = AddressForm()
    if not form.validate():
        return show(form, UploadForm(formdata=None), status=422)
    try:
        busy_service.read_address(current_person(), form.address.data, now=clock.now())
    except CalendarRefused as refused:
        return show(with_error(form, "address", refused), UploadForm(formdata=None), status=422)
    return htmx.go_to(url_for(".calendars"))


@bp.post("/file")
@limiter.limit("10 per minute; 60 per hour")
@signed_in
def read_file() -> Response:
    only_for_mentors()
    form = UploadForm()
    if not form.validate():
        return show(AddressForm(formdata=None), form, status=422)
    try:
        now = clock.now()
        busy_service.read_file(current_person(), form.bytes_sent, form.name, now=now)
    except CalendarRefused as refused:
        return show(AddressForm(formdata=None), with_error(form, "file", refused), status=422)
    return htmx.go_to(url_for(".calendars"))


@bp.post("/<public_id>/read")
@limiter.limit("10 per minute; 60 per hour")
@signed_in
def read_again(public_id: str) -> Response:
    """Ask for it now; what is wrong with it stands on the page then."""
    calendar = find_calendar(public_id)
    if calendar.address is None:  # a file is given anew, nothing can be asked
        abort(404)
    with suppress(CalendarRefused):
        busy_service.read_again(calendar, now=clock.now())
    return htmx.go_to(url_for(".calendars"))


@bp.post("/<public_id>/stop")
@limiter.limit("30 per minute")
@signed_in
def stop(public_id: str) -> Response:
    busy_service.stop_reading(find_calendar(public_id))
    return htmx.go_to(url_for(".calendars"))


def only_for_mentors() -> None:
    if db.session.get(CalendarSettings, current_person().id) is None:
        abort(404)


def find_calendar(public_id: str) -> BusyCalendar:
    return busy_calendar_of(current_person(), public_id) or abort(404)


def with_error(form: FlaskForm, name: str, refused: CalendarRefused) -> FlaskForm:
    form[name].errors = [str(refused)]
    return form


def show(address_form: AddressForm, upload_form: UploadForm, *, status: int = 200) -> Response:
    return htmx.render(
        "scheduling/calendars.html",
        status=status,
        calendars=busy_calendars_of(current_person(), now=clock.now()),
        address_form=address_form,
        upload_form=upload_form,
        problems=PROBLEMS,
    )
