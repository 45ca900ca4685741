"""What the calendar page sends."""

from flask_wtf import FlaskForm
from wtforms import IntegerField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from webapp.core.zones import zone_names
from webapp.scheduling.models import LENGTHS
from webapp.scheduling.quarters import windows_of
from webapp.scheduling.schedule import Window

AS_EVERY_WEEK, OTHER, CLOSED = "week", "other", "closed"
NOTICES = {
    0: "none",
    30: "30 minutes",
    60: "1 hour",
    120: "2 hours",
    720: "12 hours",
    1440: "1 day",
}
BUFFERS = {0: "none", 5: "5 minutes", 10: "10 minutes", 15: "15 minutes"}
CHANGE_NOTICES = {
    30: "30 minutes",
    60: "1 hour",
    120: "2 hours",
    720: "12 hours",
    1440: "1 day",
    2880: "2 days",
}
HORIZONS = {7: "one week", 14: "two weeks", 30: "30 days", 60: "60 days"}


class CheckboxesField(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def choices_of(words: dict) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in words.items()]


def minutes_field(label: str, choices: dict[int, str], default: int | None = None) -> SelectField:
    return SelectField(label, choices=choices_of(choices), coerce=int, default=default)


class QuartersForm(FlaskForm):
    """A day's open quarters, by the minutes at which they begin."""

    quarter = SelectMultipleField(coerce=int, validate_choice=False)

    def validate_quarter(self, field):
        try:
            windows_of(field.data or ())
        except ValueError as error:
            raise ValidationError("Choose quarter hours of this day.") from error

    @property
    def windows(self) -> list[Window]:
        return windows_of(self.quarter.data or ())


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


class SettingsForm(FlaskForm):
    time_zone = SelectField("Your hours are in", choices=[])
    lengths = CheckboxesField(
        "Talks may last", choices=choices_of({n: f"{n} min" for n in LENGTHS}), coerce=int
    )
    notice_minutes = minutes_field("Notice you need", NOTICES)
    change_notice_minutes = minutes_field("Free to move or cancel until", CHANGE_NOTICES, 120)
    buffer_minutes = minutes_field("Pause around a talk", BUFFERS)
    window_days = minutes_field("Bookable ahead", HORIZONS)
    daily_limit = IntegerField(
        "Talks a day, at most", [Optional(), NumberRange(1, 48, "Between 1 and 48, or empty.")]
    )
    weekly_limit = IntegerField(
        "Talks a week, at most", [Optional(), NumberRange(1, 200, "Between 1 and 200, or empty.")]
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        names = {*zone_names(), self.time_zone.data or "UTC"}
        self.time_zone.choices = [SelectChoice(name) for name in sorted(names)]

    def validate_lengths(self, field):
        if not field.data:
            raise ValidationError("Choose at least one length.")
