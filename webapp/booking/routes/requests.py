"""A request as both see it, and the list of those that wait."""

import secrets

from flask import Response, request, url_for
from flask_wtf import FlaskForm

from webapp.booking.figures import figures_of_mentors
from webapp.booking.instead import others_instead, others_next
from webapp.booking.queries import count_upcoming
from webapp.booking.request_answers import is_over
from webapp.booking.request_forms import (
    AnswerForm,
    NextForm,
    PassForm,
    QuestionForm,
    WritingForm,
)
from webapp.booking.request_lifecycle import WENT_ON, RequestStatus
from webapp.booking.request_models import REASONS, EntryKind, Request
from webapp.booking.request_queries import (
    over_requests,
    request_after,
    waiting_requests,
)
from webapp.booking.request_times import mentee_answers_by
from webapp.booking.routes.blueprint import bp
from webapp.booking.routes.finding import find_request
from webapp.booking.routes.next_choices import chosen_option, options_of
from webapp.booking.waitlist_queries import places_of
from webapp.core import clock, htmx
from webapp.people.access import current_person, signed_in

CAME_TO_NOTHING = (*WENT_ON, RequestStatus.WITHDRAWN)
STEPS = {"ask": QuestionForm, "pass": PassForm, "write": WritingForm}


@bp.get("/requests")
@signed_in
def requests() -> Response:
    me, now = current_person(), clock.now()
    waiting = waiting_requests(me)
    figures = figures_of_mentors({asked.mentor_id for asked in waiting}, now=now)
    return htmx.render(
        "booking/waiting.html",
        me=me,
        requests=waiting,
        places=places_of(me),
        over=over_requests(me),
        figures=figures,
        count=count_upcoming(me, now=now),
    )


@bp.get("/requests/<public_id>")
@signed_in
def show_request(public_id: str) -> Response:
    return show(find_request(public_id), step=request.args.get("step"))


def show(
    asked: Request, *, step: str | None = None, form: FlaskForm | None = None, status: int = 200
) -> Response:
    me, now = current_person(), clock.now()
    is_mentor = me.id == asked.mentor_id
    stands = RequestStatus.EXPIRED if is_over(asked, now=now) else asked.status
    step = step if may_show(step, asked, stands, is_mentor=is_mentor) else None
    return htmx.render(
        "booking/request.html",
        fragment="booking/_request_form.html",
        status=status,
        asking=asked,
        me=me,
        other=asked.other(me),
        is_mentor=is_mentor,
        stands=stands,
        step=step,
        form=form or first_form(asked, stands, step),
        form_key=request.form.get("form_key", "")[:64] or secrets.token_urlsafe(12),
        entries=[entry for entry in asked.entries if entry.kind != EntryKind.WROTE],
        thread=[entry for entry in asked.entries if entry.kind == EntryKind.WROTE],
        reasons=REASONS,
        answers_by=mentee_answers_by(now, asked.booking.starts_at if asked.booking else None),
        here=url_for(".show_request", public_id=asked.public_id),
        **what_else(asked, stands, is_mentor=is_mentor),
    )


def may_show(step: str | None, asked: Request, stands: RequestStatus, *, is_mentor: bool) -> bool:
    """Whether the mentor may be asked this now; what is not possible any more is not shown."""
    if step not in STEPS or not is_mentor or stands != RequestStatus.OPEN:
        return False
    return {"ask": asked.asked_at is None, "write": asked.writing_is_fine}.get(step, True)


def first_form(asked: Request, stands: RequestStatus, step: str | None) -> FlaskForm | None:
    """Return the form of the page as it is first shown, whatever was posted to get here."""
    if stands == RequestStatus.ASKED:
        return AnswerForm(formdata=None)
    if stands == RequestStatus.ACCEPTED and asked.in_writing:
        return WritingForm(formdata=None)
    return STEPS[step](formdata=None) if step else None


def what_else(asked: Request, stands: RequestStatus, *, is_mentor: bool) -> dict:
    """Return what the mentee needs besides: who is asked next, or who has time instead."""
    found = {"after": None, "others": [], "figures": None, "next_form": None}
    if is_mentor:
        return found
    if stands in CAME_TO_NOTHING:
        after = request_after(asked)
        others = [] if after else others_instead(asked, now=clock.now())
        return found | {"after": after, "others": others}
    if asked.is_waiting:
        figures = figures_of_mentors([asked.mentor_id], now=clock.now()).get(asked.mentor_id)
        return found | {"figures": figures, "next_form": next_form(asked)}
    return found


def next_form(asked: Request) -> NextForm:
    """Return whom to ask next as a choice; the one that stands is kept among the others."""
    stands = chosen_option(asked)
    form = NextForm(formdata=None, data={"next_choice": stands[0] if stands else ""})
    options = options_of(others_next(asked, now=clock.now()))
    form.offer_next([stands] * bool(stands) + options)
    return form
