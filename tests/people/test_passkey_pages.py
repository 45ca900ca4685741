"""Passkeys as the pages handle them: challenges in the cookie, freshness, what comes back."""

import pytest
import sqlalchemy as sa

from tests.making.people import make_passkey
from tests.people.authenticator import Authenticator
from tests.people.conftest import PARTIAL, is_signed_in
from webapp.core.db import db
from webapp.people.queries import passkeys_of
from webapp.people.signin_models import DeviceSession

CHROME = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Chrome/141.0 Safari/537.36"}
NEXT = "/mentors/ben?slot=x"


@pytest.fixture
def ada(make):
    return make.person(name="Ada")


@pytest.fixture
def passkey(ada, authenticator, now):
    return make_passkey(ada, authenticator, now=now)


def add(client, authenticator, **options):
    asked = client.post("/settings/passkeys/options").json
    data = {"credential": authenticator.register(asked)}
    return client.post("/settings/passkeys", data=data, headers=CHROME, **options)


def sign_in_with(client, authenticator, **fields):
    asked = client.post("/sign-in/passkey/options").json
    data = {"credential": authenticator.sign_in(asked)} | fields
    return client.post("/sign-in/passkey", data=data)


def test_a_passkey_is_added_in_settings_and_signs_in_elsewhere(
    ada, sign_in, browser, authenticator
):
    client = sign_in(ada)
    assert add(client, authenticator).location == "/settings#passkeys"
    assert "Chrome on Linux" in client.get("/settings").text

    other = browser()
    response = sign_in_with(other, authenticator, next=NEXT)
    assert response.location == NEXT
    assert is_signed_in(other)
    factors = db.session.scalars(sa.select(DeviceSession.factor).order_by(DeviceSession.id)).all()
    assert factors == ["code", "passkey"]


def test_with_htmx_the_list_is_drawn_anew(ada, sign_in, authenticator):
    client = sign_in(ada)
    asked = client.post("/settings/passkeys/options").json
    data = {"credential": authenticator.register(asked)}
    response = client.post("/settings/passkeys", data=data, headers=PARTIAL)
    assert 'id="passkeys"' in response.text and "<html" not in response.text
    assert "can sign in by passkey now" in response.text


def test_a_challenge_is_taken_once(passkey, browser, authenticator):
    client = browser()
    asked = client.post("/sign-in/passkey/options").json
    wrong = {"credential": "{}"}
    assert client.post("/sign-in/passkey", data=wrong).status_code == 422
    right = {"credential": authenticator.sign_in(asked)}
    assert client.post("/sign-in/passkey", data=right).status_code == 422
    assert not is_signed_in(client)


def test_a_replayed_cookie_and_answer_sign_nobody_in(passkey, browser, authenticator):
    client, thief = browser(), browser()
    asked = client.post("/sign-in/passkey/options").json
    thief.set_cookie("session", client.get_cookie("session").value)
    data = {"credential": authenticator.sign_in(asked)}
    assert client.post("/sign-in/passkey", data=data).status_code == 303
    assert thief.post("/sign-in/passkey", data=data).status_code == 422
    assert not is_signed_in(thief)


def test_an_answer_in_another_browser_is_refused(passkey, browser, authenticator):
    asked = browser().post("/sign-in/passkey/options").json
    data = {"credential": authenticator.sign_in(asked)}
    assert browser().post("/sign-in/passkey", data=data).status_code == 422


def test_a_challenge_for_registering_does_not_sign_in(ada, passkey, sign_in, authenticator):
    client = sign_in(ada)
    asked = client.post("/settings/passkeys/options").json
    data = {"credential": authenticator.sign_in(asked)}
    assert client.post("/sign-in/passkey", data=data).status_code == 422


def test_a_refusal_is_said_and_the_way_stays_open(browser):
    response = browser().post("/sign-in/passkey", data={"next": NEXT}, headers=PARTIAL)
    assert response.status_code == 422
    assert "take the code by mail" in response.text and "<html" not in response.text
    assert NEXT in response.text
    page = browser().post("/sign-in/passkey")
    assert page.status_code == 422 and "e-mail address" in page.text


def test_nobody_is_led_to_another_site(passkey, browser, authenticator):
    response = sign_in_with(browser(), authenticator, next="//evil.example")
    assert response.location == "/"


def test_a_refused_registration_is_said_in_its_place(ada, sign_in):
    client = sign_in(ada)
    response = client.post("/settings/passkeys", data={"credential": "{}"}, headers=PARTIAL)
    assert response.status_code == 422
    assert 'id="passkeys"' in response.text and "did not work here" in response.text
    assert client.post("/settings/passkeys").status_code == 422


def test_a_passkey_is_removed(ada, passkey, sign_in, browser, authenticator):
    url = f"/settings/passkeys/{passkey.public_id}/remove"
    assert sign_in(ada).post(url).location == "/settings#passkeys"
    assert passkeys_of(ada) == []
    assert sign_in_with(browser(), authenticator).status_code == 422


def test_other_peoples_passkeys_do_not_exist(ada, passkey, sign_in, make):
    url = f"/settings/passkeys/{passkey.public_id}/remove"
    assert sign_in(make.person()).post(url).status_code == 404
    assert passkeys_of(ada) == [passkey]


@pytest.mark.parametrize("url", ["options", "", "{}/remove"])
def test_who_signed_in_a_while_ago_proves_it_again_first(ada, passkey, sign_in, clock, url):
    url = f"/settings/passkeys/{url}".rstrip("/").format(passkey.public_id)
    client = sign_in(ada)
    clock.advance(minutes=10, seconds=1)
    assert client.post(url).location == "/sign-in?again=1&next=/settings"
    assert client.post(url, headers=PARTIAL).headers["HX-Redirect"].startswith("/sign-in?again")
    assert passkeys_of(ada) == [passkey]
    assert "Confirm that it is you to add one" in client.get("/settings").text


def test_proving_it_by_passkey_is_enough(ada, passkey, sign_in, authenticator, clock):
    client = sign_in(ada)
    clock.advance(hours=1)
    sign_in_with(client, authenticator)
    assert add(client, Authenticator()).location == "/settings#passkeys"
    assert len(passkeys_of(ada)) == 2


@pytest.mark.parametrize("url", ["options", "", "some-id/remove"])
def test_strangers_sign_in_first(browser, url):
    response = browser().post(f"/settings/passkeys/{url}".rstrip("/"))
    assert response.location == "/sign-in"


def test_the_site_is_the_configured_one_whatever_the_request_says(browser):
    asked = browser().post("/sign-in/passkey/options", headers={"Host": "127.0.0.1"}).json
    assert asked["rpId"] == "localhost"


def test_passkeys_cannot_be_tried_without_end(browser):
    client = browser()
    answers = [client.post("/sign-in/passkey").status_code for _ in range(101)]
    assert answers[-2:] == [422, 429]
