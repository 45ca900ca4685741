"""What is asked after a talk, and later about an action."""

from datetime import date, timedelta

from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from webapp.core.text import one_line
from webapp.followup.models import ActionStatus, GoalMet

LONGEST = 300  # characters of half a sentence
LONGEST_LINE = 280
RATINGS = range(-2, 3)
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


class ActionForm(FlaskForm):
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
    due_on = DateField("By", validators=[DataRequired("Choose a day, also if it is only likely.")])

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today, self.last_day = today, today + timedelta(days=366)

    def validate_due_on(self, field):
        if not self.today <= field.data <= self.last_day:
            raise ValidationError("Choose a day from today on, within a year.")


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
