"""Proposing several talks with one mentor, and booking them together."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime

from flask import Response, abort, request, url_for

from webapp.booking.engagement import Wish, book_engagement
from webapp.booking.engagement_forms import EngagementForm
from webapp.booking.engagement_models import Engagement
from webapp.booking.engagement_plan import Plan, weekly_plan
from webapp.booking.engagement_policy import MOST_SESSIONS, TIME_TO_FINISH, USUAL_SESSIONS
from webapp.booking.engagement_queries import engagement_of
from webapp.booking.engagement_steps import is_open_renewal, may_engage
from webapp.booking.errors import SlotTaken
from webapp.booking.lengths import chosen_length
from webapp.booking.offer import MINUTE, Offer
from webapp.booking.queries import offers_to
from webapp.booking.routes.asking import asked, instant
from webapp.booking.routes.blueprint import bp
from webapp.booking.routes.mentor import find_mentor
from webapp.booking.times import Asked
from webapp.core import clock, htmx
from webapp.core.intervals import Interval
from webapp.core.rate_limit import limiter
from webapp.core.zones import zone
from webapp.goals.queries import key_of_goal, open_goals_of
from webapp.people.access import current_person, reader_zone, signed_in
from webapp.people.models import Person


@bp.get("/mentors/<handle>/engagement")
@signed_in
def plan_engagement(handle: str) -> Response:
    mentor, wish = mentor_to_engage(handle), asked()
    renewal = renewal_asked(mentor)
    form = EngagementForm(formdata=None, question=wish.line)
    form.goal.data = renewal.goal.line if renewal else goal_in(wish.line)
    return show_plan(mentor, wish, form, renewal, count=sessions_asked(renewal))


@bp.post("/mentors/<handle>/engagement")
@limiter.limit("30 per minute")
@signed_in
def engage(handle: str) -> Response:
    mentor, wish, form = mentor_to_engage(handle), asked(), EngagementForm()
    renewal, starts = renewal_asked(mentor), starts_asked()
    if not form.validate() or not starts or not wish.length:
        return show_plan(mentor, wish, form, renewal, count=len(starts), chosen=starts, status=422)
    wanted = Wish(starts, wish.length, form.goal.data, form.question.data, form.ends_on.data)
    key, now = request.form.get("form_key", "")[:64], clock.now()
    try:
        booked = book_engagement(
            mentor, current_person(), wanted, renewal=renewal, form_key=key, now=now
        )
    except SlotTaken:
        return show_plan(mentor, wish, form, renewal, count=len(starts), chosen=starts, status=409)
    return htmx.go_to(url_for(".show_engagement", public_id=booked.public_id))


def goal_in(line: str) -> str:
    """Return the line if it is one of the reader's goals: asked from its board."""
    return line if key_of_goal(current_person(), line) else ""


def mentor_to_engage(handle: str) -> Person:
    """Find somebody else who takes bookings; to anybody else the page has nothing to say."""
    mentor = find_mentor(handle)
    return mentor if mentor.profile.is_accepting and mentor != current_person() else abort(404)


def renewal_asked(mentor: Person) -> Engagement | None:
    wanted = request.values.get("renews")
    if not wanted:
        return None
    found = engagement_of(current_person(), wanted) or abort(404)
    return found if is_open_renewal(found, mentor, current_person()) else None


def sessions_asked(renewal: Engagement | None) -> int:
    usual = renewal.sessions if renewal else USUAL_SESSIONS
    return min(max(1, request.args.get("sessions", usual, int)), MOST_SESSIONS)


def starts_asked() -> list[datetime]:
    names = [f"slot-{n}" for n in range(MOST_SESSIONS)]
    starts = (request.form.get(name, type=instant) for name in names)
    return [start for start in starts if start]


def show_plan(
    mentor: Person,
    wish: Asked,
    form: EngagementForm,
    renewal: Engagement | None,
    *,
    count: int,
    chosen: Sequence[datetime] = (),
    status: int = 200,
) -> Response:
    """Propose anew from what is free now; what was chosen and is still free stays chosen."""
    me = current_person()
    offer = offers_to(me, [mentor], now=clock.now())[mentor.id]
    minutes = length_of(offer, wish, renewal)
    plan = plan_from(offer, minutes, wish.slot or next(iter(chosen), None), count or USUAL_SESSIONS)
    form.ends_on.data = form.ends_on.data or last_day(plan)
    return htmx.render(
        "booking/engagement_plan.html",
        status=status,
        mentor=mentor,
        wish=wish,
        plan=plan,
        minutes=minutes,
        zone_at=offer.zone_at,
        form=form,
        renewal=renewal,
        chosen=set(chosen),
        gone=gone_of(chosen, offer, minutes) if status == 409 else [],
        may_engage=may_engage(mentor, me),
        goals=[goal.line for goal in open_goals_of(me)],
        notice=offer.calendar.change_notice,
        most=MOST_SESSIONS,
        form_key=secrets.token_urlsafe(12),
    )


def length_of(offer: Offer, wish: Asked, renewal: Engagement | None) -> int:
    wanted = wish.length or (renewal.minutes if renewal else None)
    chosen = chosen_length(wanted, offer.calendar.lengths, offer.extra_time)
    return chosen or offer.usual_length


def plan_from(offer: Offer, minutes: int, wanted: datetime | None, count: int) -> Plan | None:
    """Begin at the free time nearest to the wanted one, or with the first there is."""
    slots = offer.slots(minutes)
    if not slots:
        return None
    first = min(slots, key=lambda slot: abs(slot.start - wanted)) if wanted else slots[0]
    return weekly_plan(slots, first, count, zone_name=reader_zone())


def gone_of(starts: Sequence[datetime], offer: Offer, minutes: int) -> list[datetime]:
    length = minutes * MINUTE
    return [start for start in starts if not offer.has(Interval(start, start + length))]


def last_day(plan: Plan | None) -> date | None:
    if plan is None:
        return None
    return plan.last_day_of.astimezone(zone(reader_zone())).date() + TIME_TO_FINISH
