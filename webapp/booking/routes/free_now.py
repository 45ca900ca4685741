"""A mentor's switch: free now, until a time. What they are asked meanwhile shows up here."""

from datetime import datetime

from flask import Response, abort, request, url_for

from webapp.booking.free_now import be_free, stop_being_free
from webapp.booking.free_now_queries import free_now_of, gap_until, next_taken
from webapp.booking.instant_errors import NotSoLong
from webapp.booking.instant_models import FreeNow, InstantAsk
from webapp.booking.instant_queries import waiting_ask_of
from webapp.booking.instant_times import LONGEST_FREE, MINUTE, free_until_choices
from webapp.booking.routes.asking import instant
from webapp.booking.routes.blueprint import bp
from webapp.core import clock, htmx
from webapp.core.rate_limit import limiter
from webapp.people.access import current_person, signed_in
from webapp.people.models import Person

LONGER = 15 * MINUTE


@bp.get("/free-now")
@limiter.limit("120 per minute")
@signed_in
def free_now() -> Response:
    page = seen_by(mentor_who_asks())
    if htmx.wants_fragment() and request.args.get("seen") == page["seen"]:
        return Response(status=204)
    return show_free_now(page)


@bp.post("/free-now")
@limiter.limit("30 per minute")
@signed_in
def switch_free_on() -> Response:
    me, until = mentor_who_asks(), request.form.get("until", type=instant)
    try:
        be_free(me, until or clock.now(), now=clock.now())
    except NotSoLong as error:
        return show_free_now(seen_by(me) | {"error": error}, status=422)
    return htmx.go_to(url_for(".free_now"))


@bp.post("/free-now/stop")
@limiter.limit("30 per minute")
@signed_in
def switch_free_off() -> Response:
    stop_being_free(mentor_who_asks(), now=clock.now())
    return htmx.go_to(url_for(".free_now"))


def mentor_who_asks() -> Person:
    me = current_person()
    return me if me.is_mentor else abort(404)


def show_free_now(page: dict, status: int = 200) -> Response:
    return htmx.render(
        "booking/free_now.html", fragment="booking/_free_now.html", status=status, **page
    )


def seen_by(me: Person) -> dict:
    now = clock.now()
    free, ask, taken = free_now_of(me, now=now), waiting_ask_of(me), next_taken(me, now=now)
    left = minutes_left(free, now)
    return {
        "free": free,
        "ask": ask,
        "left": left,
        "longer": longer(free, now),
        "taken_from": taken,
        "is_shown": bool(free and gap_until(free.free_until, taken, now)),
        "choices": free_until_choices(now),
        "is_paused": me.profile.is_paused,
        "seen": f"{left}.{seen_of(ask) if ask else 0}",
    }


def seen_of(ask: InstantAsk) -> str:
    """Return what changes with what is shown of an ask: a browser that has it needs no news."""
    return f"{ask.status}.{ask.id}.{int(ask.request.next_at.timestamp())}"


def minutes_left(free: FreeNow | None, now: datetime) -> int:
    return -(-(free.free_until - now) // MINUTE) if free else 0


def longer(free: FreeNow | None, now: datetime) -> datetime | None:
    if free is None or free.free_until + LONGER > now + LONGEST_FREE:
        return None
    return free.free_until + LONGER
