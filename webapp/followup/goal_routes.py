"""The goals of a mentee: the list, beginning one, saying it in other words, closing it."""

from flask import Response, url_for

from webapp.core import clock, htmx
from webapp.core.rate_limit import limiter
from webapp.followup.board_page import lines_of
from webapp.followup.board_queries import (
    decided_goals,
    open_actions_by_goal,
    talks_of,
    threads_of,
)
from webapp.followup.board_routes import bp, find_goal, show_board, to_board
from webapp.followup.margin import margin
from webapp.followup.routes import local_today
from webapp.goals import service
from webapp.goals.forms import DropForm, GoalForm, ReachForm
from webapp.goals.queries import goals_of
from webapp.people.access import current_person, signed_in


@bp.get("/goals")
@signed_in
def goals() -> Response:
    return show_goals(GoalForm(formdata=None))


@bp.post("/goals")
@limiter.limit("30 per minute")
@signed_in
def begin_goal() -> Response:
    form = GoalForm()
    if not form.validate():
        return show_goals(form, status=422)
    goal = service.begin_goal(
        current_person(), form.line.data, due_on=form.due_on.data, now=clock.now()
    )
    return htmx.go_to(url_for(".board", public_id=goal.public_id))


@bp.post("/goals/<public_id>")
@limiter.limit("30 per minute")
@signed_in
def rename_goal(public_id: str) -> Response:
    goal, form = find_goal(public_id), GoalForm()
    if not form.validate():
        return show_board(goal, goal_form=form, status=422)
    service.rename_goal(goal, form.line.data, due_on=form.due_on.data, now=clock.now())
    return to_board(goal)


@bp.post("/goals/<public_id>/reach")
@limiter.limit("30 per minute")
@signed_in
def reach_goal(public_id: str) -> Response:
    goal, form = find_goal(public_id), ReachForm(prefix="reached")
    if not form.validate():
        return show_board(goal, reach_form=form, status=422)
    service.reach_goal(goal, reason=form.reason.data, now=clock.now())
    return to_board(goal)


@bp.post("/goals/<public_id>/drop")
@limiter.limit("30 per minute")
@signed_in
def drop_goal(public_id: str) -> Response:
    goal, form = find_goal(public_id), DropForm(prefix="dropped")
    if not form.validate():
        return show_board(goal, drop_form=form, status=422)
    service.drop_goal(goal, reason=form.reason.data, now=clock.now())
    return to_board(goal)


@bp.post("/goals/<public_id>/reopen")
@limiter.limit("30 per minute")
@signed_in
def reopen_goal(public_id: str) -> Response:
    goal = find_goal(public_id)
    service.reopen_goal(goal, now=clock.now())
    return to_board(goal)


def show_goals(form: GoalForm, status: int = 200) -> Response:
    me, now, today = current_person(), clock.now(), local_today()
    lines = lines_of(
        goals_of(me),
        talks_of(me),
        threads_of(me),
        decided_goals(me),
        open_actions_by_goal(me),
        now=now,
    )
    return htmx.render(
        "followup/goals.html",
        status=status,
        form=form,
        open_lines=sorted((line for line in lines if line.goal.is_open), key=lambda x: x.order()),
        closed={
            words: [line for line in lines if line.goal.status == status]
            for words, status in (("Reached", "reached"), ("Dropped", "dropped"))
        },
        margin=lambda day: margin(day, today),
    )
