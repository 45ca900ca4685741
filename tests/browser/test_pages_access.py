"""Every page and state can be read and used by everybody: no barrier, light or dark, on a phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.barriers import barriers
from tests.browser.conftest import PHONE, listen, new_browser
from tests.making.browser import make_places

# who looks ("" for nobody who is signed in) and where
PAGES = [
    ("", "/"),
    ("", "/?q=Who+tells+Jonas+that+his+team+is+split"),
    ("", "/mentors"),
    ("", "/mentors?q=Who+tells+Jonas&language=de&free=week"),
    ("", "/mentors?language=none"),
    ("", "/mentors/ada"),
    ("", "/mentors/never-free"),
    ("", "/mentors/on-a-break"),
    ("", "/sign-in"),
    ("", "/offline"),
    ("", "/nowhere"),
    ("ben", "/"),
    ("ben", "/mentors/ada"),
    ("ben", "/bookings"),
    ("ben", "/bookings?show=past"),
    ("ben", "/actions"),
    ("ben", "/settings"),
    ("ben", "/settings/profile"),
    ("ben", "/settings/topics"),
    ("ben", "/demo/mail"),
    ("ada", "/settings"),
    ("ada", "/settings/profile"),
    ("ada", "/mentors/ada"),
    ("ada", "/availability"),
    ("ada", "/availability?day=6&hours=all"),
    ("ada", "/availability/dates"),
    ("ada", "/availability/settings"),
    ("ada", "/bookings/{ended}"),
    ("newcomer", "/bookings"),
    ("newcomer", "/bookings?show=past"),
    ("newcomer", "/actions"),
    ("rae", "/bookings/{confirmed}"),
    ("rae", "/bookings/{confirmed}/cancel"),
    ("rae", "/bookings/{confirmed}/close"),
    ("rae", "/bookings/{cancelled}"),
    ("rae", "/bookings/{lapsed}/confirm"),
    ("rae", "/bookings/{held}/confirm"),
    ("rae", "/briefs/{brief}"),
    ("rae", "/bookings/{ended}"),
    ("rae", "/bookings/{ended}/close?step=goal"),
    ("rae", "/bookings/{ended}/close?step=action"),
    ("rae", "/bookings/{ended}/close?step=rating"),
    ("rae", "/bookings/{ended}/close"),
    ("rae", "/bookings/{unsaid}/close"),
    ("rae", "/actions"),
    ("rae", "/actions/{open}"),
    ("rae", "/actions/{answered}"),
    ("rae", "/room/{confirmed}"),
    ("rae", "/room/{over}"),
]


@pytest.fixture(scope="module")
def places(product) -> dict[str, str]:
    """Rae's talks in every state, and mentors without time, by the words of the addresses."""
    return product.write(make_places)


@pytest.fixture(scope="module")
def looking(chromium, product, places):
    """Return the one phone of somebody: `looking("ben")`; nobody's for ""."""
    phones: dict[str, Page] = {}
    complaints: list[str] = []

    def looking(person: str) -> Page:
        if person not in phones:
            context = new_browser(chromium, product, PHONE, person=person or None)
            listen(context, complaints)
            phones[person] = context.new_page()
        return phones[person]

    yield looking
    for phone in phones.values():
        phone.context.close()
    assert complaints == []


@pytest.mark.parametrize(("person", "path"), PAGES)
def test_a_page_keeps_nobody_out(looking, places, person, path):
    page = looking(person)
    page.goto(path.format(**places))
    for closed in page.locator("details:not([open])").all():
        closed.evaluate("details => { details.open = true }")
    assert barriers(page) == []


def test_the_steps_of_signing_in_keep_nobody_out(open_browser):
    page = open_browser(PHONE)
    page.goto("/sign-in")
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert barriers(page) == []
    page.get_by_label("Your e-mail address").fill("sam@example.test")
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_label("Code from the mail")).to_be_visible()
    assert barriers(page) == []
    page.get_by_label("Code from the mail").fill("12345")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert barriers(page) == []
