"""What is kept after a talk, and what is refused."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests.making import followup
from webapp.booking.models import BookingStatus
from webapp.core.db import db
from webapp.followup import service
from webapp.followup.errors import (
    ActionIsAnswered,
    ActionIsOpen,
    SaidByTheOther,
    TalkNeverHappened,
    TalkNotBegun,
)
from webapp.followup.models import Action, ActionStatus, Closing, GoalMet
from webapp.followup.queries import action_from, action_of, closing_of, open_actions
from webapp.goals.service import begin_goal
from webapp.live.models import LiveSession

FRIDAY = date(2026, 3, 6)


@pytest.fixture
def talk(make):
    return followup.past_talk(make)


def keep(talk, person, now, when="I meet Jonas", will="tell him first", due_on=FRIDAY):
    return service.keep_action(talk, person, when=when, will=will, due_on=due_on, now=now)


def test_each_answer_is_kept_as_it_comes(talk, now):
    ben = talk.mentee

    service.answer_goal(talk, ben, GoalMet.PARTLY, now=now)
    assert closing_of(ben, talk).goal_met == "partly"
    assert closing_of(ben, talk).rating is None

    service.rate_talk(talk, ben, -2, now=now)
    assert closing_of(ben, talk).goal_met == "partly"
    assert closing_of(ben, talk).rating == -2


def test_both_people_answer_for_themselves(talk, now):
    service.answer_goal(talk, talk.mentee, GoalMet.YES, now=now)
    service.answer_goal(talk, talk.mentor, GoalMet.NO, now=now)

    assert closing_of(talk.mentee, talk).goal_met == "yes"
    assert closing_of(talk.mentor, talk).goal_met == "no"


def test_an_answer_can_be_changed(talk, now):
    service.answer_goal(talk, talk.mentee, GoalMet.YES, now=now)
    service.answer_goal(talk, talk.mentee, GoalMet.NO, now=now)

    assert db.session.scalars(sa.select(Closing.goal_met)).all() == ["no"]


def test_an_action_is_kept_with_its_day(talk, now):
    action = keep(talk, talk.mentee, now, when="When I meet Jonas,", will="I will tell him.")

    assert action.sentence == "When I meet Jonas, I will tell him."
    assert (action.due_on, action.status) == (FRIDAY, "open")
    assert open_actions(talk.mentee) == [action]
    assert open_actions(talk.mentor) == []


def test_both_may_keep_an_action(talk, now):
    keep(talk, talk.mentee, now)
    keep(talk, talk.mentor, now, will="send the page")

    assert action_from(talk, talk.mentor).will_text == "send the page"
    assert action_from(talk, talk.mentee).will_text == "tell him first"


def test_an_action_said_again_replaces_the_first(talk, now):
    keep(talk, talk.mentee, now)
    keep(talk, talk.mentee, now, will="ask him first")

    assert db.session.scalars(sa.select(Action.will_text)).all() == ["ask him first"]


def test_none_needed_takes_the_action_back(talk, now):
    keep(talk, talk.mentee, now)
    service.need_no_action(talk, talk.mentee, now=now)

    assert action_from(talk, talk.mentee) is None
    assert closing_of(talk.mentee, talk).none_needed


def test_an_action_after_none_needed_counts(talk, now):
    service.need_no_action(talk, talk.mentee, now=now)
    keep(talk, talk.mentee, now)

    assert not closing_of(talk.mentee, talk).none_needed


def test_nothing_can_be_said_before_the_talk(make, now):
    talk = make.booking(slot=make.slot(now + timedelta(minutes=1)))

    with pytest.raises(TalkNotBegun):
        service.answer_goal(talk, talk.mentee, GoalMet.YES, now=now)
    assert db.session.scalars(sa.select(Closing)).all() == []


def test_the_start_of_the_talk_opens_it(make, now):
    talk = make.booking(slot=make.slot(now))

    service.answer_goal(talk, talk.mentee, GoalMet.YES, now=now)

    assert closing_of(talk.mentee, talk)


def test_two_who_met_early_may_close_early(make, now):
    talk = make.booking(slot=make.slot(now + timedelta(minutes=5)))
    make.save(LiveSession(booking_id=talk.id, opened_at=now, starts_at=now))

    service.answer_goal(talk, talk.mentee, GoalMet.YES, now=now)

    assert closing_of(talk.mentee, talk)


def test_one_alone_in_the_room_does_not_open_it(make, now):
    talk = make.booking(slot=make.slot(now + timedelta(minutes=5)))
    make.save(LiveSession(booking_id=talk.id, opened_at=now))

    with pytest.raises(TalkNotBegun):
        service.answer_goal(talk, talk.mentee, GoalMet.YES, now=now)


@pytest.mark.parametrize(
    "status",
    [BookingStatus.HELD, BookingStatus.PENDING, BookingStatus.CANCELLED, BookingStatus.LAPSED],
)
def test_nothing_can_be_said_about_a_talk_that_was_not(make, now, status):
    talk = followup.past_talk(make, status=status)

    with pytest.raises(TalkNeverHappened):
        service.keep_action(talk, talk.mentee, when="a", will="b", due_on=FRIDAY, now=now)


def test_a_talk_that_has_ended_stays_open_for_answers(make, now):
    talk = followup.past_talk(make, ago=timedelta(days=3), status=BookingStatus.ENDED)

    service.rate_talk(talk, talk.mentor, 1, now=now)

    assert closing_of(talk.mentor, talk).rating == 1


@pytest.mark.parametrize("status", [ActionStatus.DONE, ActionStatus.CHANGED, ActionStatus.DROPPED])
def test_what_became_of_an_action_is_said_once(make, clock, status):
    action = followup.action(make)
    clock.advance(days=2)

    service.answer_action(action, status, now=clock.now())

    assert (action.status, action.updated_at) == (status, clock.now())
    service.answer_action(action, status, now=clock.now() + timedelta(hours=1))  # a second tap
    assert action.updated_at == clock.now()
    for other in {ActionStatus.DONE, ActionStatus.CHANGED, ActionStatus.DROPPED} - {status}:
        with pytest.raises(ActionIsAnswered):
            service.answer_action(action, other, now=clock.now())


def test_an_answered_action_is_not_said_again(make, now):
    action = followup.action(make, status=ActionStatus.DONE)

    with pytest.raises(ActionIsAnswered):
        keep(action.booking, action.booking.mentee, now)
    with pytest.raises(ActionIsAnswered):
        service.need_no_action(action.booking, action.booking.mentee, now=now)
    assert not closing_of(action.booking.mentee, action.booking)


def test_a_line_is_added_to_an_answer(make):
    action = followup.action(make, status=ActionStatus.DONE)

    service.add_line(action, "He was angry for a minute.")

    assert action.note == "He was angry for a minute."


def test_a_line_needs_an_answer_first(make):
    action = followup.action(make)

    with pytest.raises(ActionIsOpen):
        service.add_line(action, "He was angry for a minute.")


def test_other_peoples_actions_do_not_exist(make):
    action = followup.action(make)

    assert action_of(action.booking.mentee, action.public_id) == action
    assert action_of(action.booking.mentor, action.public_id) is None
    assert action_of(make.person(), action.public_id) is None


def test_an_action_is_due_on_its_day(make):
    action = followup.action(make, due_on=date(2026, 3, 20))

    assert not action.is_due(date(2026, 3, 19))
    assert action.is_due(date(2026, 3, 20))


def test_one_may_say_what_the_other_will_do(talk, now):
    ada, ben = talk.mentor, talk.mentee
    action = service.keep_action(
        talk, ben, owner=ada, when="I am back", will="send the page", due_on=FRIDAY, now=now
    )

    assert (action.owner_id, action.said_by_id) == (ada.id, ben.id)
    assert open_actions(ada) == [action]
    assert action.sentence_of("Ada") == "When I am back, Ada will send the page."


def test_what_somebody_said_for_themselves_is_theirs(talk, now):
    ada, ben = talk.mentor, talk.mentee
    keep(talk, ada, now, will="send the page")

    with pytest.raises(SaidByTheOther):
        service.keep_action(talk, ben, owner=ada, when="a", will="b", due_on=FRIDAY, now=now)
    assert action_from(talk, ada).will_text == "send the page"


def test_the_owner_may_take_over_what_was_said_for_them(talk, now):
    ada, ben = talk.mentor, talk.mentee
    service.keep_action(talk, ben, owner=ada, when="a", will="b", due_on=FRIDAY, now=now)
    keep(talk, ada, now, will="send the page")

    assert db.session.scalars(sa.select(Action.will_text)).all() == ["send the page"]
    assert action_from(talk, ada).said_by_id == ada.id


def test_an_action_stands_under_the_goal_of_its_talk(make, now):
    ben = make.person()
    goal = begin_goal(ben, "Lead two teams", now=now)
    talk = followup.past_talk(make, mentee=ben, brief=make.brief(ben, goal_id=goal.id))

    assert keep(talk, ben, now).goal_id == goal.id


def test_a_talk_nobody_came_to_is_not_closed(make, now):
    talk = followup.past_talk(make, status=BookingStatus.ENDED, ended_reason="absent_mentor")

    with pytest.raises(TalkNeverHappened):
        service.answer_goal(talk, talk.mentee, GoalMet.YES, now=now)
