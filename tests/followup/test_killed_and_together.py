"""Each rule fires once: with two workers at once, and when one is killed between its steps."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests.booking.test_races import at_once
from tests.conftest import MONDAY_9AM
from tests.factories import Maker
from tests.making import followup
from webapp.core.db import db, transaction
from webapp.core.outbox import Outbox, deliver_due
from webapp.followup import harvest, no_shows, service
from webapp.followup.action_lifecycle import ActionStatus
from webapp.followup.chain import FollowUpKind
from webapp.followup.chain_models import FollowUp, Outcome
from webapp.followup.follow_ups import answer_follow_up, ask_due
from webapp.followup.models import Action, Insight
from webapp.followup.verdict_models import Attended
from webapp.live.models import Attendance, AttendanceKind, LiveSession
from webapp.notifications import followup_reactions
from webapp.notifications.housekeeping import end_past_bookings
from webapp.people.models import Person

pytestmark = pytest.mark.long

NOW = MONDAY_9AM
DAY, WEEK, MONTH = FollowUpKind


class Killed(BaseException):
    """What no `except Exception` holds up, like a signal."""


@pytest.fixture
def kill(monkeypatch):
    """Kill whoever tells the next thing, once."""

    def kill(name):
        real = getattr(followup_reactions, name)

        def die(*_arguments, **_options):
            monkeypatch.setattr(followup_reactions, name, real)
            raise Killed

        monkeypatch.setattr(followup_reactions, name, die)

    return kill


@pytest.fixture
def make(crowd):
    return Maker(NOW)


@pytest.fixture
def action(make):
    return followup.kept(make)


def keys(start):
    rows = sa.select(Outbox.key).where(Outbox.key.startswith(start), Outbox.kind == "mail")
    return db.session.scalars(rows).all()


def statuses(action_id):
    db.session.rollback()
    rows = sa.select(FollowUp.kind, FollowUp.status).filter_by(action_id=action_id)
    return {kind: status for kind, status in db.session.execute(rows)}


@pytest.mark.parametrize(("days", "kind"), [(2, DAY), (7, WEEK), (30, MONTH)])
def test_two_workers_ask_each_question_once(crowd, action, days, kind):
    action_id, later = action.id, NOW + timedelta(days=days)

    at_once(crowd, *[lambda: ask_due(now=later)] * 4)

    assert statuses(action_id)[kind] == "asked"
    of_kind = sa.select(FollowUp.public_id).filter_by(action_id=action_id, kind=kind)
    assert keys("follow-up:").count(f"follow-up:{db.session.scalar(of_kind)}") == 1


@pytest.mark.parametrize("kind", FollowUpKind)
def test_a_worker_killed_before_it_told_leaves_the_question_to_the_next(action, kill, kind):
    action_id = action.id
    row = followup.follow_up(action, kind)
    with transaction():
        row.due_at = NOW
    kill("tell")

    with pytest.raises(Killed):
        ask_due(now=NOW)
    assert statuses(action_id)[kind] == "waiting"
    assert keys("follow-up:") == []

    ask_due(now=NOW)
    ask_due(now=NOW)
    assert statuses(action_id)[kind] == "asked"
    assert len(keys("follow-up:")) == 1


def test_a_worker_killed_after_it_told_sends_it_all_the_same(action, crowd):
    followup.asked(action, WEEK)
    sent = []

    def die(row):
        sent.append(row.key)
        raise Killed

    with pytest.raises(Killed):
        deliver_due({"mail": die}, now=NOW)
    db.session.rollback()
    later = NOW + timedelta(minutes=3)
    for _ in range(2):
        deliver_due({"mail": lambda row: sent.append(row.key)}, now=later)

    assert len(sent) == 2  # the first one may have left; the receiver sees the same Message-ID
    assert len(set(sent)) == 1


def test_an_answer_and_the_worker_come_one_after_the_other(crowd, action):
    action_id, later = action.id, NOW + timedelta(days=7)

    def answer():
        return service.answer_action(
            db.session.get(Action, action_id), ActionStatus.DONE, now=later
        )

    at_once(crowd, answer, lambda: ask_due(now=later))

    assert statuses(action_id)[WEEK] == "overtaken"
    assert statuses(action_id)[MONTH] == "waiting"


def test_two_taps_at_once_are_one_outcome_and_one_note(crowd, action):
    month = followup.asked(action, MONTH).id

    def answer():
        return answer_follow_up(db.session.get(FollowUp, month), "decided", now=NOW)

    at_once(crowd, answer, answer, answer)

    assert len(db.session.scalars(sa.select(Outcome)).all()) == 1
    assert len(keys("result:")) == 1


def test_whoever_is_killed_while_answering_has_not_answered(action, kill):
    week = followup.asked(action, WEEK)
    kill("tell")

    with pytest.raises(Killed):
        answer_follow_up(week, "done", now=NOW)
    db.session.rollback()
    assert (week.status, action.status) == ("asked", "open")

    answer_follow_up(week, "done", now=NOW)
    assert (week.status, action.status) == ("answered", "done")
    assert len(keys("result:")) == 1


def test_the_same_insight_from_two_taps_is_one(crowd, make):
    talk = followup.past_talk(make)
    talk_id, mentee_id = talk.id, talk.mentee.id

    def keep():
        booking, person = db.session.get(type(talk), talk_id), db.session.get(Person, mentee_id)
        return harvest.keep_insight(booking, person, "Say it first.", goal=None, now=NOW).id

    at_once(crowd, keep, keep, keep)

    assert db.session.scalars(sa.select(Insight.text)).all() == ["Say it first."]


@pytest.fixture
def missed(make):
    """A talk of an hour ago to which only the mentor came."""
    talk = followup.past_talk(make)
    session = make.save(LiveSession(booking_id=talk.id, opened_at=talk.starts_at))
    row = Attendance(live_session_id=session.id, person_id=talk.mentor.id, peer_id="peer")
    row.kind, row.at = AttendanceKind.JOINED, talk.starts_at
    make.save(row)
    return talk


def test_two_workers_note_an_absence_once(crowd, missed):
    at_once(crowd, *[lambda: end_past_bookings(now=NOW)] * 3)

    verdicts = db.session.scalars(sa.select(Attended.verdict).order_by(Attended.verdict)).all()
    assert verdicts == ["absent", "attended"]
    assert len(keys("absence:")) == 1


def test_a_worker_killed_while_noting_an_absence_leaves_it_to_the_next(missed, kill):
    kill("tell")

    with pytest.raises(Killed):
        end_past_bookings(now=NOW)
    db.session.rollback()
    assert missed.is_confirmed
    assert db.session.scalars(sa.select(Attended)).all() == []

    end_past_bookings(now=NOW)
    assert missed.ended_reason == "absent_mentee"
    assert len(keys("absence:")) == 1


def test_the_one_who_waits_and_the_worker_end_it_once(crowd, missed):
    talk_id, mentor_id = missed.id, missed.mentor.id

    def say():
        booking, person = db.session.get(type(missed), talk_id), db.session.get(Person, mentor_id)
        return no_shows.end_as_no_show(booking, person, now=NOW)

    at_once(crowd, say, say, lambda: end_past_bookings(now=NOW))

    assert db.session.get(type(missed), talk_id).ended_reason == "absent_mentee"
    assert len(db.session.scalars(sa.select(Attended)).all()) == 2
    assert len(keys("absence:")) == 1


def test_a_new_day_and_the_worker_do_not_ask_twice(crowd, action):
    action_id, later = action.id, NOW + timedelta(days=7)

    def move():
        action = db.session.get(Action, action_id)
        return service.move_action(action, date(2026, 3, 20), now=later)

    at_once(crowd, move, lambda: ask_due(now=later))

    alive = sa.select(FollowUp.kind, sa.func.count()).filter_by(action_id=action_id)
    alive = alive.where(FollowUp.status == "waiting").group_by(FollowUp.kind)
    assert dict(db.session.execute(alive).all()) == {DAY: 1, WEEK: 1, MONTH: 1}
