"""The card before a talk asks for what is missing, and says nothing of other mentors."""

from datetime import timedelta

import pytest

from tests.making.goals import goal_of
from tests.making.requests import written
from webapp.booking.lifecycle import EndedReason
from webapp.booking.models import BookingStatus
from webapp.booking.request_making import ways_of
from webapp.core.db import transaction
from webapp.followup.models import Action
from webapp.followup.prep import Known, questions_for

LONG = "We have tried three things in the last two months and none of them has worked."


def test_there_are_always_three_and_what_is_missing_comes_first():
    assert questions_for(Known())[0] == "What has been tried so far, even half?"
    full = Known(situation=LONG, tried=LONG, done=LONG, question="Who tells him?")
    assert len(questions_for(full)) == 3
    assert "tried" not in questions_for(full)[0]


def test_an_open_action_from_last_time_is_asked_for_before_anything_else():
    known = Known(last_action_is_open=True, has_met=True)
    assert questions_for(known)[0] == "What became of the action from last time?"


@pytest.fixture
def again(make, clock):
    """A talk ahead of two who have met before."""
    first = make.booking(
        slot=make.slot(clock.now() - timedelta(days=20)),
        status=BookingStatus.ENDED,
        ended_reason=EndedReason.COMPLETED,
    )
    action = keep(make, first, first.mentee, will="ask her first")
    ahead = make.booking(mentor=first.mentor, mentee=first.mentee)
    return ahead, action


def keep(make, booking, owner, *, will):
    times = {"created_at": make.now, "updated_at": make.now, "due_on": make.now.date()}
    return make.save(
        Action(
            booking_id=booking.id,
            owner_id=owner.id,
            when_text="I meet her",
            will_text=will,
            **times,
        )
    )


def test_both_find_last_time_and_the_questions_on_the_booking(again, sign_in):
    ahead, _action = again
    for person in (ahead.mentor, ahead.mentee):
        page = sign_in(person).get(f"/bookings/{ahead.public_id}").text
        assert "Three minutes of preparation" in page
        assert "ask her first" in page
        assert "What became of the action from last time?" in page


def test_what_was_said_to_another_mentor_is_not_on_the_card(again, make, sign_in, clock):
    ahead, _action = again
    elsewhere = make.booking(
        slot=make.slot(clock.now() - timedelta(days=10)),
        mentee=ahead.mentee,
        status=BookingStatus.ENDED,
        ended_reason=EndedReason.COMPLETED,
    )
    keep(make, elsewhere, ahead.mentee, will="leave the company")
    page = sign_in(ahead.mentor).get(f"/bookings/{ahead.public_id}").text
    assert "leave the company" not in page


def test_what_came_of_somebody_elses_lines_is_not_on_the_card(again, make, sign_in, clock):
    ahead, _action = again
    goal = goal_of(make, ahead.mentee)
    with transaction():
        ahead.brief = make.brief(ahead.mentee, goal_id=goal.id)
        ways_of(ahead.mentor).answers_in_writing = True
    for mentor, will in ((None, "leave the company"), (ahead.mentor, "ask for the letter")):
        thread = written(make, mentor=mentor, mentee=ahead.mentee)
        at = {"created_at": clock.now(), "updated_at": clock.now(), "due_on": clock.now().date()}
        said = {"when_text": "I meet her", "will_text": will, "goal_id": goal.id}
        make.save(Action(request_id=thread.id, owner_id=ahead.mentee.id, **said, **at))

    page = sign_in(ahead.mentor).get(f"/bookings/{ahead.public_id}").text
    assert "ask for the letter" in page
    assert "leave the company" not in page


def test_once_the_talk_has_begun_there_is_nothing_to_prepare(again, sign_in, clock):
    ahead, _action = again
    clock.advance(minutes=61)
    page = sign_in(ahead.mentee).get(f"/bookings/{ahead.public_id}").text
    assert "Three minutes of preparation" not in page
