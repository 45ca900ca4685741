"""Insights, thanks, a strength, a minute's thought: each a form of its own, each may be left."""

from flask import Response, abort, request, url_for

from webapp.booking.models import Booking, Part
from webapp.core import clock, htmx
from webapp.core.links import safe_next
from webapp.core.rate_limit import limiter
from webapp.followup import harvest
from webapp.followup.closing_page import goals_for, may_close_now
from webapp.followup.forms import InsightForm, ReflectionForm, StrengthForm, ThanksForm
from webapp.followup.models import Insight
from webapp.followup.prompts import WORDS, Prompt, prompt_for
from webapp.followup.queries import closing_of, insight_of
from webapp.followup.routes import after_saving, bp, find_booking, show_closing
from webapp.followup.steps import Step
from webapp.people.access import current_person, signed_in


@bp.post("/bookings/<public_id>/insights")
@limiter.limit("60 per minute")
@signed_in
def keep_insight(public_id: str) -> Response:
    booking, person = find_booking_as(Part.MENTEE, public_id), current_person()
    form = InsightForm(goals=goals_for(booking, person))
    if not form.validate():
        return show_closing(booking, wanted=Step.DONE, form=form, status=422)
    harvest.keep_insight(booking, person, form.text.data, goal=form.chosen_goal, now=clock.now())
    return after_saving(booking)


@bp.get("/insights/<public_id>")
@signed_in
def insight(public_id: str) -> Response:
    insight = find_insight(public_id)
    goals = goals_of_insight(insight)
    chosen = {"text": insight.text, "goal": insight.goal.public_id if insight.goal else ""}
    return show_insight(insight, InsightForm(formdata=None, goals=goals, data=chosen))


@bp.post("/insights/<public_id>")
@limiter.limit("60 per minute")
@signed_in
def change_insight(public_id: str) -> Response:
    insight = find_insight(public_id)
    form = InsightForm(goals=goals_of_insight(insight))
    if not form.validate():
        return show_insight(insight, form, status=422)
    harvest.change_insight(insight, form.text.data, goal=form.chosen_goal, now=clock.now())
    return htmx.go_to(place_of(insight))


@bp.post("/insights/<public_id>/remove")
@limiter.limit("60 per minute")
@signed_in
def remove_insight(public_id: str) -> Response:
    insight = find_insight(public_id)
    place = place_of(insight)
    harvest.take_insight_back(insight)
    return htmx.go_to(place)


@bp.post("/bookings/<public_id>/thanks")
@limiter.limit("20 per minute")
@signed_in
def thank(public_id: str) -> Response:
    booking, form = find_booking_as(Part.MENTEE, public_id), ThanksForm()
    if not form.validate():
        return show_closing(booking, wanted=Step.DONE, form=form, status=422)
    harvest.thank(booking, current_person(), form.line.data, now=clock.now())
    return after_saving(booking)


@bp.post("/bookings/<public_id>/strength")
@limiter.limit("20 per minute")
@signed_in
def name_strength(public_id: str) -> Response:
    booking, form = find_booking_as(Part.MENTOR, public_id), StrengthForm()
    if not form.validate():
        return show_closing(booking, wanted=Step.DONE, form=form, status=422)
    harvest.name_strength(booking, current_person(), form.line.data, now=clock.now())
    return after_saving(booking)


@bp.get("/bookings/<public_id>/reflect")
@signed_in
def reflect(public_id: str) -> Response:
    booking = find_booking(public_id)
    if not may_close_now(booking, now=clock.now()):
        return htmx.render("followup/not_yet.html", status=409, booking=booking)
    said = closing_of(current_person(), booking)
    wanted = request.args.get("prompt")
    prompt = Prompt(wanted) if wanted in list(Prompt) else prompt_for(booking.id)
    if said and said.reflected_at and wanted is None:
        prompt = said.prompt
    words = said.reflection if said and said.prompt == prompt else ""
    form = ReflectionForm(formdata=None, data={"prompt": prompt, "text": words})
    return show_reflection(booking, prompt, form)


@bp.post("/bookings/<public_id>/reflect")
@limiter.limit("20 per minute")
@signed_in
def keep_reflection(public_id: str) -> Response:
    booking, form = find_booking(public_id), ReflectionForm()
    prompt = Prompt(form.prompt.data or prompt_for(booking.id))
    if not form.validate():
        return show_reflection(booking, prompt, form, status=422)
    harvest.reflect(booking, current_person(), prompt, form.text.data, now=clock.now())
    return htmx.go_to(url_for(".close", public_id=booking.public_id))


def find_booking_as(part: Part, public_id: str) -> Booking:
    """Only the mentee keeps insights and thanks, only the mentor names a strength."""
    booking = find_booking(public_id)
    return booking if booking.seat_of(current_person()).part == part else abort(404)


def find_insight(public_id: str) -> Insight:
    return insight_of(current_person(), public_id) or abort(404)


def goals_of_insight(insight: Insight):
    return goals_for(insight.booking, current_person())


def place_of(insight: Insight) -> str:
    """Return the page one came from: a board, or the one an insight was kept on."""
    if insight.booking:
        return safe_next(url_for(".close", public_id=insight.booking.public_id))
    if insight.request:
        return safe_next(url_for(".close_thread", public_id=insight.request.public_id))
    return safe_next(url_for(".actions"))


def show_insight(insight: Insight, form: InsightForm, status: int = 200) -> Response:
    return htmx.render(
        "followup/insight.html", status=status, insight=insight, form=form, back=place_of(insight)
    )


def show_reflection(
    booking: Booking, prompt: Prompt, form: ReflectionForm, status: int = 200
) -> Response:
    return htmx.render(
        "followup/reflect.html",
        status=status,
        booking=booking,
        other=booking.other(current_person()),
        prompt=prompt,
        prompts=WORDS,
        form=form,
    )
