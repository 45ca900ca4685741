"""Proposing several talks, booking them, and closing them, on pages."""

import re
from html import unescape

import pytest

from tests.making.booking import at, slot_at
from tests.making.engagement import GOAL, engagement, weekly
from webapp.booking.engagement import agree_to_renew, end_engagement
from webapp.booking.engagement_models import Engagement
from webapp.booking.models import Booking


def page(client, address):
    return unescape(client.get(address).text)


def proposed(text):
    """Return the checked times of a page, in order."""
    return re.findall(r'name="slot-\d" value="([^"]+)" required checked', text)


def wanted(*starts, **more):
    slots = {f"slot-{n}": start for n, start in enumerate(starts)}
    fields = {"length": "20", "goal": GOAL, "question": "Who tells him?", "ends_on": "2026-03-25"}
    return slots | fields | more


@pytest.fixture
def over(make, ada, ben, now):
    booked = engagement(make, ada, ben)
    end_engagement(booked, ben, why="I change jobs", now=now)
    return booked


def test_the_mentors_page_leads_there_with_the_time_that_is_chosen(sign_in, browser, ada, ben):
    chosen = {"slot": "2026-03-03T10:00Z", "length": "20", "q": "Who tells him?", "several": "1"}
    client = sign_in(ben)

    response = client.post("/mentors/ada/slots", data=chosen)

    assert 'name="several"' in client.get("/mentors/ada").text
    assert 'name="several"' not in browser().get("/mentors/ada").text
    assert response.location == (
        "/mentors/ada/engagement?slot=2026-03-03T10:00Z&length=20&q=Who+tells+him?"
    )
    assert Booking.query.count() == 0


def test_a_weekly_rhythm_is_proposed_from_the_chosen_time(sign_in, ada, ben):
    text = page(sign_in(ben), "/mentors/ada/engagement?slot=2026-03-03T10:00Z&sessions=3")

    assert proposed(text) == ["2026-03-03T10:00Z", "2026-03-10T10:00Z", "2026-03-17T10:00Z"]
    assert "Book these 3 talks" in text
    assert 'value="2026-03-24"' in text  # a week after the last
    assert "free to move or cancel until 2 hours before" in text


def test_a_week_with_that_time_taken_says_so_and_offers_the_nearest(sign_in, make, ada, ben):
    make.booking(mentor=ada, slot=slot_at(10, day=10))

    text = page(sign_in(ben), "/mentors/ada/engagement?slot=2026-03-03T10:00Z&sessions=3")

    assert "the usual time is taken that week" in text
    assert proposed(text)[1] in ("2026-03-10T09:40Z", "2026-03-10T10:20Z")


def test_a_calendar_that_is_open_for_less_says_how_many_fit(sign_in, make, ben):
    make.mentor(handle="short", calendar={"window_days": 10})

    text = page(sign_in(ben), "/mentors/short/engagement?sessions=4")

    assert "Only 2 weeks have free time" in text
    assert "Book these 2 talks" in text


def test_they_are_booked_together(sign_in, ada, ben):
    client = sign_in(ben)
    response = client.post(
        "/mentors/ada/engagement", data=wanted("2026-03-03T10:00Z", "2026-03-10T10:20Z")
    )

    booked = Engagement.query.one()
    assert (response.status_code, response.location) == (303, f"/engagements/{booked.public_id}")
    for reader in (ben, ada):
        text = page(sign_in(reader), response.location)
        assert GOAL in text
        assert "Until Wed 25 Mar" in text
        assert "Talk 2" in text
    assert "Write your question" in page(client, response.location)
    first = page(client, f"/bookings/{booked.bookings[0].public_id}")
    assert "One of 2 talks" in first
    assert "One of 2" in page(client, "/bookings")


def test_when_one_is_gone_nothing_is_booked_and_the_rest_is_kept(sign_in, make, ada, ben):
    make.booking(mentor=ada, slot=slot_at(10, day=10))

    response = sign_in(ben).post(
        "/mentors/ada/engagement", data=wanted("2026-03-03T10:20Z", "2026-03-10T10:00Z")
    )

    text = unescape(response.text)
    assert response.status_code == 409
    assert "Tue 10 Mar, 11:00 is gone." in text
    assert "Nothing is booked yet" in text
    assert proposed(text)[0] == "2026-03-03T10:20Z"
    assert "Who tells him?" in text
    assert Booking.query.count() == 1


