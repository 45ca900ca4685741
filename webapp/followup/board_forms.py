"""What is asked on a learning board."""

from collections.abc import Sequence

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from webapp.followup.forms import LONGEST, strip, written
from webapp.followup.models import Mark
from webapp.people.models import Person


class MarkForm(FlaskForm):
    mark = RadioField(
        choices=[SelectChoice(mark) for mark in Mark],
        coerce=Mark,
        validators=[InputRequired("Choose one of the three.")],
    )
    against = StringField(filters=[lambda text: text or ""])


class DecisionForm(FlaskForm):
    text = TextAreaField(
        "What you decide",
        filters=[strip],
        validators=written("Write in a sentence what you decide.", LONGEST),
    )
    reason = TextAreaField(
        "Because",
        filters=[strip, lambda text: text or ""],
        validators=written(
            "Write because of what. Later it is the part you want to know.", LONGEST
        ),
    )
    after = HiddenField(filters=[lambda key: key or ""])


class HeardForm(FlaskForm):
    """Something a mentor said, kept on the board itself."""

    mentor = SelectField("Who said it")
    text = TextAreaField(
        "What you take from it",
        filters=[strip],
        validators=written("Write the one thing you take from it.", LONGEST),
    )

    def __init__(self, *args, mentors: Sequence[Person], **kwargs):
        super().__init__(*args, **kwargs)
        self.mentors = {mentor.public_id: mentor for mentor in mentors}
        self.mentor.choices = [(key, mentor.name) for key, mentor in self.mentors.items()]

    @property
    def who(self) -> Person:
        return self.mentors[self.mentor.data]
