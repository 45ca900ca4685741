"""The three questions, from outside: as plain forms, in place, and for whom they exist."""

from datetime import date, timedelta

import pytest

from tests.making import followup
from webapp.booking.models import BookingStatus
from webapp.followup.models import ActionStatus
from webapp.followup.queries import action_from, closing_of
from webapp.live.models import Attendance, AttendanceKind, LiveSession

IN_PLACE = {"HX-Request": "true", "HX-Request-Type": "partial"}
ACTION = {
    "step": "action",
    "when": "I meet Jonas",
    "will": "tell him first",
    "due_on": "2026-03-06",
}


@pytest.fixture
def talk(make):
    ada, ben = make.mentor(name="Ada Lindqvist"), make.person(name="Ben Achterberg")
    return followup.past_talk(make, mentor=ada, mentee=ben, brief=make.brief(ben))


@pytest.fixture
def close(talk):
    return f"/bookings/{talk.public_id}/close"


@pytest.fixture
def ben(sign_in, talk):
    return sign_in(talk.mentee)


@pytest.fixture
def ada(sign_in, talk):
    return sign_in(talk.mentor)


def test_three_taps_suffice(ben, close, talk):
    for answer in (
        {"step": "goal", "goal_met": "partly"},
        {"step": "action", "none": "1"},
        {"step": "rating", "rating": "-1"},
    ):
        assert ben.post(close, data=answer).location == close

    closing = closing_of(talk.mentee, talk)
    assert (closing.goal_met, closing.none_needed, closing.rating) == ("partly", True, -1)
    page = ben.get(close).text
    assert "That is all." in page
    assert f"/bookings/{talk.public_id}" in page


def test_the_first_question_is_asked_with_what_one_came_for(ben, close):
    page = ben.get(close).text

    assert "1 of 3" in page
    assert "Did you get what you came for?" in page
    assert "“Who tells him?”" in page
    assert "20 minutes with <bdi>Ada</bdi>" in page


def test_the_mentor_is_asked_about_the_mentee(ada, close):
    assert "Did <bdi>Ben</bdi> get what they came for?" in ada.get(close).text


def test_looking_changes_nothing(ben, close, talk):
    ben.get(close)
    ben.get(f"{close}?step=rating&rating=2&goal_met=yes&none=1")

    assert closing_of(talk.mentee, talk) is None


def test_somebody_who_left_half_way_comes_back_to_the_open_question(ben, close):
    ben.post(close, data={"step": "goal", "goal_met": "yes"})

    page = ben.get(close).text

    assert "2 of 3" in page
    assert "What is the one thing you will do?" in page


def test_an_action_is_kept_and_the_day_we_ask_again_is_said(ben, close, talk):
    ben.post(close, data={"step": "goal", "goal_met": "yes"})
    ben.post(close, data=ACTION)
    ben.post(close, data={"step": "rating", "rating": "2"})

    action = action_from(talk, talk.mentee)
    assert action.sentence == "When I meet Jonas, I will tell him first."
    assert action.due_on == date(2026, 3, 6)
    assert "We ask again, on Mon 9 Mar." in ben.get(close).text


def test_each_answer_swaps_the_whole_in_place(ben, close):
    answer = ben.post(close, data={"step": "goal", "goal_met": "no"}, headers=IN_PLACE)

    assert answer.status_code == 200
    assert answer.text.strip().startswith('<main id="main"')
    assert "2 of 3" in answer.text
    assert "data-focus" in answer.text


def test_an_earlier_answer_can_be_changed(ben, close, talk):
    ben.post(close, data={"step": "goal", "goal_met": "no"})

    assert "1 of 3" in ben.get(f"{close}?step=goal").text
    ben.post(close, data={"step": "goal", "goal_met": "yes"})

    assert closing_of(talk.mentee, talk).goal_met == "yes"
    assert "2 of 3" in ben.get(close).text


def test_a_kept_action_is_changed_in_its_own_words(ben, close, talk):
    ben.post(close, data={"step": "goal", "goal_met": "yes"})
    ben.post(close, data=ACTION)

    page = ben.get(f"{close}?step=action").text

    assert 'value="I meet Jonas"' in page
    assert ">\r\ntell him first</textarea>" in page or "tell him first</textarea>" in page
    assert 'value="2026-03-06"' in page


