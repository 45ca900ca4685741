"""The learning board, which only its owner sees."""

import pytest

from tests.making.followup import action as make_action
from tests.making.goals import LINE, decision, fill, goal_of, insight, talk_under
from webapp.core.db import db
from webapp.followup.board_queries import decisions_on
from webapp.followup.models import Insight, Mark
from webapp.goals import service as goals

SESSIONS = 200
MOST_QUERIES = 8


@pytest.fixture
def ben(make):
    return make.person(handle="ben", name="Ben Acht")


@pytest.fixture
def ada(make):
    return make.mentor(handle="ada", name="Ada Lind")


@pytest.fixture
def chidi(make):
    return make.mentor(handle="chidi", name="Chidi Okon")


@pytest.fixture
def goal(make, ben):
    return goal_of(make, ben)


@pytest.fixture
def url(goal):
    return f"/goals/{goal.public_id}"


@pytest.fixture
def bens(sign_in, ben):
    return sign_in(ben)


@pytest.fixture
def hers(make, goal, ada):
    return insight(make, goal, ada, "You tell him.")


@pytest.fixture
def his(make, goal, chidi):
    return insight(make, goal, chidi, "His new lead tells him.")


def mark_url(url, row):
    return f"{url}/insights/{row.public_id}/mark"


def test_an_empty_board_says_what_will_be_here(bens, url):
    page = bens.get(url).text

    assert "Nothing to compare yet" in page and "Find the first mentor" in page
    assert "What you decide" not in page


def test_what_all_mentors_said_stands_side_by_side(bens, url, hers, his):
    page = bens.get(url).text

    assert 'role="group" aria-label="Ada Lind"' in page
    assert 'role="group" aria-label="Chidi Okon"' in page
    assert "They disagree" not in page


def test_a_mark_is_kept_by_a_plain_form(bens, url, hers):
    response = bens.post(mark_url(url, hers), data={"mark": "not_for_me"})

    assert response.location == f"{url}#i-{hers.public_id}"
    assert hers.mark == Mark.NOT_FOR_ME
    assert 'class="insight set-aside"' in bens.get(url).text


def test_a_contradiction_stands_beside_what_it_contradicts_and_the_mark_keeps_the_focus(
    bens, url, hers, his, htmx
):
    response = bens.post(mark_url(url, his), data={"mark": "contradicts"}, headers=htmx)

    assert response.text.lstrip().startswith('<section id="heard"')
    assert "contradict each other" in response.text and "They disagree" in response.text
    assert (
        f'id="m-{his.public_id}-contradicts" name="mark" value="contradicts" checked data-focus'
        in (response.text)
    )
    assert "stand next to each other now" in response.text


def test_which_one_it_contradicts_is_asked_where_several_can_be_meant(
    make, bens, url, goal, hers, his
):
    another = insight(make, goal, make.mentor(name="Layla Had"), "It does not matter who.")
    bens.post(mark_url(url, his), data={"mark": "contradicts"})
    page = bens.get(url).text
    assert "What does it contradict?" in page and "They disagree" not in page

    data = {"mark": "contradicts", "against": another.public_id}
    bens.post(mark_url(url, his), data=data)
    assert 'contradict each other"' in bens.get(url).text


def test_a_mark_that_is_none_is_refused(bens, url, hers):
    assert bens.post(mark_url(url, hers), data={"mark": "five stars"}).status_code == 422
    assert hers.mark is None


def test_an_insight_of_another_board_is_not_here(make, bens, ben, url, ada):
    elsewhere = insight(make, goal_of(make, ben, "Another"), ada)

    assert bens.post(mark_url(url, elsewhere), data={"mark": "agree"}).status_code == 404


def test_a_decision_is_written_changed_and_its_history_shown(bens, url, goal, hers):
    words = {"decision-text": "His lead tells him.", "decision-reason": "it is kinder"}
    assert bens.post(f"{url}/decision", data=words).location == f"{url}#decision"
    first = decisions_on(goal)[0]

    words = {"decision-text": "I tell him.", "decision-reason": "Because he asked me"}
    bens.post(f"{url}/decision", data=words | {"decision-after": first.public_id})

    page = bens.get(url).text
    assert "Because he asked me" in page
    assert "Decided before, 1" in page and "His lead tells him." in page


def test_without_a_reason_nothing_is_decided_and_the_words_stay(bens, url, goal, hers):
    response = bens.post(f"{url}/decision", data={"decision-text": "I tell him."})

    assert response.status_code == 422
    assert "Not decided yet" in response.text and ">\r\nI tell him.</textarea>" in response.text
    assert decisions_on(goal) == []


def test_a_decision_from_an_old_page_is_refused_and_says_so(make, bens, url, goal):
    decision(make, goal)
    words = {"decision-text": "His lead tells him.", "decision-reason": "it is kinder"}

    response = bens.post(f"{url}/decision", data=words)

    assert response.status_code == 409
    assert "You have decided something else since" in response.text


def test_an_action_is_made_of_it_and_its_answer_stands_on_the_board(make, bens, url, goal):
    decision(make, goal)
    said = {"when": "we meet on Friday", "will": "tell him", "due_on": "2026-03-06"}
    assert bens.post(f"{url}/actions", data=said).location == f"{url}#actions"

    page = bens.get(url).text
    assert "When we meet on Friday, I will tell him." in page and "From your decision" in page


