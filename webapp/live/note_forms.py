"""Forms about notes. What is written keeps its lines; browsers send them ended by CR LF."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, TextAreaField
from wtforms.validators import Length, ValidationError

from webapp.live.notes import DOCUMENT_LIMIT
from webapp.live.private_pad import LONGEST_PAD


def as_written(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n")


class NotesForm(FlaskForm):
    text = TextAreaField("Your notes", filters=[as_written])
    seen = HiddenField()

    def validate_text(self, field):
        if len(field.data.encode()) > DOCUMENT_LIMIT:
            raise ValidationError("The notes are full. Take something out, then keep them.")


class PadForm(FlaskForm):
    text = TextAreaField(
        "For you alone",
        filters=[as_written],
        validators=[
            Length(max=LONGEST_PAD, message=f"Say it in {LONGEST_PAD:,} characters or fewer.")
        ],
    )
    rev = IntegerField(default=0, filters=[lambda value: value or 0])
