"""Between taking a time and booking it."""

import pytest

from tests.making.booking import BRIEF, slot_at
from webapp.booking import service
from webapp.booking.models import BookingStatus
from webapp.core.db import db
from webapp.goals.models import Brief


@pytest.fixture
def hold(ada, ben, now):
    return service.hold_slot(ada, ben, slot_at(10), line="Who tells Jonas?", now=now)


@pytest.fixture
def url(hold):
    return f"/bookings/{hold.public_id}"


@pytest.fixture
def bens(sign_in, ben, hold):
    return sign_in(ben)


def test_the_held_time_stands_with_both_zones_and_what_is_left(bens, url, clock):
    clock.advance(minutes=1)

    response = bens.get(f"{url}/confirm")

    assert response.status_code == 200
    assert "11:00–11:20</time></b> for you, Berlin" in response.text
    assert "10:00–10:20</time></b> for <bdi>Ada</bdi>, Lisbon" in response.text
    assert "data-left>4:00<" in response.text
    assert "Who tells Jonas?" in response.text


def test_confirming_leads_to_the_booking(bens, url, hold):
    response = bens.post(f"{url}/confirm", data=vars(BRIEF))

    assert (response.status_code, response.location) == (303, url)
    assert hold.status == BookingStatus.CONFIRMED
    assert BRIEF.question in bens.get(url).text


def test_htmx_is_led_to_the_booking_too(bens, url, htmx):
    response = bens.post(f"{url}/confirm", data=vars(BRIEF), headers=htmx)

    assert response.headers["HX-Redirect"] == url


def test_confirming_twice_leads_to_the_same_booking(bens, url):
    first, second = (bens.post(f"{url}/confirm", data=vars(BRIEF)) for _ in range(2))

    assert first.location == second.location == url
    assert bens.get(f"{url}/confirm").location == url


def test_the_question_is_the_one_thing_that_must_be_there(bens, url, hold):
    response = bens.post(f"{url}/confirm", data={"situation": "We split.", "question": " "})

    assert response.status_code == 422
    assert response.text.count("Write your one question. Ada reads that first.") == 2
    assert "We split." in response.text
    assert hold.status == BookingStatus.HELD


def test_a_prompt_is_600_characters_at_most(bens, url, hold):
    too_long = vars(BRIEF) | {"tried": "x" * 601}

    response = bens.post(f"{url}/confirm", data=too_long)

    assert response.status_code == 422
    assert "Say it in 600 characters or fewer." in response.text


def test_a_new_line_counts_as_one_character(bens, url):
    full = vars(BRIEF) | {"tried": "x" * 598 + "\r\n" + "y"}

    assert bens.post(f"{url}/confirm", data=full).status_code == 303


def test_a_lapsed_hold_says_so_and_offers_the_time_again(bens, url, hold, clock):
    clock.advance(minutes=6)

    response = bens.post(f"{url}/confirm", data=vars(BRIEF))

    assert response.status_code == 409
    assert "is not held any more" in response.text
    assert "Your brief is kept." in response.text
    assert BRIEF.situation in response.text
    assert 'value="2026-03-02T10:00Z"' in response.text
    assert 'name="q" value="Who tells Jonas?"' in response.text


def test_a_lapsed_hold_that_somebody_else_took_offers_the_closest(bens, url, ada, clock, make):
    clock.advance(minutes=6)
    service.hold_slot(ada, make.person(), slot_at(10), now=clock.now())

    response = bens.get(f"{url}/confirm")

    assert response.status_code == 409
    assert 'value="2026-03-02T10:00Z"' not in response.text
    assert 'value="2026-03-02T10:20Z"' in response.text


def test_when_the_time_is_up_htmx_gets_the_refusal(bens, url, clock, htmx):
    clock.advance(minutes=6)

    response = bens.get(f"{url}/confirm", headers=htmx)

    assert response.status_code == 409
    assert "<html" not in response.text


def test_keeping_the_slot_holds_it_longer(bens, url, hold, clock, htmx):
    clock.advance(minutes=4)

    response = bens.post(f"{url}/keep", headers=htmx)

    assert "data-left>5:00<" in response.text
    assert response.text.strip().startswith('<div id="held">')


def test_keeping_the_slot_without_htmx_keeps_what_is_typed(bens, url, hold):
    response = bens.post(f"{url}/keep", data=vars(BRIEF))

    assert response.location == f"{url}/confirm"
    assert hold.brief.situation == BRIEF.situation


def test_after_a_quarter_of_an_hour_keeping_is_not_offered(bens, url, hold, clock):
    for _ in range(3):
        clock.advance(minutes=4)
        bens.post(f"{url}/keep")

    assert "Keep my slot" not in bens.get(f"{url}/confirm").text
    assert bens.post(f"{url}/keep").status_code == 409


def test_letting_go_leads_back_to_the_mentor(bens, url, hold):
    response = bens.post(f"{url}/let-go")

    assert response.location == "/mentors/ada"
    assert hold.status == BookingStatus.LAPSED


def test_the_brief_is_saved_while_it_is_typed(bens, hold, htmx, clock):
    clock.advance(minutes=2)
    page = f"/briefs/{hold.brief.public_id}"

    response = bens.post(page, data=vars(BRIEF), headers=htmx)

    assert ">Saved at 10:02.<" in response.text
    assert hold.brief.situation == BRIEF.situation


@pytest.mark.parametrize("path", ["/confirm", "/keep", "/let-go", "/cancel"])
def test_a_hold_does_not_exist_for_anybody_else(sign_in, make, ada, url, path):
    for person in (ada, make.person()):
        client = sign_in(person)
        assert client.post(f"{url}{path}", data=vars(BRIEF)).status_code == 404
        assert client.get(url).status_code == 404


def test_a_stranger_is_asked_who_they_are(browser, url):
    assert browser().get(f"{url}/confirm").location.startswith("/sign-in?next=")
    assert browser().post(f"{url}/confirm").location.startswith("/sign-in")


def test_a_mentee_cannot_confirm_by_the_way_of_a_mentor(sign_in, ada, url, hold):
    sign_in(ada).post(f"{url}/confirm", data=vars(BRIEF))

    assert hold.status == BookingStatus.HELD
    assert db.session.get(Brief, hold.brief_id).question == "Who tells Jonas?"
