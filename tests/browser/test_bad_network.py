"""A phone on a bad network: nothing that was typed is lost, and it says what goes on."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import PHONE
from tests.making.browser import talk_in
from webapp.booking.models import BookingStatus

pytestmark = pytest.mark.long

QUESTION = "Who tells him, and when?"

# emulated absence does not reach sockets that are open, nor all that are opened
NETWORK = """window.network = { isAway: false, sockets: [] }
window.WebSocket = class extends WebSocket {
  constructor(url) { super(network.isAway ? url.replace('socket.io', 'nowhere') : url)
    network.sockets.push(this) } }"""


@pytest.fixture
def room(product) -> tuple[str, str, str]:
    """A talk of Una with her mentor Timo that has begun: the room, and what both are called."""

    def make_talk(make) -> tuple[str, str, str]:
        una, timo = make.person(name="Una Byrne"), make.mentor(name="Timo Aalto")
        talk = talk_in(make, 0, mentor=timo, mentee=una)
        return f"/room/{talk.public_id}", una.handle, timo.handle

    return product.write(make_talk)


@pytest.fixture
def held(product) -> str:
    def make_hold(make) -> str:
        mentee, until = make.person(handle="vera"), make.now + timedelta(minutes=5)
        hold = talk_in(make, 90, mentee=mentee, status=BookingStatus.HELD, held_until=until)
        return hold.public_id

    return f"/bookings/{product.write(make_hold)}/confirm"


def test_a_brief_that_cannot_be_sent_is_kept_and_sent_later(open_browser, held):
    page = open_browser(PHONE, person="vera")
    page.goto(held)
    page.context.set_offline(True)
    page.get_by_label("My one question").fill(QUESTION)
    page.get_by_role("button", name="Send and book").click()
    expect(page.get_by_text("No connection. What you typed is still here")).to_be_visible()
    expect(page.get_by_label("My one question")).to_have_value(QUESTION)
    page.context.set_offline(False)
    page.get_by_role("button", name="Send and book").click()
    expect(page.get_by_text("Confirmed", exact=True)).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text(QUESTION)


def test_what_is_asked_for_before_the_zone_is_known_is_answered(open_browser):
    """The first visit asks for its times again; a search that is quicker must not get lost."""
    page = open_browser(PHONE, timezone_id="Asia/Tokyo")
    held: list[Route] = []
    page.route("**/*", lambda route: hold_back(route, held))
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("data-zone", "Asia/Tokyo")
    page.get_by_role("textbox", name="What are you stuck on?").fill("How do I split a team?")
    with page.expect_request(re.compile("q=How")):
        page.get_by_role("button", name="Find somebody").click()
    for route in held[:2]:
        route.continue_()
    expect(page.get_by_role("heading", name="who know this")).to_be_visible()
    expect(page).to_have_url(re.compile("q=How"))


def hold_back(route: Route, held: list[Route]) -> None:
    """Answer pages, and keep what htmx asks for until later."""
    if "hx-request" in route.request.headers:
        held.append(route)
    else:
        route.continue_()


def test_one_who_waits_comes_back_by_themselves(open_browser, room):
    address, una, _ = room
    page = open_browser(PHONE, person=una)
    page.add_init_script(NETWORK)
    page.goto(address)
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_text("Timo is not here yet")).to_be_visible()
    with away_from_network(page):
        expect(page.get_by_text("Your connection is gone, your place is kept")).to_be_visible()
    expect(page.get_by_text("Timo is not here yet")).to_be_visible()


def test_one_who_cannot_get_in_is_told_so(open_browser, room):
    address, una, _ = room
    page = open_browser(PHONE, person=una)
    page.add_init_script(NETWORK)
    page.goto(address)
    with away_from_network(page):
        page.get_by_role("button", name="Join").click()
        expect(page.get_by_text("The room cannot be reached yet")).to_be_visible()
        expect(page.get_by_text("Timo is not here yet")).to_be_hidden()
    page.get_by_role("button", name="Try now").click()
    expect(page.get_by_text("Timo is not here yet")).to_be_visible()


def test_notes_that_were_written_without_a_connection_arrive(open_browser, room):
    address, *people = room
    una, timo = (open_browser(PHONE, person=person) for person in people)
    una.add_init_script(NETWORK)
    for page in (una, timo):
        page.goto(address)
        page.get_by_role("button", name="Join").click()
        page.get_by_role("button", name="Notes").click()
    for page in (una, timo):
        page.wait_for_selector("body[data-live]")
    with away_from_network(una):
        una.get_by_label("Shared notes").press_sequentially("Ask for it in writing.")
        expect(una.get_by_text("Kept on this device")).to_be_visible()
    expect(timo.get_by_label("Shared notes")).to_have_value("Ask for it in writing.")
    expect(una.get_by_text("Both of you see this")).to_be_visible()


@contextmanager
def away_from_network(page: Page) -> Iterator[None]:
    """Cut the socket, and let no other one open."""
    page.evaluate("network.isAway = true; for (const socket of network.sockets) socket.close()")
    yield
    page.evaluate("network.isAway = false")
