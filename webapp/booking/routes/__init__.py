"""The pages of mentors and bookings: one blueprint, a module a subject."""

from webapp.booking.routes import (
    bookings,
    engagement_plans,
    engagements,
    free_now,
    holds,
    instant,
    mentor,
    moving,
    request_answers,
    requesting,
    requests,
    waitlist,
    zone,
)
from webapp.booking.routes.blueprint import bp

__all__ = [
    "bookings", "bp", "engagement_plans", "engagements", "free_now", "holds", "instant",
    "mentor", "moving", "request_answers", "requesting", "requests",
    "waitlist", "zone",
]  # fmt: skip
