"""How often one may ask for codes and try them."""

import pytest

from tests.people.conftest import PARTIAL

ADDRESS = "ada@example.test"


@pytest.fixture
def ask_from(browser):
    """Ask for a code from a network address; return the answer."""

    def ask_from(place, email=ADDRESS, **options):
        where = {"REMOTE_ADDR": place}
        return browser().post("/sign-in", data={"email": email}, environ_base=where, **options)

    return ask_from


def statuses(ask_from, places, **options):
    return [ask_from(place, **options).status_code for place in places]


def test_a_sixth_code_within_ten_minutes_is_refused_until_a_time_that_is_said(ask_from, mails):
    assert statuses(ask_from, ["192.0.2.1"] * 5) == [303] * 5
    refused = ask_from("192.0.2.1")
    assert refused.status_code == 429
    assert "It goes on at" in refused.text
    assert refused.retry_after
    assert len(mails(ADDRESS)) == 5


def test_with_htmx_the_refusal_stands_above_the_form(ask_from):
    statuses(ask_from, ["192.0.2.1"] * 5)
    refused = ask_from("192.0.2.1", headers=PARTIAL)
    assert refused.status_code == 429
    assert refused.text.lstrip().startswith('<div class="notice bad"')


def test_whoever_asks_for_my_address_elsewhere_does_not_lock_me_out(ask_from):
    statuses(ask_from, ["192.0.2.66"] * 50)
    assert ask_from("192.0.2.1").status_code == 303


def test_an_address_gets_sixty_codes_a_day_from_wherever(ask_from):
    places = [f"192.0.2.{n}" for n in range(61)]
    assert statuses(ask_from, places) == [303] * 60 + [429]
    assert ask_from("198.51.100.1", email="ben@example.test").status_code == 303


def test_spellings_of_an_address_are_counted_as_one(ask_from):
    spellings = [ADDRESS, ADDRESS.upper(), f" {ADDRESS} ", ADDRESS.title(), ADDRESS, ADDRESS]
    answers = [ask_from("192.0.2.1", email=spelling).status_code for spelling in spellings]
    assert answers == [303] * 5 + [429]


def test_a_client_may_ask_for_sixty_addresses_in_ten_minutes(ask_from):
    answers = [ask_from("192.0.2.1", email=f"p{n}@example.test").status_code for n in range(61)]
    assert answers == [303] * 60 + [429]
    assert ask_from("192.0.2.2", email="p61@example.test").status_code == 303


def test_a_household_of_ipv6_addresses_is_one_client(ask_from):
    places = [f"2001:db8::{n:x}" for n in range(1, 6)]
    assert statuses(ask_from, places) == [303] * 5
    assert ask_from("2001:db8::ffff").status_code == 429
    assert ask_from("2001:db8:0:1::1").status_code == 303


def test_an_ipv4_address_in_ipv6_clothes_is_the_same_client(ask_from):
    assert statuses(ask_from, ["::ffff:192.0.2.1"] * 5) == [303] * 5
    assert ask_from("192.0.2.1").status_code == 429


def test_who_comes_without_an_address_is_limited_too(ask_from):
    assert statuses(ask_from, [""] * 6)[-1] == 429


def test_a_slip_of_the_finger_counts_only_against_who_asks(ask_from):
    answers = [ask_from("192.0.2.1", email="nonsense").status_code for _ in range(61)]
    assert answers == [422] * 60 + [429]


def test_codes_cannot_be_tried_without_end(browser):
    client = browser()
    answers = [client.post("/sign-in/code", data={"code": "1"}).status_code for _ in range(101)]
    assert answers == [303] * 100 + [429]
