"""The pages of requests: what each of the two may see and do, and what is said when not."""

from datetime import timedelta

import pytest

from tests.making.booking import slot_at
from tests.making.requests import ANSWER, QUESTION, THURSDAY_2PM, asked, reader, sent, written
from webapp.booking.request_answers import (
    accept_request,
    answer_question,
    ask_one_thing,
    withdraw_request,
)
from webapp.booking.request_models import Request
from webapp.booking.request_queries import request_after, request_of
from webapp.booking.request_thread import write
from webapp.core.db import db
from webapp.scheduling.models import CalendarSettings


@pytest.fixture
def ada(make):
    return reader(make, handle="ada", name="Ada Lindqvist", time_zone="Europe/Lisbon")


@pytest.fixture
def ben(make):
    return make.person(handle="ben", name="Ben Achterberg", time_zone="Europe/Berlin")


@pytest.fixture
def request_(make, ada, ben):
    return sent(make, mentor=ada, mentee=ben)


@pytest.fixture
def here(request_):
    return f"/requests/{request_.public_id}"


@pytest.fixture
def hold(make, ada, ben):
    brief = make.brief(ben)
    return make.hold(mentor=ada, mentee=ben, slot=THURSDAY_2PM, brief_id=brief.id)


def now_open(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.text


def test_a_mentor_chooses_to_read_first_and_to_write(sign_in, ada):
    settings = db.session.get(CalendarSettings, ada.id)
    client = sign_in(ada)
    form = {
        "time_zone": "UTC", "lengths": "20", "notice_minutes": "0", "buffer_minutes": "0",
        "window_days": "30", "change_notice_minutes": "120",
    }  # fmt: skip
    client.post("/availability/settings", data=form | {"reads_first": "False"})
    assert (settings.reads_first, settings.answers_in_writing) == (False, False)

    both = {"reads_first": "True", "answers_in_writing": "y"}
    client.post("/availability/settings", data=form | both)
    assert (settings.reads_first, settings.answers_in_writing) == (True, True)
    assert "Read the brief first" in now_open(client, "/availability/settings")


def test_the_mentors_page_says_that_briefs_are_read_first(browser, ada, make):
    make.mentor(handle="at-once")

    page = now_open(browser(), "/mentors/ada")
    assert "reads it first and answers within 48 hours" in page
    assert "times begin in four hours at the earliest" in page
    assert "reads it first" not in now_open(browser(), "/mentors/at-once")


def test_the_brief_page_says_until_when_one_hears(sign_in, ben, hold):
    page = now_open(sign_in(ben), f"/bookings/{hold.public_id}/confirm")

    assert "reads your brief first" in page
    assert "You hear by Wed 4 Mar, 10:00" in page
    assert "Send and book" not in page


def test_who_books_at_once_has_the_page_as_it_was(sign_in, make, ben):
    hold = make.hold(mentor=make.mentor(), mentee=ben, slot=THURSDAY_2PM)

    page = now_open(sign_in(ben), f"/bookings/{hold.public_id}/confirm")
    assert "Send and book" in page
    assert "If it does not work out" not in page


def test_sending_leads_to_where_it_stands(sign_in, make, ben, hold):
    chidi = reader(make, handle="chidi", name="Chidi Okonkwo")
    client = sign_in(ben)
    assert "Chidi Okonkwo, Wed 4 Mar, 14:00" in now_open(
        client, f"/bookings/{hold.public_id}/confirm"
    )
    answer = client.post(
        f"/bookings/{hold.public_id}/request",
        data={"question": "Who tells him?", "next_choice": "chidi 2026-03-06T09:00Z"},
    )

    request = db.session.query(Request).one()
    assert answer.location == f"/requests/{request.public_id}"
    assert (request.next_mentor, request.brief.question) == (chidi, "Who tells him?")
    page = now_open(client, answer.location)
    assert "<bdi>Ada</bdi> has your brief" in page
    assert page.index("15:00–15:20") < page.index("14:00–14:20")  # the reader's own first
    assert "your next choice is <bdi>Chidi Okonkwo</bdi>" in page


@pytest.mark.parametrize("choice", ["ada 2026-03-06T09:00Z", "ben", "nobody", "chidi tomorrow", ""])
def test_a_next_choice_that_makes_no_sense_is_nobody(sign_in, make, ben, hold, choice):
    client = sign_in(ben)
    data = {"question": "Who tells him?", "next_choice": choice}
    client.post(f"/bookings/{hold.public_id}/request", data=data)

    assert db.session.query(Request).one().next_mentor_id is None


def test_a_brief_without_a_question_comes_back(sign_in, ben, hold, htmx):
    data = {"situation": "We split the team.", "question": " "}
    answer = sign_in(ben).post(f"/bookings/{hold.public_id}/request", data=data, headers=htmx)

    assert answer.status_code == 422
    assert "Ada reads that first" in answer.text
    assert "We split the team." in answer.text


def test_a_lapsed_hold_leads_to_what_is_free(sign_in, make, ada, ben, clock):
    hold = make.hold(mentor=ada, mentee=ben, slot=THURSDAY_2PM, brief_id=make.brief(ben).id)
    client = sign_in(ben)
    clock.advance(minutes=6)
    path = f"/bookings/{hold.public_id}/request"
    answer = client.post(path, data={"question": "Who?"}, follow_redirects=True)

    assert answer.status_code == 409
    assert "is not held any more" in answer.text


def test_a_fourth_request_is_refused_with_the_three(sign_in, make, ben, hold, htmx):
    waiting = [sent(make, mentee=ben, slot=slot_at(hour, day=4)) for hour in (9, 10, 11)]
    answer = sign_in(ben).post(
        f"/bookings/{hold.public_id}/request", data={"question": "Who?"}, headers=htmx
    )

    assert answer.status_code == 409
    assert "You wait for three answers already" in answer.text
    for one in waiting:
        assert f'href="/requests/{one.public_id}"' in answer.text


def test_the_mentor_reads_the_brief_and_may_say_three_things(sign_in, ada, here):
    page = now_open(sign_in(ada), here)

    assert "<bdi>Ben</bdi> asks for 20 minutes" in page
    assert "Who tells Jonas, and when?" in page
    assert "Answer by Wed 4 Mar, 09:00" in page
    assert all(words in page for words in ("Accept 14:00", "Ask one thing", ">Pass<"))
    assert "Withdraw" not in page


def test_a_yes_leads_to_the_booking(sign_in, ada, ben, request_, here):
    client = sign_in(ada)
    client.post(f"{here}/accept")
    page = now_open(sign_in(ben), here)

    assert "said yes" in page
    assert f'href="/bookings/{request_.booking.public_id}"' in page
    assert "Ben Achterberg" in now_open(client, "/bookings")


def test_one_thing_goes_there_and_back(sign_in, ada, ben, here):
    mentor, mentee = sign_in(ada), sign_in(ben)
    assert mentor.post(f"{here}/ask", data={"asked": " "}).status_code == 422
    mentor.post(f"{here}/ask", data={"asked": QUESTION})
    assert QUESTION in now_open(mentee, here)
    assert "stand still" in now_open(mentor, here)

    assert mentee.post(f"{here}/answer", data={"answer": ""}).status_code == 422
    mentee.post(f"{here}/answer", data={"answer": ANSWER})
    page = now_open(mentor, here)
    assert ANSWER in page
    assert "Ask one thing" not in page  # only once
    assert "?step=ask" not in page
    assert "What would change your answer?" not in now_open(mentor, f"{here}?step=ask")


def test_a_no_needs_a_reason_and_may_have_a_line(sign_in, ada, ben, here, htmx):
    mentor = sign_in(ada)
    answer = mentor.post(f"{here}/pass", data={"line": "Sorry."}, headers=htmx)
    assert answer.status_code == 422
    assert "Choose the reason that is closest." in answer.text
    assert "Sorry." in answer.text

    mentor.post(f"{here}/pass", data={"reason": "close", "line": "I know him."})
    page = now_open(sign_in(ben), here)
    assert "passed, and said why" in page
    assert "too close to it" in page
    assert "I know him." in page


def test_a_no_asks_the_next_choice_and_says_so(sign_in, make, ada, ben):
    chidi = reader(make, handle="chidi", name="Chidi Okonkwo")
    request = sent(make, mentor=ada, mentee=ben)
    mentee, here = sign_in(ben), f"/requests/{request.public_id}"
    mentee.post(f"{here}/next", data={"next_choice": "chidi 2026-03-06T09:00Z"})
    sign_in(ada).post(f"{here}/pass", data={"reason": "field"})

    after = request_after(request)
    page = now_open(mentee, here)
    assert "<bdi>Chidi</bdi> has your brief now" in page
    assert f'href="/requests/{after.public_id}"' in page
    assert "Chidi" not in now_open(sign_in(ada), here)  # whom one asks besides is one's own
    assert "brief came to you" in now_open(sign_in(chidi), f"/requests/{after.public_id}")


def test_without_a_next_choice_others_are_a_tap_away(sign_in, make, ada, ben, here):
    make.mentor(handle="grace", name="Grace Mbeki", headline="Told people")
    sign_in(ada).post(f"{here}/pass", data={"reason": "time"})
    page = now_open(sign_in(ben), here)

    assert "Others who have time" in page
    assert 'action="/mentors/grace/slots"' in page


def test_what_was_overtaken_is_refused_in_words(sign_in, ada, ben, request_, here, now, htmx):
    withdraw_request(request_, ben, now=now)
    answer = sign_in(ada).post(f"{here}/accept", headers=htmx)

    assert answer.status_code == 409
    assert "changed in the meantime" in answer.text
    assert "withdrew this" in now_open(sign_in(ada), here)


def test_withdrawing_is_asked_and_then_done(sign_in, ben, request_, here):
    client = sign_in(ben)
    assert "Your brief is kept" in now_open(client, f"{here}/withdraw")
    client.post(f"{here}/withdraw")

    assert request_.status == "withdrawn"
    assert client.get(f"{here}/withdraw").location == here


def test_what_ran_out_says_so_before_the_worker_does(sign_in, ada, ben, here, clock):
    clock.advance(hours=48)

    assert "The time to answer is over" in now_open(sign_in(ben), here)
    page = now_open(sign_in(ada), here)
    assert "Accept" not in page
    assert "This one ran out" in page


def test_the_booking_of_a_request_is_its_request(sign_in, ben, request_, here):
    answer = sign_in(ben).get(f"/bookings/{request_.booking.public_id}")

    assert (answer.status_code, answer.location) == (303, here)


def test_what_never_was_a_booking_is_not_among_the_past(sign_in, ada, ben, here):
    sign_in(ada).post(f"{here}/pass", data={"reason": "time"})

    assert "Ada Lindqvist" not in now_open(sign_in(ben), "/bookings?show=past")
    assert "Ada Lindqvist" in now_open(sign_in(ben), "/requests")


def test_both_see_what_waits_and_how_much(sign_in, make, ada, ben, request_):
    asked(make, mentor=ada, mentee=ben, slot=slot_at(9, day=6))

    for person, words in ((ben, "Asks one thing before deciding."), (ada, "Read and answer")):
        client = sign_in(person)
        assert words in now_open(client, "/requests")
        assert "Waiting, 2" in now_open(client, "/bookings")
        assert "Waiting, 2" in now_open(client, "/bookings?show=past")


def test_nothing_waits_is_said_with_the_one_way_to_begin(sign_in, ben):
    assert "Nothing waits for an answer" in now_open(sign_in(ben), "/requests")


def test_somebody_is_asked_in_writing_from_their_page(sign_in, make, ben):
    leila = reader(make, writes=True, handle="leila", name="Leila Haddad")
    client = sign_in(ben)
    assert 'href="/mentors/leila/write"' in now_open(client, "/mentors/leila")
    assert "Who tells him?" in now_open(client, "/mentors/leila/write?q=Who+tells+him%3F")
    assert client.post("/mentors/leila/write", data={"question": ""}).status_code == 422
    form = {"question": "Who tells him?", "form_key": "one"}
    first = client.post("/mentors/leila/write", data=form)
    assert client.post("/mentors/leila/write", data=form).location == first.location

    page = now_open(sign_in(leila), first.location)
    assert "asks for an answer in writing" in page
    assert "Who tells him?" in page


def test_a_time_can_be_given_up_for_an_answer_in_writing(sign_in, make, ben):
    leila = reader(make, writes=True)
    hold = make.hold(mentor=leila, mentee=ben, slot=THURSDAY_2PM, brief_id=make.brief(ben).id)
    client = sign_in(ben)
    assert "In writing, no talk needed" in now_open(client, f"/bookings/{hold.public_id}/confirm")
    data = {"question": "Who tells him?", "way": "writing"}
    client.post(f"/bookings/{hold.public_id}/request", data=data)

    assert db.session.query(Request).one().form == "writing"
    assert hold.status == "lapsed"


def test_a_thread_is_written_by_both_and_closed_by_the_mentee(sign_in, make, ben):
    request = written(make, mentee=ben)
    mentor, mentee = sign_in(request.mentor), sign_in(ben)
    here = f"/requests/{request.public_id}"
    assert "This is your yes." in now_open(mentor, f"{here}?step=write")
    assert mentor.post(f"{here}/write", data={"text": ""}).status_code == 422
    for _ in range(2):
        mentor.post(f"{here}/write", data={"text": "Tell him first.\nThen wait.", "form_key": "a"})
    mentee.post(f"{here}/write", data={"text": "<b>When?</b>", "form_key": "b"})

    page = now_open(mentee, here)
    assert page.count("Tell him first.<br>Then wait.") == 1
    assert "&lt;b&gt;When?&lt;/b&gt;" in page
    assert "I have what I asked for" not in now_open(mentor, here)
    mentee.post(f"{here}/end")
    assert mentor.post(f"{here}/write", data={"text": "One more."}).status_code == 409
    assert "You answered <bdi>" in now_open(mentor, here)


def test_a_mentor_comes_back_with_one_button(sign_in, make):
    away = reader(make, is_paused=True)
    client = sign_in(away)
    assert "Your page is paused" in now_open(client, "/requests/pause")
    client.post("/requests/pause")

    assert not away.profile.is_paused
    assert "Your page is up" in now_open(client, "/requests/pause")


def test_figures_stand_on_the_page_and_the_card_from_five_on(sign_in, make, ada, ben, now, clock):
    for n in range(5):
        request = sent(make, mentor=ada, slot=slot_at(9 + n, day=5))
        accept_request(request, ada, now=now + timedelta(hours=2))
        if n == 3:
            assert "Answers within" not in now_open(sign_in(ben), "/mentors/ada")
    clock.advance(hours=3)
    client = sign_in(ben)

    assert "Answers within 2 hours, said yes to 5 of 5 requests" in now_open(client, "/mentors/ada")
    assert "Answers within 2 hours" in now_open(client, "/mentors")


@pytest.mark.parametrize("who", ["ada", "ben"])
def test_a_request_takes_eight_queries_at_most(sign_in, make, ada, ben, who, count_queries, now):
    for n in range(4):
        reader(make, handle=f"other{n}")
    request = sent(make, mentor=ada, mentee=ben)
    ask_one_thing(request, ada, QUESTION, now=now)
    answer_question(request, ben, ANSWER, now=now)
    client, path = sign_in(ada if who == "ada" else ben), f"/requests/{request.public_id}"
    client.get(path)

    with count_queries() as queries:
        client.get(path)
    assert len(queries) <= 8


@pytest.mark.parametrize("path", ["/requests", "/bookings"])
def test_lists_take_the_same_few_queries_however_much_waits(
    sign_in, make, ada, ben, count_queries, path, now
):
    client = sign_in(ada)
    for n in range(6):
        request = sent(make, mentor=ada, slot=slot_at(9 + n, day=5))
        if n == 0:
            withdraw_request(request, request.mentee, now=now)
        client.get(path)
        with count_queries() as queries:
            client.get(path)
        assert len(queries) <= 6


def test_a_stranger_finds_nothing(sign_in, make, request_, now):
    eve = make.person()
    assert request_of(eve, request_.public_id) is None
    thread = written(make)
    write(thread, thread.mentor, "Tell him first.", now=now)
    assert sign_in(eve).get(f"/requests/{thread.public_id}").status_code == 404
