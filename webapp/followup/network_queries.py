"""Whom somebody has learned from, in a handful of queries however many talks."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.booking.lifecycle import EndedReason
from webapp.booking.models import Booking, BookingStatus, Part, Seat
from webapp.booking.request_models import Request
from webapp.booking.request_queries import answered_in_writing
from webapp.core.db import db
from webapp.followup.models import Insight
from webapp.goals.models import Brief, Goal
from webapp.people.favourite_models import Favourite
from webapp.people.models import Person


@dataclass(frozen=True)
class Meeting:
    """One talk, or one answer in writing, with one other person."""

    other_id: int
    booking: str | None  # public id; None for an answer in writing
    at: datetime
    minutes: int  # as booked, with what was added; none in writing
    goal_id: int | None
    request: str | None = None  # public id of an answer in writing


def talks_of(person: Person, part: Part) -> list[Meeting]:
    """Return the talks that took place in which this person had that part, the latest first."""
    mine, theirs = orm.aliased(Seat), orm.aliased(Seat)
    rows = db.session.execute(
        sa.select(theirs.person_id, Booking, Brief.goal_id)
        .join(mine, sa.and_(mine.booking_id == Booking.id, mine.person_id == person.id))
        .join(theirs, sa.and_(theirs.booking_id == Booking.id, theirs.part != part))
        .outerjoin(Brief, Brief.id == Booking.brief_id)
        .where(mine.part == part, took_place())
        .where(theirs.status == BookingStatus.ENDED, mine.status == BookingStatus.ENDED)
        .order_by(Booking.starts_at.desc(), Booking.id.desc())
    )
    return [
        Meeting(other_id, booking.public_id, booking.starts_at, booking.minutes, goal_id)
        for other_id, booking, goal_id in rows
    ]


def took_place() -> sa.ColumnElement[bool]:
    return sa.and_(
        Booking.status == BookingStatus.ENDED, Booking.ended_reason == EndedReason.COMPLETED
    )


def answers_in_writing(person: Person) -> list[Meeting]:
    rows = db.session.execute(
        sa.select(Request.mentor_id, Request.public_id, Request.created_at, Brief.goal_id)
        .join(Brief, Brief.id == Request.brief_id)
        .where(Request.mentee_id == person.id, answered_in_writing())
    )
    return [Meeting(mentor_id, None, at, 0, goal_id, key) for mentor_id, key, at, goal_id in rows]


def people_by_id(ids: Iterable[int]) -> dict[int, Person]:
    rows = sa.select(Person).where(Person.id.in_(ids)).options(orm.joinedload(Person.profile))
    return {person.id: person for person in db.session.scalars(rows)}


def latest_insights(person: Person) -> dict[int, str]:
    """Return what this person last wrote down from each mentor, by the mentor's key."""
    rows = db.session.execute(
        sa.select(Insight.mentor_id, Insight.text)
        .where(Insight.person_id == person.id)
        .order_by(Insight.created_at, Insight.id)
    )
    return {mentor_id: text for mentor_id, text in rows}


def favourite_ids(person: Person) -> set[int]:
    mine = sa.select(Favourite.favourite_id).where(Favourite.person_id == person.id)
    return set(db.session.scalars(mine))


def goals_by_id(person: Person) -> dict[int, Goal]:
    goals = db.session.scalars(sa.select(Goal).where(Goal.person_id == person.id))
    return {goal.id: goal for goal in goals}


def by_other(meetings: Iterable[Meeting]) -> dict[int, list[Meeting]]:
    people = defaultdict(list)
    for meeting in sorted(meetings, key=lambda meeting: meeting.at, reverse=True):
        people[meeting.other_id].append(meeting)
    return people
