"""Beside the preview: the brief, the goal and the last time; and how the camera begins."""

from datetime import timedelta

import pytest

from tests.making.followup import action, past_talk
from tests.making.goals import goal_of
from webapp.booking.models import BookingStatus
from webapp.core.db import transaction

LINE = "By the end of March I want to have split the team."


@pytest.fixture
def room_url(booking):
    return f"/room/{booking.public_id}"


@pytest.fixture
def last_talk(make, booking):
    """A talk of the same two three days ago, from which the mentee took an action."""
    talk = past_talk(
        make, ago=timedelta(days=3), mentor=booking.mentor, mentee=booking.mentee,
        status=BookingStatus.ENDED,
    )  # fmt: skip
    action(make, booking=talk, owner=booking.mentee, status="done")
    return talk


def test_both_see_the_brief_and_the_goal(make, booking, room_url, sign_in):
    goal = goal_of(make, booking.mentee, LINE)
    brief = make.brief(booking.mentee, goal_id=goal.id, tried="A plan with two tables.")
    with transaction():
        booking.brief = brief
    for person in (booking.mentor, booking.mentee):
        page = sign_in(person).get(room_url).text
        assert all(words in page for words in ("Who tells him?", "A plan with two tables.", LINE))


def test_both_see_what_became_of_the_last_time(last_talk, booking, room_url, sign_in):
    for person, who in ((booking.mentee, "You said:"), (booking.mentor, " said:")):
        page = sign_in(person).get(room_url).text
        beside = page.split('aria-labelledby="last-time"')[1].split("</section>")[0]
        assert who in beside
        assert "tell him first" in beside
        assert "Done." in beside
        assert f"/bookings/{last_talk.public_id}" in beside


def test_talks_with_others_are_not_the_last_time(make, room_url, booking, sign_in):
    theirs = {"ago": timedelta(days=3), "status": BookingStatus.ENDED}
    past_talk(make, mentee=booking.mentee, **theirs)
    past_talk(make, mentor=booking.mentor, **theirs)
    for person in (booking.mentor, booking.mentee):
        assert "Last time" not in sign_in(person).get(room_url).text


@pytest.mark.parametrize(("met", "said"), [(True, "false"), (False, "true")])
def test_the_camera_knows_whether_the_two_have_met(request, met, said, room_url, booking, sign_in):
    if met:
        request.getfixturevalue("last_talk")
    page = sign_in(booking.mentee).get(room_url).text
    assert f"&#34;is_first_meeting&#34;: {said}" in page


def test_the_lobby_asks_the_database_little(last_talk, booking, room_url, sign_in, count_queries):
    browser = sign_in(booking.mentor)
    browser.get(room_url)
    with count_queries() as queries:
        browser.get(room_url)
    assert len(queries) <= 8, queries
