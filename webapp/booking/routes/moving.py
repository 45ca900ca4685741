"""Moving a talk, and saying that its time is still right."""

import secrets

from flask import Response, redirect, request, url_for

from webapp.booking import policy
from webapp.booking.errors import SlotTaken
from webapp.booking.forms import WhyForm
from webapp.booking.models import Booking
from webapp.booking.moving import move_booking, offer_for, say_still_right
from webapp.booking.routes.asking import asked, instant
from webapp.booking.routes.blueprint import bp
from webapp.booking.routes.bookings import around
from webapp.booking.routes.finding import find_talk
from webapp.booking.times import Asked, Times, times_of
from webapp.core import clock, htmx
from webapp.core.rate_limit import limiter
from webapp.people.access import current_person, reader_zone, signed_in


@bp.get("/bookings/<public_id>/move")
@signed_in
def ask_to_move(public_id: str) -> Response:
    booking = find_talk(public_id)
    if not policy.may_cancel(booking, now=clock.now()):
        return redirect(url_for(".show", public_id=public_id), 303)
    form = WhyForm(why=request.args.get("why", ""))  # what was typed goes along from day to day
    return show_move(booking, asked(), form, fragment="booking/_move_form.html")


@bp.post("/bookings/<public_id>/move")
@limiter.limit("30 per minute")
@signed_in
def move(public_id: str) -> Response:
    booking, wish, form = find_talk(public_id), asked(), WhyForm()
    if wish.slot is None:
        return show_move(booking, wish, form, fragment="booking/_no_slot.html", status=422)
    if not form.validate():
        return show_move(booking, wish, form, fragment="booking/_why_wrong.html", status=422)
    try:
        move_booking(
            booking,
            current_person(),
            wish.slot,
            seen=request.form.get("seen", type=instant),
            why=form.why.data,
            form_key=request.form.get("form_key", "")[:64],
            now=clock.now(),
        )
    except SlotTaken:
        return show_move(booking, wish, form, fragment="booking/_move_taken.html", status=409)
    return htmx.go_to(url_for(".show", public_id=public_id))


def show_move(
    booking: Booking, wish: Asked, form: WhyForm, *, fragment: str, status: int = 200
) -> Response:
    return htmx.render(
        "booking/move.html",
        fragment=fragment,
        status=status,
        refusal=fragment if status >= 400 else None,
        alone=htmx.wants_fragment(),
        may_move=policy.may_move(booking, now=clock.now()),
        wish=wish,
        times=times_for(booking, wish),
        form=form,
        form_key=secrets.token_urlsafe(12),
        **around(booking),
    )


def times_for(booking: Booking, wish: Asked) -> Times | None:
    now = clock.now()
    offer = offer_for(booking, now=now) if policy.may_move(booking, now=now) else None
    if offer is None:
        return None
    return times_of(offer, wish, zone_name=reader_zone(), minutes=booking.minutes)


@bp.get("/bookings/<public_id>/still-right")
@signed_in
def ask_if_still_right(public_id: str) -> Response:
    booking, now = find_talk(public_id), clock.now()
    if not policy.may_cancel(booking, now=now):
        return redirect(url_for(".show", public_id=public_id), 303)
    return htmx.render(
        "booking/still_right.html",
        said_at=booking.seat_of(current_person()).still_right_at,
        may_move=policy.may_move(booking, now=now),
        **around(booking),
    )


@bp.post("/bookings/<public_id>/still-right")
@limiter.limit("30 per minute")
@signed_in
def still_right(public_id: str) -> Response:
    say_still_right(find_talk(public_id), current_person(), now=clock.now())
    return htmx.go_to(url_for(".show", public_id=public_id))
