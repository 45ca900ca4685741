"""The parts of settings that are saved one by one: how each is filled, and what saving does."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_wtf import FlaskForm

from webapp.people import forms, service
from webapp.people.access import detected_zone
from webapp.people.models import Person
from webapp.people.pictures import bitmap_from
from webapp.people.queries import common_skills


@dataclass(frozen=True)
class Section:
    """`form` takes the person and, with formdata=None, shows what is kept instead of what came."""

    page: str  # the endpoint of the page it stands on
    form: Callable[..., FlaskForm]
    save: Callable[[Person, FlaskForm], None]
    words: str
    context: Callable[[], dict] = dict


def picture_form(_person: Person, **sent) -> forms.PictureForm:
    return forms.PictureForm(**sent)


def save_picture(person: Person, form: forms.PictureForm) -> None:
    service.set_picture(person, bitmap_from(form.photo.data.stream))


def identity_form(person: Person, **sent) -> forms.IdentityForm:
    return forms.IdentityForm(obj=person, **sent)


def save_identity(person: Person, form: forms.IdentityForm) -> None:
    service.rename(person, name=form.name.data, handle=form.handle.data)


def about_form(person: Person, **sent) -> forms.AboutForm:
    return forms.AboutForm(obj=person.profile, **sent)


def save_about(person: Person, form: forms.AboutForm) -> None:
    service.describe(person, headline=form.headline.data, quote=form.quote.data)


def topics_form(person: Person, **sent) -> forms.TopicsForm:
    said = {}
    for at, topic in enumerate(person.profile.topics, start=1):
        said |= {f"title_{at}": topic.title, f"detail_{at}": topic.detail}
    return forms.TopicsForm(data=said, **sent)


def save_topics(person: Person, form: forms.TopicsForm) -> None:
    service.offer_help(person, form.topics)


def skills_form(person: Person, **sent) -> forms.SkillsForm:
    labels = [skill.label for skill in person.profile.skills]
    form = forms.SkillsForm(data={"skills": labels}, **sent)
    shown = dict.fromkeys([*labels, *(form.skills.data or ())])  # one taken away may come back
    form.skills.choices = forms.choices_of((label, label) for label in shown)
    return form


def save_skills(person: Person, form: forms.SkillsForm) -> None:
    service.set_skills(person, form.labels)


def languages_form(person: Person, **sent) -> forms.LanguagesForm:
    codes = [language.code for language in person.profile.languages]
    return forms.LanguagesForm(data={"languages": codes}, **sent)


def save_languages(person: Person, form: forms.LanguagesForm) -> None:
    service.set_languages(person, form.codes)


def mentoring_form(person: Person, **sent) -> forms.MentoringForm:
    is_accepting = not person.profile.is_paused
    return forms.MentoringForm(obj=person.profile, is_accepting=is_accepting, **sent)


def save_mentoring(person: Person, form: forms.MentoringForm) -> None:
    service.set_mentoring(
        person,
        is_mentor=form.is_mentor.data,
        is_paused=not form.is_accepting.data,
        minutes_a_week=form.minutes_a_week.data,
    )


def pace_form(person: Person, **sent) -> forms.PaceForm:
    return forms.PaceForm(obj=person, **sent)


def save_pace(person: Person, form: forms.PaceForm) -> None:
    service.set_extra_time(person, form.extra_time.data)


def zone_form(person: Person, **sent) -> forms.ZoneForm:
    return forms.ZoneForm(obj=person, current=person.time_zone, **sent)


def save_zone(person: Person, form: forms.ZoneForm) -> None:
    service.move_to_zone(person, form.time_zone.data)


def network_form(person: Person, **sent) -> forms.NetworkForm:
    return forms.NetworkForm(obj=person, **sent)


def save_network(person: Person, form: forms.NetworkForm) -> None:
    service.hide_address(person, hides=form.hides_address.data)


PROFILE, SETTINGS = "people.profile", "people.settings"
SECTIONS = {
    "picture": Section(PROFILE, picture_form, save_picture, "Your photo is changed."),
    "identity": Section(PROFILE, identity_form, save_identity, "Your name is saved."),
    "about": Section(PROFILE, about_form, save_about, "What you do is saved."),
    "topics": Section(PROFILE, topics_form, save_topics, "What you can help with is saved."),
    "skills": Section(
        PROFILE, skills_form, save_skills, "Your skills are saved.",
        context=lambda: {"suggestions": common_skills()},
    ),
    "languages": Section(PROFILE, languages_form, save_languages, "Your languages are saved."),
    "mentoring": Section(SETTINGS, mentoring_form, save_mentoring, "How you mentor is saved."),
    "pace": Section(SETTINGS, pace_form, save_pace, "Your pace is saved."),
    "network": Section(SETTINGS, network_form, save_network, "It holds from your next talk on."),
    "zone": Section(
        SETTINGS, zone_form, save_zone, "Times are shown in your new zone from now on.",
        context=lambda: {"detected": detected_zone()},
    ),
}  # fmt: skip
