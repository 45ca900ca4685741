"""How many talks an engagement has, and how long it can last."""

from datetime import datetime, timedelta

from webapp.booking.engagement_models import Engagement
from webapp.core.intervals import instant_at
from webapp.core.local_days import DAY, day_start

MOST_SESSIONS = 6
USUAL_SESSIONS = 4
TIME_TO_FINISH = timedelta(days=7)  # after its last talk, until its last day
LONGEST = timedelta(days=180)


def last_instant(engagement: Engagement) -> datetime:
    """Return when its last day is over, where the mentee lives."""
    return instant_at(day_start(engagement.mentee.time_zone, engagement.ends_on + DAY))


def is_over(engagement: Engagement, *, now: datetime) -> bool:
    return last_instant(engagement) <= now
