"""Signing in by code as a browser sees it, and out."""

import re

import pytest
import sqlalchemy as sa

from tests.people.conftest import PARTIAL, is_signed_in
from webapp.core.db import db
from webapp.people.models import Person
from webapp.people.signin_models import DeviceSession

ADDRESS = "ada@example.test"
NEXT = "/mentors/ben?slot=2026-03-02T10:00Z&length=20&q=What+now"


@pytest.fixture
def ada(make):
    return make.person(email=ADDRESS, name="Ada Lindqvist")


def type_code(client, code, **fields):
    return client.post("/sign-in/code", data={"code": code} | fields)


def test_signing_in_asks_for_an_address(browser):
    page = browser().get("/sign-in", query_string={"next": NEXT})
    assert page.status_code == 200
    assert "e-mail address" in page.text
    assert "length=20" in page.text


def test_the_way_in(ada, ask, last_code):
    client = ask(ADDRESS, next=NEXT)
    page = client.get("/sign-in/code", query_string={"next": NEXT})
    assert ADDRESS in page.text

    response = type_code(client, last_code(ADDRESS), next=NEXT)

    assert (response.status_code, response.location) == (303, NEXT)
    assert is_signed_in(client)


def test_with_htmx_the_browser_is_led_on(ada, browser, last_code):
    client = browser()
    asked = client.post("/sign-in", data={"email": ADDRESS, "next": NEXT}, headers=PARTIAL)
    assert asked.headers["HX-Redirect"].startswith("/sign-in/code?next=")

    data = {"code": last_code(ADDRESS), "next": NEXT}
    response = client.post("/sign-in/code", data=data, headers=PARTIAL)

    assert response.headers["HX-Redirect"] == NEXT
    assert is_signed_in(client)


def test_a_new_address_makes_an_account_with_a_name_and_nothing_else(ask, last_code):
    client = ask(ADDRESS, next=NEXT)
    client.set_cookie("zone", "Europe/Berlin")

    step = type_code(client, last_code(ADDRESS), next=NEXT)
    assert step.location.startswith("/sign-in/code?next=")
    assert "What do people call you" in client.get(step.location).text
    assert not is_signed_in(client)
    response = client.post("/sign-in/name", data={"name": " Ada  Lindqvist ", "next": NEXT})

    assert response.location == NEXT
    assert is_signed_in(client)
    ada = db.session.scalars(sa.select(Person)).one()
    assert (ada.name, ada.handle, ada.time_zone) == (
        "Ada Lindqvist",
        "ada-lindqvist",
        "Europe/Berlin",
    )


def test_with_htmx_the_name_is_asked_in_the_place_of_the_code(ask, last_code):
    client = ask(ADDRESS)
    data = {"code": last_code(ADDRESS)}
    response = client.post("/sign-in/code", data=data, headers=PARTIAL)
    assert response.status_code == 200
    assert 'id="name-step"' in response.text and "<html" not in response.text


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../../etc/passwd"])
def test_where_no_zone_is_told_an_account_begins_with_utc(ask, last_code, zone):
    client = ask(ADDRESS)
    client.set_cookie("zone", zone)
    type_code(client, last_code(ADDRESS))
    client.post("/sign-in/name", data={"name": "Ada"})
    assert db.session.scalars(sa.select(Person.time_zone)).one() == "UTC"


def test_a_name_is_needed(ask, last_code):
    client = ask(ADDRESS)
    type_code(client, last_code(ADDRESS))
    for name in ("", "  ", "42", "\u202e"):
        response = client.post("/sign-in/name", data={"name": name})
        assert response.status_code == 422
        assert 'href="#name"' in response.text
    assert not db.session.scalars(sa.select(Person)).all()


def test_a_name_alone_makes_no_account(browser, ask):
    for client in (browser(), ask(ADDRESS)):
        response = client.post("/sign-in/name", data={"name": "Ada", "next": NEXT})
        assert response.location.startswith("/sign-in?next=")
    assert not db.session.scalars(sa.select(Person)).all()