def test_actions_of_its_talks_and_what_became_of_them_stand_there_too(
    make, bens, url, goal, ben, ada
):
    talk = talk_under(make, goal, ben, ada)
    make_action(make, booking=talk, status="done", note="He took it well.")
    elsewhere = talk_under(make, None, ben, ada)
    make_action(make, booking=elsewhere, will_text="not be here")

    page = bens.get(url).text

    assert "tell him first" in page and "He took it well." in page
    assert "not be here" not in page


def test_an_action_without_a_moment_is_refused_and_kept_in_the_form(make, bens, url, goal):
    decision(make, goal)

    response = bens.post(f"{url}/actions", data={"will": "tell him", "due_on": "2026-03-06"})

    assert response.status_code == 422
    assert "Say when it begins" in response.text and "tell him</textarea>" in response.text


def test_what_a_mentor_said_elsewhere_is_added_by_the_mentee(make, bens, url, goal, ben, ada):
    talk_under(make, None, ben, ada)
    data = {"mentor": ada.public_id, "text": "Sleep on it."}

    assert bens.post(f"{url}/insights", data=data).location == f"{url}#heard"

    assert "Sleep on it." in bens.get(url).text


def test_nobody_is_quoted_whom_one_has_not_met(make, bens, url, ada):
    response = bens.post(f"{url}/insights", data={"mentor": ada.public_id, "text": "Sleep on it."})

    assert response.status_code == 422
    assert db.session.query(Insight).count() == 0


def test_a_talk_under_no_goal_is_put_under_this_one(make, bens, url, goal, ben, ada):
    talk = talk_under(make, None, ben, ada)
    assert "Put it under this goal" in bens.get(url).text

    data = {"goal_key": goal.public_id, "next": url}
    assert bens.post(f"/briefs/{talk.brief.public_id}/goal", data=data).location == url

    assert "1 mentor, 1 talk, 20 minutes" in bens.get(url).text


def test_a_talk_nobody_came_to_is_no_talk(make, bens, url, goal, ben, ada):
    talk_under(make, goal, ben, ada, ended_reason="absent_mentor")

    assert "No talk yet" in bens.get(url).text


def test_a_closed_goal_can_be_read_and_opened_again_and_not_changed(bens, url, goal, hers, now):
    goals.reach_goal(goal, reason="All eleven stayed.", now=now)
    page = bens.get(url).text
    assert "Reached on" in page and "All eleven stayed." in page
    assert 'type="radio"' not in page and "Decide</button>" not in page

    assert bens.post(mark_url(url, hers), data={"mark": "agree"}).status_code == 409


def test_nobody_else_sees_a_board_or_changes_it(make, sign_in, browser, url, goal, ben, ada, hers):
    talk_under(make, goal, ben, ada)
    changes = ("", "/insights", "/decision", "/actions", "/reach", "/drop", "/reopen")
    for client in (sign_in(ada), sign_in(make.person())):
        assert client.get(url).status_code == 404
        assert client.get(f"{url}.md").status_code == 404
        assert client.post(mark_url(url, hers), data={"mark": "agree"}).status_code == 404
        for path in changes:
            assert client.post(f"{url}{path}", data={"line": "x"}).status_code == 404, path
    assert browser().get(url).location.startswith("/sign-in")
    assert (goal.line, hers.mark) == (LINE, None)


def test_the_export_is_a_file_with_all_of_it(make, bens, url, goal, hers, his):
    decision(make, goal)

    response = bens.get(f"{url}.md")

    assert response.mimetype == "text/markdown"
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="momentor-goal-{goal.public_id}.md"'
    )
    assert response.text.startswith(f"# {LINE}\n")
    for words in ("## Ada Lind", "You tell him.", "> I tell him.", "Because he asked me"):
        assert words in response.text


def test_an_insight_is_changed_and_one_comes_back_to_the_board(bens, url, hers):
    here = f"/insights/{hers.public_id}"
    assert f'href="{here}?next={url}"' in bens.get(url).text
    assert f'name="next" value="{url}"' in bens.get(f"{here}?next={url}").text

    data = {"text": "You tell him, alone.", "goal": url.split("/")[-1], "next": url}
    assert bens.post(here, data=data).location == url
    assert "You tell him, alone." in bens.get(url).text


def test_a_board_of_two_hundred_talks_is_answered_in_few_queries(
    make, bens, url, goal, ben, count_queries
):
    mentors = [make.mentor() for _ in range(5)]
    fill(make, goal, ben, mentors, 2)
    few = queries_of(bens, url, count_queries)
    fill(make, goal, ben, mentors, SESSIONS)

    many = queries_of(bens, url, count_queries)

    assert f"5 mentors, {SESSIONS + 2} talks" in bens.get(url).text
    assert len(many) == len(few) <= MOST_QUERIES
    assert len(queries_of(bens, f"{url}.md", count_queries)) <= MOST_QUERIES
    assert len(queries_of(bens, "/goals", count_queries)) <= MOST_QUERIES


def queries_of(client, path, count_queries):
    client.get(path)  # who was seen when is written now and then
    with count_queries() as queries:
        assert client.get(path).status_code == 200
    return queries
