"""Asking somebody now: the question, how long, and what to expect."""

import secrets
from datetime import datetime

from flask import Blueprint, Response, redirect, request, url_for

from webapp.booking.instant import ask_now
from webapp.booking.instant_models import InstantRequest
from webapp.booking.instant_queries import begun_brief, open_instant_request, past_requests
from webapp.booking.instant_slots import bookable_with
from webapp.booking.instant_times import LENGTHS
from webapp.booking.lengths import lengthened
from webapp.core import clock, htmx
from webapp.core.rate_limit import limiter
from webapp.goals.models import Brief
from webapp.matching.now_forms import AskForm
from webapp.matching.pool import Pool, instead, pool_for
from webapp.people.access import current_person
from webapp.people.models import Person

bp = Blueprint("now", __name__)


@bp.get("/now")
@limiter.limit("120 per minute")
def ask() -> Response:
    form = AskForm(formdata=request.args, meta={"csrf": False})
    return show_ask(form)


@bp.post("/now")
@limiter.limit("10 per minute")
def send() -> Response:
    me, form = current_person(), AskForm()
    if not form.validate():
        return show_ask(form, status=422)
    if me is None:
        return sign_in_first(form)
    # what is under way is shown, whatever was asked meanwhile in another tab
    asked = open_instant_request(me) or ask_pool(me, form)
    return htmx.go_to(url_for("booking.instant_request", public_id=asked.public_id))


def sign_in_first(form: AskForm) -> Response:
    first = form.first.data or None
    back = url_for(".ask", q=form.q.data, minutes=form.minutes.data, first=first)
    url = url_for("people.sign_in", next=back)
    return (
        Response(status=401, headers={"HX-Redirect": url}) if request.htmx else redirect(url, 303)
    )


def ask_pool(me: Person, form: AskForm) -> InstantRequest:
    pool, now = pool_of(form), clock.now()
    return ask_now(
        me,
        form.q.data,
        minutes=lengthened(int(form.minutes.data), me.extra_time),
        favourites=[person.id for person in pool.first],
        ranked=[person.id for person in pool.then],
        others=instead(form.q.data, viewer=me, now=now),
        form_key=request.form.get("form_key", "")[:64],
        now=now,
    )


def pool_of(form: AskForm) -> Pool:
    question, first = form.q.data or "", form.first.data or None
    return pool_for(question, viewer=current_person(), first=first, now=clock.now())


def show_ask(form: AskForm, status: int = 200) -> Response:
    me, now = current_person(), clock.now()
    pool = pool_of(form)
    others = [] if pool.size else instead(form.q.data or "", viewer=me, now=now)
    return htmx.render(
        "matching/now.html",
        status=status,
        form=form,
        brief=brief_beside(me, form, now=now) if me else None,
        pool=pool,
        slots=bookable_with(others, me, now=now) if others else [],
        past=past_requests(now=now),
        lengths=[(minutes, lengthened(minutes, me.extra_time if me else 1)) for minutes in LENGTHS],
        form_key=secrets.token_urlsafe(12),
    )


def brief_beside(me: Person, form: AskForm, *, now: datetime) -> Brief | None:
    """Return what is read beside the question, if more than that was written already."""
    brief = begun_brief(me, form.q.data, now=now) if form.q.data else None
    return brief if brief and (brief.situation or brief.tried or brief.done) else None
