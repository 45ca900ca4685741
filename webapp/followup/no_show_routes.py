"""In the room: what one may do while nobody else comes. Afterwards: setting a record right."""

from flask import Response, abort, request, url_for

from webapp.booking.models import Booking
from webapp.booking.queries import booking_of
from webapp.core import clock, htmx
from webapp.core.rate_limit import limiter
from webapp.followup import no_shows
from webapp.followup.errors import NothingToAppeal
from webapp.followup.forms import AppealForm
from webapp.followup.no_show_queries import attended_by
from webapp.followup.routes import bp, find_booking
from webapp.followup.waiting import may_end
from webapp.live.verdicts import Verdict
from webapp.people.access import current_person, signed_in


@bp.get("/bookings/<public_id>/waiting")
@signed_in
def waiting(public_id: str) -> Response:
    """Answer the room, which asks again and again: 204 while there is nothing new to show."""
    booking = booking_of(current_person(), public_id) or abort(404)
    step, shown = step_now(booking), request.args.get("shown", 0, int)
    if step == shown and "keep" not in request.args:
        return Response(status=204)
    return show_waiting(booking, step, is_kept="keep" in request.args)


@bp.post("/bookings/<public_id>/call")
@limiter.limit("10 per minute")
@signed_in
def call_the_other(public_id: str) -> Response:
    booking = find_booking(public_id)
    no_shows.call_the_other(booking, current_person(), now=clock.now())
    if htmx.wants_fragment():
        return show_waiting(booking, step_now(booking), has_called=True)
    return htmx.go_to(url_for("live.room", public_id=booking.public_id))


@bp.post("/bookings/<public_id>/no-show")
@limiter.limit("10 per minute")
@signed_in
def end_as_no_show(public_id: str) -> Response:
    booking = find_booking(public_id)
    no_shows.end_as_no_show(booking, current_person(), now=clock.now())
    return htmx.go_to(url_for("booking.show", public_id=booking.public_id))


@bp.get("/bookings/<public_id>/appeal")
@signed_in
def appeal(public_id: str) -> Response:
    booking = find_booking(public_id)
    refuse_unless_absent(booking)
    return show_appeal(booking, AppealForm(formdata=None))


@bp.post("/bookings/<public_id>/appeal")
@limiter.limit("10 per minute")
@signed_in
def send_appeal(public_id: str) -> Response:
    booking, form = find_booking(public_id), AppealForm()
    refuse_unless_absent(booking)
    if not form.validate():
        return show_appeal(booking, form, status=422)
    no_shows.appeal(booking, current_person(), form.line.data, now=clock.now())
    return htmx.go_to(url_for("booking.show", public_id=booking.public_id))


def step_now(booking: Booking) -> int:
    return no_shows.step_of(booking, current_person(), now=clock.now())


def refuse_unless_absent(booking: Booking) -> None:
    row = attended_by(booking, current_person().id)
    if row is None or row.verdict != Verdict.ABSENT:
        raise NothingToAppeal


def show_waiting(
    booking: Booking, step: int, *, is_kept: bool = False, has_called: bool = False
) -> Response:
    return htmx.render(
        "followup/_waiting.html",
        booking=booking,
        other=booking.other(current_person()),
        step=step,
        may_end=may_end(step),
        is_kept=is_kept,
        has_called=has_called,
    )


def show_appeal(booking: Booking, form: AppealForm, status: int = 200) -> Response:
    row = attended_by(booking, current_person().id)
    other = booking.other(current_person())
    return htmx.render(
        "followup/appeal.html", status=status, booking=booking, other=other, row=row, form=form
    )
