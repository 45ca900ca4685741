"""How time is offered, as a form."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from webapp.people.forms import zone_choices
from webapp.scheduling.away_forms import known
from webapp.scheduling.forms import choices_of
from webapp.scheduling.models import LENGTHS

NOTICES = {
    0: "none",
    30: "30 minutes",
    60: "1 hour",
    120: "2 hours",
    720: "12 hours",
    1440: "1 day",
}
CHANGE_NOTICES = {
    30: "30 minutes",
    60: "1 hour",
    120: "2 hours",
    720: "12 hours",
    1440: "1 day",
    2880: "2 days",
}
BUFFERS = {0: "none", 5: "5 minutes", 10: "10 minutes", 15: "15 minutes"}
HORIZONS = {7: "one week", 14: "two weeks", 30: "30 days", 60: "60 days"}


STEPS = {
    0: "side by side",
    15: "every 15 minutes",
    20: "every 20 minutes",
    30: "every half hour",
    60: "every hour",
}


class CheckboxesField(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def minutes_field(label: str, choices: dict[int, str], **more) -> SelectField:
    return SelectField(label, choices=choices_of(choices), coerce=int, **more)


def is_true(value) -> bool:
    return value in (True, "True")


class SettingsForm(FlaskForm):
    time_zone = SelectField("Your hours are in", choices=[])
    lengths = CheckboxesField(
        "Talks may last", choices=choices_of({n: f"{n} min" for n in LENGTHS}), coerce=int
    )
    notice_minutes = minutes_field("Notice you need", NOTICES)
    change_notice_minutes = minutes_field(
        "Free to move or cancel until", CHANGE_NOTICES, default=120
    )
    buffer_minutes = minutes_field("Pause around a talk", BUFFERS)
    window_days = minutes_field("Bookable ahead", HORIZONS)
    step_10 = minutes_field("10 minutes", STEPS, default=0)
    step_15 = minutes_field("15 minutes", STEPS, default=0)
    step_20 = minutes_field("20 minutes", STEPS, default=0)
    step_30 = minutes_field("30 minutes", STEPS, default=0)
    daily_limit = IntegerField(
        "Talks a day, at most", [Optional(), NumberRange(1, 48, "Between 1 and 48, or empty.")]
    )
    weekly_limit = IntegerField(
        "Talks a week, at most", [Optional(), NumberRange(1, 200, "Between 1 and 200, or empty.")]
    )

    reads_first = RadioField(
        "When somebody takes a time",
        choices=[SelectChoice(False, "Book at once"), SelectChoice(True, "Read the brief first")],
        coerce=is_true,
        default=False,
    )
    answers_in_writing = BooleanField("I also answer in writing")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.time_zone.choices = zone_choices(known(self.time_zone.data, "UTC"))

    def validate_lengths(self, field):
        if not field.data:
            raise ValidationError("Choose at least one length.")

    @property
    def starts(self) -> list[SelectField]:
        """Return how far apart talks of each length start, as fields."""
        return [self[f"step_{length}"] for length in LENGTHS]

    @property
    def changes(self) -> dict:
        left_out = {"csrf_token", *(f"step_{length}" for length in LENGTHS)}
        changes = {name: value for name, value in self.data.items() if name not in left_out}
        steps = {str(n): self[f"step_{n}"].data for n in LENGTHS if self[f"step_{n}"].data}
        return changes | {"steps": steps}
