"""The chain of questions: when each is due, what calls it off, and who may bring it on."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from webapp.followup import chain
from webapp.followup.chain import (
    CHAIN,
    RULES,
    FollowUpActor,
    FollowUpKind,
    FollowUpStatus,
    Whom,
    cancelled_by,
    humane_from,
    is_stale,
    times_of,
)
from webapp.followup.errors import FollowUpIsOver
from webapp.followup.events import ActionAnswered, ActionDropped, ActionKept, OutcomeTold
from webapp.goals.events import GoalDropped

DAY, WEEK, MONTH = FollowUpKind
SAID = datetime(2026, 3, 2, 14, 10, tzinfo=UTC)  # a Monday
FRIDAY = date(2026, 3, 6)


def times(said=SAID, due_on=FRIDAY, zone="UTC", is_mentor=False):
    return times_of(CHAIN, said, due_on, zone, is_mentor=is_mentor)


def at(day, hour, minute=0, month=3):
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def test_the_chain_is_one_table():
    assert {rule.kind: (rule.event, rule.asks, rule.whom) for rule in CHAIN} == {
        DAY: (ActionKept, "Still the plan?", Whom.OWNER),
        WEEK: (ActionKept, "Did you do it?", Whom.OWNER),
        MONTH: (ActionKept, "What came of it?", Whom.MENTEE),
    }
    assert set(RULES) == set(FollowUpKind)


def test_each_event_calls_off_what_it_overtakes():
    assert cancelled_by(ActionKept) == (DAY, WEEK, MONTH)
    assert cancelled_by(ActionAnswered) == (DAY, WEEK)
    assert cancelled_by(ActionDropped) == (MONTH,)
    assert cancelled_by(OutcomeTold) == (MONTH,)
    assert cancelled_by(GoalDropped) == (DAY, WEEK, MONTH)


def test_the_day_the_week_and_the_month():
    assert times() == {DAY: at(6, 9), WEEK: at(9, 14, 10), MONTH: at(1, 14, 10, month=4)}


def test_a_mentor_is_not_asked_what_came_of_it():
    assert set(times(is_mentor=True)) == {DAY, WEEK}


def test_on_its_own_day_an_action_is_not_questioned():
    assert DAY not in times(due_on=SAID.date())


@pytest.mark.parametrize("days", [7, 8, 20])
def test_an_action_for_later_is_asked_about_at_the_end_of_its_day(days):
    due_on = SAID.date() + timedelta(days=days)

    assert times(due_on=due_on)[DAY] == at(due_on.day, 9)
    assert times(due_on=due_on)[WEEK] == at(due_on.day, 17)


def test_what_is_done_in_a_month_is_asked_about_a_week_after():
    assert times(due_on=date(2026, 4, 2))[MONTH] == at(9, 14, 10, month=4)


@pytest.mark.parametrize(
    ("said", "zone", "due"),
    [
        (at(2, 23, 30), "Europe/Berlin", at(10, 8)),  # 00:30 there: 09:00, the third
        (at(2, 20), "Europe/Berlin", at(9, 17)),  # 21:00 there: 18:00
        (at(2, 9), "America/Toronto", at(9, 13)),  # 04:00 there, and the clocks change meanwhile
        (at(2, 9), "Asia/Kathmandu", at(9, 9)),  # 14:45 there
    ],
)
def test_everybody_is_asked_in_the_daytime_where_they_live(said, zone, due):
    assert times(said=said, zone=zone)[WEEK] == due


@pytest.mark.parametrize(
    ("now", "asked"),
    [
        (at(2, 3), at(2, 9)),
        (at(2, 9), at(2, 9)),
        (at(2, 18), at(2, 18)),
        (at(2, 18, 1), at(3, 9)),
    ],
)
def test_a_late_worker_waits_for_the_morning(now, asked):
    assert humane_from(now, "UTC") == asked


def test_only_the_question_of_the_day_grows_stale():
    saturday = FRIDAY + timedelta(days=1)

    assert [is_stale(kind, FRIDAY, FRIDAY) for kind in FollowUpKind] == [False, False, False]
    assert [is_stale(kind, FRIDAY, saturday) for kind in FollowUpKind] == [True, False, False]


@pytest.mark.parametrize(
    ("before", "by", "after"), list(product([None, *FollowUpStatus], FollowUpActor, FollowUpStatus))
)
def test_what_is_not_listed_is_refused(before, by, after):
    if after in chain.TRANSITIONS.get((before, by), ()):
        chain.require_transition(before, after, by)
    else:
        with pytest.raises(FollowUpIsOver):
            chain.require_transition(before, after, by)


def test_nobody_but_the_owner_answers_and_nothing_follows_an_end():
    answering = {key for key, after in chain.TRANSITIONS.items() if chain.ANSWERED in after}
    assert answering == {(chain.ASKED, FollowUpActor.OWNER)}
    assert {before for before, _ in chain.TRANSITIONS} == {None, chain.WAITING, chain.ASKED}
