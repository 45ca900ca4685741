"""Follow-ups as rows: planned with the action, asked once, answered by the owner, overtaken."""

from datetime import date, timedelta
from itertools import product

import pytest
import sqlalchemy as sa

from tests.making import followup
from webapp.core.db import db, transaction
from webapp.core.outbox import Outbox
from webapp.followup import chain, service
from webapp.followup.action_lifecycle import ActionStatus
from webapp.followup.chain import FollowUpActor, FollowUpKind, FollowUpStatus, OutcomeKind
from webapp.followup.chain_models import FollowUp, Outcome
from webapp.followup.errors import ActionIsAnswered, FollowUpIsOver
from webapp.followup.follow_ups import add_outcome_line, answer_follow_up, ask_due, bring_to
from webapp.goals.service import begin_goal, drop_goal

DAY, WEEK, MONTH = FollowUpKind
ALL = {DAY, WEEK, MONTH}


def statuses(action):
    rows = sa.select(FollowUp).filter_by(action_id=action.id).order_by(FollowUp.id)
    return [(row.kind, row.status) for row in db.session.scalars(rows)]


def of_status(action, status):
    return {kind for kind, its in statuses(action) if its == status}


def asked_of(person):
    keys = sa.select(Outbox.key).where(Outbox.key.startswith("follow-up:"))
    return len(db.session.scalars(keys.where(Outbox.recipient == person.email)).all())


def test_an_action_plans_its_chain(make):
    action = followup.kept(make)

    assert of_status(action, "waiting") == ALL


def test_the_mentors_action_ends_with_the_week(make, now):
    talk = followup.past_talk(make)
    due_on = now.date() + timedelta(days=2)
    said = {"when": "a", "will": "b", "due_on": due_on}
    action = service.keep_action(talk, talk.mentor, **said, now=now)

    assert of_status(action, "waiting") == {DAY, WEEK}


def test_nothing_is_asked_before_its_time(make, clock):
    action = followup.kept(make)
    clock.advance(days=1, hours=23, minutes=59)

    ask_due(now=clock.now())

    assert of_status(action, "asked") == set()


def test_each_is_asked_once_in_its_turn(make, clock):
    action = followup.kept(make)
    owner = action.booking.mentee

    for days, kind, number in ((2, DAY, 1), (5, WEEK, 2), (23, MONTH, 3)):
        clock.advance(days=days)
        for _ in range(3):
            ask_due(now=clock.now())
        assert of_status(action, "asked") == {kind}
        assert asked_of(owner) == number


def test_the_day_that_went_by_is_not_asked_about(make, clock):
    action = followup.kept(make)
    clock.advance(days=4)

    ask_due(now=clock.now())

    assert of_status(action, "overtaken") == {DAY}
    assert asked_of(action.booking.mentee) == 0


def test_at_night_it_waits_for_the_morning(make, clock):
    action = followup.kept(make)
    clock.advance(days=7, hours=12)  # 21:00

    ask_due(now=clock.now())
    assert followup.follow_up(action, WEEK).status == "waiting"
    clock.advance(hours=12)
    ask_due(now=clock.now())

    assert followup.follow_up(action, WEEK).status == "asked"


def test_somebody_who_moved_is_asked_in_their_new_daytime(make, clock):
    action = followup.kept(make)
    with transaction():
        action.owner.time_zone = "America/Los_Angeles"
    clock.advance(days=7)  # 02:00 there

    ask_due(now=clock.now())

    due_at = followup.follow_up(action, WEEK).due_at
    assert due_at - clock.now() == timedelta(hours=7)


@pytest.mark.parametrize("answer", ["done", "dropped"])
def test_an_answer_on_the_day_answers_the_action(make, now, answer):
    action = followup.kept(make)
    day = followup.asked(action, DAY)

    answer_follow_up(day, answer, now=now)

    assert action.status == answer
    assert (day.status, day.answer) == ("answered", answer)
    assert of_status(action, "overtaken") == ({WEEK, MONTH} if answer == "dropped" else {WEEK})


def test_still_the_plan_leaves_the_action_open(make, now):
    action = followup.kept(make)

    answer_follow_up(followup.asked(action, DAY), "still", now=now)

    assert action.is_open
    assert of_status(action, "waiting") == {WEEK, MONTH}


@pytest.mark.parametrize("kind", [DAY, WEEK])
def test_another_day_begins_the_chain_anew(make, clock, kind):
    action = followup.kept(make)
    row = followup.asked(action, kind)
    clock.advance(days=1)

    answer_follow_up(row, "moved", due_on=date(2026, 3, 20), now=clock.now())

    assert action.due_on == date(2026, 3, 20)
    assert row.status == "answered"
    assert of_status(action, "waiting") == ALL
    assert followup.follow_up(action, DAY).due_at.date() == date(2026, 3, 20)


