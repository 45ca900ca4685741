"""Questions about people."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm.interfaces import ORMOption

from webapp.core.db import db
from webapp.people.models import Person, Picture, Profile, ProfileSkill, Skill
from webapp.people.names import first_free
from webapp.people.signin_models import DeviceSession, Passkey


def whole_profiles(*, of_one: bool = False) -> tuple[ORMOption, ...]:
    """Return options that load topics, skills and languages of all people found at once.

    For `sa.select(Person).options(*whole_profiles())`, and below a path that ends at a person.
    Of one person all of them, which are few, come in the same query: make its rows unique.
    """
    profile = orm.joinedload(Person.profile, innerjoin=True)
    load = orm.joinedload if of_one else orm.selectinload
    parts = (Profile.topics, Profile.languages, Profile.skills)
    return (profile.options(*map(load, parts)),)


def active_people() -> sa.Select[tuple[Person]]:
    """Select people whose account is on; the others do not exist for anybody."""
    return sa.select(Person).where(~Person.is_disabled)


def person_with_handle(handle: str) -> Person | None:
    return db.session.scalar(active_people().where(Person.handle == handle))


def mentor_with_handle(handle: str) -> Person | None:
    """Find a mentor, accepting or paused, with their whole profile."""
    found = (
        active_people()
        .join(Profile)
        .where(Person.handle == handle, Profile.is_mentor)
        .options(*whole_profiles(of_one=True))
    )
    return db.session.scalars(found).unique().one_or_none()


def people_with_handles(handles: tuple[str, ...]) -> list[Person]:
    """Return those who exist, in the order asked for."""
    found = db.session.scalars(active_people().where(Person.handle.in_(handles)))
    return sorted(found, key=lambda person: handles.index(person.handle))


def person_with_email(email: str) -> Person | None:
    """Find an account, also one that is switched off."""
    return db.session.scalar(sa.select(Person).where(Person.email == email))


def lock_person(person_id: int) -> None:
    """Make whoever changes something of this person at the same time wait; on SQLite all do."""
    mine = sa.select(Person.id).where(Person.id == person_id)
    # weak enough for the foreign keys of rows that others insert meanwhile
    db.session.execute(mine.with_for_update(key_share=True))


def free_handle(stem: str) -> str:
    """Return the stem, or the stem with a number, as nobody has it yet."""
    similar = sa.or_(Person.handle == stem, Person.handle.startswith(f"{stem}-", autoescape=True))
    taken = set(db.session.scalars(sa.select(Person.handle).where(similar)))
    return first_free(stem, taken)


def picture_of(handle: str, etag: str) -> Picture | None:
    return db.session.scalar(
        sa.select(Picture)
        .join(Person, Person.id == Picture.person_id)
        .where(Person.handle == handle, ~Person.is_disabled, Picture.etag == etag)
    )


def common_skills(limit: int = 60) -> list[str]:
    """Return the labels to suggest: what most people have, first."""
    counted = (
        sa.select(Skill.label)
        .join(ProfileSkill, ProfileSkill.skill_id == Skill.id)
        .group_by(Skill.id, Skill.label)
        .order_by(sa.func.count().desc(), Skill.label)
    )
    return list(db.session.scalars(counted.limit(limit)))


def passkeys_of(person: Person) -> list[Passkey]:
    mine = sa.select(Passkey).where(Passkey.person_id == person.id)
    return list(db.session.scalars(mine.order_by(Passkey.created_at, Passkey.id)))


def passkey_of(person: Person, public_id: str) -> Passkey | None:
    mine = sa.select(Passkey).where(Passkey.person_id == person.id)
    return db.session.scalar(mine.where(Passkey.public_id == public_id))


def devices_of(person: Person, *, now: datetime) -> list[DeviceSession]:
    """Return where somebody is signed in, last used first."""
    mine = sa.select(DeviceSession).where(
        DeviceSession.person_id == person.id, DeviceSession.is_live(now)
    )
    return list(db.session.scalars(mine.order_by(DeviceSession.seen_at.desc())))


def device_of(person: Person, public_id: str, *, now: datetime) -> DeviceSession | None:
    mine = sa.select(DeviceSession).where(
        DeviceSession.person_id == person.id, DeviceSession.is_live(now)
    )
    return db.session.scalar(mine.where(DeviceSession.public_id == public_id))
