"""The action, said while the two are still together: a part of the room's pad."""

from flask import Response, abort, request, url_for
from flask_wtf import FlaskForm

from webapp.booking.models import Booking
from webapp.core import clock, htmx
from webapp.followup.closing_page import action_form, may_close_now
from webapp.followup.queries import action_from, closing_of
from webapp.followup.routes import bp, find_booking, local_today, save_action
from webapp.followup.steps import Step
from webapp.people.access import current_person, signed_in


@bp.get("/bookings/<public_id>/action")
@signed_in
def action_in_room(public_id: str) -> Response:
    booking = meeting_or_404(public_id)
    if not htmx.wants_fragment():
        return htmx.go_to(url_for(".close", public_id=public_id, step=Step.ACTION))
    return show_in_room(booking, is_changing="change" in request.args)


@bp.post("/bookings/<public_id>/action")
@signed_in
def keep_in_room(public_id: str) -> Response:
    booking = meeting_or_404(public_id)
    form = save_action(booking)
    if form.errors:
        return show_in_room(booking, is_changing=True, form=form, status=422)
    if not htmx.wants_fragment():
        return htmx.go_to(url_for(".close", public_id=public_id))
    return show_in_room(booking)


def meeting_or_404(public_id: str) -> Booking:
    """Nobody says an action for a talk that has not begun, or in a group."""
    booking = begun_or_404(public_id)
    return booking if booking.group is None else abort(404)


def begun_or_404(public_id: str) -> Booking:
    booking = find_booking(public_id)
    return booking if may_close_now(booking, now=clock.now()) else abort(404)


def show_in_room(
    booking: Booking, *, is_changing: bool = False, form: FlaskForm | None = None, status: int = 200
) -> Response:
    me = current_person()
    own = action_from(booking, me)
    return htmx.render(
        "followup/_room_action.html",
        status=status,
        booking=booking,
        other=booking.other(me),
        own=own,
        closing=closing_of(me, booking),
        is_changing=is_changing,
        form=form or action_form(own, False, local_today()),
    )
