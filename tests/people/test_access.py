"""Who is asked to sign in, and where they go on."""

import pytest

from tests.people.conftest import PARTIAL
from webapp.people.access import detected_zone, reader_zone


def test_a_page_is_come_back_to_with_what_was_asked(browser):
    response = browser().get("/settings?q=What+now")
    assert (response.status_code, response.location) == (
        303,
        "/sign-in?next=/settings?q%3DWhat%2Bnow",
    )


def test_what_was_sent_is_not_sent_again(browser):
    assert browser().post("/settings/pace").location == "/sign-in"


def test_with_htmx_one_comes_back_to_the_page_and_not_to_its_part(browser):
    where = {"HX-Current-URL": "http://localhost/settings/profile?a=b#skills"}
    response = browser().post("/settings/skills", headers=PARTIAL | where)
    assert response.status_code == 401
    assert response.headers["HX-Redirect"] == "/sign-in?next=/settings/profile?a%3Db"


def test_with_htmx_and_no_page_one_begins_at_the_start(browser):
    response = browser().post("/settings/skills", headers=PARTIAL)
    assert response.headers["HX-Redirect"] == "/sign-in"


@pytest.mark.parametrize("url", ["http://evil.example//evil.example/x", "//evil.example", "\\\\x"])
def test_a_page_elsewhere_is_never_led_to(browser, make, sign_in, url):
    asked = browser().post("/settings/skills", headers=PARTIAL | {"HX-Current-URL": url})
    door = asked.headers["HX-Redirect"]
    assert sign_in(make.person()).get(door).location in ("/", "/x")


@pytest.mark.parametrize(
    ("cookie", "zone"),
    [("Europe/Berlin", "Europe/Berlin"), ("Asia/Calcutta", "Asia/Kolkata"), ("Mars", None)],
)
def test_a_browsers_zone_is_taken_by_its_listed_name(app, cookie, zone):
    with app.test_request_context(headers={"Cookie": f"zone={cookie}"}):
        assert detected_zone() == zone
        assert reader_zone() == zone or "UTC"


def test_outside_of_requests_times_are_utc(app):
    assert detected_zone() is None


def test_the_device_is_looked_up_once_a_request(make, sign_in, count_queries):
    client = sign_in(make.person())
    with count_queries() as queries:
        client.get("/settings/pace")
    assert len(queries) == 1
