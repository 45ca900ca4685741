"""Which status a booking may come to, and by whom. Pure; what is not listed is refused."""

import enum

from webapp.booking.errors import BookingMovedOn


class BookingStatus(enum.StrEnum):
    HELD = "held"
    PENDING = "pending"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"
    ENDED = "ended"


class Part(enum.StrEnum):
    MENTOR = "mentor"
    MENTEE = "mentee"


class Actor(enum.StrEnum):
    """Who changes a booking. The clock acts when nobody does: a hold runs out, a talk ends."""

    MENTOR = "mentor"
    MENTEE = "mentee"
    CLOCK = "clock"


class EndedReason(enum.StrEnum):
    BY_MENTOR = "by_mentor"
    BY_MENTEE = "by_mentee"
    COMPLETED = "completed"
    ABSENT_MENTOR = "absent_mentor"
    ABSENT_MENTEE = "absent_mentee"
    # a talk that waited for the mentor's yes and never came about
    PASSED = "passed"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    IN_WRITING = "in_writing"


NEVER_BOOKED = (
    EndedReason.PASSED,
    EndedReason.EXPIRED,
    EndedReason.WITHDRAWN,
    EndedReason.IN_WRITING,
)


HELD, PENDING = BookingStatus.HELD, BookingStatus.PENDING
CONFIRMED = BookingStatus.CONFIRMED
CANCELLED, LAPSED, ENDED = BookingStatus.CANCELLED, BookingStatus.LAPSED, BookingStatus.ENDED

TRANSITIONS: dict[tuple[BookingStatus | None, Actor], frozenset[BookingStatus]] = {
    (None, Actor.MENTEE): frozenset({HELD}),
    (None, Actor.MENTOR): frozenset({CONFIRMED}),  # a yes to who asks now; a group hour
    # the next choice is asked; a time that came free is held for the first in line
    (None, Actor.CLOCK): frozenset({PENDING, HELD}),
    (HELD, Actor.MENTEE): frozenset({PENDING, CONFIRMED, LAPSED}),
    (HELD, Actor.CLOCK): frozenset({LAPSED}),
    (PENDING, Actor.MENTEE): frozenset({CANCELLED}),
    (PENDING, Actor.MENTOR): frozenset({CONFIRMED, CANCELLED}),
    (PENDING, Actor.CLOCK): frozenset({CANCELLED}),
    (CONFIRMED, Actor.MENTEE): frozenset({CANCELLED}),
    (CONFIRMED, Actor.MENTOR): frozenset({CANCELLED}),
    (CONFIRMED, Actor.CLOCK): frozenset({ENDED, LAPSED}),  # lapsed: a group that nobody joined
}

# These take a person's time; the others have given it back.
BLOCKING = (HELD, PENDING, CONFIRMED)


def may_become(status: BookingStatus | None, wanted: BookingStatus, by: Actor) -> bool:
    return wanted in TRANSITIONS.get((status, by), frozenset())


def require_transition(status: BookingStatus | None, wanted: BookingStatus, by: Actor) -> None:
    if not may_become(status, wanted, by):
        raise BookingMovedOn
