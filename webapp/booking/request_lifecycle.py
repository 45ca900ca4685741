"""Which status a request may come to, and by whom. Pure; what is not listed is refused.

A request asks for a talk or for a written answer. Both are read the same way; a talk goes on
as a booking, a written answer as a thread that is closed.
"""

import enum

from webapp.booking.errors import RequestMovedOn
from webapp.booking.lifecycle import Actor


class RequestStatus(enum.StrEnum):
    OPEN = "open"  # the mentor's turn
    ASKED = "asked"  # the mentor asked one thing: the mentee's turn
    ACCEPTED = "accepted"
    PASSED = "passed"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"  # a written answer that is over


class Form(enum.StrEnum):
    TALK = "talk"
    WRITING = "writing"


OPEN, ASKED, ACCEPTED = RequestStatus.OPEN, RequestStatus.ASKED, RequestStatus.ACCEPTED
PASSED, EXPIRED, WITHDRAWN = RequestStatus.PASSED, RequestStatus.EXPIRED, RequestStatus.WITHDRAWN
CLOSED = RequestStatus.CLOSED

Transitions = dict[tuple[RequestStatus | None, Actor], frozenset[RequestStatus]]

UNTIL_ANSWERED: Transitions = {
    (None, Actor.MENTEE): frozenset({OPEN}),
    (None, Actor.CLOCK): frozenset({OPEN}),  # the next choice is asked
    (OPEN, Actor.MENTOR): frozenset({ASKED, ACCEPTED, PASSED}),
    (OPEN, Actor.MENTEE): frozenset({WITHDRAWN}),
    (OPEN, Actor.CLOCK): frozenset({EXPIRED}),
    (ASKED, Actor.MENTEE): frozenset({OPEN, WITHDRAWN}),
    (ASKED, Actor.CLOCK): frozenset({EXPIRED}),
}

TRANSITIONS: dict[Form, Transitions] = {
    Form.TALK: UNTIL_ANSWERED,
    Form.WRITING: UNTIL_ANSWERED
    | {
        (ACCEPTED, Actor.MENTEE): frozenset({CLOSED}),
        (ACCEPTED, Actor.CLOCK): frozenset({CLOSED}),
    },
}

WAITING = (OPEN, ASKED)  # somebody has to answer
WENT_ON = (PASSED, EXPIRED)  # then the next choice is asked


def may_become(form: Form, status: RequestStatus | None, wanted: RequestStatus, by: Actor) -> bool:
    return wanted in TRANSITIONS[form].get((status, by), frozenset())


def require_transition(
    form: Form, status: RequestStatus | None, wanted: RequestStatus, by: Actor
) -> None:
    if not may_become(form, status, wanted, by):
        raise RequestMovedOn
