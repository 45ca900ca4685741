"""The four prompts as a form."""

from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import Length, ValidationError

from webapp.goals.models import LONGEST
from webapp.goals.prompts import Prompts


def prompt(label: str) -> TextAreaField:
    return TextAreaField(
        label,
        # browsers send two characters for a new line, and count one
        filters=[lambda text: (text or "").replace("\r\n", "\n")],
        validators=[Length(max=LONGEST, message=f"Say it in {LONGEST} characters or fewer.")],
        render_kw={"maxlength": LONGEST, "rows": 3},
    )


class BriefForm(FlaskForm):
    situation = prompt("Where I am")
    tried = prompt("What I tried")
    question = prompt("My one question")
    done = prompt("What “done” looks like")

    @property
    def prompts(self) -> Prompts:
        return Prompts(
            self.situation.data, self.tried.data, self.question.data, self.done.data
        ).tidied()


class SendForm(BriefForm):
    """A brief on its way to a mentor: the question must be there."""

    def __init__(self, *args, reader: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.reader = reader

    def validate_question(self, field):
        if not field.data.strip():
            raise ValidationError(f"Write your one question. {self.reader} reads that first.")
