"""The pages of asking now: the switch, what is asked, what is waited for, and how it ends."""

import re

import pytest

from tests.making.booking import at, slot_at
from tests.making.instant import QUESTION, ask_to, asking, free_mentor, later
from webapp.booking.instant import accept_ask, pass_ask, stop_asking
from webapp.booking.instant_models import FreeNow, InstantRequest
from webapp.booking.instant_sweeps import go_on_with_requests
from webapp.booking.models import Booking
from webapp.core.db import db


def seen_in(response) -> str:
    """Return where a fragment looks for news."""
    return re.search(r'hx-get="([^"]+)"', response.text)[1].replace("&amp;", "&")


def test_a_mentor_switches_it_on_longer_and_off(ada, sign_in, browser):
    client = sign_in(ada)
    page = client.get("/free-now").text
    assert 'value="2026-03-02T09:15Z"' in page and "Your calendar is empty." in page

    assert client.post("/free-now", data={"until": "2026-03-02T09:30Z"}).location == "/free-now"
    page = client.get("/free-now").text
    assert "Free until 09:30" in page and "Another 30 minutes" in page
    assert "Free now until 09:30" in browser().get("/mentors/ada").text

    client.post("/free-now", data={"until": re.search(r'name="until" value="([^"]+)"', page)[1]})
    assert "Free until 09:45" in client.get("/free-now").text

    client.post("/free-now/stop")
    assert "Free now until" not in browser().get("/mentors/ada").text


def test_a_time_that_has_passed_brings_the_choices_again(ada, sign_in):
    client = sign_in(ada)
    for until in ("2026-03-02T08:00Z", "soon", ""):
        answer = client.post("/free-now", data={"until": until})
        assert answer.status_code == 422
        assert "Choose one of the times shown" in answer.text
    assert db.session.get(FreeNow, ada.id) is None


def test_the_switch_says_what_stands_in_the_calendar(make, ada, sign_in):
    make.booking(mentor=ada, slot=slot_at(11))
    assert "Your calendar is empty until 11:00." in sign_in(ada).get("/free-now").text

    sign_in(ada).post("/free-now", data={"until": "2026-03-02T12:00Z"})
    make.booking(mentor=ada, slot=slot_at(9))
    assert "You have a talk now" in sign_in(ada).get("/free-now").text


def test_only_mentors_have_the_switch(ben, sign_in):
    assert sign_in(ben).get("/free-now").status_code == 404


def test_lists_say_who_is_free_now_and_can_show_them_alone(make, browser):
    free_mentor(make, name="Fay Free", handle="fay")
    make.mentor(name="Bea Busy", handle="bea")

    both, alone = browser().get("/mentors").text, browser().get("/mentors?now=1").text

    assert both.count("Free now until 12:00") == 1 and "Bea Busy" in both
    assert "Fay Free" in alone and "Bea Busy" not in alone
    assert "Free now until 12:00" in browser().get("/").text


def test_a_mentor_in_a_talk_is_not_among_those_free_now(make, browser):
    fay = free_mentor(make, name="Fay Free")
    make.booking(mentor=fay, slot=slot_at(9))
    assert "Fay Free" not in browser().get("/mentors?now=1").text


def test_asking_leads_to_waiting_and_the_yes_into_the_room(make, ben, sign_in):
    ada = free_mentor(make, name="Ada Lindqvist", handle="ada")
    client = sign_in(ben)
    assert "One person is free now." in client.get("/now").text

    waiting = client.post("/now", data={"q": QUESTION, "minutes": "15"}).location
    page = client.get(waiting)
    assert "Asked <b><bdi>Ada</bdi></b>" in page.text

    mentor = sign_in(ada)
    assert QUESTION in mentor.get("/free-now").text
    assert "asks, now, for 15 minutes" in mentor.get(waiting).text
    room = mentor.post(f"{waiting}/accept").location

    assert room.startswith("/room/")
    found = client.get(seen_in(page), headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    assert found.headers["HX-Redirect"] == room
    assert "Ada</bdi> has 15 minutes for you" in client.get(waiting).text
    assert client.get(room).status_code == mentor.get(room).status_code == 200


def test_looking_for_news_says_nothing_while_there_is_none(make, ben, sign_in, htmx):
    ada = free_mentor(make)
    request = asking(make, ada, mentee=ben)
    for person in (ben, ada):
        client = sign_in(person)
        news = seen_in(client.get(f"/now/{request.public_id}"))
        assert client.get(news, headers=htmx).status_code == 204


def test_the_switch_hears_of_a_new_ask(make, ben, sign_in, htmx):
    ada = free_mentor(make)
    client = sign_in(ada)
    news = seen_in(client.get("/free-now"))
    assert client.get(news, headers=htmx).status_code == 204

    asking(make, ada, mentee=ben)
    assert QUESTION in client.get(news, headers=htmx).text


def test_the_others_see_at_once_that_somebody_was_faster(make, ben, sign_in, now, htmx):
    ada, chidi = free_mentor(make), free_mentor(make)
    request = asking(make, ada, chidi, mentee=ben)
    client, path = sign_in(chidi), f"/now/{request.public_id}"
    news = seen_in(client.get(path))
    accept_ask(ask_to(ada, request), now=now)

    assert "Somebody else said yes first" in client.get(news, headers=htmx).text
    late = client.post(f"{path}/accept")
    assert late.status_code == 409
    assert "Somebody else said yes first" in late.text
    assert ada.name not in late.text


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        (lambda r, now: stop_asking(r, now=now), "stopped asking"),
        (lambda r, now: go_on_with_requests(now=now), "The time to answer is over"),
    ],
)
def test_a_mentor_who_comes_too_late_reads_why(make, ben, sign_in, ends, words):
    ada = free_mentor(make)
    request = asking(make, ada, mentee=ben)
    ends(request, later(make, minutes=1))
    assert words in sign_in(ada).get(f"/now/{request.public_id}").text


