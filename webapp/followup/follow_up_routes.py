"""The page a mail leads to: one question, a large button for each answer. A GET changes nothing."""

from flask import Response, abort, request, url_for

from webapp.core import clock, htmx
from webapp.core.rate_limit import limiter
from webapp.followup import chain, follow_ups
from webapp.followup.chain import RULES, DayAnswer, FollowUpKind
from webapp.followup.chain_models import FollowUp
from webapp.followup.errors import FollowUpIsOver
from webapp.followup.follow_up_queries import follow_up_of, next_question, outcome_of
from webapp.followup.forms import DayForm, OutcomeLineForm
from webapp.followup.outcomes import OUTCOMES
from webapp.followup.routes import bp, local_today
from webapp.people.access import current_person, signed_in

MOVED = DayAnswer.MOVED  # a week's has the same value


@bp.get("/follow-ups/<public_id>")
@signed_in
def follow_up(public_id: str) -> Response:
    asked = find_follow_up(public_id)
    picks_day = request.args.get("answer") == MOVED and asked.kind != FollowUpKind.MONTH
    return show_follow_up(asked, day_form() if picks_day else None)


@bp.post("/follow-ups/<public_id>")
@limiter.limit("60 per minute")
@signed_in
def answer_follow_up(public_id: str) -> Response:
    asked, answer = find_follow_up(public_id), request.form.get("answer")
    if answer not in list(RULES[asked.kind].answers):
        abort(422)  # the buttons send nothing else
    form = DayForm(today=local_today()) if answer == MOVED else None
    if form and not form.validate():
        return show_follow_up(asked, form, status=422)
    due_on = form.due_on.data if form else None
    follow_ups.answer_follow_up(asked, answer, due_on=due_on, now=clock.now())
    return htmx.go_to(after(asked))


@bp.post("/follow-ups/<public_id>/line")
@limiter.limit("60 per minute")
@signed_in
def add_outcome_line(public_id: str) -> Response:
    asked, form = find_follow_up(public_id), OutcomeLineForm()
    outcome = outcome_of(asked.action)
    if outcome is None:
        raise FollowUpIsOver
    if not form.validate():
        return show_follow_up(asked, line_form=form, status=422)
    follow_ups.add_outcome_line(outcome, form.line.data)
    return htmx.go_to(url_for(".follow_up", public_id=asked.public_id))


def find_follow_up(public_id: str) -> FollowUp:
    return follow_up_of(current_person(), public_id) or abort(404)


def after(asked: FollowUp) -> str:
    """Return where a line can be added: an action that is answered has a page of its own."""
    if asked.kind != FollowUpKind.MONTH and not asked.action.is_open:
        return url_for(".action", public_id=asked.action.public_id)
    return url_for(".follow_up", public_id=asked.public_id)


def day_form() -> DayForm:
    in_a_week = local_today() + chain.WEEK
    return DayForm(formdata=None, data={"due_on": in_a_week}, today=local_today())


def show_follow_up(
    asked: FollowUp,
    day_form: DayForm | None = None,
    *,
    line_form: OutcomeLineForm | None = None,
    status: int = 200,
) -> Response:
    action = asked.action
    return htmx.render(
        "followup/follow_up.html",
        status=status,
        asked=asked,
        action=action,
        other=action.other,
        outcome=outcome_of(action),
        outcomes=OUTCOMES,
        coming=next_question(action),
        day_form=day_form,
        line_form=line_form or OutcomeLineForm(formdata=None),
    )
