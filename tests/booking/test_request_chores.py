"""Each rule of time fires, once, and says who it is about."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.making.booking import slot_at
from tests.making.requests import THURSDAY_2PM, asked, reader, sent, written
from webapp.booking.request_answers import accept_request, come_back
from webapp.booking.request_models import SilentPause
from webapp.booking.request_sweeps import (
    close_resting_threads,
    expire_overdue_requests,
    remind_silent_mentors,
)
from webapp.booking.request_thread import write
from webapp.core.db import db
from webapp.matching.queries import Wish, mentors_for

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


@pytest.fixture
def ada(make):
    return reader(make)


def kinds(request):
    return [entry.kind for entry in request.entries]


def found(now):
    return mentors_for(Wish(), viewer=None, now=now).mentors


def test_a_silent_mentor_is_reminded_after_24_hours_and_once(make, now):
    request = sent(make)
    remind_silent_mentors(now=now + 24 * HOUR - SECOND)
    assert kinds(request) == ["sent"]

    remind_silent_mentors(now=now + 24 * HOUR)
    remind_silent_mentors(now=now + 25 * HOUR)
    assert kinds(request) == ["sent", "reminded"]


def test_nobody_is_reminded_of_what_is_settled(make, now):
    request = sent(make)
    accept_request(request, request.mentor, now=now)
    remind_silent_mentors(now=now + 24 * HOUR)

    assert kinds(request) == ["sent", "accepted"]


def test_a_request_runs_out_after_48_hours_and_once(make, ada, now):
    request = sent(make, mentor=ada)
    expire_overdue_requests(now=now + 48 * HOUR - SECOND)
    assert request.status == "open"

    expire_overdue_requests(now=now + 48 * HOUR)
    expire_overdue_requests(now=now + 49 * HOUR)
    assert (request.status, kinds(request)) == ("expired", ["sent", "expired"])
    assert (request.booking.status, request.booking.ended_reason) == ("cancelled", "expired")
    assert request.silent_at == now + 48 * HOUR


def test_a_request_runs_out_two_hours_before_its_time(make, now):
    request = sent(make, slot=slot_at(15))
    expire_overdue_requests(now=now + 4 * HOUR - SECOND)
    assert request.status == "open"

    expire_overdue_requests(now=now + 4 * HOUR)
    assert request.status == "expired"


def test_the_mentees_silence_is_not_the_mentors(make, ada):
    request = asked(make, mentor=ada)
    expire_overdue_requests(now=THURSDAY_2PM.start - 2 * HOUR)

    assert (request.status, request.silent_at) == ("expired", None)


def let_run_out(make, mentor, *, at):
    """Let a request to the mentor come and run out at a moment."""
    request = sent(make, mentor=mentor, slot=make.slot(at + 72 * HOUR), now=at - 48 * HOUR)
    expire_overdue_requests(now=at)
    assert request.silent_at == at


def test_one_silence_is_nothing_and_the_second_pauses(make, ada, now):
    let_run_out(make, ada, at=now)
    assert not ada.profile.is_paused
    assert ada in found(now)

    let_run_out(make, ada, at=now + 29 * 24 * HOUR)
    assert ada.profile.is_paused
    assert ada not in found(now)


def test_two_silences_far_apart_do_not_pause(make, ada, now):
    let_run_out(make, ada, at=now)
    let_run_out(make, ada, at=now + 31 * 24 * HOUR)

    assert not ada.profile.is_paused


def test_other_mentors_silences_count_for_them(make, ada, now):
    let_run_out(make, ada, at=now)
    let_run_out(make, reader(make), at=now)

    assert not ada.profile.is_paused


def test_who_comes_back_begins_anew(make, ada, now):
    let_run_out(make, ada, at=now)
    let_run_out(make, ada, at=now + HOUR)
    come_back(ada)
    assert ada in found(now)

    let_run_out(make, ada, at=now + 2 * HOUR)
    assert not ada.profile.is_paused
    let_run_out(make, ada, at=now + 3 * HOUR)
    assert ada.profile.is_paused
    assert db.session.scalar(sa.select(sa.func.count(SilentPause.id))) == 2


def test_two_that_run_out_in_the_same_minute_pause_once(make, ada, now):
    for hour in (9, 10, 11):
        sent(make, mentor=ada, slot=slot_at(hour, day=5))
    expire_overdue_requests(now=now + 48 * HOUR)

    assert ada.profile.is_paused
    assert db.session.scalar(sa.select(sa.func.count(SilentPause.id))) == 1


def test_a_written_request_is_reminded_and_runs_out_too(make, now):
    request = written(make)
    remind_silent_mentors(now=now + 24 * HOUR)
    expire_overdue_requests(now=now + 48 * HOUR)

    assert kinds(request) == ["sent", "reminded", "expired"]


def test_a_thread_nobody_adds_to_closes_after_two_weeks(make, now):
    request = written(make)
    write(request, request.mentor, "Tell him first.", now=now)
    write(request, request.mentee, "When?", now=now + 24 * HOUR)
    close_resting_threads(now=now + 14 * 24 * HOUR)
    assert request.status == "accepted"

    close_resting_threads(now=now + 15 * 24 * HOUR)
    close_resting_threads(now=now + 16 * 24 * HOUR)
    assert (request.status, request.closed_at) == ("closed", now + 15 * 24 * HOUR)
    assert kinds(request)[-1] == "closed"
