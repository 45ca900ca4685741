"""A mentor's page: who this is, what is free, and taking it."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.making.booking import slot_at
from webapp.booking.models import Booking, BookingStatus
from webapp.core.db import db, transaction
from webapp.people.models import HelpTopic, ProfileLanguage, Skill

TEN = "2026-03-02T10:00Z"


@pytest.fixture
def wordy(make):
    """A mentor with everything a profile can say."""
    mentor = make.mentor(handle="wordy", name="Wordy Writer", quote="I said it wrong <twice>.")
    with transaction():
        profile = mentor.profile
        profile.topics = [HelpTopic(position=n, title=f"Topic {n}") for n in range(3)]
        profile.languages = [
            ProfileLanguage(code=c, position=n) for n, c in enumerate(("en", "de"))
        ]
        profile.skills = [Skill(slug=f"skill-{n}", label=f"Skill {n}") for n in range(4)]
    return mentor


def offered(response):
    return re.findall(r'name="slot" value="([^"]+)"', response.text)


def holds():
    return list(db.session.scalars(db.select(Booking)))


def test_everybody_sees_who_this_is(browser, wordy):
    response = browser().get("/mentors/wordy")

    assert response.status_code == 200
    for words in (
        "Wordy Writer",
        "Topic 2",
        "Skill 3",
        "Deutsch",
        "I said it wrong &lt;twice&gt;.",
    ):
        assert words in response.text


def test_times_are_the_readers_with_the_mentors_beneath(sign_in, ada, ben):
    response = sign_in(ben).get("/mentors/ada")

    assert '<time datetime="2026-03-02T10:00+01:00">10:00</time>' in response.text
    assert "09:00 Lisbon" in response.text
    assert "1 h behind you" in response.text
    assert "Your time, Berlin" in response.text


def test_signed_out_the_browsers_zone_counts(browser, ada):
    client = browser()
    client.set_cookie("zone", "Asia/Kolkata")

    assert "14:30" in client.get("/mentors/ada").text


def test_every_free_time_of_the_day_is_offered(browser, make):
    mentor = make.mentor(rules=[(0, 600, 660)])
    make.booking(mentor=mentor, slot=slot_at(10, 20))

    assert offered(browser().get(f"/mentors/{mentor.handle}")) == [TEN, "2026-03-02T10:40Z"]


def test_a_day_and_a_length_can_be_chosen(browser, make):
    mentor = make.mentor(rules=[(0, 600, 660), (1, 600, 660)], lengths=(20, 30))

    response = browser().get(f"/mentors/{mentor.handle}?day=2026-03-03&length=30")

    assert offered(response) == ["2026-03-03T10:00Z", "2026-03-03T10:30Z"]


@pytest.mark.parametrize(
    "query",
    [
        "day=tomorrow",
        "day=9999-12-31",
        "day=0001-01-01",
        "length=x",
        "length=99999999999999999999",
        "slot=now",
        "slot=9999-12-31T23:59Z",
        "slot=2026-03-02T10:00",
        "slot=0001-01-01T00:00%2B14:00",
        "q=" + "x" * 5000,
    ],
)
def test_an_address_that_makes_no_sense_shows_the_page_as_it_is(browser, ada, query):
    response = browser().get(f"/mentors/ada?{query}")

    assert response.status_code == 200
    assert len(offered(response)) == 24


def test_htmx_gets_only_the_times(browser, ada, htmx):
    response = browser().get("/mentors/ada/slots?day=2026-03-03", headers=htmx)

    assert "<html" not in response.text
    assert response.text.count('id="times"') == 1
    assert "HX-Request-Type" in response.headers["Vary"]


def test_without_htmx_the_same_address_is_a_page(browser, ada):
    assert "<html" in browser().get("/mentors/ada/slots?day=2026-03-03").text


def test_an_empty_day_offers_the_next_free_time(browser, ada):
    response = browser().get("/mentors/ada?day=2026-03-07")

    assert "Nothing is free on Sat 7 Mar." in response.text
    assert offered(response) == ["2026-03-09T09:00Z"]


def test_a_mentor_without_any_free_time_says_so(browser, make):
    mentor = make.mentor(rules=[])

    response = browser().get(f"/mentors/{mentor.handle}")

    assert "has no free time just now" in response.text
    assert "Hold" not in response.text


def test_a_paused_mentor_takes_no_bookings(browser, make):
    mentor = make.mentor(is_paused=True)

    response = browser().get(f"/mentors/{mentor.handle}")

    assert "No bookings right now" in response.text
    assert offered(response) == []


def test_whoever_is_no_mentor_has_no_page(browser, make):
    assert browser().get(f"/mentors/{make.person().handle}").status_code == 404
    assert browser().get(f"/mentors/{make.mentor(is_disabled=True).handle}").status_code == 404


def test_a_mentor_does_not_book_at_home(sign_in, ada):
    response = sign_in(ada).get("/mentors/ada")

    assert "/availability" in response.text
    assert offered(response) == []


@pytest.mark.parametrize("others", [0, 40])
def test_the_page_takes_eight_queries_whatever_there_is(
    sign_in, make, wordy, ben, count_queries, others
):
    for n in range(others):
        make.booking(mentor=wordy, slot=slot_at(9 + n % 8, day=3 + n // 8))
    client = sign_in(ben)
    client.get("/mentors/wordy")

    with count_queries() as queries:
        client.get("/mentors/wordy?length=20&q=Who")

    assert len(queries) <= 8


def test_the_page_never_shows_an_address(browser, ada):
    assert "ada@private.test" not in browser().get("/mentors/ada").text


def test_holding_leads_to_the_brief(sign_in, ada, ben):
    response = sign_in(ben).post("/mentors/ada/slots", data={"slot": TEN, "q": "Who tells him?"})

    [hold] = holds()
    assert response.status_code == 303
    assert response.location == f"/bookings/{hold.public_id}/confirm"
    assert (hold.status, hold.brief.question) == (BookingStatus.HELD, "Who tells him?")


def test_htmx_is_told_where_to_go(sign_in, ada, ben, htmx):
    response = sign_in(ben).post("/mentors/ada/slots", data={"slot": TEN}, headers=htmx)

    assert response.headers["HX-Redirect"].endswith("/confirm")


def test_signed_out_the_slot_is_kept_through_signing_in(browser, ada):
    form = {"slot": TEN, "length": "20", "q": "Who tells him? & when"}

    response = browser().post("/mentors/ada/slots", data=form)

    assert response.status_code == 303
    [back] = parse_qs(urlsplit(response.location).query)["next"]
    assert parse_qs(urlsplit(back).query) == {
        "slot": [TEN],
        "length": ["20"],
        "q": ["Who tells him? & when"],
    }
    assert holds() == []
    chosen = browser().get(back)
    assert f'value="{TEN}" required checked' in chosen.text
    assert holds() == []  # nothing changes on GET


def test_signed_out_htmx_goes_to_sign_in_too(browser, ada, htmx):
    response = browser().post("/mentors/ada/slots", data={"slot": TEN}, headers=htmx)

    assert response.status_code == 401
    assert response.headers["HX-Redirect"].startswith("/sign-in?next=")


def test_a_slot_that_went_while_one_signed_in_is_said(browser, ada, make):
    make.booking(mentor=ada, slot=slot_at(10))

    response = browser().get(f"/mentors/ada?slot={TEN}")

    assert "10:00 is not free any more." in response.text
    assert "checked" not in response.text


def test_a_taken_slot_is_answered_with_the_closest_ones(sign_in, ada, ben, make):
    make.booking(mentor=ada, slot=slot_at(10))

    response = sign_in(ben).post(
        "/mentors/ada/slots", data={"slot": TEN, "length": "20", "q": "Who?"}
    )

    assert response.status_code == 409
    assert "<html" in response.text
    assert "11:00 with <bdi>Ada</bdi> is gone." in response.text
    assert "Your brief is kept." in response.text
    assert offered(response)[:4] == [
        "2026-03-02T09:20Z",
        "2026-03-02T09:40Z",
        "2026-03-02T10:20Z",
        "2026-03-02T10:40Z",
    ]
    assert 'name="q" value="Who?"' in response.text


def test_htmx_gets_the_refusal_and_the_times_that_are_left(sign_in, ada, ben, make, htmx):
    make.booking(mentor=ada, slot=slot_at(10))

    response = sign_in(ben).post("/mentors/ada/slots", data={"slot": TEN}, headers=htmx)

    assert response.status_code == 409
    assert "<html" not in response.text
    refusal, times = response.text.split('<form id="times"')
    assert TEN not in refusal + times
    assert 'hx-swap-oob="outerHTML"' in times


def test_holding_without_a_time_says_what_to_do(sign_in, ada, ben):
    response = sign_in(ben).post("/mentors/ada/slots", data={"slot": "soon"})

    assert response.status_code == 422
    assert "Choose a time" in response.text


def test_a_double_tap_holds_once(sign_in, ada, ben):
    form, client = {"slot": TEN, "form_key": "tap"}, sign_in(ben)

    first, second = (client.post("/mentors/ada/slots", data=form) for _ in range(2))

    assert first.location == second.location
    assert len(holds()) == 1


def test_holding_oneself_is_refused(sign_in, ada):
    assert sign_in(ada).post("/mentors/ada/slots", data={"slot": TEN}).status_code == 409


def test_whoever_needs_more_time_is_offered_more_and_nobody_is_told(sign_in, make, ada):
    slow = make.person(extra_time=1.5)

    response = sign_in(slow).get("/mentors/ada")

    assert "30 minutes" in response.text
    assert "1.5" not in response.text