@pytest.mark.parametrize("missing", ["goal", "question", "ends_on", "slot-0"])
def test_what_is_missing_is_said_and_the_rest_is_kept(sign_in, ada, ben, missing):
    form = wanted("2026-03-03T10:00Z", goal="Lead them")
    form.pop(missing)

    response = sign_in(ben).post("/mentors/ada/engagement", data=form)

    assert response.status_code == 422
    assert Engagement.query.count() == 0
    assert missing == "goal" or "Lead them" in response.text


def test_a_mentor_who_reads_first_is_met_first(sign_in, make, ben):
    make.mentor(handle="reader", calendar={"reads_first": True})

    assert "Have one talk first." in page(sign_in(ben), "/mentors/reader/engagement")


def test_ending_it_early_asks_why_and_says_what_is_cancelled(sign_in, make, ada, ben):
    address = f"/engagements/{engagement(make, ada, ben).public_id}"
    client = sign_in(ada)
    asked = page(client, f"{address}/end")
    assert "3 talks are cancelled then" in asked
    assert "Tue 3 Mar, 10:00" in asked

    assert client.post(f"{address}/end", data={"why": " "}).status_code == 422
    assert client.post(f"{address}/end", data={"why": "I change jobs"}).location == address

    text = page(sign_in(ben), address)
    assert "It was ended by Ada" in text
    assert text.count("Cancelled") == 3


def test_both_write_their_line_and_read_the_others(sign_in, ada, ben, over):
    address = f"/engagements/{over.public_id}"
    bens, adas = sign_in(ben), sign_in(ada)
    assert "What is different now" in page(bens, address)
    assert "One strength you saw in Ben" in page(adas, address)

    bens.post(f"{address}/reflection", data={"line": "I told him first."})
    adas.post(f"{address}/reflection", data={"line": "You ask back."})

    assert "You ask back." in page(bens, address)
    assert "I told him first." in page(adas, address)
    assert bens.post(f"{address}/reflection", data={"line": ""}).status_code == 422


def test_going_on_is_asked_agreed_and_leads_to_new_times(sign_in, ada, ben, over):
    address = f"/engagements/{over.public_id}"
    bens, adas = sign_in(ben), sign_in(ada)

    bens.post(f"{address}/renew")
    assert "You would go on. <bdi>Ada</bdi> is asked." in page(bens, address)
    assert "<bdi>Ben</bdi> would go on." in page(adas, address)
    adas.post(f"{address}/renew")

    assert "chooses the times." in page(adas, address)
    assert "Choose the times" in page(bens, address)
    plan = page(bens, f"/mentors/ada/engagement?renews={over.public_id}")
    assert f'value="{GOAL}"' in plan
    assert f'name="renews" value="{over.public_id}"' in plan
    bens.post("/mentors/ada/engagement", data=wanted("2026-03-05T10:00Z", renews=over.public_id))
    assert "It goes on as" in page(adas, address)


def test_an_engagement_is_shown_in_few_queries(sign_in, make, ada, ben, count_queries):
    afternoons = weekly(4, first=at(15, day=3))
    short = engagement(make, ada, ben, 1)
    long = engagement(make, make.mentor(), ben, starts=afternoons)
    client, spent = sign_in(ben), []
    client.get(f"/engagements/{short.public_id}")
    for each in (short, long):
        with count_queries() as queries:
            client.get(f"/engagements/{each.public_id}")
        spent.append(len(queries))

    assert spent[0] == spent[1] <= 8


def test_nobody_renews_what_is_not_theirs(sign_in, make, ada, ben, over, now):
    for person in (ben, ada):
        agree_to_renew(over, person, now=now)
    stranger = sign_in(make.person())

    assert stranger.get(f"/mentors/ada/engagement?renews={over.public_id}").status_code == 404
