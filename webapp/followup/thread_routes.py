"""After an answer in writing: what the mentee takes from it, on one page."""

from flask import Response, abort, request, url_for

from webapp.booking.request_models import Request
from webapp.booking.request_queries import request_of
from webapp.booking.request_thread import thank_for_thread, thanks_in
from webapp.core import clock, htmx
from webapp.core.rate_limit import limiter
from webapp.followup import thread_harvest
from webapp.followup.closing_page import LIKELY, new_insight_form
from webapp.followup.forms import ActionForm, InsightForm, ThanksForm
from webapp.followup.harvest import MOST_INSIGHTS
from webapp.followup.routes import bp, local_today
from webapp.goals.models import Goal
from webapp.goals.queries import open_goals_of
from webapp.people.access import current_person, signed_in


@bp.get("/requests/<public_id>/close")
@signed_in
def close_thread(public_id: str) -> Response:
    asked = find_thread(public_id)
    thread_harvest.refuse_unless_closed(asked)
    return show_thread(asked)


@bp.post("/requests/<public_id>/close")
@limiter.limit("60 per minute")
@signed_in
def keep_from_thread(public_id: str) -> Response:
    asked = find_thread(public_id)
    keep = KEEPS.get(request.form.get("step")) or abort(400)
    form = keep(asked)
    if form.errors:
        return show_thread(asked, form=form, status=422)
    return htmx.go_to(url_for(".close_thread", public_id=public_id))


def find_thread(public_id: str) -> Request:
    """Only the mentee takes something from it; the mentor hears what came of the action."""
    asked = request_of(current_person(), public_id)
    return asked if asked and asked.mentee_id == current_person().id else abort(404)


def keep_insight(asked: Request) -> InsightForm:
    form = InsightForm(goals=goals_beside(asked))
    if form.validate():
        said = {"goal": form.chosen_goal, "now": clock.now()}
        thread_harvest.learn_from_thread(asked, current_person(), form.text.data, **said)
    return form


def keep_action(asked: Request) -> ActionForm:
    form = ActionForm(today=local_today())
    if form.validate():
        said = {"when": form.when.data, "will": form.will.data, "due_on": form.due_on.data}
        thread_harvest.act_on_thread(asked, current_person(), **said, now=clock.now())
    return form


def thank(asked: Request) -> ThanksForm:
    form = ThanksForm()
    if form.validate():
        thank_for_thread(asked, current_person(), form.line.data, now=clock.now())
    return form


KEEPS = {"insight": keep_insight, "action": keep_action, "thanks": thank}


def goals_beside(asked: Request) -> list[Goal]:
    """Return under which goals an insight may go, the one the brief was about first."""
    others, about = open_goals_of(current_person()), asked.brief.goal
    return [about, *(goal for goal in others if goal is not about)] if about else others


def show_thread(
    asked: Request,
    *,
    form: InsightForm | ActionForm | ThanksForm | None = None,
    status: int = 200,
) -> Response:
    insights, action = (
        thread_harvest.insights_of_thread(asked),
        thread_harvest.action_of_thread(asked),
    )
    is_insight, is_action = isinstance(form, InsightForm), isinstance(form, ActionForm)
    goals = goals_beside(asked)
    return htmx.render(
        "followup/thread.html",
        status=status,
        asking=asked,
        other=asked.mentor,
        insights=insights,
        may_add=len(insights) < MOST_INSIGHTS,
        action=action,
        thanks=thanks_in(asked),
        goal=asked.brief.goal or next((one.goal for one in insights if one.goal), None),
        insight_form=form if is_insight else new_insight_form(goals),
        action_form=form if is_action else new_action_form(),
        thanks_form=form if isinstance(form, ThanksForm) else ThanksForm(formdata=None),
    )


def new_action_form() -> ActionForm:
    today = local_today()
    return ActionForm(formdata=None, data={"due_on": today + LIKELY}, today=today)
