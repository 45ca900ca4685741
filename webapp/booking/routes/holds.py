"""Between taking a time and booking it: the brief, five minutes, and how to get more of them."""

import secrets

from flask import Response, redirect, url_for

from webapp.booking import policy, service
from webapp.booking.errors import HoldLapsed
from webapp.booking.models import Booking, BookingStatus
from webapp.booking.request_making import ways_of
from webapp.booking.routes.blueprint import bp
from webapp.booking.routes.finding import find_own_booking
from webapp.booking.routes.mentor import times_with
from webapp.booking.routes.requesting import ask_from
from webapp.booking.times import Asked
from webapp.core import clock, htmx
from webapp.core.rate_limit import limiter
from webapp.goals.forms import BriefForm, SendForm
from webapp.goals.models import Goal
from webapp.goals.queries import earlier_briefs
from webapp.goals.service import keep_beside
from webapp.people.access import current_person, signed_in

HOLDS = (BookingStatus.HELD, BookingStatus.LAPSED)


@bp.get("/bookings/<public_id>/confirm")
@signed_in
def edit_confirmation(public_id: str) -> Response:
    hold = find_own_booking(public_id)
    if hold.status not in HOLDS:
        return redirect(url_for(".show", public_id=public_id), 303)
    if not hold.is_held(clock.now()):
        return show_lapsed(hold)
    if (ways := ways_of(hold.mentor)).reads_first:
        return ask_from(hold, ways)
    form = SendForm(obj=hold.brief, goal=goal_beside(hold), reader=hold.mentor.first_name)
    return show_confirmation(hold, form, fragment="booking/_held.html")


@bp.post("/bookings/<public_id>/confirm")
@limiter.limit("30 per minute")
@signed_in
def confirm(public_id: str) -> Response:
    hold = find_own_booking(public_id)
    form = SendForm(goal=goal_beside(hold), reader=hold.mentor.first_name)
    if not form.validate():
        return show_confirmation(hold, form, fragment="booking/_confirm_form.html", status=422)
    if hold.brief:
        keep_beside(hold.brief, current_person(), form.beside, now=clock.now())
    try:
        service.confirm_booking(hold, current_person(), form.prompts, now=clock.now())
    except HoldLapsed:
        return show_lapsed(hold)
    return htmx.go_to(url_for(".show", public_id=public_id))


@bp.post("/bookings/<public_id>/keep")
@limiter.limit("30 per minute")
@signed_in
def keep(public_id: str) -> Response:
    """Hold it longer; without htmx the whole form comes along, and is kept."""
    hold, form = find_own_booking(public_id), BriefForm()
    prompts = form.prompts if "question" in form.data and form.validate() else None
    try:
        service.keep_hold(hold, prompts=prompts, now=clock.now())
    except HoldLapsed:
        return show_lapsed(hold)
    if htmx.wants_fragment():
        return show_confirmation(hold, form, fragment="booking/_held.html")
    return redirect(url_for(".edit_confirmation", public_id=public_id), 303)


@bp.post("/bookings/<public_id>/let-go")
@limiter.limit("30 per minute")
@signed_in
def let_go(public_id: str) -> Response:
    hold = find_own_booking(public_id)
    service.let_go(hold, current_person(), now=clock.now())
    return htmx.go_to(url_for(".mentor", handle=hold.mentor.handle))


def goal_beside(hold: Booking) -> Goal | None:
    return hold.brief.goal if hold.brief else None


def show_confirmation(
    hold: Booking, form: BriefForm, *, fragment: str, status: int = 200
) -> Response:
    return htmx.render(
        "booking/confirm.html",
        fragment=fragment,
        status=status,
        booking=hold,
        mentor=hold.mentor,
        form=form,
        earlier=earlier_briefs(current_person(), besides=hold.brief),
        may_be_kept=policy.may_be_kept(hold, now=clock.now()),
        hold_seconds=int(policy.HOLD_LASTS.total_seconds()),
    )


def show_lapsed(hold: Booking) -> Response:
    """Say that the time ran out, and what is free now: perhaps the same."""
    brief = hold.brief
    wish = Asked(hold.minutes, slot=hold.starts_at, line=brief.line if brief else "")
    return htmx.render(
        "booking/lapsed.html",
        fragment="booking/_lapsed.html",
        status=HoldLapsed.status,
        booking=hold,
        mentor=hold.mentor,
        wish=wish,
        times=times_with(hold.mentor, current_person(), wish),
        alone=htmx.wants_fragment(),
        form_key=secrets.token_urlsafe(12),
    )
