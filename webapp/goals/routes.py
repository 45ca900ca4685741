"""A brief's own page, saving it while it is typed, and beginning from an earlier one."""

from flask import Blueprint, Response, abort, redirect, request, url_for

from webapp.core import clock, htmx
from webapp.core.links import safe_next
from webapp.core.rate_limit import limiter
from webapp.goals import service
from webapp.goals.forms import BriefForm, PickGoalForm
from webapp.goals.hints import hints_on
from webapp.goals.link import shown_link
from webapp.goals.models import LONGEST, Brief
from webapp.goals.prompts import Beside, Prompts, half_filled
from webapp.goals.queries import brief_of, earlier_briefs, key_of_goal, unsent_brief_of
from webapp.people.access import current_person, signed_in

bp = Blueprint("goals", __name__)
bp.add_app_template_filter(shown_link, "shown_link")
bp.add_app_template_global(hints_on, "hints_on")


@bp.get("/brief")
@limiter.limit("120 per minute")
def begin() -> Response:
    """Show the four prompts before anybody is found; signed out they stay in the browser."""
    me, line = current_person(), asked_line()
    unsent = unsent_brief_of(me, now=clock.now()) if me else None
    if unsent and line in ("", unsent.line):
        return redirect(
            url_for(".brief", public_id=unsent.public_id, next=finding(unsent.prompts)), 303
        )
    data = vars(half_filled(line)) | {"goal_key": key_of_goal(me, line)}
    return show_new(BriefForm(formdata=None, data=data), line)


@bp.post("/brief")
@limiter.limit("120 per minute")
def begin_and_find() -> Response:
    me, line, form = current_person(), asked_line(), BriefForm()
    if not form.validate():
        return show_new(form, line, status=422)
    brief = None
    if me:
        brief = service.begin_brief(me, line=line, now=clock.now())
        keep(brief, form)
    if htmx.wants_fragment():
        return htmx.render("goals/_saved.html", brief=brief, form=form)
    return htmx.go_to(finding(form.prompts))


@bp.get("/briefs/<public_id>")
@signed_in
def brief(public_id: str) -> Response:
    found = find_brief(public_id)
    return show(found, BriefForm(obj=found, goal=found.goal))


@bp.post("/briefs/<public_id>")
@limiter.limit("120 per minute")
@signed_in
def save(public_id: str) -> Response:
    """Save what is typed; htmx does so at every pause, a browser when the button is pressed."""
    found = find_brief(public_id)
    form = BriefForm(goal=found.goal)
    if not form.validate():
        return show(found, form, status=422)
    keep(found, form)
    if htmx.wants_fragment():
        return show(found, form)
    return htmx.go_to(safe_next(f"/briefs/{public_id}"))


@bp.post("/briefs/<public_id>/goal")
@limiter.limit("30 per minute")
@signed_in
def choose_goal(public_id: str) -> Response:
    found = find_brief(public_id)
    form = PickGoalForm(goal=found.goal)
    if not form.validate():
        abort(422)  # the page offers nothing else, and the field holds no more
    service.keep_beside(found, current_person(), form.beside, now=clock.now())
    return htmx.go_to(safe_next(f"/briefs/{public_id}"))


@bp.post("/briefs/<public_id>/take/<earlier_id>")
@limiter.limit("30 per minute")
@signed_in
def take(public_id: str, earlier_id: str) -> Response:
    found, earlier = find_brief(public_id), find_brief(earlier_id)
    service.take_earlier(found, earlier, now=clock.now())
    return htmx.go_to(safe_next(f"/briefs/{public_id}"))


def find_brief(public_id: str) -> Brief:
    return brief_of(current_person(), public_id) or abort(404)


def keep(brief: Brief, form: BriefForm) -> None:
    """Keep what a form says; a goal is begun when a button is pressed, not while one types it."""
    beside, now = form.beside, clock.now()
    if htmx.wants_fragment():
        beside = Beside(beside.link, beside.goal_key)
    service.save_brief(brief, form.prompts, now=now)
    service.keep_beside(brief, current_person(), beside, now=now)


def asked_line() -> str:
    return request.values.get("q", "").strip()[:LONGEST]


def finding(prompts: Prompts) -> str:
    return url_for(
        "matching.start", q=prompts.question or prompts.situation or None, _anchor="three"
    )


def show(brief: Brief, form: BriefForm, status: int = 200) -> Response:
    return htmx.render(
        "goals/brief.html",
        fragment="goals/_saved.html",
        status=status,
        brief=brief,
        form=form,
        back=safe_next("/bookings"),
        earlier=earlier_briefs(current_person(), besides=brief),
    )


def show_new(form: BriefForm, line: str, status: int = 200) -> Response:
    return htmx.render(
        "goals/new.html",
        fragment="goals/_saved.html",
        status=status,
        brief=None,
        form=form,
        line=line,
    )
