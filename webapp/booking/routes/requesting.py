"""Sending a brief to a mentor who reads it first, from a held time or without any."""

import secrets

from flask import Response, abort, redirect, request, url_for

from webapp.booking import policy
from webapp.booking.errors import HoldLapsed
from webapp.booking.instead import words_of
from webapp.booking.models import Booking
from webapp.booking.request_errors import TooManyRequests
from webapp.booking.request_forms import EITHER, WRITING, RequestForm
from webapp.booking.request_making import request_in_writing, request_talk, ways_of
from webapp.booking.request_models import Request
from webapp.booking.request_queries import open_requests
from webapp.booking.request_times import answer_by
from webapp.booking.routes.blueprint import bp
from webapp.booking.routes.finding import find_own_booking
from webapp.booking.routes.next_choices import choice_from, options_of
from webapp.booking.suggestions import suggestions_for, writers_for
from webapp.core import clock, htmx
from webapp.core.rate_limit import limiter
from webapp.goals.models import LONGEST, Goal
from webapp.goals.prompts import half_filled
from webapp.goals.queries import earlier_briefs, key_of_goal, unsent_brief_of
from webapp.goals.service import keep_beside
from webapp.people.access import current_person, signed_in
from webapp.people.models import Person
from webapp.people.queries import person_with_handle
from webapp.scheduling.models import CalendarSettings
from webapp.scheduling.queries import TIME_TO_READ


@bp.post("/bookings/<public_id>/request")
@limiter.limit("30 per minute")
@signed_in
def send_request(public_id: str) -> Response:
    hold, me = find_own_booking(public_id), current_person()
    form = RequestForm(goal=goal_beside(hold), reader=hold.mentor.first_name)
    if not form.validate():
        ways = ways_of(hold.mentor)
        return show_asking(hold, form, ways, fragment="booking/_ask_form.html", status=422)
    if hold.brief:
        keep_beside(hold.brief, me, form.beside, now=clock.now())
    try:
        sent = send_from(hold, me, form)
    except HoldLapsed:
        return htmx.go_to(url_for(".edit_confirmation", public_id=public_id))
    except TooManyRequests:
        return show_too_many(me)
    return htmx.go_to(url_for(".show_request", public_id=sent.public_id))


def send_from(hold: Booking, me: Person, form: RequestForm) -> Request:
    choice = choice_from(form.next_choice.data, me, hold.mentor)
    if form.way.data == WRITING:
        return request_in_writing(
            hold.mentor, me, form.prompts, hold=hold, next_choice=choice, now=clock.now()
        )
    return request_talk(
        hold,
        me,
        form.prompts,
        writing_is_fine=form.way.data == EITHER,
        next_choice=choice,
        now=clock.now(),
    )


def ask_from(hold: Booking, ways: CalendarSettings) -> Response:
    """Show the brief of a held time for a mentor who reads it first."""
    form = RequestForm(obj=hold.brief, goal=goal_beside(hold), reader=hold.mentor.first_name)
    return show_asking(hold, form, ways, fragment="booking/_held.html")


def show_asking(
    hold: Booking, form: RequestForm, ways: CalendarSettings, *, fragment: str, status: int = 200
) -> Response:
    me, now = current_person(), clock.now()
    due_at = answer_by(now, hold.starts_at)
    others = suggestions_for(
        me,
        words_of(hold.brief),
        besides=[hold.mentor.id],
        minutes=hold.minutes,
        not_before=due_at + TIME_TO_READ,
        now=now,
    )
    form.offer_next(options_of(others))
    return htmx.render(
        "booking/ask.html",
        fragment=fragment,
        status=status,
        booking=hold,
        mentor=hold.mentor,
        form=form,
        earlier=earlier_briefs(me, besides=hold.brief),
        due_at=due_at,
        may_write=ways.answers_in_writing,
        may_be_kept=policy.may_be_kept(hold, now=now),
        hold_seconds=int(policy.HOLD_LASTS.total_seconds()),
    )


def goal_beside(hold: Booking) -> Goal | None:
    return hold.brief.goal if hold.brief else None


def show_too_many(me: Person) -> Response:
    """Say which three requests are waited for, beside what was typed: that is kept."""
    return htmx.render(
        "booking/too_many.html",
        fragment="booking/_too_many.html",
        status=TooManyRequests.status,
        waiting=open_requests(me),
    )


@bp.get("/mentors/<handle>/write")
@signed_in
def ask_in_writing(handle: str) -> Response:
    mentor, me = find_writer(handle), current_person()
    brief = unsent_brief_of(me, now=clock.now())
    goal = brief.goal if brief else None
    line = request.args.get("q", "").strip()[:LONGEST]
    if brief is None or line not in ("", brief.line):
        data = vars(half_filled(line)) | {"goal_key": key_of_goal(me, line)}
        form = RequestForm(data=data, reader=mentor.first_name)
    else:
        form = RequestForm(obj=brief, goal=goal, reader=mentor.first_name)
    return show_writing(mentor, form)


@bp.post("/mentors/<handle>/write")
@limiter.limit("30 per minute")
@signed_in
def send_in_writing(handle: str) -> Response:
    mentor, me = find_writer(handle), current_person()
    form = RequestForm(reader=mentor.first_name)
    if not form.validate():
        return show_writing(mentor, form, status=422)
    try:
        sent = request_in_writing(
            mentor,
            me,
            form.prompts,
            next_choice=choice_from(form.next_choice.data, me, mentor),
            form_key=request.form.get("form_key", "")[:64],
            now=clock.now(),
        )
        keep_beside(sent.brief, me, form.beside, now=clock.now())
    except TooManyRequests:
        return show_too_many(me)
    return htmx.go_to(url_for(".show_request", public_id=sent.public_id))


def find_writer(handle: str) -> Person:
    """Find a mentor who answers in writing; of nobody else there is such a page."""
    mentor = person_with_handle(handle)
    if mentor is None or not mentor.is_mentor or not ways_of(mentor).answers_in_writing:
        abort(404)
    return mentor


def show_writing(mentor: Person, form: RequestForm, *, status: int = 200) -> Response:
    me, now = current_person(), clock.now()
    if mentor.id == me.id:
        return redirect(url_for(".mentor", handle=mentor.handle), 303)
    others = writers_for(me, form.question.data or "", besides=[mentor.id], now=now)
    form.offer_next(options_of(others))
    return htmx.render(
        "booking/write.html",
        fragment="booking/_write_form.html",
        status=status,
        mentor=mentor,
        form=form,
        due_at=answer_by(now, None),
        form_key=request.form.get("form_key", "")[:64] or secrets.token_urlsafe(12),
    )
