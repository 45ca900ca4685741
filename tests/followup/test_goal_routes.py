"""The list of goals, and what may be done with one."""

from datetime import timedelta

import pytest

from tests.making.followup import action as make_action
from tests.making.goals import LINE, decision, goal_of, talk_under
from webapp.booking.models import BookingStatus
from webapp.goals import service
from webapp.goals.queries import goals_of


@pytest.fixture
def ben(make):
    return make.person(handle="ben")


@pytest.fixture
def bens(sign_in, ben):
    return sign_in(ben)


@pytest.fixture
def goal(make, ben):
    return goal_of(make, ben)


@pytest.fixture
def url(goal):
    return f"/goals/{goal.public_id}"


def test_without_a_goal_the_page_says_how_one_begins(bens):
    page = bens.get("/goals").text

    assert "No goal yet" in page and "Begin one" in page


def test_a_goal_is_begun_with_a_day_and_leads_to_its_board(bens, ben):
    response = bens.post("/goals", data={"line": LINE, "due_on": "2026-04-01"})

    (goal,) = goals_of(ben)
    assert response.location == f"/goals/{goal.public_id}"
    assert "for Wed 1 Apr" in bens.get(response.location).text


def test_two_taps_begin_one(bens, ben):
    for _tap in range(2):
        bens.post("/goals", data={"line": LINE})

    assert len(goals_of(ben)) == 1


@pytest.mark.parametrize("line", ["", "   ", "x" * 121])
def test_what_is_no_line_is_refused_and_kept(bens, ben, line):
    response = bens.post("/goals", data={"line": line})

    assert response.status_code == 422
    assert "Not begun yet" in response.text
    assert goals_of(ben) == []


def test_a_goal_tells_its_talks_its_decision_and_what_is_next(make, bens, ben, goal):
    for mentor in (make.mentor(), make.mentor()):
        make_action(make, booking=talk_under(make, goal, ben, mentor))
    decision(make, goal)

    page = bens.get("/goals").text

    assert "2 mentors, 2 talks, 40 minutes; decided, 2 actions open." in page
    assert "<small>next action</small>" in page


def test_a_talk_ahead_comes_before_an_action(make, bens, ben, goal):
    make_action(make, booking=talk_under(make, goal, ben, make.mentor()))
    slot = make.slot(make.now + timedelta(hours=2))
    brief = make.brief(ben, goal_id=goal.id, sent_at=make.now)
    make.booking(mentee=ben, slot=slot, brief_id=brief.id, status=BookingStatus.CONFIRMED)

    assert "<small>talk, 11:00</small>" in bens.get("/goals").text


def test_what_has_something_next_comes_first(make, bens, ben, goal, now):
    soon = goal_of(make, ben, "Something soon", due_on=now.date() + timedelta(days=1))
    goal_of(make, ben, "Something later", due_on=now.date() + timedelta(days=9))

    page = bens.get("/goals").text

    assert page.index(soon.line) < page.index("Something later") < page.index(LINE)


def test_closed_goals_stand_apart_with_why(make, bens, ben, goal, now):
    service.reach_goal(goal, reason="All eleven stayed.", now=now)
    service.drop_goal(goal_of(make, ben, "Another"), reason="No second team.", now=now)

    page = bens.get("/goals").text

    assert "Reached, 1" in page and "All eleven stayed." in page
    assert "Dropped, 1" in page and "No second team." in page
    assert "No goal is open" in page


def test_nobody_sees_the_goals_of_others(make, sign_in, goal):
    assert LINE not in sign_in(make.mentor()).get("/goals").text


def test_a_goal_is_said_in_other_words(bens, url, goal):
    assert bens.post(url, data={"line": "Split the team", "due_on": ""}).location == url

    page = bens.get(url).text
    assert "Said in other words" in page and LINE in page


def test_a_goal_without_words_is_refused(bens, url, goal):
    response = bens.post(url, data={"line": ""})

    assert response.status_code == 422
    assert "Not changed yet" in response.text
    assert goal.line == LINE


def test_a_goal_is_reached_and_opened_again(bens, url, goal):
    bens.post(f"{url}/reach", data={"reached-reason": "All eleven stayed."})
    assert (goal.status, goal.reason) == ("reached", "All eleven stayed.")

    bens.post(f"{url}/reopen")
    assert goal.is_open
    assert "Opened again" in bens.get(url).text


def test_a_goal_is_not_dropped_without_a_word(bens, url, goal):
    response = bens.post(f"{url}/drop", data={"dropped-reason": " "})
    assert response.status_code == 422
    assert "Say in a few words why you drop it." in response.text
    assert goal.is_open

    assert bens.post(f"{url}/drop", data={"dropped-reason": "No second team."}).location == url
    assert goal.status == "dropped"


def test_what_is_closed_on_another_device_is_not_closed_otherwise(bens, url, goal, now):
    service.reach_goal(goal, reason="All stayed.", now=now)

    response = bens.post(f"{url}/drop", data={"dropped-reason": "No second team."})

    assert response.status_code == 409
    assert "has been closed or opened since" in response.text
