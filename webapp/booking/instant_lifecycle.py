"""Which status an instant request and each ask of it may come to, and by whom. Pure.

A request is asked of several mentors; each of them has an ask of their own. What is not
listed is refused.
"""

import enum

from webapp.booking.instant_errors import InstantMovedOn
from webapp.booking.lifecycle import Actor


class InstantStatus(enum.StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"  # a mentor said yes: a booking came of it
    EXPIRED = "expired"  # everybody passed, or nobody answered in time
    WITHDRAWN = "withdrawn"


class AskStatus(enum.StrEnum):
    WAITING = "waiting"
    ACCEPTED = "accepted"
    PASSED = "passed"
    CLOSED = "closed"  # the request was over before this mentor answered


OPEN, ACCEPTED = InstantStatus.OPEN, InstantStatus.ACCEPTED
EXPIRED, WITHDRAWN = InstantStatus.EXPIRED, InstantStatus.WITHDRAWN
WAITING = AskStatus.WAITING

TRANSITIONS: dict[tuple[InstantStatus | None, Actor], frozenset[InstantStatus]] = {
    (None, Actor.MENTEE): frozenset({OPEN}),
    (OPEN, Actor.MENTOR): frozenset({ACCEPTED}),
    (OPEN, Actor.MENTEE): frozenset({WITHDRAWN}),
    (OPEN, Actor.CLOCK): frozenset({EXPIRED}),
}

ASK_TRANSITIONS: dict[tuple[AskStatus | None, Actor], frozenset[AskStatus]] = {
    (None, Actor.CLOCK): frozenset({WAITING}),
    (WAITING, Actor.MENTOR): frozenset({AskStatus.ACCEPTED, AskStatus.PASSED}),
    (WAITING, Actor.CLOCK): frozenset({AskStatus.CLOSED}),
}


def may_become(status: InstantStatus | None, wanted: InstantStatus, by: Actor) -> bool:
    return wanted in TRANSITIONS.get((status, by), frozenset())


def may_be_answered(status: AskStatus | None, wanted: AskStatus, by: Actor) -> bool:
    return wanted in ASK_TRANSITIONS.get((status, by), frozenset())


def require_transition(status: InstantStatus | None, wanted: InstantStatus, by: Actor) -> None:
    if not may_become(status, wanted, by):
        raise InstantMovedOn


def require_answer(status: AskStatus | None, wanted: AskStatus, by: Actor) -> None:
    if not may_be_answered(status, wanted, by):
        raise InstantMovedOn
