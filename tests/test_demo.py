"""The demo: what a newcomer finds after the first `make run`, and after the tenth."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.conftest import from_outside
from tests.factories import Maker
from webapp import create_app
from webapp.booking.models import Booking, BookingStatus
from webapp.config import Config
from webapp.core.db import db
from webapp.followup.chain_models import FollowUp
from webapp.goals.models import Goal
from webapp.live.countdown import OPENS_BEFORE
from webapp.matching.queries import Wish, mentors_for, options
from webapp.people.favourites import favourites_of
from webapp.people.models import Person


@pytest.fixture
def load(run_command):
    return lambda: run_command("demo", "load")


def person(handle):
    return db.session.scalars(sa.select(Person).where(Person.handle == handle)).one()


def talks():
    return db.session.scalars(sa.select(Booking).order_by(Booking.starts_at)).all()


def test_an_empty_database_gets_the_cast_and_four_talks(load):
    assert load() == "demo: 36 people and 4 talks added\n"

    for handle in ("ada", "ben", "chidi", "dana", "eve"):
        assert person(handle).email == f"{handle}@demo.test"


def test_loading_again_adds_nothing(load):
    load()
    assert load() == "demo: 0 people and 0 talks added\n"


def test_ada_and_ben_can_join_now(load, now):
    load()

    talk = talks()[-1]

    assert {talk.mentor.handle, talk.mentee.handle} == {"ada", "ben"}
    assert talk.starts_at - OPENS_BEFORE <= now < talk.ends_at


def test_when_the_last_talk_is_over_there_is_a_new_one(load, clock):
    load()
    clock.advance(minutes=45)

    assert load() == "demo: 0 people and 1 talks added\n"
    assert talks()[-1].starts_at >= clock.now()


def test_the_talk_of_last_week_left_notes_and_a_check_that_is_due(load, sign_in, now):
    load()
    past = talks()[-2]

    page = sign_in(person("ben")).get(f"/bookings/{past.public_id}").text

    assert past.status == BookingStatus.ENDED
    assert "First sentence has the decision in it." in page
    assert "tell him first, before the team, and then be quiet" in page
    assert "He may be angry for a minute. Being quiet is my part." in page
    assert "You think about him first, and only then about how it looks." in page
    week = db.session.scalars(sa.select(FollowUp).where(FollowUp.kind == "week")).one()
    assert (week.person.handle, week.status) == ("ben", "waiting")
    assert week.due_at <= now + timedelta(days=1)


def test_ben_has_a_goal_with_advice_that_does_not_agree(load, sign_in):
    load()
    ben = sign_in(person("ben"))
    (goal,) = db.session.scalars(sa.select(Goal)).all()

    page = ben.get(f"/goals/{goal.public_id}").text

    assert "3 mentors, 3 talks, 50 minutes" in page
    assert "They disagree" in page
    assert "I tell him. His new lead joins for the second half." in page
    assert "Decided before, 1" in page
    assert "When the team meeting starts, I will say it in the first minute." in page
    assert goal.line in ben.get("/goals").text


def test_its_mentors_are_found_and_have_time(load, now):
    load()

    found = mentors_for(Wish("splitting a team"), viewer=None, now=now)

    assert found.by_words
    assert found.mentors[0].handle == "ada"
    assert mentors_for(Wish(is_free_this_week=True), viewer=None, now=now).total > 30
    assert {option.kind for option in options()} == {"skill", "language"}


def test_production_has_no_demo(app, monkeypatch, run_command):
    monkeypatch.setitem(app.config, "IS_PRODUCTION", True)

    assert "not in production" in run_command("demo", "load")
    assert talks() == []


@pytest.fixture
def prepare(empty_database):
    """Prepare a database of its own, as `make run` does."""

    def prepare(**settings):
        app = create_app(Config.for_tests(empty_database, **settings))
        return from_outside(app.test_cli_runner().invoke, args=["prepare"]).output, app

    return prepare


def test_an_empty_database_is_migrated_and_gets_the_demo_once(prepare):
    assert "demo: 36 people and 4 talks added" in prepare(DEMO=True)[0]
    assert "demo: 0 people and 0 talks added" in prepare(DEMO=True)[0]


def test_the_demo_stays_out_of_a_database_with_other_people(prepare, now):
    said, app = prepare(DEMO=False)
    assert "demo" not in said
    with app.app_context():
        Maker(now).person()

    assert "demo: left out, other people are here" in prepare(DEMO=True)[0]


def test_two_mentors_are_free_now_however_long_ago_the_demo_was_loaded(load, clock):
    load()
    clock.advance(days=3)
    load()

    free = mentors_for(Wish(is_free_now=True), viewer=None, now=clock.now()).mentors

    assert {mentor.handle for mentor in free} == {"chidi", "layla-haddad"}


def test_ben_has_a_favourite(load):
    load()
    assert [person.handle for person in favourites_of(person("ben"))] == ["chidi"]
