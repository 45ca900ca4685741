"""The learning board of a goal, its mentee's alone: marks, one decision, actions, and exports."""

from flask import Blueprint, Response, abort, url_for

from webapp.core import clock, htmx
from webapp.core.rate_limit import limiter
from webapp.followup import board_service as service
from webapp.followup.board import candidates
from webapp.followup.board_forms import DecisionForm, HeardForm, MarkForm
from webapp.followup.board_markdown import markdown
from webapp.followup.board_page import heard, sheet_of
from webapp.followup.board_queries import goal_with_history, insight_on, talks_of, threads_of
from webapp.followup.chain import WEEK
from webapp.followup.forms import ActionForm
from webapp.followup.margin import margin
from webapp.followup.models import Insight
from webapp.followup.outcomes import OUTCOMES
from webapp.followup.routes import local_today
from webapp.goals.forms import DropForm, GoalForm, ReachForm
from webapp.goals.models import Goal
from webapp.people.access import current_person, reader_zone, signed_in

bp = Blueprint("boards", __name__)


@bp.get("/goals/<public_id>")
@signed_in
def board(public_id: str) -> Response:
    return show_board(find_goal(public_id))


@bp.get("/goals/<public_id>.md")
@signed_in
def board_file(public_id: str) -> Response:
    goal = find_goal(public_id)
    sheet = sheet_of(goal, current_person(), now=clock.now())
    response = Response(markdown(sheet, zone_name=reader_zone()), mimetype="text/markdown")
    name = f"momentor-goal-{goal.public_id}.md"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@bp.post("/goals/<public_id>/insights")
@limiter.limit("60 per minute")
@signed_in
def add_insight(public_id: str) -> Response:
    goal, me = find_goal(public_id), current_person()
    form = HeardForm(mentors=heard([], talks_of(me), threads_of(me), now=clock.now()))
    if not form.validate():
        return show_board(goal, heard_form=form, status=422)
    service.add_insight(goal, form.who, form.text.data, now=clock.now())
    return to_board(goal, "heard")


@bp.post("/goals/<public_id>/insights/<insight_id>/mark")
@limiter.limit("120 per minute")
@signed_in
def mark_insight(public_id: str, insight_id: str) -> Response:
    goal = find_goal(public_id)
    insight = insight_on(goal, insight_id) or abort(404)
    form = MarkForm()
    if not form.validate():
        return show_board(goal, status=422)
    service.mark_insight(goal, insight, form.mark.data, against=form.against.data, now=clock.now())
    if htmx.wants_fragment():
        return show_board(goal, just_marked=insight)
    return to_board(goal, f"i-{insight.public_id}")


@bp.post("/goals/<public_id>/decision")
@limiter.limit("30 per minute")
@signed_in
def decide(public_id: str) -> Response:
    goal, form = find_goal(public_id), DecisionForm(prefix="decision")
    if not form.validate():
        return show_board(goal, decision_form=form, status=422)
    words = {"text": form.text.data, "reason": form.reason.data, "after": form.after.data}
    service.decide(goal, **words, now=clock.now())
    return to_board(goal, "decision")


@bp.post("/goals/<public_id>/actions")
@limiter.limit("30 per minute")
@signed_in
def act(public_id: str) -> Response:
    goal, form = find_goal(public_id), ActionForm(today=local_today())
    if not form.validate():
        return show_board(goal, action_form=form, status=422)
    said = {"when": form.when.data, "will": form.will.data, "due_on": form.due_on.data}
    service.act_on_decision(goal, **said, now=clock.now())
    return to_board(goal, "actions")


def find_goal(public_id: str) -> Goal:
    return goal_with_history(current_person(), public_id) or abort(404)


def to_board(goal: Goal, part: str | None = None) -> Response:
    return htmx.go_to(url_for(".board", public_id=goal.public_id, _anchor=part))


def show_board(
    goal: Goal, *, just_marked: Insight | None = None, status: int = 200, **forms
) -> Response:
    today = local_today()
    sheet = sheet_of(goal, current_person(), now=clock.now())
    return htmx.render(
        "followup/board.html",
        fragment="followup/_heard.html" if just_marked else None,
        status=status,
        sheet=sheet,
        goal=goal,
        just_marked=just_marked,
        candidates=lambda insight: candidates(insight, sheet.board.insights),
        margin=lambda day: margin(day, today),
        outcome_words=OUTCOMES,
        **new_forms(sheet) | forms,
    )


def new_forms(sheet) -> dict:
    """Return the forms of a board as they are first shown, whatever was posted to get here."""
    goal, last = sheet.goal, sheet.decision
    decided = {"text": last.text, "reason": last.reason, "after": last.public_id} if last else {}
    day = {"due_on": local_today() + WEEK}
    return {
        "goal_form": GoalForm(formdata=None, data={"line": goal.line, "due_on": goal.due_on}),
        "reach_form": ReachForm(formdata=None, prefix="reached"),
        "drop_form": DropForm(formdata=None, prefix="dropped"),
        "heard_form": HeardForm(formdata=None, mentors=sheet.mentors),
        "decision_form": DecisionForm(formdata=None, data=decided, prefix="decision"),
        "action_form": ActionForm(formdata=None, data=day, today=local_today()),
    }
