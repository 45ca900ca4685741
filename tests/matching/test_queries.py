from datetime import timedelta

import pytest

from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.matching.queries import Wish, mentors_for, options
from webapp.people.events import ProfileChanged
from webapp.people.models import HelpTopic, ProfileLanguage, Skill
from webapp.scheduling.models import CalendarSettings


@pytest.fixture
def publish(make, now):
    """Make a mentor whose words are indexed."""

    def publish(*, topics=(), skills=(), languages=(), free_in=timedelta(hours=1), **attributes):
        mentor = make.mentor(**attributes)
        profile = mentor.profile
        with transaction():
            profile.topics = [
                HelpTopic(position=at, title=title) for at, title in enumerate(topics)
            ]
            profile.skills = [Skill(slug=label.lower(), label=label) for label in skills]
            profile.languages = [ProfileLanguage(code=code) for code in languages]
            calendar = db.session.get(CalendarSettings, mentor.id)
            calendar.next_free_at = now + free_in if free_in else None
            announce(ProfileChanged(mentor.id))
        return mentor

    return publish


def test_whoever_answers_the_words_comes_first(publish, now):
    publish(topics=["Baking bread"])
    splitter = publish(topics=["Splitting a team"])

    found = mentors_for(Wish("We are splitting our team"), viewer=None, now=now)

    assert found.mentors == [splitter]
    assert found.by_words


def test_a_name_in_the_question_weighs_less_than_what_it_is_about(publish, now):
    namesake = publish(name="Jonas Eriksen", topics=["Baking bread"])
    teller = publish(topics=["Telling somebody what they do not want to hear"])

    found = mentors_for(Wish("Who tells Jonas?"), viewer=None, now=now)

    assert found.mentors == [teller, namesake]


def test_somebody_is_found_by_name(publish, now):
    publish(topics=["Baking bread"])
    wanted = publish(name="Jonas Eriksen")

    assert mentors_for(Wish("Eriksen"), viewer=None, now=now).mentors == [wanted]


def test_a_question_nobody_wrote_about_shows_whoever_is_free_soonest(publish, now):
    later, sooner = publish(free_in=timedelta(days=2)), publish(free_in=timedelta(hours=1))

    found = mentors_for(Wish("quantum chromodynamics"), viewer=None, now=now)

    assert found.mentors == [sooner, later]
    assert not found.by_words


@pytest.mark.parametrize("question", ['" OR 1', "NEAR(a b)", "'; DROP TABLE person; --", "a* ^b:c"])
def test_a_question_is_words_and_never_an_operator(publish, now, question):
    mentor = publish(topics=["Baking bread"])

    assert mentors_for(Wish(question), viewer=None, now=now).mentors == [mentor]


def test_paused_and_disabled_people_and_oneself_are_not_shown(publish, now):
    publish(is_paused=True)
    publish(is_disabled=True)
    publish(is_mentor=False)
    me = publish()

    assert mentors_for(Wish(), viewer=me, now=now).mentors == []


def test_a_paused_mentor_is_not_found_by_words_either(publish, now):
    publish(topics=["Baking bread"], is_paused=True)

    assert mentors_for(Wish("bread"), viewer=None, now=now).mentors == []


def test_filters_hold_together(publish, now):
    publish(skills=["Finance"], languages=["de"])
    publish(languages=["sv"])
    wanted = publish(skills=["Sales"], languages=["sv"])

    wish = Wish(skill="sales", language="sv")

    assert mentors_for(wish, viewer=None, now=now).mentors == [wanted]


def test_free_this_week_leaves_out_the_full_and_the_later(publish, now):
    publish(free_in=None)
    publish(free_in=timedelta(days=8))
    soon = publish(free_in=timedelta(days=6))

    assert mentors_for(Wish(is_free_this_week=True), viewer=None, now=now).mentors == [soon]


def test_pages_follow_each_other(publish, now):
    mentors = [publish(free_in=timedelta(hours=n)) for n in range(1, 6)]

    first = mentors_for(Wish(), viewer=None, now=now, size=3)
    second = mentors_for(Wish(), viewer=None, now=now, page=2, size=3)

    assert (first.total, first.mentors + second.mentors) == (5, mentors)
    assert (first.more, second.more) == (2, 0)


def test_options_are_what_mentors_have_the_commonest_first(publish):
    publish(skills=["Sales"], languages=["de", "sv"])
    publish(languages=["sv"])
    publish(languages=["fr"], is_paused=True)

    assert [(o.kind, o.value) for o in options()] == [
        ("skill", "sales"), ("language", "sv"), ("language", "de"),
    ]  # fmt: skip
