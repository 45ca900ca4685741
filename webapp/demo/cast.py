"""Who is in the demo: people, profiles and calendars, each added when missing."""

import tomllib
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from webapp.core.db import db
from webapp.core.events import announce
from webapp.people.events import PersonJoined, ProfileChanged
from webapp.people.models import HelpTopic, Person, Profile, ProfileLanguage, Skill
from webapp.people.names import skill_slug
from webapp.scheduling.events import AvailabilityChanged
from webapp.scheduling.models import AvailabilityRule, CalendarSettings

MENTORS = tomllib.loads((Path(__file__).parent / "mentors.toml").read_text())
OTHERS = {
    "ben": ("Ben Achterberg", "Europe/Berlin", "Team lead since August"),
    "dana": ("Dana Novak", "Europe/Prague", "Runs the mentoring programme"),
    "eve": ("Eve Tremblay", "America/Toronto", "Looking around"),
}
CAST = ("ada", "ben", "chidi", "dana", "eve")


def may_be_added() -> bool:
    """The demo goes into an empty database, or where it is already: never among real people."""
    ours = sa.func.sum(sa.case((Person.email == "ada@demo.test", 1), else_=0))
    people, of_the_demo = db.session.execute(sa.select(sa.func.count(Person.id), ours)).one()
    return people == 0 or of_the_demo == 1


def add_cast(*, now: datetime) -> int:
    """Add the people who are not there yet; return how many were added."""
    known = set(db.session.scalars(sa.select(Person.handle)))
    missing = [handle for handle in (*MENTORS, *OTHERS) if handle not in known]
    for handle in missing:
        add_mentor(handle, now=now) if handle in MENTORS else add_other(handle, now=now)
    return len(missing)


def person_in_cast(handle: str) -> Person:
    return db.session.scalars(sa.select(Person).where(Person.handle == handle)).one()


def add_other(handle: str, *, now: datetime) -> None:
    name, zone, headline = OTHERS[handle]
    person = add_person(handle, name, zone, now=now)
    person.profile = Profile(headline=headline)
    db.session.flush()
    announce(PersonJoined(person.id))


def add_person(handle: str, name: str, zone: str, *, now: datetime) -> Person:
    person = Person(handle=handle, name=name, time_zone=zone, created_at=now)
    person.email = f"{handle}@demo.test"
    db.session.add(person)
    return person


def add_mentor(handle: str, *, now: datetime) -> None:
    about = MENTORS[handle]
    person = add_person(handle, about["name"], about["zone"], now=now)
    person.profile = profile_of(about)
    db.session.flush()
    add_calendar(person, about)
    announce(PersonJoined(person.id))
    announce(ProfileChanged(person.id))
    announce(AvailabilityChanged(person.id))


def profile_of(about: dict) -> Profile:
    profile = Profile(headline=about["headline"], quote=about["quote"], is_mentor=True)
    profile.topics = [
        HelpTopic(position=at, title=title, detail=detail)
        for at, (title, detail) in enumerate(about["topics"])
    ]
    profile.languages = [
        ProfileLanguage(code=code, position=at) for at, code in enumerate(about["languages"])
    ]
    profile.skills = [skill_named(label) for label in about["skills"]]
    return profile


def skill_named(label: str) -> Skill:
    slug = skill_slug(label)
    skill = db.session.scalar(sa.select(Skill).where(Skill.slug == slug))
    if skill is None:
        skill = Skill(slug=slug, label=label)
        db.session.add(skill)
    return skill


def add_calendar(person: Person, about: dict) -> None:
    db.session.merge(
        CalendarSettings(person_id=person.id, time_zone=person.time_zone, lengths=about["lengths"])
    )
    for line in about["open"]:
        days, hours = line.split()
        opens, closes = (minutes_of(text) for text in hours.split("-"))
        for day in days:
            rule = AvailabilityRule(weekday=int(day) - 1, opens=opens, closes=closes)
            rule.person_id = person.id
            db.session.add(rule)


def minutes_of(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)