def test_a_wrong_code_is_explained_and_kept(ada, ask, last_code, wrong):
    client = ask(ADDRESS)
    response = type_code(client, wrong(last_code(ADDRESS)), next=NEXT)
    assert response.status_code == 422
    assert "not the code from our last mail" in response.text
    assert "09:00" in response.text  # which mail to look for
    assert wrong(last_code(ADDRESS)) in response.text
    assert not is_signed_in(client)


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef"])
def test_what_has_not_six_digits_is_not_a_try(ada, ask, last_code, typed):
    client = ask(ADDRESS)
    for _ in range(6):
        assert type_code(client, typed).status_code == 422
    assert type_code(client, last_code(ADDRESS)).status_code == 303


def test_a_code_may_be_typed_with_gaps_and_in_other_digits(ada, ask, last_code):
    for spelled in (
        lambda code: f" {code[:3]} {code[3:]} ",
        lambda code: code.translate({48 + n: 0x0660 + n for n in range(10)}),
    ):
        client = ask(ADDRESS)
        assert type_code(client, spelled(last_code(ADDRESS))).status_code == 303


def test_after_five_tries_one_is_told_to_take_another_code(ada, ask, last_code, wrong):
    client, code = ask(ADDRESS), last_code(ADDRESS)
    for _ in range(5):
        response = type_code(client, wrong(code))
    assert "fifth try" in response.text
    assert type_code(client, code).status_code == 422

    again = ask(ADDRESS, client)
    assert type_code(again, last_code(ADDRESS)).status_code == 303


def test_another_browser_cannot_use_the_code(ada, ask, browser, last_code):
    ask(ADDRESS)
    code = last_code(ADDRESS)
    assert type_code(browser(), code).location.startswith("/sign-in")
    assert type_code(ask("eve@example.test"), code).status_code == 422


def test_a_newer_code_makes_the_older_one_useless(ada, ask, last_code):
    client = ask(ADDRESS)
    older = last_code(ADDRESS)
    ask(ADDRESS, client)
    if older != last_code(ADDRESS):
        assert type_code(client, older).status_code == 422
    assert type_code(client, last_code(ADDRESS)).status_code == 303


def test_an_expired_code_leads_back_to_the_address(ada, ask, last_code, clock):
    client, code = ask(ADDRESS), last_code(ADDRESS)
    clock.advance(minutes=10)
    assert type_code(client, code, next=NEXT).location.startswith("/sign-in?next=")
    assert client.get("/sign-in/code").location == "/sign-in?next=/"


def test_an_address_is_one_however_it_is_typed(ada, ask, last_code):
    client = ask(" ADA@Example.Test ")
    type_code(client, last_code(ADDRESS))
    assert is_signed_in(client)


def test_an_address_that_cannot_be_written_to_is_refused_and_kept(browser, mails):
    typed = "ada@example.test\r\nBcc: eve@example.test"
    response = browser().post("/sign-in", data={"email": typed, "next": NEXT})
    assert response.status_code == 422
    assert "in full" in response.text and "Bcc: eve@example.test" in response.text
    assert "length=20" in response.text
    assert mails(typed) == []


def test_with_htmx_only_the_form_comes_back(browser):
    response = browser().post("/sign-in", data={"email": "ada"}, headers=PARTIAL)
    assert response.status_code == 422
    assert 'id="address"' in response.text and "<html" not in response.text


def answer_to(ask, email, mails, count_queries):
    """Return everything an asker could measure, but for the address and what is random."""
    client = ask("first@example.test")  # so that both have been here before
    with count_queries() as queries:
        response = client.post("/sign-in", data={"email": email})
    page = client.get(response.location).text.replace(email, "")
    page = re.sub(r'name="csrf_token" value="[^"]*"|X-CSRFToken": "[^"]*"', "", page)
    headers = {name for name, _ in response.headers}
    (mail,) = mails(email)
    text = re.sub(r"\d{6}", "", mail["text"])
    return response.status_code, response.location, headers, page, text, queries


def test_known_and_unknown_addresses_are_answered_alike(ada, ask, mails, count_queries):
    known = answer_to(ask, ADDRESS, mails, count_queries)
    unknown = answer_to(ask, "bob@example.test", mails, count_queries)
    assert known == unknown


