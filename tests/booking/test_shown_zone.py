"""Times in another zone than one's own, for as long as one looks; and the promise beside them."""

from html import unescape

import pytest

from webapp.core.times import duration_words


def page(client, address):
    return unescape(client.get(address).text)


@pytest.fixture
def guest(browser):
    return browser()


def test_the_zone_is_named_and_leads_to_a_choice(sign_in, ada, ben, guest):
    assert "Your time, Berlin" in page(sign_in(ben), "/mentors/ada")
    assert "Your time, UTC" in page(guest, "/mentors/ada")
    for client in (sign_in(ben), guest):
        assert 'id="zone-link"' in client.get("/mentors/ada").text


def test_the_choice_is_a_page_and_a_fragment(sign_in, ada, ben, htmx):
    client = sign_in(ben)
    whole = page(client, "/mentors/ada/zone?day=2026-03-03&q=Jonas")
    fragment = client.get("/mentors/ada/zone", headers=htmx).text

    assert '<option selected value="Europe/Berlin">' in whole
    assert 'name="day" value="2026-03-03"' in whole
    assert 'action="/mentors/ada"' in whole
    assert fragment.lstrip().startswith('<div id="zone"')


def test_all_times_are_shown_in_the_zone_that_is_asked_for(sign_in, ada, ben):
    client = sign_in(ben)
    text = page(client, "/mentors/ada?zone=Asia/Kolkata&day=2026-03-03")

    assert "Times in Kolkata" in text
    assert 'datetime="2026-03-03T14:30+05:30">14:30</time>' in text  # nine in Lisbon
    assert "09:00 Lisbon" in text
    assert "zone=Asia/Kolkata" in text.replace("%2F", "/")  # from day to day
    assert ben.time_zone == "Europe/Berlin"
    assert "Your time, Berlin" in page(client, "/mentors/ada")


@pytest.mark.parametrize("zone", ["Nowhere/Land", "../etc/passwd", ""])
def test_a_zone_that_is_none_is_no_wish(sign_in, ada, ben, zone):
    assert "Your time, Berlin" in page(sign_in(ben), f"/mentors/ada?zone={zone}")


def test_a_refusal_keeps_to_the_zone(sign_in, make, ada, ben, htmx):
    wish = {"slot": "2026-03-03T20:00Z", "length": "20", "zone": "Asia/Kolkata"}

    response = sign_in(ben).post("/mentors/ada/slots", data=wish, headers=htmx)

    assert response.status_code == 409
    assert "01:30 with" in response.text


def test_how_late_one_may_change_ones_mind_is_said_before_booking(sign_in, make, ben, now):
    make.mentor(handle="early", calendar={"change_notice_minutes": 1440})
    client = sign_in(ben)

    assert "Free to move or cancel until 1 day before." in page(client, "/mentors/early")
    held = {"slot": "2026-03-04T10:00Z", "length": "20"}
    confirm = client.post("/mentors/early/slots", data=held).location
    assert "Free to move or cancel until tomorrow, 11:00." in page(client, confirm)


def test_a_time_that_is_close_says_what_that_means(sign_in, ada, ben):
    client = sign_in(ben)
    confirm = client.post("/mentors/ada/slots", data={"slot": "2026-03-02T10:00Z"}).location

    assert "It is less than 2 hours before: it cannot be moved then" in page(client, confirm)


def test_the_mentor_says_how_late(sign_in, ada, make):
    client = sign_in(ada)
    form = {
        "time_zone": "Europe/Lisbon", "lengths": "20", "notice_minutes": "0",
        "buffer_minutes": "0", "window_days": "30", "change_notice_minutes": "720",
    }  # fmt: skip
    client.post("/availability/settings", data=form)

    assert "until 12 hours before" in page(sign_in(make.person()), "/mentors/ada")


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (1, "1 minute"),
        (30, "30 minutes"),
        (60, "1 hour"),
        (120, "2 hours"),
        (90, "90 minutes"),
        (1440, "1 day"),
        (2880, "2 days"),
    ],
)
def test_lengths_of_time_are_said_in_words(minutes, words):
    assert duration_words(minutes) == words
