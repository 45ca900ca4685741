"""What people type about themselves, made clean before it is looked at."""

import unicodedata
from collections.abc import Iterable
from itertools import groupby

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, NumberRange, ValidationError

from webapp.core.zones import city, zone_names
from webapp.people.addresses import BadAddress, normal_address
from webapp.people.fields import IN_MINUTES, MinutesField
from webapp.people.languages import NATIVE_NAMES
from webapp.people.names import RESERVED, clean_line, has_letter, is_handle, skill_labels

LONGEST_NAME = 80  # characters
LONGEST_LINE = 160
LONGEST_TOPIC = 80
LONGEST_SKILL = 40
MOST_SKILLS = 12
MOST_LANGUAGES = 12
PACES = ((1.0, "As offered"), (1.5, "1½ times"), (2.0, "Twice"))
LANGUAGES = tuple(NATIVE_NAMES.items())


def too_long(longest: int) -> Length:
    return Length(max=longest, message=f"Say it in {longest} characters or fewer.")


def line(label: str, longest: int, *, field=StringField, required: str | None = None):
    """A field for one line of text; `required` is what is said when it is empty."""
    checks = [DataRequired(required)] if required else []
    keys = {"maxlength": longest}
    return field(
        label, filters=[clean_line], validators=[*checks, too_long(longest)], render_kw=keys
    )


def choices_of(pairs: Iterable[tuple], *, group: str | None = None) -> list[SelectChoice]:
    return [SelectChoice(value, label, optgroup=group) for value, label in pairs]


class AddressForm(FlaskForm):
    email = StringField("Your e-mail address")

    def validate_email(self, field):
        try:
            field.data = normal_address(field.data or "")
        except BadAddress:
            raise ValidationError("Write your address in full, like ada@example.org.") from None


class CodeForm(FlaskForm):
    code = StringField("Code from the mail", filters=[lambda typed: digits_of(typed or "")])

    def validate_code(self, field):
        if len(field.data) != 6:
            raise ValidationError("Write the six digits from the mail.")


def digits_of(text: str) -> str:
    """Return the digits in what was typed, in any script: some write ٤٠٧ for 407."""
    digits = (unicodedata.decimal(character, None) for character in text)
    return "".join(str(digit) for digit in digits if digit is not None)


class NameForm(FlaskForm):
    name = line("Name", LONGEST_NAME, required="Write the name people call you by.")

    def validate_name(self, field):
        if not has_letter(field.data):
            raise ValidationError("A name needs at least one letter.")


class IdentityForm(NameForm):
    handle = StringField("Address of your page", filters=[lambda t: clean_line(t).lower()])

    def validate_handle(self, field):
        if not is_handle(field.data):
            raise ValidationError("Use 2 to 30 letters from a to z, digits and single hyphens.")
        if field.data in RESERVED:
            raise ValidationError("This address belongs to the site. Choose another one.")


class PasskeyForm(FlaskForm):
    credential = HiddenField()


class PictureForm(FlaskForm):
    photo = FileField("Photo", validators=[FileRequired("Choose a photo first.")])


class AboutForm(FlaskForm):
    headline = line("What you do, and where", LONGEST_LINE)
    quote = line("One line, in your words", LONGEST_LINE, field=TextAreaField)


class TopicsForm(FlaskForm):
    title_1 = line("First thing", LONGEST_TOPIC)
    detail_1 = line("What you have done with it", LONGEST_LINE)
    title_2 = line("Second thing", LONGEST_TOPIC)
    detail_2 = line("What you have done with it", LONGEST_LINE)
    title_3 = line("Third thing", LONGEST_TOPIC)
    detail_3 = line("What you have done with it", LONGEST_LINE)

    @property
    def pairs(self) -> list[tuple[StringField, StringField]]:
        return [(self[f"title_{at}"], self[f"detail_{at}"]) for at in (1, 2, 3)]

    @property
    def topics(self) -> list[tuple[str, str]]:
        return [(title.data, detail.data) for title, detail in self.pairs if title.data]

    def validate(self, extra_validators=None) -> bool:
        valid = super().validate(extra_validators)
        for title, detail in self.pairs:
            if detail.data and not title.data:
                title.errors = ["Name the thing that you describe below it."]
                valid = False
        return valid


class SkillsForm(FlaskForm):
    skills = SelectMultipleField("Skills you have", validate_choice=False)
    more_skills = StringField("Add skills, with commas between them")

    @property
    def labels(self) -> list[str]:
        return skill_labels([*(self.skills.data or ()), self.more_skills.data or ""])

    def validate_more_skills(self, _field):
        if len(self.labels) > MOST_SKILLS:
            raise ValidationError(f"{MOST_SKILLS} skills are the most. Take some away first.")
        if any(len(label) > LONGEST_SKILL for label in self.labels):
            raise ValidationError(f"Name each skill in {LONGEST_SKILL} characters or fewer.")


class LanguagesForm(FlaskForm):
    languages = SelectMultipleField("Languages you talk in", choices=choices_of(LANGUAGES))
    another = SelectField("Another language", choices=choices_of([("", "None"), *LANGUAGES]))

    @property
    def codes(self) -> list[str]:
        chosen = [*(self.languages.data or ()), self.another.data]
        return list(dict.fromkeys(code for code in chosen if code))

    def validate_another(self, _field):
        if len(self.codes) > MOST_LANGUAGES:
            raise ValidationError(f"{MOST_LANGUAGES} languages are the most.")


class MentoringForm(FlaskForm):
    is_mentor = BooleanField("I want to mentor")
    is_accepting = BooleanField("I take new bookings")
    minutes_a_week = MinutesField("Minutes a week", validators=[NumberRange(10, 1200, IN_MINUTES)])


class PaceForm(FlaskForm):
    extra_time = RadioField("I need more time", coerce=float, choices=choices_of(PACES))


class NetworkForm(FlaskForm):
    hides_address = BooleanField("Hide my network address")


class ZoneForm(FlaskForm):
    time_zone = SelectField("Time zone")

    def __init__(self, *args, current: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.time_zone.choices = zone_choices(current)


def zone_choices(current: str) -> list[SelectChoice]:
    """Return all zones by continent; the current one stands first, whatever it is."""
    first = dict.fromkeys((current, "UTC"))
    choices = choices_of((name, name) for name in first)
    for continent, names in groupby(zone_names(), lambda name: name.partition("/")[0]):
        others = ((name, city(name)) for name in names if name not in first)
        choices += choices_of(others, group=continent)
    return choices
