"""What is asked after a talk, and later about an action."""

from collections.abc import Sequence
from datetime import date, timedelta

from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from webapp.core.text import one_line
from webapp.followup.models import ActionStatus, GoalMet, Prompt
from webapp.goals.models import Goal

LONGEST = 300  # characters of half a sentence
LONGEST_LINE = 280
LONGEST_REFLECTION = 1000
RATINGS = range(-2, 3)
MINE, THEIRS = "mine", "theirs"
ANSWERS = (ActionStatus.DONE, ActionStatus.CHANGED, ActionStatus.DROPPED)


def strip(text: str | None) -> str | None:
    return text and one_line(text)


def written(asked: str, longest: int) -> list:
    too_long = f"Say it in {longest} characters or fewer."
    return [DataRequired(asked), Length(max=longest, message=too_long)]


class GoalForm(FlaskForm):
    goal_met = RadioField(
        choices=[SelectChoice(answer) for answer in GoalMet],
        coerce=GoalMet,
        validators=[InputRequired("Choose one of the three.")],
    )


class DayForm(FlaskForm):
    """A day to come. It needs to know which day today is where the person lives."""

    due_on = DateField("By", validators=[DataRequired("Choose a day, also if it is only likely.")])

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today, self.last_day = today, today + timedelta(days=366)

    def validate_due_on(self, field):
        if not self.today <= field.data <= self.last_day:
            raise ValidationError("Choose a day from today on, within a year.")


class ActionForm(DayForm):
    when = StringField(
        "When",
        filters=[strip],
        validators=written("Say when it begins: something you will notice.", LONGEST),
    )
    will = TextAreaField(
        "I will",
        filters=[strip],
        validators=written("Say the one thing you will do.", LONGEST),
    )
    owner = RadioField(
        "Who does it?", choices=[SelectChoice(MINE), SelectChoice(THEIRS)], default=MINE
    )


class RatingForm(FlaskForm):
    rating = RadioField(
        choices=[SelectChoice(rating) for rating in RATINGS],
        coerce=int,
        validators=[InputRequired("Choose one of the five.")],
    )


class AnswerForm(FlaskForm):
    status = RadioField(
        choices=[SelectChoice(answer) for answer in ANSWERS],
        coerce=ActionStatus,
        validators=[InputRequired("Choose one of the three.")],
    )


class LineForm(FlaskForm):
    line = TextAreaField(
        "One line",
        filters=[strip],
        validators=written("Write a line, or leave it at the answer.", LONGEST_LINE),
    )


class InsightForm(FlaskForm):
    text = TextAreaField(
        "What did you learn?",
        filters=[strip],
        validators=written("Write the one thing you learned.", LONGEST),
    )
    goal = SelectField("Under the goal", validators=[Optional()])

    def __init__(self, *args, goals: Sequence[Goal], **kwargs):
        super().__init__(*args, **kwargs)
        self.goals = {goal.public_id: goal for goal in goals}
        lines = [SelectChoice(key, goal.line) for key, goal in self.goals.items()]
        self.goal.choices = [*lines, SelectChoice("", "None")]

    @property
    def chosen_goal(self) -> Goal | None:
        return self.goals.get(self.goal.data)


class ThanksForm(FlaskForm):
    line = TextAreaField(
        "A line of thanks",
        filters=[strip],
        validators=written("Write a line, or leave it.", LONGEST_LINE),
    )


class StrengthForm(FlaskForm):
    line = TextAreaField(
        "One strength",
        filters=[strip],
        validators=written("Name one strength, or leave it.", LONGEST_LINE),
    )


class ReflectionForm(FlaskForm):
    prompt = HiddenField(filters=[lambda value: value if value in list(Prompt) else None])
    text = TextAreaField(
        "Your answer",
        validators=written("Write a sentence, or leave it.", LONGEST_REFLECTION),
    )


class AppealForm(FlaskForm):
    line = TextAreaField(
        "One line",
        filters=[strip],
        validators=written("Say in one line what happened.", LONGEST_LINE),
    )


class OutcomeLineForm(FlaskForm):
    line = TextAreaField(
        "What is different now?",
        filters=[strip],
        validators=written("Write a line, or leave it at the answer.", LONGEST_LINE),
    )
