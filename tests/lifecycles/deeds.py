"""Trying in each status what somebody may do, and what they may not."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from webapp.booking import engagement_sweeps, group_service, request_sweeps, sweeps
from webapp.booking import request_answers as answers
from webapp.booking.lifecycle import Actor
from webapp.booking.request_models import PassReason, Request
from webapp.core.db import db
from webapp.core.errors import DomainError
from webapp.followup.lifecycles import LIFECYCLES

MENTOR, MENTEE, CLOCK = Actor.MENTOR, Actor.MENTEE, Actor.CLOCK
MUCH_LATER, A_DAY = timedelta(days=30), timedelta(days=1)
CHORES = (
    sweeps.lapse_expired_holds,
    group_service.lapse_empty_hours,
    sweeps.end_past_bookings,
    engagement_sweeps.end_overdue_engagements,
    *request_sweeps.CHORES,
)


@dataclass(frozen=True)
class Deed:
    """What somebody tries, and what it may come to; the clock tries everything at once."""

    by: str
    wanted: frozenset
    do: Callable[[object], object]


def tried(row, deed: Deed) -> str:
    """Return the status after somebody tried."""
    try:
        deed.do(row)
    except DomainError:
        db.session.rollback()
    db.session.refresh(row)
    return row.status


def happened(name: str, states: dict[str, Callable], deeds: list[Deed]) -> set[tuple]:
    """Try each deed in each status; return what happened, and nothing that the table forbids."""
    table, seen = LIFECYCLES[name].table, set()
    for status, make_row in states.items():
        row = make_row()
        assert row.status == status
        for deed in deeds:
            allowed = deed.wanted & table.get((status, deed.by), frozenset())
            after = tried(make_row() if allowed else row, deed)
            assert after in {status, *allowed}, (status, deed)
            seen |= {(status, deed.by, after)} if after != status else set()
    return seen


def brought_to(make_row: Callable, steps: dict[str, Callable]) -> dict[str, Callable]:
    """Return makers of rows in each status: each begins as `make_row` has it, and takes a step."""

    def maker(step: Callable) -> Callable:
        def make() -> object:
            row = make_row()
            step(row)
            return row

        return make

    return {status: maker(step) for status, step in steps.items()}


def nothing(_row) -> None:
    """Leave it as it begins."""


def listed(name: str, *, begun: bool = False) -> set[tuple]:
    """Return the changes of a table, those out of nothing or the others."""
    table = LIFECYCLES[name].table.items()
    changes = {(before, by, after) for (before, by), afters in table for after in afters}
    return {change for change in changes if (change[0] is None) == begun}


def by_both(wanted: str, do: Callable) -> list[Deed]:
    return [
        Deed(MENTOR, frozenset({wanted}), lambda row: do(row, row.mentor)),
        Deed(MENTEE, frozenset({wanted}), lambda row: do(row, row.mentee)),
    ]


def work(chores, now) -> None:
    for chore in chores:
        chore(now=now)


def pass_(request: Request, person, *, now) -> None:
    answers.pass_request(request, person, PassReason.CLOSE, now=now)
