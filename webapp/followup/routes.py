"""After the talk: three questions, and what may be left beside the answers."""

from datetime import date

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask_wtf import FlaskForm

from webapp.booking.models import Booking
from webapp.booking.queries import booking_of
from webapp.core import clock, htmx
from webapp.core.zones import zone
from webapp.followup import policy, service
from webapp.followup.closing_page import closing_page, may_close_now
from webapp.followup.forms import THEIRS, ActionForm, GoalForm, RatingForm
from webapp.followup.steps import Step
from webapp.people.access import current_person, signed_in

bp = Blueprint("followup", __name__)


@bp.get("/bookings/<public_id>/close")
@signed_in
def close(public_id: str):
    booking = find_booking(public_id)
    if not may_close_now(booking, now=clock.now()):
        return htmx.render("followup/not_yet.html", status=409, booking=booking)
    wanted, for_other = request.args.get("step"), request.args.get("owner") == THEIRS
    return show_closing(booking, wanted=wanted, for_other=for_other)


@bp.post("/bookings/<public_id>/close")
@signed_in
def answer_step(public_id: str):
    booking = find_booking(public_id)
    save = SAVES.get(request.form.get("step")) or abort(400)
    form = save(booking)
    if form.errors:
        return show_closing(booking, wanted=request.form["step"], form=form, status=422)
    return after_saving(booking)


def after_saving(booking: Booking) -> Response:
    if htmx.wants_fragment():
        return show_closing(booking)
    return htmx.go_to(url_for("followup.close", public_id=booking.public_id))


def find_booking(public_id: str) -> Booking:
    booking = booking_of(current_person(), public_id) or abort(404)
    if policy.leads_group(current_person(), booking):
        abort(redirect(url_for("booking.show", public_id=public_id), 303))
    return booking


def save_goal(booking: Booking) -> FlaskForm:
    form = GoalForm()
    if form.validate():
        service.answer_goal(booking, current_person(), form.goal_met.data, now=clock.now())
    return form


def save_action(booking: Booking) -> FlaskForm:
    form, person = ActionForm(today=local_today()), current_person()
    if "none" in request.form:
        service.need_no_action(booking, person, now=clock.now())
    elif form.validate():
        is_theirs = form.owner.data == THEIRS and not booking.group
        owner = booking.other(person) if is_theirs else person
        said = {"when": form.when.data, "will": form.will.data, "due_on": form.due_on.data}
        service.keep_action(booking, person, owner=owner, **said, now=clock.now())
    return form


def save_rating(booking: Booking) -> FlaskForm:
    form = RatingForm()
    if form.validate():
        service.rate_talk(booking, current_person(), form.rating.data, now=clock.now())
    return form


SAVES = {Step.GOAL: save_goal, Step.ACTION: save_action, Step.RATING: save_rating}


def show_closing(booking: Booking, *, status: int = 200, **asked) -> Response:
    page = closing_page(booking, current_person(), today=local_today(), now=clock.now(), **asked)
    return htmx.render(
        "followup/closing.html", fragment="followup/_closing.html", status=status, **page
    )


def local_today() -> date:
    return clock.now().astimezone(zone(current_person().time_zone)).date()
