"""What offers a group hour, and what takes a place in it."""

from datetime import UTC, date, datetime, time, timedelta

from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, StringField, TimeField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from webapp.booking.forms import WhyForm, tidied
from webapp.booking.group_models import FEWEST_PLACES, MOST_PLACES
from webapp.booking.wall_clock import instant_of
from webapp.core.intervals import Interval

LENGTHS = (30, 45, 60)  # minutes
FURTHEST = timedelta(days=366)
LONGEST_TOPIC, LONGEST_QUESTION = 120, 200  # characters


def number_field(label: str, numbers, words: str, default: int) -> RadioField:
    choices = [SelectChoice(n, f"{n}{words}") for n in numbers]
    return RadioField(label, choices=choices, coerce=int, default=default)


class GroupHourForm(FlaskForm):
    topic = StringField(
        "What it is about",
        filters=[tidied],
        validators=[
            DataRequired("Say in one line what the hour is about."),
            Length(max=LONGEST_TOPIC, message="Say it in 120 characters."),
        ],
    )
    day = DateField("On", validators=[InputRequired("Choose the date.")])
    start = TimeField("At", validators=[InputRequired("Choose the time.")])
    length = number_field("How long", LENGTHS, " min", 60)
    places = number_field("For how many", range(FEWEST_PLACES, MOST_PLACES + 1), " people", 3)

    def __init__(self, *args, zone_name: str, now: datetime, **kwargs):
        super().__init__(*args, **kwargs)
        self.zone_name, self.now = zone_name, now

    def validate_day(self, field):
        if not self.now.date() - timedelta(days=1) <= field.data <= (self.now + FURTHEST).date():
            raise ValidationError("Choose a date in the year ahead.")

    def validate_start(self, field):
        if isinstance(self.day.data, date) and self.starts_at <= self.now:
            raise ValidationError("That time is over. Choose a later one.")

    @property
    def starts_at(self) -> datetime:
        wall = datetime.combine(self.day.data, self.start.data or time())
        return instant_of(f"{wall:%Y-%m-%dT%H:%M}", self.zone_name, near=self.now.astimezone(UTC))

    @property
    def when(self) -> Interval:
        return Interval(self.starts_at, self.starts_at + timedelta(minutes=self.length.data))


class PlaceForm(FlaskForm):
    question = StringField(
        "Your question",
        filters=[tidied],
        validators=[Length(max=LONGEST_QUESTION, message="Say it in 200 characters.")],
    )


class CancelHourForm(WhyForm):
    """Calling an hour off; everybody who has a place reads the line."""
