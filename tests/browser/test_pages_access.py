"""Every page and state can be read and used by everybody: no barrier, light or dark, on a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.barriers import barriers
from tests.browser.conftest import PHONE, close, listen, new_browser
from tests.browser.walking import ask_for_code, code_for, instant, next_slot, type_code
from tests.making.boards import make_board
from tests.making.browser import findable_mentor, make_places, take
from webapp.followup.certificates import issue_certificate
from webapp.people.models import Person

OPEN_SOME = "all => { for (const details of all.slice(0, 3)) details.open = true }"
SAM = "sam@example.test"

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
    ("", "/now?q=Who+tells+Jonas,+and+when?"),
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
    ("ben", "/settings/notifications"),
    ("ben", "/settings/topics"),
    ("ben", "/demo/mail"),
    ("ada", "/settings"),
    ("ada", "/settings/profile"),
    ("ada", "/mentors/ada"),
    ("ada", "/availability"),
    ("ada", "/availability?day=6&hours=all"),
    ("ada", "/availability?week=1"),
    ("ada", "/free-now"),
    ("ada", "/availability/dates"),
    ("ada", "/availability/dates?hours=all"),
    ("ada", "/availability/time-off"),
    ("ada", "/availability/preview?zone=Asia/Tokyo"),
    ("ada", "/availability/why"),
    ("ada", "/availability/why?date=soon"),
    ("ada", "/availability/settings"),
    ("ada", "/availability/calendars"),
    ("ada", "/availability/groups"),
    ("ben", "/calendar"),
    ("never-free", "/availability"),
    ("ada", "/bookings/{ended}"),
    ("newcomer", "/bookings"),
    ("newcomer", "/bookings?show=past"),
    ("newcomer", "/actions"),
    ("rae", "/bookings/{confirmed}"),
    ("rae", "/bookings/{confirmed}/cancel"),
    ("rae", "/bookings/{confirmed}/move"),
    ("rae", "/bookings/{confirmed}/still-right"),
    ("rae", "/bookings/{moved}"),
    ("rae", "/mentors/ada/zone"),
    ("rae", "/mentors/ada/engagement?sessions=3"),
    ("rae", "/engagements/{running}"),
    ("rae", "/engagements/{running}/end"),
    ("rae", "/engagements/{closed}"),
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
    ("rae", "/bookings/{ended}/reflect"),
    ("rae", "/bookings/{missed}"),
    ("rae", "/bookings/{missed}/appeal"),
    ("rae", "/insights/{insight}"),
    ("rae", "/follow-ups/{day}"),
    ("rae", "/follow-ups/{day}?answer=moved"),
    ("rae", "/follow-ups/{month}"),
    ("ada", "/bookings/{ended}/close"),
    ("ada", "/bookings/{missed}"),
    ("rae", "/requests"),
    ("rae", "/requests/{to_read}"),
    ("rae", "/requests/{to_read}/withdraw"),
    ("rae", "/requests/{questioned}"),
    ("rae", "/requests/{turned_down}"),
    ("rae", "/requests/{thread}"),
    ("rae", "/requests/{thread_closed}/close"),
    ("rae", "/bookings/{for_a_reader}/confirm"),
    ("rae", "/mentors/remy/write"),
    ("remy", "/requests"),
    ("remy", "/requests/{to_read}"),
    ("remy", "/requests/{to_read}?step=ask"),
    ("remy", "/requests/{to_read}?step=pass"),
    ("remy", "/requests/{questioned}"),
    ("remy", "/requests/{turned_down}"),
    ("remy", "/requests/pause"),
    ("newcomer", "/requests"),
    ("rae", "/actions"),
    ("rae", "/actions/{open}"),
    ("rae", "/actions/{answered}"),
    ("rae", "/room/{confirmed}"),
    ("rae", "/room/{over}"),
    ("", "/brief?q=Who+tells+Jonas,+and+when?"),
    ("newcomer", "/brief"),
    ("newcomer", "/goals"),
    ("gina", "/goals"),
    ("gina", "/goals/{board_goal}"),
    ("gina", "/bookings/{board_loose}"),
    ("gina", "/briefs/{board_brief}"),
    ("gina", "/network"),
    ("gina", "/network?by=goal"),
    ("newcomer", "/network"),
    ("remy", "/network/impact"),
    ("ada", "/network/impact"),
    ("never-free", "/network/impact"),
    ("", "/certificates/{certificate}"),
]


@pytest.fixture(scope="module")
def places(product) -> dict[str, str]:
    """Rae's talks in every state, and mentors without time, by the words of the addresses."""
    board = product.write(lambda make: make_board(make, "gina"))
    link = product.write(make_certificate)
    places = product.write(make_places) | {f"board_{name}": key for name, key in board.items()}
    return places | {"certificate": link}


def make_certificate(make) -> str:
    ada = Person.query.filter_by(handle="ada").one()
    return issue_certificate(ada, make.now.year, now=make.now).token


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
        close(phone.context)
    assert complaints == []


@pytest.mark.parametrize(("person", "path"), PAGES)
def test_a_page_keeps_nobody_out(looking, places, person, path):
    page = looking(person)
    page.goto(path.format(**places))
    page.locator("details").evaluate_all(OPEN_SOME)
    assert barriers(page) == []


def test_the_steps_of_signing_in_keep_nobody_out(open_browser):
    page = open_browser(PHONE)
    found = {step: barriers(looked_at) for step, looked_at in steps_of_signing_in(page)}
    assert found == dict.fromkeys(["no address", "code", "wrong code", "mail", "name"], [])


def steps_of_signing_in(page: Page) -> Iterator[tuple[str, Page]]:
    page.goto("/sign-in")
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("alert")).to_be_focused()
    yield "no address", page
    ask_for_code(page, SAM)
    yield "code", page
    type_code(page, "12345")
    expect(page.get_by_role("alert")).to_be_focused()
    yield "wrong code", page
    mail = page.context.new_page()
    code = code_for(mail, SAM)
    yield "mail", mail
    type_code(page, code)
    expect(page.get_by_role("heading", level=1)).to_have_text("What do people call you?")
    yield "name", page


def test_a_brief_without_a_question_keeps_nobody_out(looking, places):
    page = looking("rae")
    page.goto("/bookings/{held}/confirm".format(**places))
    page.get_by_label("My one question").fill("")
    page.get_by_role("button", name="Send and book").click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert barriers(page) == []


def test_a_time_that_is_gone_keeps_nobody_out(product, looking):
    def make_quick(make) -> str:
        return findable_mentor(make, "quick", name="Quinn Ickes").handle

    page = looking("newcomer")
    page.goto(f"/mentors/{product.write(make_quick)}")
    slot = next_slot(page)
    starts = instant(slot.input_value())
    product.write(lambda make: take(make, "quick", starts).id)
    slot.check()
    page.get_by_role("button", name="Hold this time").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("form", name="Closest free times")).to_be_visible()
    assert barriers(page) == []
