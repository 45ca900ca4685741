"""Lines with a day in the notes: each becomes an action by a tap, in the room and afterwards."""

from flask import Response, request, url_for

from webapp.booking.models import Booking
from webapp.core import clock, htmx
from webapp.core.links import safe_next
from webapp.core.rate_limit import limiter
from webapp.followup.forms import THEIRS
from webapp.followup.noted import keep_noted, noted_lines
from webapp.followup.room_routes import begun_or_404
from webapp.followup.routes import bp
from webapp.people.access import current_person, signed_in


@bp.get("/bookings/<public_id>/noted")
@signed_in
def noted(public_id: str) -> Response:
    booking = begun_or_404(public_id)
    if not htmx.wants_fragment():
        return htmx.go_to(url_for("booking.show", public_id=public_id))
    return show_noted(booking)


@bp.post("/bookings/<public_id>/noted")
@limiter.limit("60 per minute")
@signed_in
def keep_line(public_id: str) -> Response:
    booking, me = begun_or_404(public_id), current_person()
    is_theirs = request.form.get("owner") == THEIRS and not booking.group
    owner = booking.other(me) if is_theirs else me
    keep_noted(booking, me, request.form.get("line", ""), owner=owner, now=clock.now())
    if not htmx.wants_fragment():
        return htmx.go_to(safe_next(url_for("booking.show", public_id=public_id)))
    return show_noted(booking)


def show_noted(booking: Booking) -> Response:
    me = current_person()
    return htmx.render(
        "followup/_noted_lines.html",
        booking=booking,
        reader=me,
        lines=noted_lines(booking, me, now=clock.now()),
    )
