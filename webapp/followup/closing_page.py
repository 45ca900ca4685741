"""What the page after a talk shows to one of the two."""

from datetime import date, datetime, timedelta

from flask_wtf import FlaskForm

from webapp.booking.models import Booking
from webapp.followup.forms import (
    MINE,
    THEIRS,
    ActionForm,
    GoalForm,
    InsightForm,
    RatingForm,
    StrengthForm,
    ThanksForm,
)
from webapp.followup.harvest import MOST_INSIGHTS
from webapp.followup.models import Action, Closing
from webapp.followup.policy import may_close
from webapp.followup.prompts import WORDS, prompt_for
from webapp.followup.queries import actions_from, closing_of, has_met, insights_from
from webapp.followup.steps import Step, may_show, step_of
from webapp.goals.models import Goal
from webapp.goals.queries import open_goals_of
from webapp.live.attending import together_in
from webapp.live.panels import together_words
from webapp.people.models import Person

STEP_FORMS = (GoalForm, ActionForm, RatingForm)
LIKELY = timedelta(days=6)  # from the talk to the day of its action: a week on we ask


def closing_page(
    booking: Booking,
    person: Person,
    *,
    wanted: str | None = None,
    for_other: bool = False,
    form: FlaskForm | None = None,
    today: date,
    now: datetime,
) -> dict:
    other, closing = booking.other(person), closing_of(person, booking)
    actions = {action.owner_id: action for action in actions_from(booking)}
    own, theirs = actions.get(person.id), said_by(person, actions.get(other.id))
    step = step_to_show(closing, own or theirs, own if not for_other else theirs, wanted)
    page = {
        "booking": booking,
        "other": other,
        "is_mentor": booking.mentor.id == person.id,
        "closing": closing,
        "own": own,
        "theirs": theirs,
        "may_say_theirs": not booking.group and (other.id not in actions or theirs is not None),
        "step": step,
        "together": together_words(together_in(booking, now=now)),
        "form": form if isinstance(form, STEP_FORMS) else None,
    }
    if step == Step.ACTION and not isinstance(form, ActionForm):
        page["form"] = action_form(theirs if for_other else own, for_other, today)
    if step == Step.DONE:
        page |= what_else(booking, person, form)
    return page


def said_by(person: Person, action: Action | None) -> Action | None:
    return action if action and action.said_by_id == person.id else None


def step_to_show(
    closing: Closing | None, decided: Action | None, shown: Action | None, wanted: str | None
) -> Step:
    unanswered = step_of(closing, decided)
    if wanted not in list(Step) or not may_show(Step(wanted), unanswered):
        return unanswered
    is_settled = wanted == Step.ACTION and shown and not shown.is_open
    return unanswered if is_settled else Step(wanted)


def action_form(action: Action | None, for_other: bool, today: date) -> ActionForm:
    """Return the form as it is first shown, whatever was posted to get here."""
    said = {"due_on": today + LIKELY, "owner": THEIRS if for_other else MINE}
    if action:
        said |= {"when": action.when_text, "will": action.will_text, "due_on": action.due_on}
    return ActionForm(formdata=None, data=said, today=today)


def what_else(booking: Booking, person: Person, form: FlaskForm | None) -> dict:
    """Return what may be left beside the answers; all of it can be skipped."""
    goals = goals_for(booking, person)  # first: the rows below are among them
    insights = insights_from(booking, person)
    return {
        "insights": insights,
        "may_add_insight": len(insights) < MOST_INSIGHTS,
        "goal": next((goal for goal in goals if goal is about_goal(booking)), None)
        or next((insight.goal for insight in insights if insight.goal), None),
        "prompt": prompt_for(booking.id),
        "prompts": WORDS,
        "insight_form": form if isinstance(form, InsightForm) else new_insight_form(goals),
        "thanks_form": form if isinstance(form, ThanksForm) else ThanksForm(formdata=None),
        "strength_form": form if isinstance(form, StrengthForm) else StrengthForm(formdata=None),
    }


def new_insight_form(goals: list[Goal]) -> InsightForm:
    chosen = goals[0].public_id if goals else ""
    return InsightForm(formdata=None, goals=goals, data={"goal": chosen})


def goals_for(booking: Booking | None, person: Person) -> list[Goal]:
    """Return under which goals an insight may go, the one the talk was about first."""
    others, about = open_goals_of(person), booking and about_goal(booking)
    if about is None or about.person_id != person.id:
        return others
    return [about, *(goal for goal in others if goal is not about)]


def about_goal(booking: Booking) -> Goal | None:
    return booking.brief and booking.brief.goal


def may_close_now(booking: Booking, *, now: datetime) -> bool:
    return may_close(booking, has_met=now >= booking.starts_at or has_met(booking), now=now)
