"""Whom the pages of requests name next: of those who fit, who was chosen before comes first."""

import pytest

from tests.making.browser import findable_mentor, friends_of
from webapp.matching.suggestions import who_fits


@pytest.fixture
def ben(make):
    return make.person()


def mentors(make, *handles, topics=("Jonas",), **more):
    return [findable_mentor(make, handle, topics=topics, **more) for handle in handles]


def suggested(ben, words, now, *, in_writing=False):
    return [p.handle for p in who_fits(ben, words, in_writing=in_writing, now=now)]


def test_favourites_come_first_of_those_who_know_this(make, ben, now):
    mentors(make, "knows", topics=["Jonas, Jonas, Jonas"])
    friends_of(make, ben, mentors(make, "chosen") + mentors(make, "other", topics=["Taxes"]))

    assert suggested(ben, "Jonas", now) == ["chosen", "knows"]


def test_and_first_of_all_where_nobody_wrote_these_words(make, ben, now):
    mentors(make, "one", "two")
    friends_of(make, ben, mentors(make, "chosen"))

    assert suggested(ben, "Zeppelin", now)[0] == "chosen"
    assert len(suggested(ben, "Zeppelin", now)) == 3


def test_somebody_elses_favourites_do_not_count(make, ben, now):
    mentors(make, "knows")
    friends_of(make, make.person(), mentors(make, "theirs"))

    assert suggested(ben, "Jonas", now) == ["knows", "theirs"]


def test_who_does_not_answer_in_writing_is_not_asked_to(make, ben, now):
    friends_of(make, ben, mentors(make, "talks"))
    mentors(make, "writes", calendar={"answers_in_writing": True})

    assert suggested(ben, "Jonas", now, in_writing=True) == ["writes"]
