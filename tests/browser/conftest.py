"""Chromium with a fake camera, the running product, and people with phones and desks."""

import asyncio
import re
import shutil
from collections.abc import Callable
from contextlib import suppress

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

from tests.browser.product import Product, running_product

FLAGS = [
    "--no-sandbox",
    "--use-fake-device-for-media-stream",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
    "--auto-select-tab-capture-source-by-title=A plan to share",
]
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
DESK = {"viewport": {"width": 1280, "height": 800}}

# what a browser says by itself: a refusal (401, 409, 422…), a dead connection, and a fade between
# two pages that it has not the time for
EXPECTED = re.compile(
    r"status of (4\d\d|503)|ERR_(INTERNET_|CONNECTION_|ADDRESS_|TIMED_OUT|NETWORK_|EMPTY_)"
    r"|Failed to fetch|WebSocket (connection|is already)|Transition was"
    r"|error occurred when fetching the script"
)

CLOSES_WITHIN = 30  # seconds

OpenBrowser = Callable[..., Page]

expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def chromium() -> Browser:
    path = shutil.which("chromium") or pytest.fail("Chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        close(browser)


@pytest.fixture(scope="session")
def product(tmp_path_factory) -> Product:
    """The product as `make run` serves it, with the people of the demo."""
    with running_product(tmp_path_factory.mktemp("product")) as product:
        product.load_demo()
        yield product


@pytest.fixture
def open_browser(chromium, product) -> OpenBrowser:
    """Return a maker of browsers: `open_browser(PHONE, person="ada")`; each ends with the test.

    A console error or a page error in any of them fails the test.
    """
    opened: list[BrowserContext] = []
    complaints: list[str] = []

    def open_browser(device=PHONE, *, person=None, **options) -> Page:
        context = new_browser(chromium, product, device, person=person, **options)
        opened.append(context)
        listen(context, complaints)
        return context.new_page()

    yield open_browser
    for context in opened:
        close(context)
    assert complaints == []


def new_browser(
    chromium, product, device, *, person=None, allows=("camera", "microphone"), **options
) -> BrowserContext:
    """A browser of somebody who is signed in, if `person` names one by handle."""
    still = {"reduced_motion": "reduce"}  # a click in the middle of a fade between pages is lost
    place = {"base_url": product.url, "locale": "en-GB", "timezone_id": "Europe/Berlin"}
    options = still | place | options
    context = chromium.new_context(**device | options)
    context.grant_permissions(list(allows))
    if person:
        token = product.token_of(person)
        context.add_cookies([{"name": "device", "value": token, "url": product.url}])
    return context


def close(what: BrowserContext | Browser) -> None:
    """Close it, or leave it to the end of the run: once in a while Chromium never answers.

    Playwright has no time limit for this, and would wait for ever.
    """
    with suppress(TimeoutError):
        what._sync(asyncio.wait_for(what._impl_obj.close(reason=None), CLOSES_WITHIN))


def listen(context: BrowserContext, complaints: list[str]) -> None:
    def note(words: str) -> None:
        if not EXPECTED.search(words):
            complaints.append(words)

    context.on("weberror", lambda error: note(str(error.error)))
    context.on("console", lambda message: message.type == "error" and note(said_of(message)))


def said_of(message: ConsoleMessage) -> str:
    return f"{message.text} ({message.location['url']})"