@pytest.mark.parametrize("answer", ["done", "changed", "dropped"])
def test_a_week_on_it_is_done_changed_or_dropped(make, now, answer):
    action = followup.kept(make)

    answer_follow_up(followup.asked(action, WEEK), answer, now=now)

    assert action.status == answer
    assert (MONTH in of_status(action, "waiting")) == (answer != "dropped")


@pytest.mark.parametrize("kind", OutcomeKind)
def test_a_month_on_the_outcome_is_kept(make, now, kind):
    action = followup.kept(make)

    answer_follow_up(followup.asked(action, MONTH), kind, now=now)

    outcome = db.session.scalars(sa.select(Outcome)).one()
    assert (outcome.action_id, outcome.kind, outcome.line) == (action.id, kind, "")
    add_outcome_line(outcome, "He starts in May.")
    assert outcome.line == "He starts in May."


def test_a_second_tap_is_the_same_tap(make, now):
    month = followup.asked(followup.kept(make), MONTH)

    answer_follow_up(month, "decided", now=now)
    answer_follow_up(month, "decided", now=now)

    assert len(db.session.scalars(sa.select(Outcome)).all()) == 1
    with pytest.raises(FollowUpIsOver):
        answer_follow_up(month, "nothing", now=now)


def test_who_answers_early_is_asked_no_more(make, clock):
    action = followup.kept(make)
    service.answer_action(action, ActionStatus.DONE, now=clock.now())
    clock.advance(days=8)

    ask_due(now=clock.now())

    assert of_status(action, "overtaken") == {DAY, WEEK}
    assert asked_of(action.booking.mentee) == 0


def test_a_mail_that_lies_there_is_overtaken_by_the_answer(make, now):
    action = followup.kept(make)
    week = followup.asked(action, WEEK)
    service.answer_action(action, ActionStatus.DONE, now=now)

    assert week.status == "overtaken"
    with pytest.raises(FollowUpIsOver):
        answer_follow_up(week, "changed", now=now)


def test_an_answered_action_stays_as_it_is(make, now):
    action = followup.kept(make)
    service.answer_action(action, ActionStatus.DONE, now=now)

    with pytest.raises(ActionIsAnswered):
        service.move_action(action, date(2026, 3, 20), now=now)


def test_said_in_other_words_it_is_planned_anew(make, clock):
    action = followup.kept(make)
    clock.advance(days=1)
    talk = action.booking
    said = {"when": "c", "will": "d", "due_on": date(2026, 3, 12)}
    service.keep_action(talk, talk.mentee, **said, now=clock.now())

    assert of_status(action, "overtaken") == ALL
    assert of_status(action, "waiting") == ALL
    assert followup.follow_up(action, WEEK).due_at.date() == date(2026, 3, 12)


def test_none_needed_after_all_takes_the_chain_along(make, now):
    action = followup.kept(make)
    followup.asked(action, WEEK)

    service.need_no_action(action.booking, action.booking.mentee, now=now)

    assert db.session.scalars(sa.select(FollowUp)).all() == []


def test_a_dropped_goal_ends_the_questions_of_both(make, now):
    ben = make.person()
    goal = begin_goal(ben, "Lead two teams", now=now)
    action = followup.kept(make, owner=ben, brief=make.brief(ben, goal_id=goal.id))
    talk = action.booking
    said = {"when": "a", "will": "b", "due_on": now.date() + timedelta(days=2)}
    theirs = service.keep_action(talk, talk.mentor, **said, now=now)
    other = followup.kept(make, owner=ben)

    drop_goal(goal, reason="There is no second team.", now=now)

    assert of_status(action, "overtaken") == ALL
    assert of_status(theirs, "overtaken") == {DAY, WEEK}
    assert of_status(other, "waiting") == ALL


@pytest.mark.parametrize(
    ("before", "by", "after"), list(product(FollowUpStatus, FollowUpActor, FollowUpStatus))
)
def test_each_listed_change_happens_and_every_other_is_refused(make, now, before, by, after):
    row = followup.follow_up(followup.kept(make), WEEK)
    with transaction():
        row.status = before

    if after in chain.TRANSITIONS.get((before, by), ()):
        with transaction():
            bring_to(row, after, by=by, now=now)
        assert row.status == after
    else:
        with pytest.raises(FollowUpIsOver), transaction():
            bring_to(row, after, by=by, now=now)
        assert row.status == before
