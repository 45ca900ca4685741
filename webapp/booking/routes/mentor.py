"""A mentor's page, open to everybody, and taking one of the times on it."""

import secrets
from datetime import timedelta

from flask import Response, abort, redirect, request, url_for

from webapp.booking import service
from webapp.booking.errors import NotTakingBookings, OwnCalendar, SlotTaken
from webapp.booking.figures import figures_of_mentors
from webapp.booking.free_now_queries import standings
from webapp.booking.group_queries import open_hours_of
from webapp.booking.models import Booking
from webapp.booking.queries import offers_to
from webapp.booking.routes.asking import asked, instant_words
from webapp.booking.routes.blueprint import bp
from webapp.booking.times import Asked, Times, times_of
from webapp.core import clock, htmx
from webapp.core.intervals import Interval
from webapp.core.rate_limit import limiter
from webapp.people.access import current_person, reader_zone
from webapp.people.languages import native_name
from webapp.people.models import Person
from webapp.people.queries import mentor_with_handle
from webapp.scheduling.calendars import USUAL_LENGTH

bp.add_app_template_filter(instant_words, "instant")
bp.add_app_template_filter(native_name, "language")


@bp.get("/mentors/<handle>")
@bp.get("/mentors/<handle>/slots", endpoint="slots")
@limiter.limit("120 per minute")
def mentor(handle: str) -> Response:
    return show_mentor(find_mentor(handle), asked(), fragment="booking/_times.html")


@bp.post("/mentors/<handle>/slots")
@limiter.limit("30 per minute")
def hold(handle: str) -> Response:
    mentor, wish, me = find_mentor(handle), asked(), current_person()
    if wish.slot is None:
        return show_mentor(mentor, wish, fragment="booking/_no_slot.html", status=422)
    if me is None:
        return sign_in_first(mentor, wish)
    if "several" in request.form:
        return plan_several(mentor, wish)
    try:
        booking = hold_asked(mentor, me, wish)
    except SlotTaken:
        return show_mentor(mentor, wish, fragment="booking/_taken.html", status=409)
    return htmx.go_to(url_for(".edit_confirmation", public_id=booking.public_id))


def find_mentor(handle: str) -> Person:
    return mentor_with_handle(handle) or abort(404)


def plan_several(mentor: Person, wish: Asked) -> Response:
    """Lead to where several talks are proposed, from this time on; nothing is held for that."""
    slot = instant_words(wish.slot)
    return htmx.go_to(
        url_for(
            ".plan_engagement",
            handle=mentor.handle,
            slot=slot,
            length=wish.length,
            q=wish.line or None,
        )
    )


def sign_in_first(mentor: Person, wish: Asked) -> Response:
    """Lead to sign-in and back to this page with the time chosen: one tap holds it then."""
    here = url_for(
        ".mentor",
        handle=mentor.handle,
        slot=instant_words(wish.slot),
        length=wish.length,
        q=wish.line or None,
        zone=wish.zone,
    )
    url = url_for("people.sign_in", next=here)
    if request.htmx:
        return Response(status=401, headers={"HX-Redirect": url})
    return redirect(url, 303)


def hold_asked(mentor: Person, me: Person, wish: Asked) -> Booking:
    length = timedelta(minutes=wish.length or USUAL_LENGTH)
    return service.hold_slot(
        mentor,
        me,
        Interval(wish.slot, wish.slot + length),
        line=wish.line,
        form_key=request.form.get("form_key", "")[:64],
        now=clock.now(),
    )


def show_mentor(mentor: Person, wish: Asked, *, fragment: str, status: int = 200) -> Response:
    me = current_person()
    times = times_with(mentor, me, wish)
    if times is None and htmx.wants_fragment():  # paused since the page was loaded
        raise OwnCalendar if mentor == me else NotTakingBookings
    return htmx.render(
        "booking/mentor.html",
        fragment=fragment,
        status=status,
        refusal=fragment if status >= 400 else None,
        alone=htmx.wants_fragment(),
        mentor=mentor,
        profile=mentor.profile,
        is_own=me is not None and me.id == mentor.id,
        standing=standings([mentor.id], me, now=clock.now())[mentor.id],
        wish=wish,
        times=times,
        figures=figures_of_mentors([mentor.id], now=clock.now()).get(mentor.id),
        hours=[] if htmx.wants_fragment() else open_hours_of(mentor, now=clock.now()),
        form_key=secrets.token_urlsafe(12),
    )


def times_with(mentor: Person, me: Person | None, wish: Asked) -> Times | None:
    """Return what is free here for this reader; nothing where no bookings are taken."""
    if not mentor.profile.is_accepting or (me and me.id == mentor.id):
        return None
    offer = offers_to(me, [mentor], now=clock.now()).get(mentor.id)
    return times_of(offer, wish, zone_name=reader_zone()) if offer else None
