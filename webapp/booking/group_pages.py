"""The page of a group hour for those who have a place in it, and for who gives it."""

from flask import Response

from webapp.booking import policy
from webapp.booking.group_forms import CancelHourForm
from webapp.booking.models import Booking
from webapp.booking.panels import panels_of
from webapp.core import clock, htmx
from webapp.people.access import current_person


def show_hour(
    hour: Booking, *, form: CancelHourForm | None = None, asks: bool = False, status: int = 200
) -> Response:
    me, now = current_person(), clock.now()
    return htmx.render(
        "booking/hour.html",
        status=status,
        booking=hour,
        me=me,
        is_mentor=me.id == hour.mentor.id,
        seat=hour.seat_of(me),
        asks=asks,
        form=form,
        panels=panels_of(hour, me, now=now),
        is_room_open=policy.is_room_open(hour, now=now),
        opens_at=policy.room_opens_at(hour),
        may_give_back=policy.may_give_back(hour, now=now),
        may_cancel=policy.may_cancel(hour, now=now),
    )