def test_passing_is_said_and_has_no_effect(make, ben, sign_in):
    ada = free_mentor(make)
    request = asking(make, ada, mentee=ben)
    client, path = sign_in(ada), f"/now/{request.public_id}"
    assert client.post(f"{path}/pass").location == path
    assert "You passed" in client.get(path).text
    assert client.post(f"{path}/pass").location == path


def test_a_next_talk_in_the_way_is_said_and_it_can_be_passed(make, ben, sign_in):
    ada = free_mentor(make)
    request = asking(make, ada, mentee=ben)
    make.booking(mentor=ada, slot=slot_at(9, 5))
    answer = sign_in(ada).post(f"/now/{request.public_id}/accept")
    assert answer.status_code == 409
    assert "The next talk begins before this one would end" in answer.text
    assert f"/now/{request.public_id}/pass" in answer.text


@pytest.mark.parametrize("how", ["passed", "time", "stopped"])
def test_however_it_ends_three_times_can_be_booked_with_one_tap(make, ben, sign_in, now, how):
    ada = free_mentor(make, handle="ada")
    request = asking(make, ada, mentee=ben)
    if how == "passed":
        pass_ask(ask_to(ada, request), now=now)
    elif how == "time":
        go_on_with_requests(now=later(make, minutes=1))
    else:
        stop_asking(request, now=now)
    client = sign_in(ben)
    page = client.get(f"/now/{request.public_id}").text

    slots = re.findall(r'<button class="slot" name="slot" value="([^"]+)"', page)
    assert len(slots) == 3
    held = client.post("/mentors/ada/slots", data={"slot": slots[0], "length": "20"}).location
    assert QUESTION in client.get(held).text


def test_the_three_times_are_of_three_people_where_they_can_be(make, ben, sign_in, now):
    mentors = [free_mentor(make, name=name) for name in ("Ada A", "Bea B", "Cid C", "Dee D")]
    request = asking(make, *mentors, mentee=ben)
    stop_asking(request, now=now)
    page = sign_in(ben).get(f"/now/{request.public_id}").text
    assert len(set(re.findall(r"<small><bdi>(\w+)</bdi>", page))) == 3


def test_where_nobody_is_free_nothing_is_asked_and_times_are_shown(make, browser, ben, sign_in):
    make.mentor(name="Ada Lindqvist")
    page = browser().get("/now?q=Who+tells+him").text
    assert "Nobody is free now" in page and "Ask them now" not in page
    assert page.count('class="slot"') == 3


def test_without_a_question_nobody_is_asked(make, ben, sign_in):
    free_mentor(make)
    answer = sign_in(ben).post("/now", data={"q": " ", "minutes": "15"})
    assert answer.status_code == 422
    assert "Write your one question." in answer.text
    assert InstantRequest.query.count() == 0


def test_signed_out_the_question_goes_along_to_sign_in(make, browser):
    free_mentor(make)
    answer = browser().post("/now", data={"q": "Who tells him?", "minutes": "20"})
    assert answer.location.startswith("/sign-in?next=/now")
    assert "Who" in answer.location and "20" in answer.location


