"""The diary of somebody's bookings, one booking, calling it off, and its calendar file."""

import secrets

from flask import Response, abort, current_app, redirect, request, url_for

from webapp.booking import policy, service
from webapp.booking.forms import CancelForm
from webapp.booking.group_pages import show_hour
from webapp.booking.invitation import invitation
from webapp.booking.lifecycle import NEVER_BOOKED, BookingStatus
from webapp.booking.models import Booking, BookingChange
from webapp.booking.panels import lines_of, panels_of
from webapp.booking.queries import past_bookings, upcoming_bookings
from webapp.booking.request_queries import count_waiting, request_for
from webapp.booking.routes.blueprint import bp
from webapp.booking.routes.finding import find_booking, find_talk
from webapp.booking.routes.mentor import times_with
from webapp.booking.times import Asked
from webapp.core import clock, htmx
from webapp.core.links import absolute_url
from webapp.core.rate_limit import limiter
from webapp.people.access import current_person, signed_in

PAGE = 20  # past bookings
MOST_PAGES = 1000


@bp.get("/bookings")
@signed_in
def index() -> Response:
    me, now = current_person(), clock.now()
    if request.args.get("show") == "past":
        return show_past()
    bookings = upcoming_bookings(me, now=now)
    soon = next((b for b in bookings if policy.is_room_open(b, now=now)), None)
    return htmx.render(
        "booking/upcoming.html",
        me=me,
        bookings=bookings,
        soon=soon,
        movable={b.public_id for b in bookings if policy.may_move(b, now=now)},
        waiting=count_waiting(me),
    )


def show_past() -> Response:
    me, now = current_person(), clock.now()
    page = min(max(1, request.args.get("page", 1, int)), MOST_PAGES)
    bookings = past_bookings(me, now=now, count=PAGE + 1, skip=(page - 1) * PAGE)
    return htmx.render(
        "booking/past.html",
        me=me,
        bookings=bookings[:PAGE],
        lines=lines_of(bookings[:PAGE], me, now=now),
        next_page=page + 1 if len(bookings) > PAGE else None,
        waiting=count_waiting(me),
    )


@bp.get("/bookings/<public_id>")
@signed_in
def show(public_id: str) -> Response:
    booking, me, now = find_booking(public_id), current_person(), clock.now()
    if booking.status in (BookingStatus.HELD, BookingStatus.LAPSED):
        return redirect(url_for(".edit_confirmation", public_id=public_id), 303)
    if booking.status == BookingStatus.PENDING or booking.ended_reason in NEVER_BOOKED:
        asked = request_for(booking)
        return redirect(url_for(".show_request", public_id=asked.public_id), 303)
    if booking.group:
        return show_hour(booking)
    return htmx.render(
        "booking/booking.html",
        panels=panels_of(booking, me, now=now),
        is_room_open=policy.is_room_open(booking, now=now),
        may_move=policy.may_move(booking, now=now),
        opens_at=policy.room_opens_at(booking),
        moved=last_move(booking),
        others_word=booking.seat_of(booking.other(me)).still_right_at,
        form=CancelForm(booking, now=now),
        **around(booking),
        **what_else(booking),
    )


def last_move(booking: Booking) -> BookingChange | None:
    """Return the last change if it was a move: then it is news."""
    last = booking.changes[-1] if booking.changes else None
    return last if last and last.from_starts_at else None


def around(booking: Booking) -> dict:
    """Return what the page and the question about calling off both show."""
    me, now = current_person(), clock.now()
    return {
        "booking": booking,
        "me": me,
        "other": booking.other(me),
        "is_mentee": me.id == booking.mentee.id,
        "may_cancel": policy.may_cancel(booking, now=now),
        "free_until": policy.free_until(booking),
        "is_late": policy.is_late(booking, now=now),
    }


def what_else(booking: Booking) -> dict:
    """After a cancel: who, why, and what is free with the same mentor."""
    me = current_person()
    if booking.status != BookingStatus.CANCELLED:
        return {}
    wish = Asked(booking.minutes, slot=booking.starts_at)
    is_mentee = me.id == booking.mentee.id
    return {
        "cancelled": booking.changes[-1],
        "mentor": booking.mentor,
        "wish": wish,
        "times": times_with(booking.mentor, me, wish) if is_mentee else None,
        "form_key": secrets.token_urlsafe(12),
    }


@bp.get("/bookings/<public_id>/cancel")
@signed_in
def ask_to_cancel(public_id: str) -> Response:
    booking, now = find_talk(public_id), clock.now()
    if not policy.may_cancel(booking, now=now):
        return redirect(url_for(".show", public_id=public_id), 303)
    return show_cancel(booking, CancelForm(booking, now=now))


@bp.post("/bookings/<public_id>/cancel")
@limiter.limit("30 per minute")
@signed_in
def cancel(public_id: str) -> Response:
    booking, now = find_talk(public_id), clock.now()
    form = CancelForm(booking, now=now)
    if policy.may_cancel(booking, now=now) and not form.validate():
        return show_cancel(booking, form, status=422)
    service.cancel_booking(booking, current_person(), why=form.why.data, now=now)
    return htmx.go_to(url_for(".show", public_id=public_id))


def show_cancel(booking: Booking, form: CancelForm, *, status: int = 200) -> Response:
    return htmx.render(
        "booking/cancel.html",
        fragment="booking/_cancel_form.html",
        status=status,
        form=form,
        closes=htmx.wants_fragment(),
        **around(booking),
    )


@bp.get("/bookings/<public_id>.ics")
@signed_in
def calendar_file(public_id: str) -> Response:
    booking = find_booking(public_id)
    if not booking.is_confirmed:
        abort(404)
    text = invitation(
        booking,
        current_person(),
        organizer=current_app.config["MAIL_FROM"],
        link=absolute_url("booking.show", public_id=public_id),
        method="PUBLISH",
        now=clock.now(),
    )
    response = Response(text, mimetype="text/calendar")
    response.headers["Content-Disposition"] = 'attachment; filename="momentor.ics"'
    return response
