"""Group hours: offered by a mentor, and taken place by place."""

import secrets

from flask import Blueprint, Response, abort, redirect, request, url_for

from webapp.booking import group_service
from webapp.booking.group_errors import BookedThen, HourIsOver, NoPlaceLeft
from webapp.booking.group_forms import CancelHourForm, GroupHourForm, PlaceForm
from webapp.booking.group_pages import show_hour
from webapp.booking.group_queries import hour_with, hours_of
from webapp.booking.models import Booking
from webapp.booking.queries import booking_of
from webapp.core import clock, htmx
from webapp.core.db import db
from webapp.core.errors import DomainError
from webapp.core.rate_limit import limiter
from webapp.people.access import ask_to_sign_in, current_person, signed_in
from webapp.scheduling.models import CalendarSettings

bp = Blueprint("groups", __name__)


@bp.get("/availability/groups")
@signed_in
def index() -> Response:
    return show_hours(new_form())


@bp.post("/availability/groups")
@limiter.limit("30 per minute")
@signed_in
def offer() -> Response:
    form = new_form()
    if not form.validate():
        return show_hours(form, status=422)
    said = {"topic": form.topic.data, "places": form.places.data}
    key = request.form.get("form_key", "")[:64]
    try:
        group_service.offer_hour(current_person(), form.when, **said, form_key=key, now=clock.now())
    except (BookedThen, HourIsOver) as refused:
        form.start.errors = [str(refused)]
        return show_hours(form, status=409)
    return htmx.go_to(url_for(".index"))


@bp.get("/groups/<public_id>")
@limiter.limit("120 per minute")
def hour(public_id: str) -> Response:
    """Show an hour to whoever may want a place; who has one goes to their booking."""
    hour, me = find_hour(public_id), current_person()
    if me and any(seat.person_id == me.id for seat in hour.seats):
        return redirect(url_for("booking.show", public_id=public_id), 303)
    return show_place(hour, PlaceForm())


@bp.post("/groups/<public_id>/take")
@limiter.limit("30 per minute")
def take(public_id: str) -> Response:
    hour, me, form = find_hour(public_id), current_person(), PlaceForm()
    if me is None:
        return sign_in_first(public_id)
    if not form.validate():
        return show_place(hour, form, status=422)
    try:
        group_service.take_place(hour, me, question=form.question.data, now=clock.now())
    except (NoPlaceLeft, BookedThen) as refused:
        return show_place(find_hour(public_id), form, refused=refused, status=409)
    return htmx.go_to(url_for("booking.show", public_id=public_id))


@bp.post("/groups/<public_id>/give-back")
@limiter.limit("30 per minute")
@signed_in
def give_back(public_id: str) -> Response:
    hour = find_hour(public_id)
    group_service.give_back_place(hour, current_person(), now=clock.now())
    return htmx.go_to(url_for(".hour", public_id=public_id))


@bp.get("/groups/<public_id>/cancel")
@signed_in
def ask_to_cancel(public_id: str) -> Response:
    return show_hour(find_own(public_id), form=CancelHourForm(), asks=True)


@bp.post("/groups/<public_id>/cancel")
@limiter.limit("30 per minute")
@signed_in
def cancel(public_id: str) -> Response:
    hour, form = find_own(public_id), CancelHourForm()
    if not form.validate():
        return show_hour(hour, form=form, asks=True, status=422)
    group_service.cancel_hour(hour, current_person(), why=form.why.data, now=clock.now())
    return htmx.go_to(url_for("booking.show", public_id=public_id))


def find_hour(public_id: str) -> Booking:
    return hour_with(public_id) or abort(404)


def find_own(public_id: str) -> Booking:
    """Find an hour that this person gives, a cancelled one too: that is sent twice."""
    hour = booking_of(current_person(), public_id)
    is_own = hour and hour.group and hour.mentor.id == current_person().id
    return hour if is_own else abort(404)


def sign_in_first(public_id: str) -> Response:
    url = url_for("people.sign_in", next=url_for(".hour", public_id=public_id))
    return ask_to_sign_in() if request.htmx else redirect(url, 303)


def new_form() -> GroupHourForm:
    settings = db.session.get(CalendarSettings, current_person().id) or abort(404)
    return GroupHourForm(zone_name=settings.time_zone, now=clock.now())


def show_hours(form: GroupHourForm, *, status: int = 200) -> Response:
    return htmx.render(
        "booking/group_hours.html",
        status=status,
        hours=hours_of(current_person(), now=clock.now()),
        form=form,
        form_key=secrets.token_urlsafe(12),
    )


def show_place(
    hour: Booking, form: PlaceForm, *, refused: DomainError | None = None, status: int = 200
) -> Response:
    return htmx.render(
        "booking/place.html",
        status=status,
        booking=hour,
        mentor=hour.mentor,
        free=hour.group.places - len(hour.mentees),
        is_over=hour.starts_at <= clock.now(),
        form=form,
        refused=refused,
    )
