"""A talk's page leads its mentee to the board of its goal."""

import pytest

from tests.making.goals import LINE, goal_of, talk_under
from webapp.followup.goal_panel import panel_on


@pytest.fixture
def ben(make):
    return make.person()


@pytest.fixture
def ada(make):
    return make.mentor()


def page_of(sign_in, person, booking):
    return sign_in(person).get(f"/bookings/{booking.public_id}").text


def test_the_mentee_is_led_to_the_board_and_the_mentor_is_not(make, sign_in, ben, ada):
    goal = goal_of(make, ben)
    talk = talk_under(make, goal, ben, ada)

    assert f'href="/goals/{goal.public_id}"' in page_of(sign_in, ben, talk)
    mentors = page_of(sign_in, ada, talk)
    assert "/goals/" not in mentors and "under another goal" not in mentors


def test_a_talk_without_a_goal_is_put_under_a_new_one(make, sign_in, ben, ada):
    talk = talk_under(make, None, ben, ada)
    here = f"/bookings/{talk.public_id}"
    assert "Put this talk under a goal" in page_of(sign_in, ben, talk)

    data = {"new_goal": LINE, "next": here}
    assert sign_in(ben).post(f"/briefs/{talk.brief.public_id}/goal", data=data).location == here

    assert talk.brief.goal.line == LINE
    assert LINE in page_of(sign_in, ben, talk)


def test_a_talk_that_was_called_off_asks_for_no_goal(make, ben, ada):
    talk = talk_under(make, None, ben, ada, status="cancelled", ended_reason="by_mentee")

    assert panel_on(talk, ben, make.now) is None