def test_a_question_cannot_be_skipped_to(ben, close):
    assert "1 of 3" in ben.get(f"{close}?step=rating").text
    assert "1 of 3" in ben.get(f"{close}?step=nonsense").text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"when": ""}, "Say when it begins"),
        ({"will": " "}, "Say the one thing you will do."),
        ({"due_on": ""}, "Choose a day"),
        ({"due_on": "2026-03-01"}, "Choose a day from today on"),
        ({"due_on": "2031-03-01"}, "within a year"),
        ({"will": "x" * 301}, "300 characters or fewer"),
    ],
)
def test_an_action_that_is_not_whole_comes_back_with_what_was_typed(ben, close, talk, wrong, words):
    ben.post(close, data={"step": "goal", "goal_met": "yes"})

    answer = ben.post(close, data=ACTION | wrong)

    assert answer.status_code == 422
    assert words in answer.text
    assert ("I meet Jonas" in answer.text) == ("when" not in wrong)
    assert action_from(talk, talk.mentee) is None


@pytest.mark.parametrize(
    "data",
    [{"step": "goal"}, {"step": "goal", "goal_met": "maybe"}, {"step": "rating", "rating": "7"}],
)
def test_answers_that_were_not_offered_are_refused(ben, close, talk, data):
    assert ben.post(close, data=data).status_code == 422
    assert closing_of(talk.mentee, talk) is None


def test_an_unknown_step_is_a_bad_request(ben, close):
    assert ben.post(close, data={"step": "thanks"}).status_code == 400


def test_today_is_the_readers_day(make, sign_in, clock):
    """At 13:00 UTC it is already tomorrow in Auckland."""
    clock.advance(hours=4)
    ben = make.person(time_zone="Pacific/Auckland")
    talk = followup.past_talk(make, mentee=ben)
    close = f"/bookings/{talk.public_id}/close"
    browser = sign_in(ben)
    browser.post(close, data={"step": "goal", "goal_met": "yes"})

    assert 'min="2026-03-03"' in browser.get(close).text
    assert browser.post(close, data=ACTION | {"due_on": "2026-03-02"}).status_code == 422


def test_before_the_talk_a_page_says_when_it_opens(make, sign_in, now):
    talk = make.booking(slot=make.slot(now + timedelta(hours=1)))
    close = f"/bookings/{talk.public_id}/close"
    browser = sign_in(talk.mentee)

    answer = browser.get(close)
    assert answer.status_code == 409
    assert "The talk comes first" in answer.text
    assert "Today, 10:00" in answer.text
    assert browser.post(close, data={"step": "goal", "goal_met": "yes"}).status_code == 409
    assert closing_of(talk.mentee, talk) is None


def test_a_cancelled_talk_is_not_asked_about(make, sign_in):
    talk = followup.past_talk(make, status=BookingStatus.CANCELLED)

    answer = sign_in(talk.mentee).get(f"/bookings/{talk.public_id}/close")

    assert answer.status_code == 409
    assert "This talk did not happen" in answer.text


def test_an_answered_action_cannot_be_changed_here(make, ben, close, talk):
    followup.closing(make, talk, talk.mentee, none_needed=False)
    followup.action(make, booking=talk, status=ActionStatus.DONE)

    page = ben.get(f"{close}?step=action").text

    assert "That is all." in page
    assert "your action</span>" not in page


def test_a_stranger_does_not_find_it(make, sign_in, browser, close, talk):
    eve = sign_in(make.person())

    assert eve.get(close).status_code == 404
    assert eve.post(close, data={"step": "goal", "goal_met": "yes"}).status_code == 404
    assert browser().get(close).location.startswith("/sign-in?next=")
    assert browser().post(close, data={"step": "goal", "goal_met": "yes"}).status_code == 303


def test_nobody_sees_the_answers_of_the_other(make, ada, close, talk):
    followup.closing(make, talk, talk.mentee, goal_met="no", rating=-2)

    page = ada.get(close).text

    assert "1 of 3" in page
    assert "Far less" not in page


def test_the_time_together_stands_on_the_slip(make, ben, close, talk):
    began, over = talk.starts_at, talk.ends_at
    live = make.save(
        LiveSession(booking_id=talk.id, opened_at=began, starts_at=began, ends_at=over)
    )
    for person in (talk.mentor, talk.mentee):
        for kind, at in ((AttendanceKind.JOINED, began), (AttendanceKind.LEFT, over)):
            seen = {"person_id": person.id, "peer_id": person.handle, "kind": kind, "at": at}
            make.save(Attendance(live_session_id=live.id, **seen))

    assert "20 minutes together" in ben.get(close).text
