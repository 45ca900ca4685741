"""What the calendar page sends."""

import re

from flask_wtf import FlaskForm
from wtforms import RadioField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from webapp.scheduling.quarters import windows_of
from webapp.scheduling.schedule import MINUTES_A_DAY, Window
from webapp.scheduling.week_edit import Stretch

AS_EVERY_WEEK, OTHER, CLOSED = "week", "other", "closed"
WORKDAYS = frozenset(range(5))
SPAN = re.compile(r"([0-6])-([0-6]) (\d{1,4})-(\d{1,4}) (open|closed)")


def choices_of(words: dict) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in words.items()]


class QuartersForm(FlaskForm):
    """A day's open quarters, by the minutes at which they begin."""

    quarter = SelectMultipleField(coerce=int, validate_choice=False)

    def validate_quarter(self, field):
        try:
            windows_of(field.data or ())
        except ValueError as error:
            raise ValidationError(
                "Choose quarter hours of this day. What opens after midnight belongs to the next."
            ) from error

    @property
    def windows(self) -> list[Window]:
        return windows_of(self.quarter.data or ())


class WeekdayForm(QuartersForm):
    """A weekday, and to which others it is copied."""

    also = StringField()  # the button: "workdays", "chosen" or none
    to = SelectMultipleField(
        "Copy to", coerce=int, choices=[SelectChoice(n) for n in range(7)], default=()
    )

    def validate_to(self, field):
        if self.also.data == "chosen" and not field.data:
            raise ValidationError("Choose the days to copy to.")

    @property
    def others(self) -> frozenset[int]:
        if self.also.data == "workdays":
            return WORKDAYS
        return frozenset(self.to.data if self.also.data == "chosen" else ())


class SpanForm(FlaskForm):
    """A stretch of weekdays: "0-4 540-720 open", from the first to the last of each."""

    span = StringField()

    def validate_span(self, field):
        if self.stretch is None:
            raise ValidationError("Choose half hours of the week.")

    @property
    def stretch(self) -> Stretch | None:
        found = SPAN.fullmatch(self.span.data or "")
        if not found:
            return None
        first, last, opens, closes = map(int, found.groups()[:4])
        if first > last or not opens < closes <= MINUTES_A_DAY or (opens % 15 or closes % 15):
            return None
        return Stretch(range(first, last + 1), opens, closes, found[5] == "open")


class DateForm(QuartersForm):
    holds = RadioField(
        "What holds on this date",
        choices=choices_of(
            {AS_EVERY_WEEK: "As every week", OTHER: "Other times", CLOSED: "Closed"}
        ),
        validators=[InputRequired("Say what holds on this date.")],
    )

    def validate_quarter(self, field):
        super().validate_quarter(field)
        if self.holds.data == OTHER and not field.data:
            raise ValidationError("Choose the quarters that are open, or Closed.")
