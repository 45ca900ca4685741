"""Which status an engagement may come to, and by whom. Pure; what is not listed is refused.

It never drifts: the clock ends it after its last talk or its last day. Renewing takes both,
and is done by whoever agrees second.
"""

import enum

from webapp.booking.errors import EngagementMovedOn
from webapp.booking.lifecycle import Actor


class EngagementStatus(enum.StrEnum):
    RUNNING = "running"
    ENDED = "ended"
    RENEWED = "renewed"  # both go on: in another engagement, with an end of its own


class WhyEnded(enum.StrEnum):
    TALKS_OVER = "talks_over"
    LAST_DAY = "last_day"
    BY_MENTOR = "by_mentor"
    BY_MENTEE = "by_mentee"


RUNNING, ENDED = EngagementStatus.RUNNING, EngagementStatus.ENDED
RENEWED = EngagementStatus.RENEWED

TRANSITIONS: dict[tuple[EngagementStatus | None, Actor], frozenset[EngagementStatus]] = {
    (None, Actor.MENTEE): frozenset({RUNNING}),
    (RUNNING, Actor.MENTEE): frozenset({ENDED}),
    (RUNNING, Actor.MENTOR): frozenset({ENDED}),
    (RUNNING, Actor.CLOCK): frozenset({ENDED}),
    (ENDED, Actor.MENTEE): frozenset({RENEWED}),
    (ENDED, Actor.MENTOR): frozenset({RENEWED}),
}


def may_become(status: EngagementStatus | None, wanted: EngagementStatus, by: Actor) -> bool:
    return wanted in TRANSITIONS.get((status, by), frozenset())


def require_transition(
    status: EngagementStatus | None, wanted: EngagementStatus, by: Actor
) -> None:
    if not may_become(status, wanted, by):
        raise EngagementMovedOn
