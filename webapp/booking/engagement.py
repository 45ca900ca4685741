"""Booking a few talks together, and how such an engagement ends or goes on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from webapp.booking import policy
from webapp.booking.engagement_events import (
    EngagementBooked,
    EngagementEnded,
    EngagementReflected,
    RenewalAgreed,
)
from webapp.booking.engagement_lifecycle import EngagementStatus, WhyEnded, require_transition
from webapp.booking.engagement_models import Engagement, EngagementChange
from webapp.booking.engagement_policy import is_over
from webapp.booking.engagement_queries import engagement_from, has_talks_ahead
from webapp.booking.engagement_steps import book_talk, refuse_plan
from webapp.booking.errors import EngagementMovedOn
from webapp.booking.holding import give_back, holds_with
from webapp.booking.lifecycle import Actor
from webapp.booking.seats import lock_people, release_expired_holds
from webapp.booking.service import cancel_booking
from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.core.intervals import Interval
from webapp.core.text import one_line
from webapp.goals.service import begin_goal
from webapp.people.models import Person


@dataclass(frozen=True)
class Wish:
    """What a mentee asks for: when, how long, under which goal, and until when at the latest."""

    starts: Sequence[datetime]
    minutes: int
    goal: str
    question: str  # for the first talk
    ends_on: date

    @property
    def slots(self) -> list[Interval]:
        length = timedelta(minutes=self.minutes)
        return [Interval(start, start + length) for start in sorted(self.starts)]


def book_engagement(
    mentor: Person,
    mentee: Person,
    wish: Wish,
    *,
    renewal: Engagement | None = None,
    form_key: str = "",
    now: datetime,
) -> Engagement:
    """Book all these talks or none. The same form sent twice books once."""
    key = f"{mentee.id} {form_key}" if form_key else None
    with transaction():
        lock_people([mentor.id, mentee.id])
        if same := engagement_from(key):
            return same
        refuse_plan(mentor, mentee, wish.slots, wish.ends_on, renewal)
        release_expired_holds([mentor.id, mentee.id], now=now)
        give_back(holds_with(mentor, mentee, now=now), mentee, now=now)
        engagement = new_engagement(mentor, mentee, wish, now=now)
        engagement.form_key, engagement.renewal_of = key, renewal
        change(engagement, EngagementStatus.RUNNING, by=mentee, now=now)
        for slot in wish.slots:
            book_talk(engagement, slot, wish.question if slot == wish.slots[0] else "", now=now)
        announce(EngagementBooked(engagement.id))
    return engagement


def new_engagement(mentor: Person, mentee: Person, wish: Wish, *, now: datetime) -> Engagement:
    engagement = Engagement(mentor_id=mentor.id, mentee_id=mentee.id, created_at=now)
    engagement.ends_on = wish.ends_on
    engagement.sessions, engagement.minutes = len(wish.slots), wish.minutes
    engagement.goal = begin_goal(mentee, wish.goal, due_on=wish.ends_on, now=now)
    return engagement


def close_if_over(engagement: Engagement, *, now: datetime) -> None:
    """End it after its last talk, or its last day: it never drifts on."""
    with transaction():
        lock(engagement)
        if not engagement.is_running:
            return
        if not has_talks_ahead(engagement):
            end(engagement, WhyEnded.TALKS_OVER, now=now)
        elif is_over(engagement, now=now):
            end(engagement, WhyEnded.LAST_DAY, now=now)


def end_engagement(engagement: Engagement, person: Person, *, why: str, now: datetime) -> None:
    """End it before its time: the talks that are left are cancelled with the same words."""
    with transaction():
        lock(engagement)
        if engagement.status != EngagementStatus.RUNNING:  # sent twice, or by both at once
            return
        by_mentor = engagement.actor(person) == Actor.MENTOR
        reason = WhyEnded.BY_MENTOR if by_mentor else WhyEnded.BY_MENTEE
        end(engagement, reason, by=person, why=why, now=now)
        for booking in engagement.bookings:
            if policy.may_cancel(booking, now=now):
                cancel_booking(booking, person, why=why, now=now)


def end(
    engagement: Engagement,
    reason: WhyEnded,
    *,
    by: Person | None = None,
    why: str = "",
    now: datetime,
) -> None:
    engagement.why_ended, engagement.ended_at = reason, now
    change(engagement, EngagementStatus.ENDED, by=by, why=why, now=now)
    announce(EngagementEnded(engagement.id))


def write_reflection(engagement: Engagement, person: Person, words: str, *, now: datetime) -> None:
    """Keep the closing line: what is different now (mentee), one strength seen (mentor)."""
    by_mentor = engagement.actor(person) == Actor.MENTOR
    field = "mentor_strength" if by_mentor else "mentee_line"
    with transaction():
        lock(engagement)
        if engagement.is_running:
            raise EngagementMovedOn
        is_first = not getattr(engagement, field)
        setattr(engagement, field, one_line(words))
        if is_first:
            announce(EngagementReflected(engagement.id, person.id))


def agree_to_renew(engagement: Engagement, person: Person, *, now: datetime) -> None:
    """Say that one would go on. It takes both; then the mentee chooses the times anew."""
    by_mentor = engagement.actor(person) == Actor.MENTOR
    mine, theirs = ("mentor_renews_at", "mentee_renews_at")[:: 1 if by_mentor else -1]
    with transaction():
        lock(engagement)
        if getattr(engagement, mine):  # sent twice
            return
        if engagement.status != EngagementStatus.ENDED:
            raise EngagementMovedOn
        setattr(engagement, mine, now)
        if getattr(engagement, theirs):
            change(engagement, EngagementStatus.RENEWED, by=person, now=now)
        announce(RenewalAgreed(engagement.id, person.id))


def change(
    engagement: Engagement,
    status: EngagementStatus,
    *,
    by: Person | None = None,
    why: str = "",
    now: datetime,
) -> None:
    """Bring it to a status and write down who did; without a person the clock did it."""
    before, actor = engagement.status, engagement.actor(by) if by else Actor.CLOCK
    require_transition(before, status, actor)
    engagement.status = status
    engagement.changes.append(
        EngagementChange(
            person_id=by.id if by else None, from_status=before, to_status=status, why=why, at=now
        )
    )
    db.session.add(engagement)
    db.session.flush()


def lock(engagement: Engagement) -> None:
    """Lock both people, as every booking does, then the row, and read it as it is now."""
    lock_people([engagement.mentor_id, engagement.mentee_id])
    db.session.refresh(engagement, with_for_update={"of": Engagement})
