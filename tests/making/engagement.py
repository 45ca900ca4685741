"""Engagements for tests: talks once a week from a Tuesday on."""

from datetime import date, datetime, timedelta

from tests.making.booking import at
from webapp.booking.engagement import Wish, book_engagement
from webapp.booking.engagement_models import Engagement

TUESDAY_10 = at(10, day=3)
WEEK = timedelta(days=7)
GOAL = "Lead the platform half"
LAST_DAY = date(2026, 3, 31)


def weekly(count: int, *, first: datetime = TUESDAY_10) -> list[datetime]:
    return [first + WEEK * n for n in range(count)]


def wish(count: int = 3, **more) -> Wish:
    defaults = {
        "starts": weekly(count),
        "minutes": 20,
        "goal": GOAL,
        "question": "Who tells Jonas?",
        "ends_on": LAST_DAY,
    }
    return Wish(**defaults | more)


def engagement(make, mentor, mentee, count: int = 3, **more) -> Engagement:
    return book_engagement(mentor, mentee, wish(count, **more), now=make.now)
