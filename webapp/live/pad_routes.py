"""The mentor's own pad, in the room and beside the booking; for everybody else there is none."""

from flask import Response, abort, url_for

from webapp.booking.models import Booking
from webapp.core import clock, htmx
from webapp.core.links import safe_next
from webapp.core.rate_limit import limiter
from webapp.live.note_errors import PadChanged
from webapp.live.note_forms import PadForm
from webapp.live.note_routes import bp
from webapp.live.private_pad import keep_pad, pad_or_empty
from webapp.live.queries import meeting_of
from webapp.people.access import current_person, signed_in


@bp.get("/bookings/<public_id>/pad")
@signed_in
def pad(public_id: str) -> Response:
    return show_pad(find_as_mentor(public_id))


@bp.post("/bookings/<public_id>/pad")
@limiter.limit("240 per minute")
@signed_in
def keep(public_id: str) -> Response:
    booking, form = find_as_mentor(public_id), PadForm()
    if not form.validate():
        return show_pad(booking, form=form, status=422)
    try:
        kept = keep_pad(
            booking, current_person(), form.text.data, rev=form.rev.data, now=clock.now()
        )
    except PadChanged as error:
        return show_pad(booking, form=form, changed=error.message, status=409)
    if htmx.wants_fragment():
        return htmx.render("notes/_pad_state.html", rev=kept.rev, is_kept=True)
    return htmx.go_to(safe_next(url_for(".pad", public_id=public_id)))


def find_as_mentor(public_id: str) -> Booking:
    booking = meeting_of(current_person(), public_id)
    is_mentor = booking and booking.mentor.id == current_person().id
    return booking if is_mentor else abort(404)


def show_pad(
    booking: Booking, *, form: PadForm | None = None, changed: str = "", status: int = 200
) -> Response:
    stored = pad_or_empty(current_person(), booking)
    shown = form or PadForm(formdata=None, data=stored)
    if changed:
        shown.rev.data = stored["rev"]
    return htmx.render(
        "notes/pad.html",
        fragment="notes/_pad_form.html",
        status=status,
        booking=booking,
        form=shown,
        changed=changed,
        stored=stored["text"] if changed else "",
    )
