import pytest
import sqlalchemy as sa

from webapp.core.db import db
from webapp.people import service
from webapp.people.models import Person, Profile
from webapp.people.queries import (
    common_skills,
    free_handle,
    mentor_with_handle,
    people_with_handles,
    person_with_email,
    person_with_handle,
    whole_profiles,
)
from webapp.people.signin_models import DeviceSession


def test_people_are_found_by_their_handle(make):
    ada = make.person(handle="ada")
    assert person_with_handle("ada") == ada
    assert person_with_handle("Ada") is person_with_handle("a%") is None


def test_who_is_switched_off_is_found_by_nobody(make):
    make.mentor(handle="ada", is_disabled=True, email="ada@example.test")
    assert person_with_handle("ada") is mentor_with_handle("ada") is None
    assert people_with_handles(("ada",)) == []
    assert person_with_email("ada@example.test")


@pytest.mark.parametrize("is_paused", [True, False])
def test_a_mentor_is_found_accepting_or_paused(make, is_paused):
    mentor = make.mentor(handle="ada", is_paused=is_paused)
    assert mentor_with_handle("ada") == mentor


def test_who_does_not_mentor_is_no_mentor(make):
    make.person(handle="ben")
    assert mentor_with_handle("ben") is None


def test_people_come_in_the_order_asked_for(make):
    for handle in ("ada", "ben", "eve"):
        make.person(handle=handle)
    assert [p.handle for p in people_with_handles(("eve", "nobody", "ada"))] == ["eve", "ada"]


def test_a_free_handle_is_not_mistaken_for_a_longer_one(make):
    for handle in ("ada", "ada-2", "ada-lindqvist", "adam"):
        make.person(handle=handle)
    assert free_handle("ada") == "ada-3"
    assert free_handle("ad") == "ad"


def test_the_skills_most_people_have_are_suggested_first(make):
    for skills in (["SQL"], ["SQL", "Hiring"], ["Zen"]):
        service.set_skills(make.person(), skills)
    assert common_skills() == ["SQL", "Hiring", "Zen"]
    assert common_skills(limit=1) == ["SQL"]


def fill(make, count):
    for _ in range(count):
        person = make.mentor()
        service.set_skills(person, ["SQL", "Hiring"])
        service.set_languages(person, ["en", "sv"])
        service.offer_help(person, [("One", ""), ("Two", "")])
    db.session.expunge_all()


@pytest.mark.parametrize("count", [1, 12])
def test_whole_profiles_take_four_queries_however_many(make, count_queries, count):
    fill(make, count)
    with count_queries() as queries:
        people = db.session.scalars(sa.select(Person).options(*whole_profiles())).all()
        for person in people:
            assert person.picture_url is None
            assert person.profile.topics and person.profile.skills and person.profile.languages
    assert (len(people), len(queries)) == (count, 4)


def test_whole_profiles_are_reached_from_elsewhere_too(make, sign_in, count_queries):
    fill(make, 3)
    for person in db.session.scalars(sa.select(Person)).all():
        sign_in(person)
    db.session.expunge_all()
    path = sa.orm.joinedload(DeviceSession.person).options(*whole_profiles())
    with count_queries() as queries:
        for device in db.session.scalars(sa.select(DeviceSession).options(path)).all():
            assert device.person.profile.topics
    assert len(queries) == 4


def test_a_person_comes_with_their_profile_in_one_query(make, count_queries):
    ada = make.person().id
    db.session.expunge_all()
    with count_queries() as queries:
        assert not db.session.get(Person, ada).is_mentor
    assert len(queries) == 1


def test_a_person_can_be_locked_though_the_profile_comes_along(make):
    ada = make.person()
    db.session.refresh(ada, with_for_update=True)
    assert db.session.scalars(sa.select(Person).join(Profile).with_for_update()).one() == ada
