"""What a talk leaves beside the three answers, from outside: to each their own."""

import pytest
import sqlalchemy as sa

from tests.making import followup
from webapp.core.db import db
from webapp.followup.models import Insight
from webapp.followup.queries import closing_of, insights_from
from webapp.goals.service import begin_goal

IN_PLACE = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def mentee(make):
    return make.person(name="Ben Achterberg")


@pytest.fixture
def goal(mentee, now):
    return begin_goal(mentee, "Lead two teams", now=now)


@pytest.fixture
def talk(make, mentee, goal):
    ada, brief = make.mentor(name="Ada Lindqvist"), make.brief(mentee, goal_id=goal.id)
    talk = followup.past_talk(make, mentor=ada, mentee=mentee, brief=brief)
    for person in (ada, mentee):
        followup.closing(make, talk, person)
    return talk


@pytest.fixture
def here(talk):
    return f"/bookings/{talk.public_id}"


@pytest.fixture
def ben(sign_in, talk):
    return sign_in(talk.mentee)


@pytest.fixture
def ada(sign_in, talk):
    return sign_in(talk.mentor)


def texts(talk):
    return [insight.text for insight in insights_from(talk, talk.mentee)]


def test_an_insight_is_kept_under_the_goal_of_the_talk(ben, here, talk, goal):
    page = ben.get(f"{here}/close").text
    assert f'<option selected value="{goal.public_id}">Lead two teams</option>' in page

    data = {"text": "Say it first.", "goal": goal.public_id}
    assert ben.post(f"{here}/insights", data=data).location == f"{here}/close"

    (insight,) = insights_from(talk, talk.mentee)
    assert (insight.text, insight.goal_id) == ("Say it first.", goal.id)
    assert insight.mentor_id == talk.mentor.id
    assert "for “Lead two teams”" in ben.get(f"{here}/close").text


def test_an_insight_may_stand_under_no_goal_or_another(ben, here, talk, make, now):
    other = begin_goal(talk.mentee, "Decide about the offer", now=now)

    ben.post(f"{here}/insights", data={"text": "One.", "goal": ""})
    ben.post(f"{here}/insights", data={"text": "Two.", "goal": other.public_id})

    assert [insight.goal_id for insight in insights_from(talk, talk.mentee)] == [None, other.id]


def test_somebody_elses_goal_is_not_offered(ben, here, talk, make, now):
    theirs = begin_goal(make.person(), "Not yours", now=now)

    answer = ben.post(f"{here}/insights", data={"text": "One.", "goal": theirs.public_id})

    assert answer.status_code == 422
    assert texts(talk) == []


def test_there_are_at_most_three_and_the_same_counts_once(ben, here, talk):
    for text in ("One.", "One.", "Two.", "Three."):
        ben.post(f"{here}/insights", data={"text": text})

    assert texts(talk) == ["One.", "Two.", "Three."]
    assert "What did you learn?" not in ben.get(f"{here}/close").text
    assert ben.post(f"{here}/insights", data={"text": "Four."}).status_code == 409


@pytest.mark.parametrize(("text", "words"), [(" ", "Write the one thing"), ("x" * 301, "300")])
def test_an_insight_that_is_none_comes_back(ben, here, talk, text, words):
    answer = ben.post(f"{here}/insights", data={"text": text})

    assert answer.status_code == 422
    assert words in answer.text
    assert "That is all." in answer.text
    assert texts(talk) == []


def test_in_place_the_slip_grows(ben, here):
    answer = ben.post(f"{here}/insights", data={"text": "Say it first."}, headers=IN_PLACE)

    assert answer.text.strip().startswith('<main id="main"')
    assert "Say it first." in answer.text


def test_an_insight_is_changed_and_taken_back(ben, here, talk, goal):
    ben.post(f"{here}/insights", data={"text": "Say it first."})
    (insight,) = insights_from(talk, talk.mentee)
    page = f"/insights/{insight.public_id}"
    assert "Say it first." in ben.get(page).text

    data = {"text": "Say it before all else.", "goal": goal.public_id}
    assert ben.post(page, data=data).location == f"{here}/close"
    assert (insight.text, insight.goal_id) == ("Say it before all else.", goal.id)
    assert ben.post(page, data={"text": ""}).status_code == 422

    assert ben.post(f"{page}/remove").location == f"{here}/close"
    assert db.session.scalars(sa.select(Insight)).all() == []


def test_no_mentor_sees_an_insight_or_a_rating(ada, ben, here, talk):
    ben.post(f"{here}/insights", data={"text": "Say it first."})
    (insight,) = insights_from(talk, talk.mentee)

    for page in (here, f"{here}/close", "/bookings?show=past"):
        assert "Say it first." not in ada.get(page).text
    assert ada.get(f"/insights/{insight.public_id}").status_code == 404
    assert ada.post(f"{here}/insights", data={"text": "Mine."}).status_code == 404


