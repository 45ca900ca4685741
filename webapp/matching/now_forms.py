"""What somebody asks now: one question, and for how long."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectChoice, TextAreaField
from wtforms.validators import DataRequired, Length

from webapp.booking.instant_times import LENGTHS
from webapp.goals.models import LONGEST


def tidy(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").strip()


class AskForm(FlaskForm):
    q = TextAreaField(
        "Your one question",
        filters=[tidy],
        validators=[
            DataRequired("Write your one question. They read only this before they say yes."),
            Length(max=LONGEST, message=f"Say it in {LONGEST} characters or fewer."),
        ],
    )
    minutes = RadioField(
        "For how long",
        choices=[SelectChoice(str(m), f"{m} minutes") for m in LENGTHS],
        default="15",
    )
    first = HiddenField()
