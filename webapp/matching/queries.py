"""Whom to show: mentors who can be found, closest match first, then who is free soonest."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.core.db import db
from webapp.matching.ranking import words_of
from webapp.matching.search import found
from webapp.people.models import Person, Profile, ProfileLanguage, ProfileSkill, Skill
from webapp.scheduling.models import CalendarSettings

SOON = timedelta(days=7)
PAGE = 12  # mentors a page
MOST_OPTIONS = 12  # skills and languages to filter by; the commonest first


@dataclass(frozen=True)
class Wish:
    """What somebody looks for. Empty fields ask for nothing."""

    question: str = ""
    skill: str = ""
    language: str = ""
    is_free_this_week: bool = False
    words: list[str] = field(init=False)

    def __post_init__(self):
        object.__setattr__(self, "words", words_of(self.question))


@dataclass(frozen=True)
class Found:
    """One page of mentors, and how many there are in all."""

    mentors: list[Person]
    total: int
    next_page: int | None
    by_words: bool  # False where nobody's profile has any of the words


def mentors_for(
    wish: Wish, *, viewer: Person | None, now: datetime, page: int = 1, size: int = PAGE
) -> Found:
    """Return the mentors who fit, in one query with their profile, topics apart.

    Words only rank where they match anybody: a question nobody's profile has a word of
    is answered with whoever is free soonest, never with an empty page.
    """
    first = (page - 1) * size
    query = matching(wish, viewer, now).offset(first).limit(size)
    rows = db.session.execute(query).all()
    if not rows and wish.words and page == 1:
        anybody = mentors_for(replace(wish, question=""), viewer=viewer, now=now, size=size)
        return replace(anybody, by_words=False)
    total = rows[0].total if rows else 0
    next_page = page + 1 if first + len(rows) < total else None
    return Found([row.Person for row in rows], total, next_page, by_words=bool(wish.words))


def matching(wish: Wish, viewer: Person | None, now: datetime) -> sa.Select:
    query = (
        sa.select(Person, sa.func.count().over().label("total"))
        .join(Person.profile)
        .join(CalendarSettings, CalendarSettings.person_id == Person.id)
        .where(Profile.is_mentor, ~Profile.is_paused, ~Person.is_disabled)
        .options(orm.contains_eager(Person.profile).selectinload(Profile.topics))
    )
    if viewer:
        query = query.where(Person.id != viewer.id)
    return ordered(filtered(query, wish, now), wish, now)


def filtered(query: sa.Select, wish: Wish, now: datetime) -> sa.Select:
    if wish.skill:
        skilled = sa.select(ProfileSkill.person_id).join(Skill, Skill.id == ProfileSkill.skill_id)
        query = query.where(Person.id.in_(skilled.where(Skill.slug == wish.skill)))
    if wish.language:
        speakers = sa.select(ProfileLanguage.person_id)
        query = query.where(Person.id.in_(speakers.where(ProfileLanguage.code == wish.language)))
    if wish.is_free_this_week:
        query = query.where(CalendarSettings.next_free_at < now + SOON)
    return query


def ordered(query: sa.Select, wish: Wish, now: datetime) -> sa.Select:
    soonest = (CalendarSettings.next_free_at.is_(None), CalendarSettings.next_free_at, Person.id)
    if not wish.words:
        return query.order_by(*soonest)
    hits = found(wish.words)
    query = query.join(hits, hits.c.person_id == Person.id)
    return query.order_by(hits.c.rank.desc(), *soonest)


@dataclass(frozen=True)
class Option:
    kind: str  # skill or language
    value: str
    label: str


def options() -> list[Option]:
    """Return the skills and languages that mentors have, the commonest of each, in one query."""
    open_to_all = sa.select(Profile.person_id).where(Profile.is_mentor, ~Profile.is_paused)
    count = sa.func.count().label("mentors")
    skills = (
        sa.select(sa.literal("skill").label("kind"), Skill.slug.label("value"), Skill.label, count)
        .join(ProfileSkill, ProfileSkill.skill_id == Skill.id)
        .where(ProfileSkill.person_id.in_(open_to_all))
        .group_by(Skill.slug, Skill.label)
    )
    code = ProfileLanguage.code
    languages = (
        sa.select(sa.literal("language"), code, code, count)
        .where(ProfileLanguage.person_id.in_(open_to_all))
        .group_by(code)
    )
    both = skills.union_all(languages).subquery()
    rows = db.session.execute(sa.select(both).order_by(both.c.mentors.desc(), both.c.label)).all()
    return [*first_of("skill", rows), *first_of("language", rows)]


def first_of(kind: str, rows) -> list[Option]:
    return [Option(r.kind, r.value, r.label) for r in rows if r.kind == kind][:MOST_OPTIONS]
