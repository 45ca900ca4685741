"""Whom one has learned from, what a mentor's time came to, and the link that says so."""

from datetime import timedelta

import pytest

from webapp.booking.lifecycle import EndedReason
from webapp.booking.models import BookingStatus
from webapp.core.db import db
from webapp.followup.certificate_models import Certificate
from webapp.followup.chain import OutcomeKind
from webapp.followup.chain_models import Outcome
from webapp.followup.impact import given, year_of
from webapp.followup.models import Action, ActionStatus, Insight
from webapp.followup.network import network_of
from webapp.goals.models import Goal

DAY = timedelta(days=1)


@pytest.fixture
def talked(make, clock):
    """Make a talk that took place so many days ago."""

    def talked(days=1, *, reason=EndedReason.COMPLETED, minutes=20, **people):
        slot = make.slot(clock.now() - days * DAY, minutes)
        ended = {"status": BookingStatus.ENDED, "ended_reason": reason}
        return make.booking(slot=slot, **ended, **people)

    return talked


def learned(make, booking, text, **more):
    times = {"created_at": make.now, "updated_at": make.now}
    who = {"person_id": booking.mentee.id, "mentor_id": booking.mentor.id}
    return make.save(Insight(booking_id=booking.id, text=text, **who, **times, **more))


def test_the_latest_comes_first_with_what_was_learned_and_how_much(make, talked):
    ben = make.person()
    ada = make.mentor(name="Ada Lindqvist")
    talked(30, mentor=ada, mentee=ben)
    second = talked(3, mentor=ada, mentee=ben)
    talked(10, mentee=ben, minutes=30)
    learned(make, second, "Tell him before the room does.")

    first, other = network_of(ben).people
    assert (first.person, first.how_much) == (ada, "2 × 20 min")
    assert first.taught == "Tell him before the room does."
    assert not first.is_favourite
    assert other.how_much == "30 min"
    assert network_of(ben).minutes == 70


def test_a_talk_that_did_not_take_place_taught_nobody(make, talked):
    missed = talked(reason=EndedReason.ABSENT_MENTOR)
    assert network_of(missed.mentee).people == []


def test_people_stand_under_the_goals_they_helped_with(make, talked):
    ben = make.person()
    goal = make.save(Goal(person_id=ben.id, line="Split the team", created_at=make.now))
    under = make.brief(ben, goal_id=goal.id)
    talked(2, mentee=ben, brief_id=under.id)
    talked(1, mentee=ben)

    (first, with_goal), (none, without) = network_of(ben).by_goal()
    assert (first, none) == (goal, None)
    assert len(with_goal) == len(without) == 1


def test_the_picture_has_those_of_the_last_twelve_months(make, talked, clock):
    recent = talked(2)
    talked(400, mentee=recent.mentee)
    placed = network_of(recent.mentee).circles("Europe/Berlin", now=clock.now())
    assert [met.person for _circle, met in placed] == [recent.mentor]


def test_two_hundred_talks_are_read_in_eight_queries(make, talked, sign_in, count_queries):
    ben = make.person()
    mentors = [make.mentor() for _ in range(20)]
    for number in range(200):
        talked(1 + number, mentor=mentors[number % 20], mentee=ben)
    client = sign_in(ben)
    with count_queries() as queries:
        page = client.get("/network")
    assert "People you have learned from" in page.text
    assert len(queries) <= 8


def test_a_favourite_is_chosen_and_seen_where_one_learned_from_them(make, talked, sign_in):
    talk = talked(mentee=make.person())
    client = sign_in(talk.mentee)
    assert 'aria-pressed="false"' in client.get("/network").text
    client.post(f"/people/{talk.mentor.handle}/favourite")
    assert 'aria-pressed="true"' in client.get("/network").text


def test_nobody_yet_leads_to_asking(make, sign_in):
    assert "This fills by itself" in sign_in(make.person()).get("/network").text


@pytest.fixture
def ada(make, talked):
    """A mentor with two talks, one that did not take place, two actions and one result."""
    ada = make.mentor(name="Ada Lindqvist")
    talks = [talked(40, mentor=ada, minutes=30), talked(20, mentor=ada, minutes=30)]
    talked(5, mentor=ada, reason=EndedReason.ABSENT_MENTEE)
    for talk, status in zip(talks, (ActionStatus.DONE, ActionStatus.OPEN), strict=True):
        times = {"created_at": make.now, "updated_at": make.now, "due_on": make.now.date()}
        texts = {"when_text": "I meet Jonas", "will_text": "tell him first"}
        action = Action(
            owner_id=talk.mentee.id, booking_id=talk.id, status=status, **texts, **times
        )
        make.save(action)
    done = db.session.query(Action).filter_by(status=ActionStatus.DONE).one()
    line = {"kind": OutcomeKind.WORKING, "line": "He starts in January.", "at": make.now}
    make.save(Outcome(action_id=done.id, person_id=done.owner_id, **line))
    return ada


def test_a_mentor_sees_what_came_of_it(ada, sign_in):
    page = " ".join(sign_in(ada).get("/network/impact").text.split())
    assert "given, in 2 talks. 1 more was booked and did not take place." in page
    assert "<span>2<small>actions</small></span>" in page
    assert "<span>1<small>done</small></span>" in page
    assert "He starts in January." in page
    assert "tell him first" in page


def test_impact_is_the_mentors_own(ada, make, sign_in):
    assert sign_in(make.person()).get("/network/impact").status_code == 404
    other = sign_in(make.mentor()).get("/network/impact").text
    assert "He starts in January." not in other


def test_a_certificate_is_read_by_whoever_has_the_link_until_it_is_made_invalid(
    ada, sign_in, browser
):
    client = sign_in(ada)
    for _ in range(2):
        assert client.post("/network/impact/certificate").status_code == 303
    (certificate,) = db.session.query(Certificate)
    address = f"/certificates/{certificate.token}"

    page = browser().get(address)
    assert page.status_code == 200
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert "Ada Lindqvist" in page.text
    assert "He starts in January" not in page.text

    assert client.post("/network/impact/certificate/revoke").status_code == 303
    assert browser().get(address).status_code == 404
    client.post("/network/impact/certificate")
    assert browser().get(address).status_code == 404


def test_hours_are_counted_from_talks_that_took_place(clock):
    start = clock.now()
    talks = [(start, start + timedelta(minutes=45), "completed"), (start, start + DAY, None)]
    assert (given(talks).minutes, given(talks).talks, given(talks).missed) == (45, 1, 1)
    assert given([]).since is None


@pytest.mark.parametrize(
    ("minutes", "hours"), [(0, "0"), (20, "0.3"), (60, "1"), (80, "1.5"), (840, "14")]
)
def test_hours_are_said_in_round_numbers(clock, minutes, hours):
    start = clock.now()
    assert given([(start, start + timedelta(minutes=minutes), "completed")]).hours == hours


def test_a_year_begins_at_the_mentors_midnight():
    assert year_of(2026, "Asia/Tokyo").start.isoformat() == "2025-12-31T15:00:00+00:00"