def test_thanks_and_a_strength_stand_on_both_pages(ada, ben, here, talk):
    ben.post(f"{here}/thanks", data={"line": "Thank you for the quiet part."})
    ada.post(f"{here}/strength", data={"line": "You listen."})

    for browser in (ben, ada):
        page = browser.get(here).text
        assert "Thank you for the quiet part." in page
        assert "You listen." in page
    assert "Your thanks to" in ben.get(f"{here}/close").text
    assert "A line of thanks" not in ben.get(f"{here}/close").text


def test_a_strength_is_the_mentors_to_name_and_thanks_the_mentees(ada, ben, here, talk):
    assert ben.post(f"{here}/strength", data={"line": "Me."}).status_code == 404
    assert ada.post(f"{here}/thanks", data={"line": "Me."}).status_code == 404
    assert "One strength you saw in Ben" in ada.get(f"{here}/close").text
    assert "One strength" not in ben.get(f"{here}/close").text


@pytest.mark.parametrize("what", ["thanks", "strength"])
def test_an_empty_line_is_not_sent(ada, ben, here, talk, what):
    browser = ben if what == "thanks" else ada

    answer = browser.post(f"{here}/{what}", data={"line": " "})

    assert answer.status_code == 422
    assert "or leave it." in answer.text


def test_a_minute_is_for_oneself_alone(ada, ben, here, talk):
    assert "Private. Ada never sees it." in ben.get(f"{here}/reflect").text
    data = {"prompt": "surprised", "text": "That it is possible."}
    assert ben.post(f"{here}/reflect", data=data).location == f"{here}/close"

    closing = closing_of(talk.mentee, talk)
    assert (closing.prompt, closing.reflection) == ("surprised", "That it is possible.")
    assert "That it is possible." in ben.get(f"{here}/close").text
    assert "What surprised you?" in ben.get(f"{here}/reflect").text
    for page in (here, f"{here}/close", f"{here}/reflect"):
        assert "That it is possible." not in ada.get(page).text


def test_another_of_the_three_questions_may_be_taken(ben, here):
    page = ben.get(f"{here}/reflect?prompt=tell").text

    assert 'class="voice">What would you tell a friend about this talk?</h2>' in page
    assert "?prompt=surprised" in page
    assert "?prompt=different" in page


def test_an_empty_minute_is_skipped_not_kept(ben, here, talk):
    assert ben.post(f"{here}/reflect", data={"prompt": "tell", "text": ""}).status_code == 422
    assert closing_of(talk.mentee, talk).reflected_at is None
    assert f'href="{here}">Skip' in ben.get(f"{here}/reflect").text


def test_the_mentee_may_book_again_or_open_the_board(ben, ada, here, talk, goal):
    page = ben.get(f"{here}/close").text
    again = f"/mentors/{talk.mentor.handle}?q=Lead+two+teams"
    assert f'href="{again}">Book Ada again' in page
    assert f'href="/goals/{goal.public_id}">Open the board' in page
    hers = ada.get(f"{here}/close").text
    assert "again</a>" not in hers and "/goals/" not in hers.partition("<main")[2]


def test_the_other_ones_action_is_written_down_from_the_closing(ben, ada, here, talk):
    said = {"step": "action", "owner": "theirs", "when": "I am back", "will": "send the page"}
    ben.post(f"{here}/close", data=said | {"due_on": "2026-03-06"})

    assert "When I am back, Ada will send the page." in ben.get(f"{here}/close").text
    assert "When I am back, I will send the page." in ada.get("/actions").text
    assert (
        "What <bdi>Ben</bdi> wrote down for you"
        in ada.get(
            ada.get("/actions").text.split("/actions/")[1].split('"')[0].join(["/actions/", ""])
        ).text
    )


def test_what_the_mentor_said_for_themselves_is_not_said_again(ben, ada, here, talk):
    said = {"step": "action", "when": "I am back", "will": "send the page", "due_on": "2026-03-06"}
    ada.post(f"{here}/close", data=said)

    assert "Who does it?" not in ben.get(f"{here}/close?step=action").text
    assert ben.post(f"{here}/close", data=said | {"owner": "theirs"}).status_code == 409


def test_the_page_of_a_closed_talk_takes_few_queries(ben, here, count_queries, make, talk):
    for text in ("One.", "Two.", "Three."):
        ben.post(f"{here}/insights", data={"text": text})
    followup.action(make, booking=talk)

    with count_queries() as queries:
        ben.get(f"{here}/close")

    assert len(queries) <= 8, "\n".join(queries)
