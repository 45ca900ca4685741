"""What a mentor asks about the calendar, as a form."""

from datetime import timedelta

from flask_wtf import FlaskForm
from wtforms import SelectField, TimeField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, ValidationError

from webapp.people.forms import zone_choices
from webapp.scheduling.away_forms import DayField
from webapp.scheduling.calendars import Calendar

FURTHEST = timedelta(days=2 * 366)


class PreviewForm(FlaskForm):
    """Where somebody lives who looks at the calendar, and for how long they would talk."""

    zone = SelectField("Time zone of the preview", choices=[])
    length = SelectField("Length of the talk", coerce=int, choices=[])

    def __init__(self, calendar: Calendar, **shown):
        super().__init__(formdata=None, **shown)
        self.zone.choices = zone_choices(self.zone.data)
        self.length.choices = [SelectChoice(n, f"{n} min") for n in calendar.lengths]


class WhyForm(FlaskForm):
    """A day of the mentor's, a time if one is meant, and how long the talk would be."""

    date = DayField("Day", "Choose the day.")
    time = TimeField("Time, if you mean one", [Optional()])
    length = SelectField("For a talk of", coerce=int, choices=[])

    def offer(self, calendar: Calendar, today: date) -> None:
        self.today = today
        self.length.choices = [SelectChoice(n, f"{n} minutes") for n in calendar.lengths]
        if self.length.data not in calendar.lengths:
            self.length.data = calendar.usual_length
        if not self.is_asked:
            self.date.data = today

    @property
    def is_asked(self) -> bool:
        return bool(self.date.raw_data)

    @property
    def minute(self) -> int | None:
        at = self.time.data
        return at.hour * 60 + at.minute if at else None

    def validate_date(self, field):
        if field.data and not self.today <= field.data <= self.today + FURTHEST:
            raise ValidationError("Choose a day from today on, within two years.")
