"""Installing, being without a connection, and getting a new version."""

import shutil
import threading

import pytest
from playwright.sync_api import expect
from werkzeug.serving import make_server

from tests.browser.conftest import FLAGS, close
from tests.browser.waiting import wait_until
from webapp import create_app
from webapp.config import Config
from webapp.pwa import routes

A_PAGE = "/offline"  # the one page that needs nobody's data


@pytest.fixture
def address(tmp_path):
    app = create_app(Config.for_tests(f"sqlite:///{tmp_path}/none.db"))
    server = make_server("localhost", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def phone(chromium, tmp_path, address):
    """A profile on disk: a private window can't install anything."""
    context = chromium.browser_type.launch_persistent_context(
        tmp_path / "profile",
        executable_path=shutil.which("chromium"),
        args=FLAGS,
        base_url=address,
        viewport={"width": 390, "height": 844},
    )
    yield context
    close(context)


@pytest.fixture
def page(phone):
    """A page that the service worker looks after."""
    page = phone.pages[0]
    page.goto(A_PAGE)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    assert page.evaluate("Boolean(navigator.serviceWorker.controller)")
    return page


def release_new_version(monkeypatch, page):
    new_page = routes.offline_page
    monkeypatch.setattr(routes, "offline_page", lambda: new_page() + "<!-- new -->")
    page.evaluate("navigator.serviceWorker.getRegistration().then(found => found.update())")
    wait_until(
        page, "async () => (await navigator.serviceWorker.getRegistration()).waiting !== null"
    )


def test_a_browser_finds_nothing_that_stops_it_from_installing_us(phone, page):
    client = phone.new_cdp_session(page)
    assert client.send("Page.getInstallabilityErrors") == {"installabilityErrors": []}
    assert client.send("Page.getAppManifest")["errors"] == []


def test_without_a_connection_every_address_shows_the_offline_page(phone, page):
    phone.set_offline(True)
    page.goto("/bookings")
    expect(page.get_by_role("heading", level=1)).to_have_text("This device has no connection")
    assert page.locator("body").evaluate("body => getComputedStyle(body).display") == "flex"


def test_the_wanted_page_comes_by_itself_with_the_connection(phone, page):
    phone.set_offline(True)
    page.goto("/nowhere?from=home")
    page.wait_for_selector("[data-online]")
    phone.set_offline(False)
    expect(page.locator("[data-online]")).to_have_count(0, timeout=15_000)
    assert page.url.endswith("/nowhere?from=home")


def test_nothing_but_the_shell_is_kept_on_the_device(page):
    page.goto("/nowhere-private")
    kept = page.evaluate(
        """async () => { const paths = []
          for (const name of await caches.keys())
            for (const request of await (await caches.open(name)).keys())
              paths.push(new URL(request.url).pathname)
          return paths }"""
    )
    assert kept
    assert [path for path in kept if not path.startswith("/static/dist/")] == ["/offline"]


def test_a_new_version_is_offered_and_comes_when_it_is_taken(page, monkeypatch):
    release_new_version(monkeypatch, page)
    expect(page.get_by_role("status")).to_contain_text("A new version is ready.")
    page.evaluate("document.body.dataset.old = ''")
    page.get_by_role("button", name="Load it").click()
    expect(page.locator("body[data-old]")).to_have_count(0)
    wait_until(page, "async () => (await caches.keys()).length === 1")


def test_a_call_is_neither_asked_nor_loaded_again(phone, page, monkeypatch):
    room = phone.new_page()
    room.goto(A_PAGE)
    room.evaluate("document.body.dataset.room = ''")
    release_new_version(monkeypatch, page)
    page.get_by_role("button", name="Load it").click()
    wait_until(page, "async () => (await caches.keys()).length === 1")
    expect(room.get_by_role("status")).to_be_empty()
    expect(room.locator("body[data-room]")).to_have_count(1)
