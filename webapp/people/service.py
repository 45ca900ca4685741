"""What people do with their account and profile. Whatever others can see is announced."""

from collections.abc import Sequence
from contextlib import contextmanager
from datetime import datetime

import sqlalchemy as sa

from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.people.errors import HandleTaken
from webapp.people.events import PersonJoined, ProfileChanged
from webapp.people.models import HelpTopic, Person, Picture, Profile, ProfileLanguage, Skill
from webapp.people.names import handle_from, skill_slug
from webapp.people.pictures import Bitmap
from webapp.people.queries import free_handle, lock_person, person_with_email


def join(email: str, *, name: str, time_zone: str, now: datetime) -> Person:
    """Make an account for an address; who has one already gets theirs back."""
    with transaction():
        try:
            with db.session.begin_nested():
                return person_with_email(email) or new_person(email, name, time_zone, now=now)
        except sa.exc.IntegrityError:
            # somebody took the handle, or joined by the same address, between look and write
            return person_with_email(email) or new_person(email, name, time_zone, now=now)


def new_person(email: str, name: str, time_zone: str, *, now: datetime) -> Person:
    person = Person(email=email, name=name, time_zone=time_zone, created_at=now)
    person.handle = free_handle(handle_from(name))
    person.profile = Profile()
    db.session.add(person)
    db.session.flush()
    announce(PersonJoined(person.id))
    return person


def rename(person: Person, *, name: str, handle: str) -> None:
    try:
        with change_of(person):
            person.name, person.handle = name, handle
            db.session.flush()
    except sa.exc.IntegrityError:
        raise HandleTaken from None


def describe(person: Person, *, headline: str, quote: str) -> None:
    with change_of(person):
        person.profile.headline, person.profile.quote = headline, quote


def offer_help(person: Person, topics: Sequence[tuple[str, str]]) -> None:
    """Say what one can help with: titles and details, in the order they are shown."""
    with change_of(person):
        person.profile.topics.clear()
        db.session.flush()  # the old rows have the same keys
        person.profile.topics = [
            HelpTopic(position=at, title=title, detail=detail)
            for at, (title, detail) in enumerate(topics)
        ]


def set_skills(person: Person, labels: Sequence[str]) -> None:
    with change_of(person):
        person.profile.skills = [skill_labelled(label) for label in labels]


def skill_labelled(label: str) -> Skill:
    """Return the one skill of this name, in whichever spelling it came first."""
    same = sa.select(Skill).where(Skill.slug == skill_slug(label))
    if skill := db.session.scalar(same):
        return skill
    try:
        with db.session.begin_nested():
            skill = Skill(slug=skill_slug(label), label=label)
            db.session.add(skill)
    except sa.exc.IntegrityError:  # somebody else added it between look and write
        return db.session.scalars(same).one()
    return skill


def set_languages(person: Person, codes: Sequence[str]) -> None:
    """Say which languages one talks in, by their codes, the preferred one first."""
    with change_of(person):
        kept = {language.code: language for language in person.profile.languages}
        person.profile.languages = [kept.get(code, ProfileLanguage(code=code)) for code in codes]
        for at, language in enumerate(person.profile.languages):
            language.position = at


def set_mentoring(person: Person, *, is_mentor: bool, is_paused: bool, minutes_a_week: int) -> None:
    with change_of(person):
        profile = person.profile
        profile.is_mentor, profile.is_paused = is_mentor, is_paused
        profile.minutes_a_week = minutes_a_week


def set_extra_time(person: Person, extra_time: float) -> None:
    """Say by how much lengths are multiplied for this person: 1, 1.5 or 2."""
    with change_of(person):
        person.extra_time = extra_time


def hide_address(person: Person, *, hides: bool) -> None:
    """Say whether picture and sound may take the direct way, which shows one's address."""
    with change_of(person):
        person.hides_address = hides


def move_to_zone(person: Person, time_zone: str) -> None:
    with change_of(person):
        person.time_zone = time_zone


def set_picture(person: Person, bitmap: Bitmap) -> None:
    with change_of(person):
        db.session.merge(Picture(person_id=person.id, etag=bitmap.etag, data=bitmap.data))
        person.profile.picture_etag = bitmap.etag


def remove_picture(person: Person) -> None:
    with change_of(person):
        db.session.execute(sa.delete(Picture).where(Picture.person_id == person.id))
        person.profile.picture_etag = None


@contextmanager
def change_of(person: Person):
    """A change that others may see: one transaction, announced at its end."""
    with transaction():
        lock_person(person.id)
        yield
        db.session.flush()
        announce(ProfileChanged(person.id))
