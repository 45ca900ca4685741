"""What a talk leaves beside the three answers: insights, thanks, a strength, a reflection."""

from datetime import datetime

from webapp.booking.models import Booking
from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.followup.errors import EnoughInsights
from webapp.followup.events import Reflected, StrengthNamed, Thanked
from webapp.followup.models import Insight, Prompt
from webapp.followup.queries import insights_from
from webapp.followup.service import open_closing
from webapp.goals.models import Goal
from webapp.people.models import Person

MOST_INSIGHTS = 3  # a talk


def keep_insight(
    booking: Booking, mentee: Person, text: str, *, goal: Goal | None, now: datetime
) -> Insight:
    """Keep one thing the mentee learned. The same words twice are one insight."""
    with transaction():
        open_closing(booking, mentee, now=now)
        kept = insights_from(booking, mentee)
        insight = next((one for one in kept if one.text == text), None)
        if insight is None and len(kept) == MOST_INSIGHTS:
            raise EnoughInsights
        insight = insight or new_insight(booking, mentee, text, now=now)
        put_under(insight, goal, now=now)
    return insight


def new_insight(booking: Booking, mentee: Person, text: str, *, now: datetime) -> Insight:
    insight = Insight(person_id=mentee.id, booking_id=booking.id, text=text, created_at=now)
    insight.mentor_id, insight.updated_at = booking.mentor.id, now
    db.session.add(insight)
    return insight


def change_insight(insight: Insight, text: str, *, goal: Goal | None, now: datetime) -> None:
    with transaction():
        db.session.refresh(insight, with_for_update={"of": Insight})
        insight.text = text
        put_under(insight, goal, now=now)


def put_under(insight: Insight, goal: Goal | None, *, now: datetime) -> None:
    insight.goal_id, insight.updated_at = goal and goal.id, now


def take_insight_back(insight: Insight) -> None:
    with transaction():
        db.session.delete(insight)


def thank(booking: Booking, mentee: Person, line: str, *, now: datetime) -> None:
    """Keep a line of thanks for the mentor, who is told; said again, it replaces the first."""
    with transaction():
        closing = open_closing(booking, mentee, now=now)
        if closing.thanks != line:
            closing.thanks = line
            announce(Thanked(booking.id, mentee.id))


def name_strength(booking: Booking, mentor: Person, line: str, *, now: datetime) -> None:
    """Keep one strength the mentor saw in the mentee, who is told."""
    with transaction():
        closing = open_closing(booking, mentor, now=now)
        if closing.strength != line:
            closing.strength = line
            announce(StrengthNamed(booking.id))


def reflect(booking: Booking, person: Person, prompt: Prompt, text: str, *, now: datetime) -> None:
    """Keep a minute's thought; it is nobody else's, and we don't ask again."""
    with transaction():
        closing = open_closing(booking, person, now=now)
        closing.prompt, closing.reflection, closing.reflected_at = prompt, text, now
        announce(Reflected(booking.id, person.id))
