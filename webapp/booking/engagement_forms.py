"""What the pages of engagements send."""

from flask_wtf import FlaskForm
from wtforms import DateField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from webapp.booking.forms import LONGEST_REASON, tidied
from webapp.goals.models import LONGEST, LONGEST_GOAL

LONGEST_LINE = 200  # characters


class EngagementForm(FlaskForm):
    """The goal, the first question and the last day; the times are read from their radios."""

    goal = StringField(
        "Your goal, in a line",
        filters=[tidied],
        validators=[
            DataRequired("Write what you want to be able to do or decide."),
            Length(max=LONGEST_GOAL, message="Say it in 120 characters."),
        ],
    )
    question = TextAreaField(
        "Your one question for the first talk",
        validators=[
            DataRequired("Write your one question."),
            Length(max=LONGEST, message="Say it in 600 characters."),
        ],
    )
    ends_on = DateField(
        "It ends on", validators=[DataRequired("Choose the last day.")], format="%Y-%m-%d"
    )


class EndForm(FlaskForm):
    why = StringField(
        "Why, in a line",
        filters=[tidied],
        validators=[
            DataRequired("Write one line why."),
            Length(max=LONGEST_REASON, message="Say it in 200 characters."),
        ],
    )


class ReflectionForm(FlaskForm):
    """The closing line: `reader` is who reads it."""

    line = StringField(
        filters=[tidied],
        validators=[
            DataRequired("Write one line."),
            Length(max=LONGEST_LINE, message="Say it in 200 characters."),
        ],
    )
