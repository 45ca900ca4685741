"""Whom one has learned from, what came of a mentor's time, and the link that says so to others."""

from flask import Response, abort, make_response, request, url_for

from webapp.core import clock, htmx
from webapp.core.links import absolute_url
from webapp.core.rate_limit import limiter
from webapp.core.zones import zone
from webapp.followup import impact
from webapp.followup.certificates import issue_certificate, revoke_certificate
from webapp.followup.impact_queries import (
    action_counts,
    certificate_of,
    count_answers,
    mentor_talks,
    outcomes_for,
    valid_certificate,
)
from webapp.followup.network import network_of
from webapp.followup.routes import bp
from webapp.followup.year_clock import MONTH_LABELS, TICK_LINES
from webapp.people.access import current_person, reader_zone, signed_in
from webapp.people.models import Person

MOST_PEOPLE, MOST_RESULTS = 12, 5  # before one asks for the others
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@bp.get("/network")
@signed_in
def network() -> Response:
    me, now = current_person(), clock.now()
    network = network_of(me)
    return htmx.render(
        "followup/network.html",
        network=network,
        by_goal=request.args.get("by") == "goal",
        most=None if "all" in request.args else MOST_PEOPLE,
        circles=network.circles(reader_zone(), now=now),
        months=list(zip(MONTHS, MONTH_LABELS, strict=True)),
        ticks=TICK_LINES,
    )


@bp.get("/network/impact")
@signed_in
def show_impact() -> Response:
    me, year = mentor_or_404(), this_year()
    results = outcomes_for(me)
    shown = results if "all" in request.args else results[:MOST_RESULTS]
    certificate = certificate_of(me, year)
    return htmx.render(
        "followup/impact.html",
        given=impact.given(mentor_talks(me)),
        answers=count_answers(me),
        actions=impact.action_counts_of(action_counts(me)),
        results=shown,
        result_count=len(results),
        outcome_words=impact.OUTCOME_WORDS,
        this_year=impact.given(mentor_talks(me, within=impact.year_of(year, me.time_zone))),
        year=year,
        link=certificate and link_to(certificate.token),
    )


@bp.post("/network/impact/certificate")
@signed_in
def issue() -> Response:
    issue_certificate(mentor_or_404(), this_year(), now=clock.now())
    return htmx.go_to(url_for(".show_impact", _anchor="certificate"))


@bp.post("/network/impact/certificate/revoke")
@signed_in
def revoke() -> Response:
    revoke_certificate(mentor_or_404(), this_year(), now=clock.now())
    return htmx.go_to(url_for(".show_impact", _anchor="certificate"))


@bp.get("/certificates/<token>")
@limiter.limit("60 per minute")
def certificate(token: str) -> Response:
    """Show a year to whoever has the link: no names of mentees, no notes, nothing to follow."""
    certificate = valid_certificate(token) or abort(404)
    mentor, year = certificate.person, certificate.year
    talks = mentor_talks(mentor, within=impact.year_of(year, mentor.time_zone))
    page = htmx.render(
        "followup/certificate.html",
        mentor=mentor,
        year=year,
        given=impact.given(talks),
        as_of=clock.now(),
    )
    response = make_response(page)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def mentor_or_404() -> Person:
    me = current_person()
    return me if me.is_mentor else abort(404)


def this_year() -> int:
    return clock.now().astimezone(zone(current_person().time_zone)).year


def link_to(token: str) -> str:
    return absolute_url("followup.certificate", token=token)
