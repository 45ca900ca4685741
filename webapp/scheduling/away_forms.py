"""Days off and days elsewhere, as forms."""

from datetime import date, timedelta

from flask_wtf import FlaskForm
from wtforms import DateField, SelectField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from webapp.core.zones import is_zone
from webapp.people.forms import zone_choices
from webapp.people.names import clean_line

LONGEST_NOTE = 160  # characters
FURTHEST = timedelta(days=2 * 366)
LONGEST_STAY = timedelta(days=366)


def known(zone_name: str | None, instead: str) -> str:
    return zone_name if zone_name and is_zone(zone_name) else instead


class DayField(DateField):
    """A day that has to be chosen; what is none is asked for in the same words as nothing."""

    def __init__(self, label: str, words: str, **more):
        super().__init__(label, [InputRequired(words)], **more)
        self.words = words

    def process_formdata(self, valuelist):
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(self.words) from error


class DaysForm(FlaskForm):
    """Days of the mentor, from the first to the last, both included."""

    first_day = DayField("First day", "Choose the first day.")
    last_day = DayField("Last day", "Choose the last day.")

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def validate_first_day(self, field):
        if field.data and field.data > self.today + FURTHEST:
            raise ValidationError("That is more than two years ahead. Choose a day before.")

    def validate_last_day(self, field):
        if not (field.data and self.first_day.data):
            return
        if field.data < self.first_day.data:
            raise ValidationError("The last day is before the first. Choose a later one.")
        if field.data < self.today:
            raise ValidationError("These days are over. Choose days ahead.")
        if field.data - self.first_day.data > LONGEST_STAY:
            raise ValidationError("A year at a time is the most. Choose an earlier last day.")


class TimeOffForm(DaysForm):
    note = StringField(
        "What mentees read meanwhile",
        filters=[clean_line],
        validators=[Length(max=LONGEST_NOTE, message="Say it in 160 characters or fewer.")],
        render_kw={"maxlength": LONGEST_NOTE},
    )


class TripForm(DaysForm):
    time_zone = SelectField("Your hours count in", choices=[])

    def __init__(self, *args, zone: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.home = zone
        self.time_zone.choices = zone_choices(known(self.time_zone.data, zone))

    def validate_time_zone(self, field):
        if field.data == self.home:
            raise ValidationError("Your hours count in this zone already. Choose another.")
