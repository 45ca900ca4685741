"""The card before a talk, for both: the brief, last time, and what was done since."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.booking.models import Booking, BookingStatus, Part, Seat
from webapp.booking.request_models import Request
from webapp.core.db import db
from webapp.followup.models import TALK_ID, Action, is_of_talk
from webapp.followup.prep import Known, questions_for
from webapp.live.agenda import agenda


@dataclass(frozen=True)
class Prep:
    last: Booking | None  # the talk of these two before this one
    last_actions: list[Action]  # what either said then
    since: list[Action]  # what the mentee said elsewhere since, under the same goal
    questions: list[str]
    phases: list[tuple[str, int]]  # names and minutes after the start, in seconds


def prep_of(booking: Booking) -> Prep:
    last = last_talk(booking)
    actions = actions_of(last) if last else []
    return Prep(
        last=last,
        last_actions=actions,
        since=actions_under_goal(booking, last),
        questions=questions_for(known_of(booking, last, actions)),
        phases=phases_of(booking),
    )


def last_talk(booking: Booking) -> Booking | None:
    """Find the latest talk of the same two that took place; only theirs, nobody else's."""
    mentor, mentee = orm.aliased(Seat), orm.aliased(Seat)
    return db.session.scalar(
        sa.select(Booking)
        .join(mentor, sa.and_(mentor.booking_id == Booking.id, mentor.part == Part.MENTOR))
        .join(mentee, sa.and_(mentee.booking_id == Booking.id, mentee.part == Part.MENTEE))
        .where(mentor.person_id == booking.mentor.id, mentee.person_id == booking.mentee.id)
        .where(Booking.status == BookingStatus.ENDED, Booking.starts_at < booking.starts_at)
        .where(Booking.id != booking.id)
        .order_by(Booking.starts_at.desc())
        .limit(1)
    )


def actions_of(booking: Booking) -> list[Action]:
    rows = sa.select(Action).where(is_of_talk(booking.id)).order_by(Action.id)
    return list(db.session.scalars(rows.options(orm.joinedload(Action.owner))))


def actions_under_goal(booking: Booking, last: Booking | None) -> list[Action]:
    """Return what the mentee decided to do under this talk's goal, without what was said last time.

    Nothing that came of other mentors is among it: that is the mentee's own.
    """
    goal_id = booking.brief.goal_id if booking.brief else None
    if goal_id is None:
        return []
    rows = (
        sa.select(Action)
        .where(Action.goal_id == goal_id, Action.owner_id == booking.mentee.id)
        .outerjoin(Request, Request.id == Action.request_id)
        .where(TALK_ID.is_(None))
        .where(sa.or_(Action.request_id.is_(None), Request.mentor_id == booking.mentor.id))
        .where(Action.created_at >= since(last))
        .order_by(Action.id)
    )
    return list(db.session.scalars(rows.options(orm.joinedload(Action.owner))))


def since(last: Booking | None) -> datetime | sa.ColumnElement:
    return last.ends_at if last else Action.created_at


def known_of(booking: Booking, last: Booking | None, actions: list[Action]) -> Known:
    brief = booking.brief
    prompts = (
        {name: getattr(brief, name) for name in ("situation", "tried", "question", "done")}
        if brief
        else {}
    )
    return Known(
        last_action_is_open=any(action.is_open for action in actions),
        has_met=last is not None,
        **prompts,
    )


def phases_of(booking: Booking) -> list[tuple[str, int]]:
    phases = agenda(booking.starts_at, booking.ends_at)
    return [
        (phase.name, round((phase.starts_at - booking.starts_at).total_seconds()))
        for phase in phases
    ]
