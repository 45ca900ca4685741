"""Whom to show: mentors who can be found, closest match first, then who is free soonest."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.booking.free_now_queries import is_free_now
from webapp.core.db import db
from webapp.matching.ranking import words_of
from webapp.matching.search import found
from webapp.people.favourite_models import Favourite
from webapp.people.models import HelpTopic, Person, Profile, ProfileLanguage, ProfileSkill, Skill
from webapp.scheduling.models import CalendarSettings

SOON = timedelta(days=7)
PAGE = 12  # mentors a page
LAST_PAGE = 10_000
MOST_OPTIONS = 12  # skills and languages to filter by; the commonest first


@dataclass(frozen=True)
class Wish:
    """What somebody looks for. Empty fields ask for nothing."""

    question: str = ""
    skill: str = ""
    language: str = ""
    is_free_this_week: bool = False
    answers_in_writing: bool = False
    is_free_now: bool = False
    is_favourite: bool = False  # of whoever looks
    favourites_first: bool = False  # of those who fit
    words: list[str] = field(init=False)

    def __post_init__(self):
        object.__setattr__(self, "words", words_of(self.question))


@dataclass(frozen=True)
class Found:
    """One page of mentors, and how many there are in all."""

    mentors: list[Person]
    total: int
    more: int  # how many come after this page
    by_words: bool  # False where nobody's profile has any of the words


def mentors_for(
    wish: Wish, *, viewer: Person | None, now: datetime, page: int = 1, size: int = PAGE
) -> Found:
    """Return the mentors who fit, with profile and topics, in one query.

    Words only rank where they match anybody: a question nobody's profile has a word of
    is answered with whoever is free soonest, never with an empty page.
    """
    first = (min(max(page, 1), LAST_PAGE) - 1) * size
    page_of = mentors_at(places_of(wish, viewer, now), first=first, size=size)
    rows = db.session.execute(page_of).unique().all()
    if not rows and wish.words and page == 1:
        anybody = mentors_for(replace(wish, question=""), viewer=viewer, now=now, size=size)
        return replace(anybody, by_words=False)
    total = rows[0].total if rows else 0
    more = max(0, total - first - len(rows))
    return Found([row.Person for row in rows], total, more, by_words=bool(wish.words))


def places_of(wish: Wish, viewer: Person | None, now: datetime) -> sa.Select:
    """Return (person_id, free_at), and rank or chosen where that counts: only keys are sorted."""
    query = (
        sa.select(CalendarSettings.person_id, CalendarSettings.next_free_at.label("free_at"))
        .join(Profile, Profile.person_id == CalendarSettings.person_id)
        .join(Person, Person.id == CalendarSettings.person_id)
        .where(Profile.is_mentor, ~Profile.is_paused, ~Person.is_disabled)
    )
    if viewer:
        query = query.where(Profile.person_id != viewer.id)
    if wish.words:
        hits = found(wish.words)
        query = query.join(hits, hits.c.person_id == Profile.person_id).add_columns(hits.c.rank)
    if wish.favourites_first:
        query = query.add_columns(Profile.person_id.in_(chosen_by(viewer)).label("chosen"))
    if wish.is_favourite:
        query = query.where(Profile.person_id.in_(chosen_by(viewer)))
    return filtered(query, wish, now)


def chosen_by(viewer: Person | None) -> sa.Select:
    """Return the keys of the viewer's favourites; who is not signed in has none."""
    mine = Favourite.person_id == (viewer.id if viewer else None)
    return sa.select(Favourite.favourite_id).where(mine)


def mentors_at(places: sa.Select, *, first: int, size: int) -> sa.Select:
    """Return the mentors of one page and how many there are in all, with what lists show."""
    total = sa.select(sa.func.count()).select_from(places.subquery()).scalar_subquery()
    shown = places.order_by(*in_order(places.selected_columns)).offset(first).limit(size).subquery()
    return (
        sa.select(Person, total.label("total"))
        .join(shown, shown.c.person_id == Person.id)
        .join(Person.profile)
        .outerjoin(Profile.topics)
        .options(orm.contains_eager(Person.profile).contains_eager(Profile.topics))
        .order_by(*in_order(shown.c), HelpTopic.position)
    )


def in_order(place) -> tuple:
    """Favourites first if wanted, the closest match, who is free soonest, who has no time."""
    most = [place[name].desc() for name in ("chosen", "rank") if name in place]
    return *most, place.free_at.nulls_last(), place.person_id


def filtered(query: sa.Select, wish: Wish, now: datetime) -> sa.Select:
    if wish.skill:
        skilled = sa.select(ProfileSkill.person_id).join(Skill, Skill.id == ProfileSkill.skill_id)
        query = query.where(Profile.person_id.in_(skilled.where(Skill.slug == wish.skill)))
    if wish.language:
        speakers = sa.select(ProfileLanguage.person_id)
        query = query.where(
            Profile.person_id.in_(speakers.where(ProfileLanguage.code == wish.language))
        )
    if wish.is_free_now:
        query = query.where(is_free_now(Profile.person_id, now))
    if wish.is_free_this_week:
        query = query.where(CalendarSettings.next_free_at < now + SOON)
    if wish.answers_in_writing:
        query = query.where(CalendarSettings.answers_in_writing)
    return query


@dataclass(frozen=True)
class Option:
    kind: str  # skill or language
    value: str
    label: str


def options() -> list[Option]:
    """Return the skills and languages that mentors have, the commonest of each, in one query."""
    skill = commonest(ProfileSkill, ProfileSkill.skill_id)
    language = commonest(ProfileLanguage, ProfileLanguage.code)
    skills = sa.select(
        sa.literal("skill").label("kind"), Skill.slug.label("value"), Skill.label, skill.c.people
    ).join(skill, skill.c.value == Skill.id)
    languages = sa.select(
        sa.literal("language"), language.c.value, language.c.value, language.c.people
    )
    both = skills.union_all(languages).subquery()
    ordered = sa.select(both).order_by(both.c.kind.desc(), both.c.people.desc(), both.c.label)
    return [Option(row.kind, row.value, row.label) for row in db.session.execute(ordered)]


def commonest(table, column) -> sa.Subquery:
    """Return (value, people) of what most people have, where any of them is a mentor.

    Counting everybody reads the index alone; counting mentors would read every profile.
    """
    other, people = orm.aliased(table), sa.func.count().label("people")
    mentor = sa.select(other.person_id).join(Profile, Profile.person_id == other.person_id)
    has_it = getattr(other, column.key) == column
    return (
        sa.select(column.label("value"), people)
        .group_by(column)
        .having(mentor.where(has_it, Profile.is_mentor, ~Profile.is_paused).exists())
        .order_by(people.desc(), column)
        .limit(MOST_OPTIONS)
        .subquery()
    )
