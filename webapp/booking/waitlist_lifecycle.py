"""Which status a place in a line may come to, and by whom. Pure; what is not listed is refused."""

import enum

from webapp.booking.lifecycle import Actor
from webapp.booking.waitlist_errors import WaitlistMovedOn


class WaitlistStatus(enum.StrEnum):
    WAITING = "waiting"
    OFFERED = "offered"  # a time is held for this person
    BOOKED = "booked"  # the offered time was taken
    LEFT = "left"
    OVER = "over"  # the last day passed, and nothing came free


WAITING, OFFERED = WaitlistStatus.WAITING, WaitlistStatus.OFFERED
BOOKED, LEFT, OVER = WaitlistStatus.BOOKED, WaitlistStatus.LEFT, WaitlistStatus.OVER

TRANSITIONS: dict[tuple[WaitlistStatus | None, Actor], frozenset[WaitlistStatus]] = {
    (None, Actor.MENTEE): frozenset({WAITING}),
    (WAITING, Actor.MENTEE): frozenset({LEFT}),
    (WAITING, Actor.CLOCK): frozenset({OFFERED, OVER}),
    (OFFERED, Actor.MENTEE): frozenset({WAITING, BOOKED, LEFT}),
    (OFFERED, Actor.CLOCK): frozenset({WAITING}),  # the minutes ran out
}

IN_LINE = (WAITING, OFFERED)


def may_become(status: WaitlistStatus | None, wanted: WaitlistStatus, by: Actor) -> bool:
    return wanted in TRANSITIONS.get((status, by), frozenset())


def require_transition(status: WaitlistStatus | None, wanted: WaitlistStatus, by: Actor) -> None:
    if not may_become(status, wanted, by):
        raise WaitlistMovedOn
