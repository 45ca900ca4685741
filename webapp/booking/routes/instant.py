"""One instant request: the page of who waits, and of who is asked. Nothing changes by looking."""

import secrets

from flask import Response, abort, request, url_for

from webapp.booking.instant import accept_ask, pass_ask, stop_asking
from webapp.booking.instant_errors import NextTalkInTheWay, NotAskedAnyMore
from webapp.booking.instant_lifecycle import InstantStatus
from webapp.booking.instant_models import InstantAsk, InstantRequest
from webapp.booking.instant_page import Asking, asking_of
from webapp.booking.instant_queries import ask_of, own_instant_request, past_requests
from webapp.booking.instant_slots import next_bookable
from webapp.booking.routes.blueprint import bp
from webapp.booking.routes.free_now import seen_of
from webapp.core import clock, htmx
from webapp.core.errors import DomainError
from webapp.core.rate_limit import limiter
from webapp.core.text import one_line
from webapp.people.access import current_person, signed_in


@bp.get("/now/<public_id>")
@limiter.limit("120 per minute")
@signed_in
def instant_request(public_id: str) -> Response:
    if own := own_instant_request(current_person(), public_id):
        return show_asking(own)
    return show_asked(find_ask(public_id))


@bp.post("/now/<public_id>/accept")
@limiter.limit("30 per minute")
@signed_in
def accept_now(public_id: str) -> Response:
    ask = find_ask(public_id)
    try:
        booking = accept_ask(ask, reply=one_line(request.form.get("reply", "")), now=clock.now())
    except (NotAskedAnyMore, NextTalkInTheWay) as error:
        return show_asked(find_ask(public_id), error=error)
    return htmx.go_to(url_for("live.room", public_id=booking.public_id))


@bp.post("/now/<public_id>/pass")
@limiter.limit("30 per minute")
@signed_in
def pass_now(public_id: str) -> Response:
    ask = find_ask(public_id)
    try:
        pass_ask(ask, now=clock.now())
    except NotAskedAnyMore as error:
        return show_asked(find_ask(public_id), error=error)
    return htmx.go_to(url_for(".instant_request", public_id=public_id))


@bp.post("/now/<public_id>/stop")
@limiter.limit("30 per minute")
@signed_in
def stop_now(public_id: str) -> Response:
    own = own_instant_request(current_person(), public_id) or abort(404)
    stop_asking(own, now=clock.now())
    return htmx.go_to(url_for(".instant_request", public_id=public_id))


def find_ask(public_id: str) -> InstantAsk:
    return ask_of(current_person(), public_id) or abort(404)


def show_asking(own: InstantRequest) -> Response:
    """Show the mentee what is happening; whoever still waits here is led into the room.

    Where a line came with the yes, it is read first.
    """
    page = asking_of(own, now=clock.now())
    if htmx.wants_fragment():
        if own.status == InstantStatus.ACCEPTED and not page.reply:
            return htmx.go_to(url_for("live.room", public_id=own.booking.public_id))
        if request.args.get("seen") == page.seen:
            return Response(status=204)
    return htmx.render(
        "booking/asking.html", fragment="booking/_asking.html", stand=page, **after(page)
    )


def after(page: Asking) -> dict:
    """Return what the end of it, or the waiting, shows besides."""
    now = clock.now()
    if page.request.status == InstantStatus.OPEN:
        return {"past": past_requests(now=now)}
    if page.request.status == InstantStatus.ACCEPTED:
        return {}
    slots = next_bookable(page.request, current_person(), now=now)
    return {"slots": slots, "form_key": secrets.token_urlsafe(12)}


def show_asked(ask: InstantAsk, *, error: DomainError | None = None) -> Response:
    seen = seen_of(ask)
    if htmx.wants_fragment() and request.args.get("seen") == seen:
        return Response(status=204)
    return htmx.render(
        "booking/asked.html",
        fragment="booking/_asked.html",
        status=error.status if error else 200,
        ask=ask,
        error=error,
        seen=seen,
    )
