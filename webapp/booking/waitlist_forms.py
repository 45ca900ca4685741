"""When somebody wants to be told: parts of the day, until which day, how shortly before."""

from datetime import date

from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import CheckboxInput

from webapp.booking.waitlist_times import FURTHEST, PARTS, Wanted


class LineForm(FlaskForm):
    parts = SelectMultipleField(
        "Tell me about times",
        choices=[SelectChoice(key, words) for key, (words, *_) in PARTS.items()],
        option_widget=CheckboxInput(),
    )
    last_day = DateField(
        "Stop looking after", validators=[InputRequired("Choose the last day to look at.")]
    )
    at_short_notice = BooleanField("Also at short notice")

    def __init__(self, *args, today: date, first_day: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today, self.first_day = today, first_day

    def validate_last_day(self, field):
        if not max(self.today, self.first_day) <= field.data <= self.today + FURTHEST:
            raise ValidationError("Choose a day from today on, within half a year.")

    @property
    def wanted(self) -> Wanted:
        parts = frozenset(self.parts.data)
        every = frozenset() if parts == frozenset(PARTS) else parts
        return Wanted(self.first_day, self.last_day.data, every, self.at_short_notice.data)
