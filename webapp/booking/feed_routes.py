"""The personal feed: its page, and the feed itself, which calendar programs ask for."""

from flask import Blueprint, Response, abort, request, url_for

from webapp.booking import feed_service
from webapp.booking.feed import etag_of, feed_text
from webapp.booking.feed_models import CalendarFeed
from webapp.booking.feed_queries import feed_with, talks_for_calendar
from webapp.core import clock, htmx
from webapp.core.db import db
from webapp.core.links import absolute_url
from webapp.core.rate_limit import limiter
from webapp.people.access import current_person, signed_in

bp = Blueprint("feed", __name__, url_prefix="/calendar")


@bp.get("/<token>.ics")
@limiter.limit("30 per minute", key_func=lambda: request.view_args["token"])
def feed(token: str) -> Response:
    """Answer who has the address, without any cookie."""
    found = feed_with(token) or abort(404)
    text = feed_text(
        talks_for_calendar(found.person, now=clock.now()),
        found.person,
        link_to=lambda booking: absolute_url("booking.show", public_id=booking.public_id),
        shows_details=found.shows_details,
    )
    response = Response(text, mimetype="text/calendar")
    response.headers["Cache-Control"] = "private, no-cache"
    response.set_etag(etag_of(text))
    return response.make_conditional(request)


@bp.get("")
@signed_in
def page() -> Response:
    return show(db.session.get(CalendarFeed, current_person().id))


@bp.post("/new")
@limiter.limit("20 per hour")
@signed_in
def make() -> Response:
    """Show the address this once: what is stored does not tell it."""
    token = feed_service.make_feed(current_person(), now=clock.now())
    address = absolute_url("feed.feed", token=token)
    return show(db.session.get(CalendarFeed, current_person().id), address=address)


@bp.post("/details")
@limiter.limit("30 per minute")
@signed_in
def change_details() -> Response:
    wants = request.form.get("details") == "shown"
    feed_service.show_details(current_person(), wants)
    return htmx.go_to(url_for(".page", saved=1))


@bp.post("/stop")
@limiter.limit("30 per minute")
@signed_in
def stop() -> Response:
    feed_service.end_feed(current_person())
    return htmx.go_to(url_for(".page"))


def show(feed: CalendarFeed | None, *, address: str = "") -> Response:
    return htmx.render("booking/feed.html", feed=feed, address=address)
