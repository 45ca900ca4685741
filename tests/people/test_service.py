"""What people change about themselves, and that it is announced."""

from io import BytesIO

import pytest
import sqlalchemy as sa
from PIL import Image

from webapp.core import events
from webapp.core.db import db, transaction
from webapp.people import service
from webapp.people.errors import HandleTaken
from webapp.people.events import PersonJoined, ProfileChanged
from webapp.people.models import HelpTopic, Person, Picture, Profile, ProfileLanguage, Skill
from webapp.people.pictures import bitmap_from


@pytest.fixture
def ada(make):
    return make.person(name="Ada", handle="ada", email="ada@example.test")


@pytest.fixture
def announced(monkeypatch):
    """Collect what is announced about people."""
    heard = []
    subscribers = {PersonJoined: [heard.append], ProfileChanged: [heard.append]}
    monkeypatch.setattr(events, "_subscribers", {**events._subscribers, **subscribers})
    return heard


def join(now, email="new@example.test", name="Ada"):
    return service.join(email, name=name, time_zone="UTC", now=now)


def test_who_joins_has_a_profile_and_is_announced(now, announced):
    person = join(now, name="Zoë Ångström")
    assert (person.handle, person.profile.is_mentor) == ("zoe-angstrom", False)
    assert announced == [PersonJoined(person.id)]


def test_the_second_of_a_name_gets_a_number(ada, now):
    assert join(now).handle == "ada-2"
    assert join(now, email="third@example.test").handle == "ada-3"


def test_who_joins_with_a_known_address_gets_their_account(ada, now, announced):
    assert join(now, email=ada.email, name="Somebody else") == ada
    assert (ada.name, announced) == ("Ada", [])


def test_a_handle_that_is_taken_between_look_and_write_is_looked_for_again(ada, now, monkeypatch):
    looks = iter(["ada", "ada-7"])
    monkeypatch.setattr(service, "free_handle", lambda stem: next(looks))
    assert join(now).handle == "ada-7"


def test_a_name_and_a_handle_are_changed_and_announced(ada, announced):
    service.rename(ada, name="Ada L.", handle="ada-l")
    assert (ada.name, ada.handle) == ("Ada L.", "ada-l")
    assert announced == [ProfileChanged(ada.id)]


def test_somebody_elses_handle_is_not_taken_and_nothing_changes(ada, make, announced):
    ben = make.person(handle="ben", name="Ben")
    with pytest.raises(HandleTaken):
        service.rename(ben, name="Benjamin", handle="ada")
    assert (ben.name, ben.handle, announced) == ("Ben", "ben", [])


def test_a_headline_and_a_quote(ada, announced):
    service.describe(ada, headline="Lead", quote="I said it wrong twice.")
    assert (ada.profile.headline, ada.profile.quote) == ("Lead", "I said it wrong twice.")
    assert announced == [ProfileChanged(ada.id)]


def test_topics_are_replaced_in_their_order(ada):
    service.offer_help(ada, [("One", ""), ("Two", "Twice"), ("Three", "")])
    service.offer_help(ada, [("Two", "Four times"), ("One", "")])
    topics = [(topic.position, topic.title, topic.detail) for topic in ada.profile.topics]
    assert topics == [(0, "Two", "Four times"), (1, "One", "")]
    assert len(db.session.scalars(sa.select(HelpTopic)).all()) == 2


def test_a_skill_is_one_row_for_everybody(ada, make):
    service.set_skills(ada, ["Team lead", "SQL"])
    ben = make.person()
    service.set_skills(ben, ["team LEAD"])
    assert [skill.label for skill in ben.profile.skills] == ["Team lead"]
    assert len(db.session.scalars(sa.select(Skill)).all()) == 2


def test_skills_are_taken_away(ada):
    service.set_skills(ada, ["SQL", "Hiring"])
    service.set_skills(ada, ["Hiring"])
    assert [skill.label for skill in ada.profile.skills] == ["Hiring"]


def test_a_skill_that_appears_between_look_and_write_is_taken(ada, monkeypatch):
    service.set_skills(ada, ["SQL"])
    look, missed = db.session.scalar, []

    def miss_once(*args, **kwargs):
        return look(*args, **kwargs) if missed else missed.append("looked too early")

    monkeypatch.setattr(db.session, "scalar", miss_once)
    with transaction():
        assert service.skill_labelled("sql").label == "SQL"


def test_languages_keep_the_order_they_were_chosen_in(ada):
    service.set_languages(ada, ["sv", "en"])
    service.set_languages(ada, ["en", "sv", "pt-BR"])
    assert [language.code for language in ada.profile.languages] == ["en", "sv", "pt-BR"]
    service.set_languages(ada, ["sv"])
    assert len(db.session.scalars(sa.select(ProfileLanguage)).all()) == 1


def test_mentoring_is_turned_on_and_paused(ada, announced):
    service.set_mentoring(ada, is_mentor=True, is_paused=False, minutes_a_week=90)
    assert ada.is_mentor and ada.profile.is_accepting
    service.set_mentoring(ada, is_mentor=True, is_paused=True, minutes_a_week=90)
    assert ada.is_mentor and not ada.profile.is_accepting
    assert announced == [ProfileChanged(ada.id)] * 2


def test_pace_and_zone(ada, announced):
    service.set_extra_time(ada, 1.5)
    service.move_to_zone(ada, "Asia/Tokyo")
    assert (ada.extra_time, ada.time_zone) == (1.5, "Asia/Tokyo")
    assert announced == [ProfileChanged(ada.id)] * 2


def bitmap(colour):
    file = BytesIO()
    Image.new("RGB", (20, 20), colour).save(file, "PNG")
    return bitmap_from(BytesIO(file.getvalue()))


def test_a_picture_is_replaced_and_removed(ada, announced):
    for colour in ("red", "blue"):
        service.set_picture(ada, bitmap(colour))
    assert ada.profile.picture_etag == bitmap("blue").etag
    assert db.session.scalars(sa.select(Picture.data)).one() == bitmap("blue").data
    service.remove_picture(ada)
    assert ada.picture_url is None
    assert not db.session.scalars(sa.select(Picture)).all()
    assert announced == [ProfileChanged(ada.id)] * 3


def test_nobody_is_deleted_with_their_profile_left_behind(ada):
    service.set_languages(ada, ["sv"])
    service.offer_help(ada, [("One", "")])
    with transaction():
        db.session.delete(ada)
    for table in (Person, Profile, HelpTopic, ProfileLanguage):
        assert not db.session.scalars(sa.select(table)).all()
