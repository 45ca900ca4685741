"""Who people are, and how they appear."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Mapped

from webapp.core.db import Model, UtcDateTime, opaque_id


class Person(Model):
    """An account holder. `handle` is public, the e-mail address never is."""

    __tablename__ = "person"
    __table_args__ = (
        sa.CheckConstraint("extra_time IN (1.0, 1.5, 2.0)", name="extra_time_is_known"),
    )

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    public_id: Mapped[str] = orm.mapped_column(unique=True, default=opaque_id)
    email: Mapped[str] = orm.mapped_column(unique=True)  # lower case
    handle: Mapped[str] = orm.mapped_column(unique=True)
    name: Mapped[str] = orm.mapped_column(default="")
    time_zone: Mapped[str] = orm.mapped_column(default="UTC")
    # "I need more time": lengths are multiplied by this; nobody else sees the setting
    extra_time: Mapped[float] = orm.mapped_column(default=1.0)
    # picture and sound then take no direct way, for the other browser would learn the address
    hides_address: Mapped[bool] = orm.mapped_column(default=False)
    is_disabled: Mapped[bool] = orm.mapped_column(default=False)
    created_at: Mapped[datetime] = orm.mapped_column(UtcDateTime)

    # Everybody has one, and whoever shows a person shows its picture: loaded in the same query.
    # Inner, because PostgreSQL locks no row of an outer join.
    profile: Mapped["Profile"] = orm.relationship(
        back_populates="person", cascade="all, delete-orphan", lazy="joined", innerjoin=True
    )

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name else ""

    @property
    def is_mentor(self) -> bool:
        return self.profile.is_mentor

    @property
    def picture_url(self) -> str | None:
        """Return a path that changes with the picture, so it is kept by browsers for good."""
        etag = self.profile.picture_etag
        return f"/people/{self.handle}/picture/{etag}" if etag else None


class Profile(Model):
    """How somebody appears to others. Found only while `is_mentor` and not `is_paused`."""

    __tablename__ = "profile"

    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"), primary_key=True)
    headline: Mapped[str] = orm.mapped_column(default="")
    quote: Mapped[str] = orm.mapped_column(default="")
    is_mentor: Mapped[bool] = orm.mapped_column(default=False)
    is_paused: Mapped[bool] = orm.mapped_column(default=False)
    minutes_a_week: Mapped[int] = orm.mapped_column(default=60)
    picture_etag: Mapped[str | None]

    person: Mapped[Person] = orm.relationship(back_populates="profile")
    topics: Mapped[list["HelpTopic"]] = orm.relationship(
        order_by="HelpTopic.position", cascade="all, delete-orphan"
    )
    skills: Mapped[list["Skill"]] = orm.relationship(
        secondary="profile_skill", order_by="Skill.label"
    )
    languages: Mapped[list["ProfileLanguage"]] = orm.relationship(
        order_by="ProfileLanguage.position", cascade="all, delete-orphan"
    )

    @property
    def is_accepting(self) -> bool:
        return self.is_mentor and not self.is_paused


class HelpTopic(Model):
    """One of the three things somebody can help with."""

    __tablename__ = "help_topic"

    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("profile.person_id"), primary_key=True)
    position: Mapped[int] = orm.mapped_column(primary_key=True)
    title: Mapped[str]
    detail: Mapped[str] = orm.mapped_column(default="")


class Skill(Model):
    """A thing one asks or gives help with."""

    __tablename__ = "skill"

    id: Mapped[int] = orm.mapped_column(primary_key=True)
    slug: Mapped[str] = orm.mapped_column(unique=True)
    label: Mapped[str]


class ProfileSkill(Model):
    __tablename__ = "profile_skill"

    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("profile.person_id"), primary_key=True)
    skill_id: Mapped[int] = orm.mapped_column(
        sa.ForeignKey("skill.id"), primary_key=True, index=True
    )


class ProfileLanguage(Model):
    """A language somebody can talk in; `code` is BCP 47, as in "de" or "pt-BR"."""

    __tablename__ = "profile_language"

    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("profile.person_id"), primary_key=True)
    code: Mapped[str] = orm.mapped_column(primary_key=True, index=True)
    position: Mapped[int] = orm.mapped_column(default=0)


class Picture(Model):
    """A re-encoded bitmap, kept apart from the profile so that lists do not load it."""

    __tablename__ = "picture"

    person_id: Mapped[int] = orm.mapped_column(sa.ForeignKey("person.id"), primary_key=True)
    etag: Mapped[str]
    data: Mapped[bytes] = orm.mapped_column(sa.LargeBinary)  # WebP