def test_no_person_is_looked_for_before_the_code_is_right(ada, browser, count_queries):
    client = browser()
    with count_queries() as queries:
        client.post("/sign-in", data={"email": ADDRESS})
    assert not any("person" in query for query in queries)


def test_somebody_switched_off_is_told_only_after_the_code(make, ask, last_code):
    make.person(email=ADDRESS, is_disabled=True)
    client = ask(ADDRESS)
    response = type_code(client, last_code(ADDRESS))
    assert response.status_code == 403
    assert "switched off" in response.text
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example",
        "javascript:alert(1)", "/\t/evil.example", "/\n/evil.example", "http:/evil.example",
        "http:///evil.example", "evil.example", "///evil.example", "/\\/evil.example",
    ],
)  # fmt: skip
def test_nobody_is_led_to_another_site(ada, ask, last_code, sign_in, elsewhere):
    client = ask(ADDRESS, next=elsewhere)
    response = type_code(client, last_code(ADDRESS), next=elsewhere)
    assert response.location == "/"
    again = sign_in(ada).get("/sign-in", query_string={"next": elsewhere})
    assert again.location == "/"


def test_who_is_in_is_led_on(ada, sign_in):
    assert sign_in(ada).get("/sign-in", query_string={"next": NEXT}).location == NEXT


def test_who_is_in_may_prove_again_who_they_are(ada, sign_in):
    page = sign_in(ada).get("/sign-in?again=1")
    assert page.status_code == 200
    assert "Confirm that it is you" in page.text and f'value="{ADDRESS}"' in page.text


def test_a_cookie_from_before_is_dead_after_signing_in_again(ada, ask, browser, last_code):
    client = ask(ADDRESS)
    type_code(client, last_code(ADDRESS))
    old = client.get_cookie("device").value
    ask(ADDRESS, client)
    type_code(client, last_code(ADDRESS))

    thief = browser()
    thief.set_cookie("device", old)
    assert is_signed_in(client) and not is_signed_in(thief)


def test_a_planted_cookie_is_not_taken_over(ada, ask, last_code):
    client = ask(ADDRESS)
    client.set_cookie("device", "planted")
    type_code(client, last_code(ADDRESS))
    assert client.get_cookie("device").value != "planted"


def test_the_cookie_is_kept_from_scripts_and_other_sites(ada, ask, last_code):
    client = ask(ADDRESS)
    response = type_code(client, last_code(ADDRESS))
    (cookie,) = [c for c in response.headers.getlist("Set-Cookie") if c.startswith("device=")]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/" in cookie
    assert "Domain" not in cookie


def test_the_device_has_a_name_people_know(ada, ask, last_code):
    client = ask(ADDRESS)
    agent = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0"}
    client.post("/sign-in/code", data={"code": last_code(ADDRESS)}, headers=agent)
    device = db.session.scalars(sa.select(DeviceSession)).one()
    assert (device.name, device.factor) == ("Firefox on Windows", "code")


def test_signing_out_ends_the_session_for_good(ada, ask, browser, last_code):
    client = ask(ADDRESS)
    type_code(client, last_code(ADDRESS))
    old = client.get_cookie("device").value

    response = client.post("/sign-out")

    assert response.location == "/sign-in"
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get_cookie("device") is None
    thief = browser()
    thief.set_cookie("device", old)
    assert not is_signed_in(thief)
    assert thief.get("/settings").location == "/sign-in?next=/settings"


def test_signing_out_twice_is_no_harm(browser):
    assert browser().post("/sign-out").location == "/sign-in"


def test_nobody_is_signed_out_by_a_link(ada, sign_in):
    client = sign_in(ada)
    assert client.get("/sign-out").status_code == 405
    assert is_signed_in(client)


@pytest.mark.parametrize("url", ["/sign-in", "/sign-in/code"])
def test_pages_of_the_door_are_kept_nowhere(browser, ask, url):
    assert ask(ADDRESS).get(url).headers["Cache-Control"] == "no-store"
