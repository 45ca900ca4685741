"""The four prompts as a form, and a goal in one line."""

from dataclasses import replace

from flask_wtf import FlaskForm
from wtforms import DateField, SelectField, StringField, TextAreaField, URLField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from webapp.core.text import one_line
from webapp.goals.link import LONGEST_LINK, tidy_link
from webapp.goals.models import LONGEST, LONGEST_GOAL, Goal
from webapp.goals.prompts import Beside, Prompts
from webapp.goals.queries import goal_of, open_goals_of
from webapp.people.access import current_person

NO_LINK = "Paste a whole link that begins with https://, to a page that others can open."


def prompt(label: str) -> TextAreaField:
    return TextAreaField(
        label,
        # browsers send two characters for a new line, and count one
        filters=[lambda text: (text or "").replace("\r\n", "\n")],
        validators=[Length(max=LONGEST, message=f"Say it in {LONGEST} characters or fewer.")],
        render_kw={"maxlength": LONGEST, "rows": 3},
    )


def goal_line(label: str, *validators) -> StringField:
    too_long = f"Say it in {LONGEST_GOAL} characters or fewer."
    return StringField(
        label,
        filters=[lambda text: one_line(text or "")],
        validators=[*validators, Length(max=LONGEST_GOAL, message=too_long)],
        render_kw={"maxlength": LONGEST_GOAL},
    )


class PickGoalForm(FlaskForm):
    """One of one's open goals, or a new one in a line; both may be left."""

    goal_key = SelectField("Goal", validate_choice=False)
    new_goal = goal_line("What do you want to be able to do or decide?")

    def __init__(self, *args, goal: Goal | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        me = current_person()
        goals = open_goals_of(me) if me else []
        if goal and not goal.is_open:
            goals = [goal, *goals]
        self.goal_key.choices = [("", "No goal")] + [(g.public_id, g.line) for g in goals]

    @property
    def has_goals(self) -> bool:
        return len(self.goal_key.choices) > 1

    @property
    def beside(self) -> Beside:
        chosen = self.goal_key.data if self.goal_key.raw_data else None
        return Beside(goal_key=chosen, new_goal=self.new_goal.data)

    def validate_goal_key(self, field):
        me = current_person()
        if field.data and not (me and goal_of(me, field.data)):
            raise ValidationError("Choose one of your goals, or none.")


class BriefForm(PickGoalForm):
    situation = prompt("Where I am")
    tried = prompt("What I tried")
    question = prompt("My one question")
    done = prompt("What “done” looks like")
    link = URLField(
        "A link to look at",
        filters=[lambda text: (text or "").strip()],
        render_kw={"maxlength": LONGEST_LINK},
    )

    @property
    def prompts(self) -> Prompts:
        return Prompts(
            self.situation.data, self.tried.data, self.question.data, self.done.data
        ).tidied()

    @property
    def beside(self) -> Beside:
        link = tidy_link(self.link.data) if self.link.raw_data else None
        return replace(super().beside, link=link)

    def validate_link(self, field):
        if tidy_link(field.data) is None:
            raise ValidationError(NO_LINK)


class SendForm(BriefForm):
    """A brief on its way to a mentor: the question must be there."""

    def __init__(self, *args, reader: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.reader = reader

    def validate_question(self, field):
        if not field.data.strip():
            raise ValidationError(f"Write your one question. {self.reader} reads that first.")


class GoalForm(FlaskForm):
    line = goal_line(
        "What do you want to be able to do or decide?",
        DataRequired("Write in a line what you want to be able to do or decide."),
    )
    due_on = DateField("By when, if there is a day", validators=[Optional()])


class DropForm(FlaskForm):
    reason = goal_line("Why you drop it", DataRequired("Say in a few words why you drop it."))


class ReachForm(FlaskForm):
    reason = goal_line("What made the difference, if you like")
