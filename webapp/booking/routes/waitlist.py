"""Standing in line for a mentor's time, and the offer when one comes free."""

from flask import Response, abort, request, url_for

from webapp.booking.request_making import ways_of
from webapp.booking.routes.asking import asked, day
from webapp.booking.routes.blueprint import bp
from webapp.booking.routes.mentor import find_mentor
from webapp.booking.waitlist import (
    change_wish,
    decline_offer,
    join_line,
    leave_line,
    take_offer,
)
from webapp.booking.waitlist_errors import OfferOver
from webapp.booking.waitlist_forms import LineForm
from webapp.booking.waitlist_lifecycle import IN_LINE
from webapp.booking.waitlist_models import WaitlistEntry, WaitlistOffer
from webapp.booking.waitlist_queries import (
    offer_of,
    open_offer_to,
    position_of,
    waitlist_entry_of,
)
from webapp.booking.waitlist_times import OFFER_LASTS, Wanted, days_from, today_in
from webapp.core import clock, htmx
from webapp.core.rate_limit import limiter
from webapp.people.access import current_person, signed_in
from webapp.scheduling.calendars import USUAL_LENGTH


@bp.post("/mentors/<handle>/waitlist")
@limiter.limit("30 per minute")
@signed_in
def wait(handle: str) -> Response:
    me, mentor, wish, now = current_person(), find_mentor(handle), asked(), clock.now()
    first = request.form.get("wait_for", type=day)
    wanted = Wanted(*days_from(first, today_in(me.time_zone, now)))
    minutes = wish.length or USUAL_LENGTH
    entry = join_line(me, mentor, wanted, minutes=minutes, line=wish.line, now=now)
    if offer := open_offer_to(entry, now=now):
        return htmx.go_to(url_for(".waitlist_offer", public_id=offer.public_id))
    return htmx.go_to(url_for(".waitlist_place", public_id=entry.public_id))


@bp.get("/waitlist/<public_id>")
@signed_in
def waitlist_place(public_id: str) -> Response:
    entry = find_place(public_id)
    return show_place(entry, form_for(entry, obj=entry))


@bp.post("/waitlist/<public_id>")
@limiter.limit("30 per minute")
@signed_in
def change_waitlist_place(public_id: str) -> Response:
    entry = find_place(public_id)
    form = form_for(entry)
    if not form.validate():
        return show_place(entry, form, status=422)
    change_wish(entry, form.wanted, now=clock.now())
    return htmx.go_to(url_for(".waitlist_place", public_id=public_id, saved=1))


@bp.post("/waitlist/<public_id>/leave")
@limiter.limit("30 per minute")
@signed_in
def leave_waitlist(public_id: str) -> Response:
    leave_line(find_place(public_id), now=clock.now())
    return htmx.go_to(url_for(".waitlist_place", public_id=public_id))


@bp.get("/offers/<public_id>")
@signed_in
def waitlist_offer(public_id: str) -> Response:
    return show_offer(find_offer(public_id))


@bp.post("/offers/<public_id>/take")
@limiter.limit("30 per minute")
@signed_in
def take_waitlist_offer(public_id: str) -> Response:
    """Book it; where the brief has no question yet, or is read first, that comes before."""
    offer, now = find_offer(public_id), clock.now()
    brief, booking = offer.booking.brief, offer.booking
    if booking.is_held(now) and (not brief.question or ways_of(booking.mentor).reads_first):
        return htmx.go_to(url_for(".edit_confirmation", public_id=booking.public_id))
    try:
        take_offer(offer, now=now)
    except OfferOver:
        return show_offer(find_offer(public_id), status=409)
    return htmx.go_to(url_for(".show", public_id=booking.public_id))


@bp.post("/offers/<public_id>/decline")
@limiter.limit("30 per minute")
@signed_in
def decline_waitlist_offer(public_id: str) -> Response:
    offer = find_offer(public_id)
    decline_offer(offer, now=clock.now())
    return htmx.go_to(url_for(".waitlist_place", public_id=offer.entry.public_id))


def find_place(public_id: str) -> WaitlistEntry:
    return waitlist_entry_of(current_person(), public_id) or abort(404)


def find_offer(public_id: str) -> WaitlistOffer:
    return offer_of(current_person(), public_id) or abort(404)


def form_for(entry: WaitlistEntry, **data) -> LineForm:
    today = today_in(current_person().time_zone, clock.now())
    return LineForm(today=today, first_day=entry.first_day, **data)


def show_place(entry: WaitlistEntry, form: LineForm, status: int = 200) -> Response:
    return htmx.render(
        "booking/waitlist_place.html",
        status=status,
        entry=entry,
        mentor=entry.mentor,
        form=form,
        is_in_line=entry.status in IN_LINE,
        position=position_of(entry) if entry.status in IN_LINE else None,
        offer=open_offer_to(entry, now=clock.now()),
        is_saved="saved" in request.args,
    )


def show_offer(offer: WaitlistOffer, status: int = 200) -> Response:
    return htmx.render(
        "booking/offer.html",
        fragment="booking/_offer.html",
        status=status,
        offer=offer,
        booking=offer.booking,
        entry=offer.entry,
        mentor=offer.entry.mentor,
        is_open=offer.booking.is_held(clock.now()),
        whole_seconds=int(OFFER_LASTS.total_seconds()),
    )
