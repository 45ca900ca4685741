"""What adds a calendar to read: its address, or a file."""

from pathlib import PurePath

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import StringField
from wtforms.validators import InputRequired

from webapp.scheduling.busy_problems import PROBLEMS
from webapp.scheduling.busy_times import LONGEST_NAME, MOST_BYTES


class AddressForm(FlaskForm):
    address = StringField(
        "A calendar, by its address", validators=[InputRequired(PROBLEMS["no_address"])]
    )


class UploadForm(FlaskForm):
    file = FileField("Or a file of it", validators=[FileRequired("Choose the calendar’s file.")])

    @property
    def bytes_sent(self) -> bytes:
        return self.file.data.stream.read(MOST_BYTES + 1)

    @property
    def name(self) -> str:
        """Return what to call it: the file's name, without its ending."""
        stem = PurePath(self.file.data.filename or "").stem
        return "".join(filter(str.isprintable, stem))[:LONGEST_NAME].strip() or "Calendar"
