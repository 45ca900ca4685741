"""After the talk: three questions, and what became of the actions."""

from datetime import date

from flask import Blueprint, Response, abort, request, url_for
from flask_wtf import FlaskForm

from webapp.booking.models import Booking
from webapp.booking.queries import booking_of
from webapp.core import clock, htmx
from webapp.core.zones import zone
from webapp.followup import policy, service
from webapp.followup.forms import ActionForm, GoalForm, RatingForm
from webapp.followup.models import CHECK_AFTER, Action, Closing
from webapp.followup.queries import action_from, closing_of, has_met
from webapp.followup.steps import Step, may_show, step_of
from webapp.live.panels import together_words
from webapp.live.queries import minutes_together
from webapp.people.access import current_person, signed_in

bp = Blueprint("followup", __name__)


@bp.get("/bookings/<public_id>/close")
@signed_in
def close(public_id: str):
    booking = find_booking(public_id)
    if not policy.may_close(booking, has_met=has_met(booking), now=clock.now()):
        return htmx.render("followup/not_yet.html", status=409, booking=booking)
    return show_closing(booking, wanted=request.args.get("step"))


@bp.post("/bookings/<public_id>/close")
@signed_in
def answer_step(public_id: str):
    booking = find_booking(public_id)
    save = SAVES.get(request.form.get("step")) or abort(400)
    form = save(booking)
    if form.errors:
        return show_closing(booking, wanted=request.form["step"], form=form, status=422)
    if htmx.wants_fragment():
        return show_closing(booking)
    return htmx.go_to(url_for(".close", public_id=booking.public_id))


def find_booking(public_id: str) -> Booking:
    return booking_of(current_person(), public_id) or abort(404)


def save_goal(booking: Booking) -> FlaskForm:
    form = GoalForm()
    if form.validate():
        service.answer_goal(booking, current_person(), form.goal_met.data, now=clock.now())
    return form


def save_action(booking: Booking) -> FlaskForm:
    form = ActionForm(today=local_today())
    if "none" in request.form:
        service.need_no_action(booking, current_person(), now=clock.now())
    elif form.validate():
        said = {"when": form.when.data, "will": form.will.data, "due_on": form.due_on.data}
        service.keep_action(booking, current_person(), **said, now=clock.now())
    return form


def save_rating(booking: Booking) -> FlaskForm:
    form = RatingForm()
    if form.validate():
        service.rate_talk(booking, current_person(), form.rating.data, now=clock.now())
    return form


SAVES = {Step.GOAL: save_goal, Step.ACTION: save_action, Step.RATING: save_rating}


def show_closing(
    booking: Booking, *, wanted: str | None = None, form: FlaskForm | None = None, status: int = 200
) -> Response:
    person = current_person()
    closing, action = closing_of(person, booking), action_from(booking, person)
    step = step_to_show(closing, action, wanted)
    return htmx.render(
        "followup/closing.html",
        fragment="followup/_closing.html",
        status=status,
        booking=booking,
        other=booking.other(person),
        is_mentor=booking.mentor.id == person.id,
        closing=closing,
        action=action,
        step=step,
        together=together_words(minutes_together(booking, now=clock.now())),
        form=form or new_form(step, action),
    )


def step_to_show(closing: Closing | None, action: Action | None, wanted: str | None) -> Step:
    unanswered = step_of(closing, action)
    if wanted not in list(Step) or not may_show(Step(wanted), unanswered):
        return unanswered
    is_settled = wanted == Step.ACTION and action and not action.is_open
    return unanswered if is_settled else Step(wanted)


def new_form(step: Step, action: Action | None) -> FlaskForm | None:
    """Return the form of a step as it is first shown, whatever was posted to get here."""
    if step != Step.ACTION:
        return None
    said = {"due_on": local_today() + CHECK_AFTER}
    if action:
        said = {"when": action.when_text, "will": action.will_text, "due_on": action.due_on}
    return ActionForm(formdata=None, data=said, today=local_today())


def local_today() -> date:
    return clock.now().astimezone(zone(current_person().time_zone)).date()
