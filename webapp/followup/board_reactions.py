"""Insights follow their talk, or their thread, from goal to goal."""

import sqlalchemy as sa

from webapp.booking.models import Booking
from webapp.booking.request_models import Request
from webapp.core.db import db
from webapp.core.events import subscribe
from webapp.followup.models import Insight
from webapp.goals.events import GoalChosen


@subscribe(GoalChosen)
def take_insights_along(chosen: GoalChosen) -> None:
    """Those that were put under another goal by hand stay where they are."""
    talks = sa.select(Booking.id).where(Booking.brief_id == chosen.brief_id)
    threads = sa.select(Request.id).where(Request.brief_id == chosen.brief_id)
    along = sa.update(Insight).where(
        sa.or_(Insight.booking_id.in_(talks), Insight.request_id.in_(threads)),
        Insight.goal_id.is_not_distinct_from(chosen.before_id),
    )
    db.session.execute(along.values(goal_id=chosen.after_id))
