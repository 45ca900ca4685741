"""What the worker does about engagements: end those whose last day is over."""

from datetime import datetime

from webapp.booking.engagement import close_if_over
from webapp.booking.engagement_queries import overdue_engagements


def end_overdue_engagements(*, now: datetime) -> int:
    overdue = overdue_engagements(now=now)
    for engagement in overdue:
        close_if_over(engagement, now=now)
    return len(overdue)
