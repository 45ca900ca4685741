"""The page a mail leads to: one question, one tap, and nothing changes before."""

import pytest
import sqlalchemy as sa

from tests.making import followup
from webapp.core.db import db
from webapp.followup.action_lifecycle import ActionStatus
from webapp.followup.chain import FollowUpKind
from webapp.followup.chain_models import FollowUp, Outcome
from webapp.followup.service import answer_action

DAY, WEEK, MONTH = FollowUpKind


@pytest.fixture
def action(make):
    ada, ben = make.mentor(name="Ada Lindqvist"), make.person(name="Ben Achterberg")
    return followup.kept(make, mentor=ada, owner=ben)


@pytest.fixture
def ben(sign_in, action):
    return sign_in(action.owner)


def page_of(action, kind):
    return f"/follow-ups/{followup.asked(action, kind).public_id}"


@pytest.mark.parametrize(
    ("kind", "question", "answers"),
    [
        (DAY, "Still the plan?", ["Yes, still the plan", "Done already", "Drop it"]),
        (WEEK, "Did you do it?", ["Done", "Changed", "Dropped"]),
        (MONTH, "What came of it?", ["I have decided", "I got it working", "Nothing yet"]),
    ],
)
def test_it_asks_with_a_large_button_for_each_answer(action, ben, kind, question, answers):
    page = ben.get(page_of(action, kind)).text

    assert f'<h2 id="question">{question}</h2>' in page
    assert action.sentence in page
    for answer in answers:
        assert answer in page


def test_looking_changes_nothing(action, ben):
    page = page_of(action, WEEK)

    ben.get(page)
    ben.get(f"{page}?answer=done")

    assert action.is_open
    assert followup.follow_up(action, WEEK).status == "asked"


def test_a_question_that_waits_does_not_exist_yet(action, ben):
    waiting = followup.follow_up(action, WEEK).public_id

    assert ben.get(f"/follow-ups/{waiting}").status_code == 404
    assert ben.post(f"/follow-ups/{waiting}", data={"answer": "done"}).status_code == 404


def test_done_leads_to_the_line(action, ben):
    page = page_of(action, WEEK)

    answer = ben.post(page, data={"answer": "done"})

    assert answer.location == f"/actions/{action.public_id}"
    assert "How did it go, in one line?" in ben.get(answer.location).text
    assert ben.post(page, data={"answer": "done"}).status_code == 303
    assert ben.post(page, data={"answer": "dropped"}).status_code == 409


def test_after_the_line_the_next_question_is_named(action, ben):
    ben.post(page_of(action, WEEK), data={"answer": "done"})
    ben.post(f"/actions/{action.public_id}/line", data={"line": "He was angry for a minute."})

    page = ben.get(f"/actions/{action.public_id}").text

    assert "<bdi>Ada</bdi> has it. We ask once more, on Wed 1 Apr." in page


def test_still_the_plan_says_when_we_ask_again(action, ben):
    page = page_of(action, DAY)

    assert ben.post(page, data={"answer": "still"}).location == page
    assert "Good. We ask again, on Mon 9 Mar." in ben.get(page).text


@pytest.mark.parametrize("kind", [DAY, WEEK])
def test_another_day_is_chosen_and_kept(action, ben, kind):
    page = page_of(action, kind)
    assert "Which day then?" in ben.get(f"{page}?answer=moved").text

    assert ben.post(page, data={"answer": "moved", "due_on": "2026-03-20"}).location == page
    assert action.due_on.isoformat() == "2026-03-20"
    assert "by Fri 20 Mar" in ben.get(page).text


@pytest.mark.parametrize("day", ["", "2026-03-01", "2028-03-01", "soon"])
def test_a_day_that_is_none_comes_back(action, ben, day):
    page = page_of(action, DAY)

    answer = ben.post(page, data={"answer": "moved", "due_on": day})

    assert answer.status_code == 422
    assert "Which day then?" in answer.text
    assert followup.follow_up(action, DAY).status == "asked"


@pytest.mark.parametrize(
    ("kind", "answer"),
    [(DAY, "changed"), (WEEK, "still"), (WEEK, ""), (MONTH, "done"), (MONTH, "moved")],
)
def test_what_was_not_offered_is_refused(action, ben, kind, answer):
    assert ben.post(page_of(action, kind), data={"answer": answer}).status_code == 422
    assert followup.follow_up(action, kind).status == "asked"


def test_an_outcome_and_its_line(action, ben):
    page = page_of(action, MONTH)
    assert ben.post(f"{page}/line", data={"line": "Early."}).status_code == 409
    ben.post(page, data={"answer": "role"})
    assert "What is different now, in one line?" in ben.get(page).text
    assert ben.post(f"{page}/line", data={"line": ""}).status_code == 422

    ben.post(f"{page}/line", data={"line": "He starts in May."})

    assert db.session.execute(sa.select(Outcome.kind, Outcome.line)).one() == (
        "role",
        "He starts in May.",
    )
    text = ben.get(page).text
    assert "I have a new job or role" in text
    assert "That was the last question about this action." in text


def test_what_came_of_it_stands_on_the_talks_page_for_both(action, ben, sign_in):
    page = page_of(action, MONTH)
    ben.post(page, data={"answer": "contact"})
    ben.post(f"{page}/line", data={"line": "She knows the works council."})

    for browser in (ben, sign_in(action.booking.mentor)):
        text = browser.get(f"/bookings/{action.booking.public_id}").text
        assert "a new contact" in text
        assert "She knows the works council." in text


def test_an_overtaken_question_says_so(action, ben, now):
    page = page_of(action, WEEK)
    answer_action(action, ActionStatus.DONE, now=now)

    assert "This question is no longer needed." in ben.get(page).text
    assert ben.post(page, data={"answer": "changed"}).status_code == 409


def test_other_peoples_questions_do_not_exist(action, sign_in, make, browser):
    page = page_of(action, WEEK)

    for person in (action.booking.mentor, make.person()):
        assert sign_in(person).get(page).status_code == 404
        assert sign_in(person).post(page, data={"answer": "done"}).status_code == 404
    assert browser().get(page).location.startswith("/sign-in?next=")
    assert db.session.scalars(sa.select(FollowUp.answer)).all() == [None, None, None]


def test_the_page_takes_few_queries(action, ben, count_queries):
    page = page_of(action, MONTH)

    with count_queries() as queries:
        ben.get(page)

    assert len(queries) <= 8, "\n".join(queries)
