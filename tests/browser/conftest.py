"""Chromium with a fake camera, the running product, and people with phones and desks."""

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.product import Product, running_product

FLAGS = [
    "--no-sandbox",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
DESK = {"viewport": {"width": 1280, "height": 800}}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = Path("node_modules/axe-core/axe.min.js")

expect.set_options(timeout=10_000)


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Browser:
    path = shutil.which("chromium") or pytest.fail("Chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def product(tmp_path_factory) -> Product:
    with running_product(tmp_path_factory.mktemp("product")) as product:
        yield product


@pytest.fixture
def open_browser(chromium, product):
    """Return a maker of browsers: `open_browser(PHONE, person="ada")`; each ends with the test.

    A console error or a page error in any of them fails the test.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_browser(device=PHONE, *, person=None, **options) -> Page:
        options = {"base_url": product.url, "locale": "en-GB", "timezone_id": "Europe/Berlin"} | (
            device | options
        )
        context = chromium.new_context(**options)
        contexts.append(context)
        context.grant_permissions(["camera", "microphone"])
        if person:
            token = product.token_of(person)
            context.add_cookies([{"name": "device", "value": token, "url": product.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: note_console(complaints, message))
        return page

    yield open_browser
    for context in contexts:
        context.close()
    assert complaints == []


def note_console(complaints: list[str], message) -> None:
    # an expected refusal (401, 409, 422…) is also written to the console by the browser
    if message.type == "error" and not re.search(r"status of (4\d\d|503)", message.text):
        complaints.append(message.text)


def axe_violations(page: Page) -> list[str]:
    """Return what axe finds against WCAG 2.2 AA and its best practices, a line each."""
    page.evaluate(AXE.read_text())
    found = page.evaluate(
        """rules => axe.run({runOnly: rules, rules: {'target-size': {enabled: true}}})
        .then(r => r.violations.flatMap(v => v.nodes.map(n =>
          `${v.id}: ${n.target.join(' ')} ${n.failureSummary.split('\\n')[1]}`)))""",
        RULES,
    )
    return sorted(found)
