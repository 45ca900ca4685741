"""When it comes to nothing, the next choice is asked with the same brief, once."""

from datetime import timedelta

import pytest

from tests.making.booking import BRIEF, at, slot_at
from tests.making.requests import THURSDAY_2PM, asked, reader, sent, written
from webapp.booking.handing_on import hand_on
from webapp.booking.request_answers import (
    choose_next,
    expire_request,
    pass_request,
    withdraw_request,
)
from webapp.booking.request_making import NextChoice
from webapp.booking.request_models import PassReason
from webapp.booking.request_queries import request_after
from webapp.booking.request_sweeps import expire_overdue_requests, hand_on_requests
from webapp.goals.queries import unsent_brief_of

FRIDAY_8AM = slot_at(9, day=6)
TWO_DAYS = timedelta(hours=48)


@pytest.fixture
def ben(make):
    return make.person(name="Ben Achterberg")


@pytest.fixture
def chidi(make):
    return reader(make, name="Chidi Okonkwo")


def next_is(mentor, slot=FRIDAY_8AM):
    return NextChoice(mentor.id, slot.start)


def passed(request, now):
    pass_request(request, request.mentor, PassReason.FIELD, now=now)
    hand_on(request, now=now)
    return request_after(request)


def ran_out(request, now):
    expire_request(request, now=now + TWO_DAYS)
    hand_on(request, now=now + TWO_DAYS)
    return request_after(request)


def prompts_of(brief):
    return (brief.situation, brief.tried, brief.question, brief.done)


def test_a_no_goes_on_to_the_next_choice_with_the_same_brief(make, ben, chidi, now):
    request = sent(make, mentee=ben, next_choice=next_is(chidi))
    second = passed(request, now)

    assert (second.mentor, second.mentee, second.status) == (chidi, ben, "open")
    assert second.booking.interval == FRIDAY_8AM
    assert second.booking.status == "pending"
    assert second.brief != request.brief
    assert prompts_of(second.brief) == tuple(vars(BRIEF).values())
    assert [entry.kind for entry in request.entries] == ["sent", "passed", "handed_on"]
    assert second.entries[0].person is None  # the clock sent it


def test_silence_goes_on_to_the_next_choice(make, ben, chidi, now):
    second = ran_out(sent(make, mentee=ben, next_choice=next_is(chidi)), now)

    assert (second.mentor, second.booking.interval) == (chidi, FRIDAY_8AM)
    assert second.due_at == FRIDAY_8AM.start - timedelta(hours=2)


def test_the_next_choice_is_asked_once_whoever_looks(make, ben, chidi, now):
    request = sent(make, mentee=ben, next_choice=next_is(chidi))
    second = passed(request, now)
    hand_on(request, now=now)
    hand_on_requests(now=now)

    assert request_after(request) == second
    assert [entry.kind for entry in request.entries].count("handed_on") == 1


def test_a_process_that_died_after_the_no_is_followed_by_the_worker(make, ben, chidi, now):
    request = sent(make, mentee=ben, next_choice=next_is(chidi))
    pass_request(request, request.mentor, PassReason.FIELD, now=now)
    hand_on_requests(now=now)

    assert request_after(request).mentor == chidi


def test_a_time_that_is_gone_gives_way_to_the_nearest(make, ben, chidi, now):
    make.booking(mentor=chidi, slot=FRIDAY_8AM)
    second = passed(sent(make, mentee=ben, next_choice=next_is(chidi)), now)

    assert second.booking.starts_at == at(9, 20, day=6)


def test_a_time_at_which_the_mentee_is_taken_is_not_asked_for(make, ben, chidi, now):
    make.booking(mentee=ben, slot=FRIDAY_8AM)
    second = passed(sent(make, mentee=ben, next_choice=next_is(chidi)), now)

    assert second.booking.starts_at == at(9, 20, day=6)


def test_a_day_that_is_full_gives_way_to_the_next_open_one(make, ben, now):
    mondays = reader(make, rules=[(0, 600, 660)])
    request = sent(make, mentee=ben, next_choice=next_is(mondays, FRIDAY_8AM))

    assert passed(request, now).booking.starts_at == at(10, day=9)


def test_nobody_is_asked_for_a_time_weeks_away(make, ben, now):
    never = reader(make, rules=[])

    assert passed(sent(make, mentee=ben, next_choice=next_is(never)), now) is None


def test_who_books_at_once_is_never_booked_without_a_tap(make, ben, now):
    at_once = make.mentor()
    request = sent(make, mentee=ben, next_choice=next_is(at_once))

    assert passed(request, now) is None
    assert request.handed_on_at == now


@pytest.mark.parametrize("state", [{"is_paused": True}, {"is_disabled": True}])
def test_who_takes_no_talks_is_not_asked(make, ben, now, state):
    away = reader(make, **state)

    assert passed(sent(make, mentee=ben, next_choice=next_is(away)), now) is None


def test_without_a_next_choice_the_brief_is_kept_for_another(make, ben, now):
    request = sent(make, mentee=ben)

    assert passed(request, now) is None
    assert prompts_of(unsent_brief_of(ben, now=now)) == prompts_of(request.brief)


def test_what_the_mentee_left_unanswered_goes_to_nobody(make, ben, chidi, now):
    request = asked(make, mentee=ben, next_choice=next_is(chidi))
    expire_overdue_requests(now=THURSDAY_2PM.start - timedelta(hours=2))
    hand_on_requests(now=THURSDAY_2PM.start - timedelta(hours=2))

    assert request.status == "expired"
    assert request_after(request) is None


def test_what_is_withdrawn_goes_to_nobody(make, ben, chidi, now):
    request = sent(make, mentee=ben, next_choice=next_is(chidi))
    withdraw_request(request, ben, now=now)
    hand_on_requests(now=now)

    assert request_after(request) is None


def test_a_mentee_who_waits_for_three_others_is_asked_first(make, ben, chidi, now):
    request = sent(make, mentee=ben, next_choice=next_is(chidi))
    pass_request(request, request.mentor, PassReason.FIELD, now=now)
    for hour in (10, 11, 12):
        sent(make, mentee=ben, slot=slot_at(hour, day=6))
    hand_on(request, now=now)

    assert request_after(request) is None


def test_the_next_choice_can_be_changed_while_one_waits(make, ben, chidi, now):
    request = sent(make, mentee=ben)
    choose_next(request, next_is(chidi), now=now)

    assert passed(request, now).mentor == chidi


def test_a_written_request_goes_on_in_writing(make, ben, now):
    leila = reader(make, writes=True)
    second = passed(written(make, mentee=ben, next_choice=NextChoice(leila.id)), now)

    assert (second.mentor, second.form, second.booking) == (leila, "writing", None)


def test_a_written_request_does_not_become_a_talk(make, ben, chidi, now):
    request = written(make, mentee=ben, next_choice=NextChoice(chidi.id))

    assert passed(request, now) is None
