"""What somebody said they would do: the list, and the question a week on."""

from flask import Response, abort, url_for

from webapp.core import clock, htmx
from webapp.followup import service
from webapp.followup.follow_up_queries import next_question
from webapp.followup.forms import AnswerForm, LineForm
from webapp.followup.margin import margin
from webapp.followup.models import Action
from webapp.followup.queries import action_of, answered_actions, open_actions
from webapp.followup.routes import bp, local_today
from webapp.people.access import current_person, signed_in

MOST_ANSWERED = 50  # shown on the page


@bp.get("/actions")
@signed_in
def actions():
    return show_actions()


@bp.get("/actions/<public_id>")
@signed_in
def action(public_id: str):
    return show_action(find_action(public_id), LineForm(formdata=None))


@bp.post("/actions/<public_id>")
@signed_in
def answer(public_id: str):
    action = find_action(public_id)
    form = AnswerForm()
    if not form.validate():
        abort(422)  # the buttons send nothing else
    service.answer_action(action, form.status.data, now=clock.now())
    if htmx.wants_fragment():
        return show_actions(just_answered=action)
    return htmx.go_to(url_for(".action", public_id=action.public_id))


@bp.post("/actions/<public_id>/line")
@signed_in
def add_line(public_id: str):
    action = find_action(public_id)
    form = LineForm()
    if not form.validate():
        return show_action(action, form, status=422)
    service.add_line(action, form.line.data)
    return htmx.go_to(url_for(".action", public_id=action.public_id))


def find_action(public_id: str) -> Action:
    return action_of(current_person(), public_id) or abort(404)


def show_action(action: Action, form: LineForm, status: int = 200) -> Response:
    return htmx.render(
        "followup/action.html",
        status=status,
        action=action,
        other=action.other,
        coming=next_question(action),
        form=form,
    )


def show_actions(just_answered: Action | None = None) -> Response:
    person, today = current_person(), local_today()
    waiting = open_actions(person)
    due = [action for action in waiting if action.is_due(today)]
    return htmx.render(
        "followup/actions.html",
        fragment="followup/_actions.html",
        due=due,
        coming=[action for action in waiting if action not in due],
        answered=answered_actions(person, limit=MOST_ANSWERED),
        just_answered=just_answered,
        margin=lambda day: margin(day, today),
    )
