"""Seeing a mentor's times in another zone than one's own; nothing is kept of it."""

from flask import Response

from webapp.booking.forms import ShownZoneForm
from webapp.booking.routes.asking import asked
from webapp.booking.routes.blueprint import bp
from webapp.booking.routes.mentor import find_mentor
from webapp.core import htmx
from webapp.core.rate_limit import limiter
from webapp.people.access import reader_zone


@bp.get("/mentors/<handle>/zone")
@limiter.limit("120 per minute")
def choose_zone(handle: str) -> Response:
    mentor, wish = find_mentor(handle), asked()
    return htmx.render(
        "booking/zone.html",
        fragment="booking/_zone.html",
        mentor=mentor,
        wish=wish,
        form=ShownZoneForm(current=reader_zone(), data={"zone": reader_zone()}, formdata=None),
    )
