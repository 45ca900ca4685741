"""The demo: one button a person of its cast, and no way in where it is off."""

import pytest
from werkzeug.exceptions import NotFound

from tests.people.conftest import is_signed_in
from webapp.people.entrance import continue_as


@pytest.fixture
def demo(app, monkeypatch):
    monkeypatch.setitem(app.config, "DEMO", True)


@pytest.fixture
def ada(make):
    return make.person(handle="ada", name="Ada Lindqvist", email="ada@demo.test")


def test_the_sign_in_page_offers_the_cast_in_its_order(demo, ada, make, browser):
    make.person(handle="ben", name="Ben", email="ben@demo.test")
    make.person(handle="frida", name="Frida")
    page = browser().get("/sign-in?next=/mentors/ada").text
    assert page.index("Continue as Ada Lindqvist") < page.index("Continue as Ben")
    assert "Continue as Frida" not in page
    assert 'action="/demo/people/ada"' in page and 'value="/mentors/ada"' in page


def test_without_the_demo_nobody_is_offered(ada, browser):
    assert "Continue as" not in browser().get("/sign-in").text


def test_one_press_and_one_is_somebody(demo, ada, browser):
    client = browser()
    response = client.post("/demo/people/ada", data={"next": "/settings"})
    assert response.location == "/settings"
    assert is_signed_in(client)


def test_without_the_demo_nobody_becomes_anybody(app, ada, browser):
    client = browser()
    assert client.post("/demo/people/ada").status_code == 404
    assert not is_signed_in(client)
    with app.test_request_context(), pytest.raises(NotFound):
        continue_as(ada, to="/")