def test_whoever_asks_already_is_led_to_what_is_under_way(make, ben, sign_in):
    request = asking(make, free_mentor(make), mentee=ben)
    answer = sign_in(ben).post("/now", data={"q": "Another?", "minutes": "10"})
    assert answer.location == f"/now/{request.public_id}"


def test_whoever_needs_more_time_asks_for_more(make, sign_in):
    ada, ben = free_mentor(make), make.person(extra_time=1.5)
    answer = sign_in(ben).post("/now", data={"q": QUESTION, "minutes": "20"})
    request = InstantRequest.query.one()
    assert request.minutes == 30
    assert "for 30 minutes" in sign_in(ada).get(answer.location).text


def test_favourites_are_asked_before_who_matches_better(make, ben, sign_in, now):
    from_afar, ada = free_mentor(make, handle="far"), free_mentor(make, handle="ada")
    client = sign_in(ben)
    client.post("/people/far/favourite")
    assert "are asked first" not in client.get("/now").text
    assert "is asked first" in client.get("/now").text

    client.post("/now", data={"q": QUESTION, "minutes": "15"})

    request = InstantRequest.query.one()
    assert [ask.mentor_id for ask in request.asks] == [from_afar.id]
    assert request.ranked == [from_afar.id, ada.id]


def test_from_a_mentors_page_that_mentor_is_asked_first(make, ben, sign_in):
    free_mentor(make, handle="chidi")
    ada = free_mentor(make, handle="ada")
    page = sign_in(ben).get("/mentors/ada?q=Who+tells").text
    assert "/now?q=Who+tells&amp;first=ada" in page

    sign_in(ben).post("/now", data={"q": QUESTION, "minutes": "15", "first": "ada"})
    assert [ask.mentor_id for ask in InstantRequest.query.one().asks] == [ada.id]


def test_what_to_expect_is_counted_or_said_plainly(make, ben, sign_in):
    ada = free_mentor(make)
    client = sign_in(ben)
    assert "too few have asked yet" in client.get("/now").text

    for n in range(10):
        make.save(past_request(make, ada, found=n < 7))
    assert "of the last 10 who asked, 7 found somebody" in client.get("/now").text


def past_request(make, mentor, *, found) -> InstantRequest:
    person = make.person()
    return InstantRequest(
        mentee=person,
        brief=make.brief(person),
        minutes=15,
        status="accepted" if found else "expired",
        ranked=[mentor.id],
        favourites=0,
        others=[],
        created_at=make.now - (at(10) - at(9)),
        next_at=make.now,
        closed_at=make.now,
    )


def test_the_pages_take_few_queries(make, ben, sign_in, count_queries):
    mentors = [free_mentor(make) for _ in range(9)]
    request = asking(make, *mentors, mentee=ben)
    path = f"/now/{request.public_id}"
    for person, page in ((ben, path), (mentors[0], path), (mentors[0], "/free-now")):
        client = sign_in(person)
        client.get(page)
        with count_queries() as queries:
            client.get(page)
        assert len(queries) <= 8, queries
    assert Booking.query.count() == 0


def test_a_brief_that_was_begun_goes_along_and_the_page_says_so(make, ben, sign_in):
    ada = free_mentor(make, handle="ada2")
    client, page = sign_in(ben), f"/now?q={QUESTION}"
    assert "They read only this before they say yes." in client.get(page).text
    brief = make.brief(ben, question=QUESTION, situation="Eleven people, two halves.")

    text = client.get(page).text
    assert "They read only this" not in text
    assert f'href="/briefs/{brief.public_id}' in text
    assert "They read only this" in client.get("/now?q=Something+else").text

    client.post("/now", data={"q": QUESTION, "minutes": "15"})
    request = db.session.query(InstantRequest).one()
    assert request.brief_id == brief.id
    assert "Eleven people" in sign_in(ada).get(f"/now/{request.public_id}").text


def test_a_line_with_the_yes_is_read_before_the_room(make, ben, sign_in, htmx):
    ada = free_mentor(make, name="Ada Lindqvist")
    request = asking(make, ada, mentee=ben)
    address = f"/now/{request.public_id}"
    sign_in(ada).post(f"{address}/accept", data={"reply": " You\nspeak <b>first</b>. " + "x" * 200})

    answer = sign_in(ben).get(f"{address}?seen=open.1", headers=htmx)

    assert "HX-Redirect" not in answer.headers
    assert "Ada</bdi> has 15 minutes for you" in answer.text
    assert (
        "“You speak &lt;b&gt;first&lt;/b&gt;. xxx" in answer.text and "x" * 120 not in answer.text
    )
    assert f"/room/{request.booking.public_id}" in answer.text
