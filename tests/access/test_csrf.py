"""No page of somebody else's site can make a browser of ours change anything."""

import pytest

from tests.factories import Maker
from tests.making.live import page_token
from webapp import create_app
from webapp.config import Config
from webapp.core.clock import SystemClock
from webapp.extensions import csrf
from webapp.people.devices import open_device

VALUES = {"public_id": "x" * 12, "handle": "ada", "day": "2026-03-04", "weekday": 0, "name": "zone"}
VALUES |= {"earlier_id": "y" * 12, "insight_id": "z" * 12}
VALUES |= {"token": "nonsense"}
SAFE = {"GET", "HEAD", "OPTIONS"}
# pressed by mail programs, which have no page and no cookie: the signed link is what allows it
EXEMPT = {"webapp.notifications.choice_routes.stop"}


@pytest.fixture
def guarded(own_database):
    """An app that asks for the token, as it is everywhere but in the other tests."""
    return create_app(Config.for_tests(own_database, WTF_CSRF_ENABLED=True))


@pytest.fixture
def browser(guarded):
    now = SystemClock().now()
    with guarded.app_context():
        token = open_device(Maker(now).mentor(), factor="code", name="Test", now=now)
    browser = guarded.test_client()
    browser.set_cookie(guarded.config["DEVICE_COOKIE"], token)
    return browser


def unsafe_requests(app):
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        for method in rule.methods - SAFE:
            values = {name: VALUES[name] for name in rule.arguments}
            if view_of(app, rule) not in EXEMPT:
                yield method, adapter.build(rule.endpoint, values, method=method)


def view_of(app, rule):
    view = app.view_functions[rule.endpoint]
    return f"{view.__module__}.{view.__name__}"


def test_every_change_needs_the_token_of_the_page(guarded, browser):
    refused = {
        (method, path): browser.open(path, method=method, data={"question": "x"}).status_code
        for method, path in unsafe_requests(guarded)
    }
    assert len(refused) > 20
    assert set(refused.values()) == {403}


def test_a_token_of_another_browser_is_none(guarded, browser):
    foreign = page_token(guarded, guarded.test_client())
    answer = browser.post("/settings/devices/revoke-others", headers={"X-CSRFToken": foreign})
    assert answer.status_code == 403


def test_with_the_token_of_its_page_a_browser_may(guarded, browser):
    token = page_token(guarded, browser)
    answer = browser.post("/settings/devices/revoke-others", headers={"X-CSRFToken": token})
    assert answer.status_code == 303


def test_nothing_else_is_exempt():
    assert csrf._exempt_views == EXEMPT
    assert not csrf._exempt_blueprints
