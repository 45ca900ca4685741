"""What is typed into the pages of requests."""

from collections.abc import Sequence

from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from webapp.booking.request_models import REASONS, PassReason
from webapp.goals.forms import SendForm

LONGEST_LINE = 280  # characters
LONGEST_ANSWER = 600
LONGEST_WRITING = 2000

TALK, EITHER, WRITING = "talk", "either", "writing"
WAYS = {
    TALK: "A talk",
    EITHER: "A talk, or an answer in writing",
    WRITING: "In writing, no talk needed",
}


def words(label: str, longest: int, *, asked: str | None = None, rows: int = 3) -> TextAreaField:
    """A field for what somebody says; `asked` is what is said when it is empty."""
    required = [DataRequired(asked)] if asked else []
    return TextAreaField(
        label,
        # browsers send two characters for a new line, and count one
        filters=[lambda text: (text or "").replace("\r\n", "\n").strip()],
        validators=[
            *required,
            Length(max=longest, message=f"Say it in {longest} characters or fewer."),
        ],
        render_kw={"maxlength": longest, "rows": rows},
    )


class NextForm(FlaskForm):
    """Whom to ask if it comes to nothing."""

    # which times are free changes while one writes, so any that was offered once is taken
    next_choice = SelectField("If it does not work out, ask next", validate_choice=False)

    def offer_next(self, options: Sequence[tuple[str, str]]) -> None:
        nobody = [("", "Nobody, I choose myself")]
        self.next_choice.choices = [SelectChoice(*option) for option in [*nobody, *options]]


class RequestForm(SendForm, NextForm):
    """A brief for somebody who reads first, and what is to happen if it comes to nothing."""

    way = RadioField(
        "What would help",
        choices=[SelectChoice(way, label) for way, label in WAYS.items()],
        default=TALK,
    )


class QuestionForm(FlaskForm):
    asked = words(
        "What would change your answer?", LONGEST_LINE, asked="Write the one thing to ask."
    )


class AnswerForm(FlaskForm):
    answer = words("Your answer", LONGEST_ANSWER, asked="Write your answer. It is read at once.")


class PassForm(FlaskForm):
    reason = RadioField(
        "Why not this time",
        choices=[SelectChoice(reason, label) for reason, label in REASONS.items()],
        coerce=PassReason,
        validators=[InputRequired("Choose the reason that is closest.")],
    )
    line = words("A line, if you like", LONGEST_LINE)


class WritingForm(FlaskForm):
    text = words("Your lines", LONGEST_WRITING, asked="Write something first.", rows=5)
