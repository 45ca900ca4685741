"""The actions of somebody, from outside."""

from datetime import date, timedelta

import pytest

from tests.making import followup
from webapp.followup.models import Action, ActionStatus
from webapp.goals.service import begin_goal

IN_PLACE = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def ben(make):
    return make.person(name="Ben Achterberg")


@pytest.fixture
def action(make, ben):
    return followup.action(make, owner=ben)


@pytest.fixture
def here(action):
    return f"/actions/{action.public_id}"


def test_what_is_open_stands_with_its_day_and_its_talk(action, sign_in, ben):
    page = sign_in(ben).get("/actions").text

    assert "When I meet Jonas, I will tell him first." in page
    assert "Wed 4" in page
    assert "in 2 days" in page
    assert f"/bookings/{action.booking.public_id}" in page
    assert "20 minutes with" in page


def test_nothing_open_says_what_will_be_here(sign_in, ben):
    page = sign_in(ben).get("/actions").text

    assert "No action is open" in page
    assert "Ask something" in page


def test_what_has_come_is_asked_about(make, ben, sign_in):
    followup.action(make, owner=ben, due_on=date(2026, 3, 1))

    page = sign_in(ben).get("/actions").text

    assert "Did you do it?" in page
    assert "1 of 1 due" in page


def test_it_is_asked_about_from_its_day_on(make, ben, sign_in, clock):
    followup.action(make, owner=ben, due_on=date(2026, 3, 12))
    browser = sign_in(ben)

    clock.advance(days=9)
    assert "Did you do it?" not in browser.get("/actions").text
    clock.advance(days=1)
    assert "Did you do it?" in browser.get("/actions").text


def test_an_action_made_for_a_goal_names_it(make, ben, sign_in, now):
    goal = begin_goal(ben, "Lead two teams", now=now)
    own = make.save(
        Action(
            owner_id=ben.id, goal_id=goal.id, when_text="the plan is out", will_text="say it",
            due_on=date(2026, 3, 12), created_at=now, updated_at=now,
        )
    )  # fmt: skip
    browser = sign_in(ben)

    assert "For your goal “<bdi>Lead two teams</bdi>”" in browser.get("/actions").text
    page = browser.get(f"/actions/{own.public_id}").text
    assert "Lead two teams" in page
    assert "Nobody else sees the answer." in page


@pytest.mark.parametrize("status", ["done", "changed", "dropped"])
def test_one_tap_says_what_became_of_it(action, here, sign_in, ben, status):
    browser = sign_in(ben)

    assert browser.post(here, data={"status": status}).location == here

    assert action.status == status
    page = browser.get(here).text
    assert status.capitalize() in page
    assert "How did it go, in one line?" in page


def test_in_place_the_list_changes_and_offers_a_line(action, here, sign_in, ben):
    answer = sign_in(ben).post(here, data={"status": "done"}, headers=IN_PLACE)

    assert answer.text.strip().startswith('<div id="actions"')
    assert "No action is open" in answer.text
    assert 'hx-swap-oob="innerHTML"' in answer.text
    assert "Add a line" in answer.text


def test_a_line_is_added_and_stands_under_the_answer(action, here, sign_in, ben):
    browser = sign_in(ben)
    browser.post(here, data={"status": "done"})

    browser.post(f"{here}/line", data={"line": "He was angry\r\nfor a minute."})

    assert action.note == "He was angry for a minute."
    assert "He was angry for a minute." in browser.get("/actions").text


@pytest.mark.parametrize("line", ["", "x" * 281])
def test_a_line_that_is_no_line_comes_back(action, here, sign_in, ben, line):
    browser = sign_in(ben)
    browser.post(here, data={"status": "done"})

    assert browser.post(f"{here}/line", data={"line": line}).status_code == 422
    assert action.note == ""


def test_a_line_before_the_answer_is_refused(here, sign_in, ben, action):
    assert sign_in(ben).post(f"{here}/line", data={"line": "Well."}).status_code == 409
    assert action.note == ""


def test_an_answer_stays(action, here, sign_in, ben):
    browser = sign_in(ben)
    browser.post(here, data={"status": "done"})

    assert browser.post(here, data={"status": "dropped"}).status_code == 409
    assert action.status == "done"


@pytest.mark.parametrize("status", ["open", "maybe", ""])
def test_answers_that_were_not_offered_are_refused(action, here, sign_in, ben, status):
    assert sign_in(ben).post(here, data={"status": status}).status_code == 422
    assert action.is_open


def test_opening_the_link_of_a_mail_changes_nothing(action, here, sign_in, ben):
    sign_in(ben).get(f"{here}?status=done")

    assert action.is_open


def test_nobody_else_finds_it(make, action, here, sign_in, browser):
    for person in (action.booking.mentor, make.person()):
        other = sign_in(person)
        assert other.get(here).status_code == 404
        assert other.post(here, data={"status": "done"}).status_code == 404
        assert other.post(f"{here}/line", data={"line": "Hm."}).status_code == 404
        assert "tell him first" not in other.get("/actions").text
    assert browser().get("/actions").location == "/sign-in?next=/actions"
    assert action.is_open


def test_words_are_shown_as_they_were_written_and_never_as_html(make, ben, sign_in):
    followup.action(make, owner=ben, when_text="<b>x</b>", will_text="أخبره أولا")

    page = sign_in(ben).get("/actions").text

    assert "&lt;b&gt;x&lt;/b&gt;" in page
    assert "أخبره أولا" in page


def test_the_list_takes_the_same_queries_however_long_it_is(make, ben, sign_in, count_queries):
    def queries_with(actions, *, status):
        for _ in range(actions):
            followup.action(make, owner=ben, status=status)
        with count_queries() as queries:
            assert sign_in(ben).get("/actions").status_code == 200
        return len(queries)

    few = queries_with(1, status=ActionStatus.OPEN) and queries_with(1, status=ActionStatus.DONE)
    many = queries_with(9, status=ActionStatus.OPEN) and queries_with(9, status=ActionStatus.DONE)

    assert few == many


def test_answered_ones_are_the_latest_fifty(make, ben, sign_in, now):
    for number in range(51):
        followup.action(
            make,
            owner=ben,
            status=ActionStatus.DONE,
            will_text=f"do number {number}",
            updated_at=now - timedelta(hours=number),
        )

    page = sign_in(ben).get("/actions").text

    assert "do number 49." in page
    assert "do number 50." not in page
