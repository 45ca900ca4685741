"""What the pages of bookings send."""

from datetime import datetime

from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import Length, ValidationError

from webapp.booking import policy
from webapp.booking.models import Booking
from webapp.core.text import one_line
from webapp.people.forms import zone_choices

LONGEST_REASON = 200  # characters


def tidied(text: str | None) -> str:
    return one_line(text or "")


class WhyForm(FlaskForm):
    """Moving a talk: a line why, which may stay empty."""

    why = StringField(
        "Why, in a line",
        filters=[tidied],
        validators=[Length(max=LONGEST_REASON, message="Say it in 200 characters.")],
    )


class CancelForm(WhyForm):
    """Calling a talk off; when it is late, the line why must be there."""

    def __init__(self, booking: Booking, *, now: datetime, **kwargs):
        super().__init__(**kwargs)
        self.is_late = policy.is_late(booking, now=now)
        self.reader = ""

    def validate_why(self, field):
        if self.is_late and not field.data:
            raise ValidationError("Write one line why: the time may have been kept for nothing.")


class ShownZoneForm(FlaskForm):
    """In which zone the times of a page are shown."""

    class Meta:
        csrf = False  # it changes nothing

    zone = SelectField("Show times in")

    def __init__(self, *args, current: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.zone.choices = zone_choices(current)
