"""Engagements: what the table lists happens, and nobody brings about anything else."""

from collections.abc import Callable

from tests.lifecycles.deeds import (
    CHORES,
    CLOCK,
    MENTEE,
    MUCH_LATER,
    Deed,
    by_both,
    happened,
    listed,
    work,
)
from tests.making.engagement import engagement
from webapp.booking.engagement import agree_to_renew, end_engagement
from webapp.booking.engagement_lifecycle import EngagementStatus


def states_of_engagements(make) -> dict[str, Callable]:
    now = make.now

    def run():
        return engagement(make, make.mentor(), make.person(), 1)

    def end():
        made = run()
        end_engagement(made, made.mentor, why="I move.", now=now)
        return made

    def renew():
        made = end()
        agree_to_renew(made, made.mentor, now=now)
        agree_to_renew(made, made.mentee, now=now)
        return made

    return {"running": run, "ended": end, "renewed": renew}


def agree_second(row, person, *, now) -> None:
    other = row.mentee if person.id == row.mentor_id else row.mentor
    agree_to_renew(row, other, now=now)
    agree_to_renew(row, person, now=now)


def test_engagements(make, now):
    deeds = [
        *by_both("ended", lambda row, one: end_engagement(row, one, why="I move.", now=now)),
        *by_both("renewed", lambda row, one: agree_second(row, one, now=now)),
        Deed(CLOCK, frozenset(EngagementStatus), lambda _row: work(CHORES, now + MUCH_LATER)),
    ]
    name = "engagement"

    assert happened(name, states_of_engagements(make), deeds) == listed(name)
    first = engagement(make, make.mentor(), mentee := make.person()).changes[0]
    assert (first.from_status, first.person_id, first.to_status) == (None, mentee.id, "running")
    assert listed(name, begun=True) == {(None, MENTEE, "running")}
