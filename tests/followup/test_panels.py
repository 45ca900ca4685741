"""What the pages of bookings say of a talk that was: to each their own."""

from datetime import timedelta

import pytest

from tests.making import followup
from webapp.followup.models import ActionStatus


@pytest.fixture
def talk(make):
    ada, ben = make.mentor(name="Ada Lindqvist"), make.person(name="Ben Achterberg")
    return followup.past_talk(make, mentor=ada, mentee=ben)


@pytest.fixture
def page_for(sign_in, talk):
    return lambda person: sign_in(person).get(f"/bookings/{talk.public_id}").text


def test_a_talk_that_was_is_asked_about(talk, page_for):
    page = page_for(talk.mentee)

    assert f"/bookings/{talk.public_id}/close" in page
    assert "Three questions, a tap each." in page


def test_the_page_of_a_talk_takes_few_queries(make, talk, sign_in, count_queries):
    followup.action(make, booking=talk)
    for text in ("One.", "Two.", "Three."):
        followup.insight(make, talk, talk.mentee, text)
    followup.closing(make, talk, talk.mentee, none_needed=False)
    browser, page = sign_in(talk.mentee), f"/bookings/{talk.public_id}"

    with count_queries() as queries:
        browser.get(page)

    assert len(queries) <= 8, "\n".join(queries)


def test_a_talk_to_come_is_not(make, sign_in, now):
    talk = make.booking(slot=make.slot(now + timedelta(hours=1)))

    page = sign_in(talk.mentee).get(f"/bookings/{talk.public_id}").text

    assert "/close" not in page


def test_somebody_half_way_is_told_what_is_open(make, talk, page_for):
    followup.closing(make, talk, talk.mentee, rating=None)

    assert "One question is open." in page_for(talk.mentee)
    assert "Three questions" in page_for(talk.mentor)


def test_both_see_what_each_will_do(make, talk, page_for):
    followup.action(make, booking=talk)

    assert "You will do this" in page_for(talk.mentee)
    assert "Say what became of it" in page_for(talk.mentee)
    assert "<bdi>Ben</bdi> will do this" in page_for(talk.mentor)
    assert "When I meet Jonas, I will tell him first." in page_for(talk.mentor)
    assert "Say what became of it" not in page_for(talk.mentor)


def test_the_answer_and_its_line_reach_the_other(make, talk, page_for):
    followup.action(make, booking=talk, status=ActionStatus.DONE, note="He asked when.")

    page = page_for(talk.mentor)

    assert "Done" in page
    assert "He asked when." in page


def test_a_rating_is_seen_by_nobody_else(make, talk, page_for, sign_in):
    followup.closing(make, talk, talk.mentee, rating=-2, goal_met="no")

    for page in (page_for(talk.mentor), sign_in(talk.mentor).get("/bookings?show=past").text):
        assert "Far less" not in page
        assert "rating" not in page


def test_a_talk_without_an_action_says_so(make, talk, page_for):
    followup.closing(make, talk, talk.mentee)

    assert "No action was needed." in page_for(talk.mentee)


def test_the_list_of_past_talks_offers_the_open_questions(talk, sign_in):
    page = sign_in(talk.mentee).get("/bookings?show=past").text

    assert f"/bookings/{talk.public_id}/close" in page


def test_the_list_of_past_talks_says_what_was_kept(make, talk, sign_in):
    followup.closing(make, talk, talk.mentee)
    followup.action(make, booking=talk, status=ActionStatus.CHANGED)

    page = sign_in(talk.mentee).get("/bookings?show=past").text

    assert "When I meet Jonas, I will tell him first." in page
    assert "Action changed" in page
    assert "/close" not in page


def test_the_list_of_past_talks_takes_the_same_queries_however_long(
    make, sign_in, count_queries, talk
):
    def queries_of_list():
        with count_queries() as queries:
            assert sign_in(talk.mentee).get("/bookings?show=past").status_code == 200
        return len(queries)

    followup.action(make, booking=talk)
    few = queries_of_list()
    for hours in range(2, 8):
        followup.action(
            make,
            booking=followup.past_talk(
                make, ago=timedelta(hours=hours), mentor=talk.mentor, mentee=talk.mentee
            ),
        )

    assert queries_of_list() == few
