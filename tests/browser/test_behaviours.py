"""The small behaviours of every page, with htmx's own events, on a page made for them."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask, abort, render_template_string, request
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

from tests.browser.conftest import close
from webapp import create_app
from webapp.config import Config
from webapp.core.errors import DomainError

pytestmark = pytest.mark.long

PAGE = """
{% extends "layouts/page.html" %}
{% from "components/forms.html" import csrf %}
{% from "components/time.html" import countdown, time_left %}
{% block main %}
<h1>Try</h1>
<p id="times" data-zoned>{{ reader_zone }}</p>
{% call countdown(until, now, 300) %}{{ time_left(until, now) }}{% endcall %}
<form method="post" action="/try" hx-post="/try" hx-swap="outerHTML">{{ csrf() }}
<label for="words">Words</label><textarea id="words" name="words" data-keep="words"></textarea>
<button class="button">Send it</button></form>
{% endblock %}
"""


@pytest.fixture
def posts():
    return []


@pytest.fixture
def address(tmp_path, posts):
    app = create_app(Config.for_tests(f"sqlite:///{tmp_path}/none.db", WTF_CSRF_ENABLED=True))
    add_page(app, posts)
    server = make_server("localhost", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    thread.join()


def add_page(app: Flask, posts: list[str]) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False

    @app.get("/try")
    def show():
        now = datetime(2026, 3, 2, 9, tzinfo=UTC)
        until = now + timedelta(seconds=float(request.args.get("left", 200)))
        return render_template_string(PAGE, until=until, now=now)

    @app.post("/try")
    def take():
        posts.append(request.form["words"])
        match request.form["words"]:
            case "taken":
                raise DomainError("14:10 with Ada is gone. Your brief is kept.")
            case "gone":
                abort(404)
            case "broken":
                raise RuntimeError("a fault of ours")
        return '<p data-forget="words">Arrived</p>'


@pytest.fixture
def page(chromium, address) -> Page:
    context = chromium.new_context(base_url=address, timezone_id="Europe/Berlin")
    page = context.new_page()
    page.goto("/try")
    yield page
    close(context)


def send(page: Page, words: str) -> None:
    page.get_by_label("Words").fill(words)
    page.get_by_role("button", name="Send it").click()


def test_times_are_the_readers_on_the_first_visit_and_what_is_typed_stays(page):
    page.get_by_label("Words").fill("half a thought")
    expect(page.locator("#times")).to_have_text("Europe/Berlin")
    expect(page.get_by_label("Words")).to_have_value("half a thought")


@pytest.mark.parametrize(("words", "told"), [("taken", "14:10 with Ada"), ("gone", "not here")])
def test_a_refusal_stands_above_and_takes_the_focus_and_the_words_stay(page, words, told):
    send(page, words)
    refusal = page.locator("#refusal").get_by_role("alert")
    expect(refusal).to_contain_text(told)
    expect(refusal).to_be_focused()
    expect(page.get_by_label("Words")).to_have_value(words)


def test_a_fault_of_ours_is_said_and_an_older_refusal_is_gone(page):
    send(page, "taken")
    expect(page.locator("#refusal")).not_to_be_empty()
    send(page, "broken")
    expect(page.get_by_role("status")).to_contain_text("it is our fault")
    expect(page.locator("#refusal")).to_be_empty()
    expect(page.get_by_label("Words")).to_have_value("broken")


def test_a_toast_can_be_closed(page):
    send(page, "broken")
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("status")).to_be_empty()


def test_three_presses_are_one_request(page, posts):
    page.get_by_label("Words").fill("once")
    page.get_by_role("button", name="Send it").evaluate(
        "button => { button.click(); button.click(); button.click() }"
    )
    expect(page.get_by_text("Arrived")).to_be_visible()
    assert posts == ["once"]


def test_a_draft_comes_back_until_it_has_arrived(page):
    page.get_by_label("Words").fill("kept")
    page.reload()
    expect(page.get_by_label("Words")).to_have_value("kept")
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_text("Arrived")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Words")).to_have_value("")


def test_the_last_minute_is_said_once_and_drawn(page):
    page.goto("/try?left=61")
    expect(page.get_by_role("status")).to_have_text("One minute left.")
    expect(page.locator("[data-countdown]")).to_contain_class("last")


def test_a_countdown_says_when_it_is_over(page):
    page.add_init_script("addEventListener('time-up', () => document.body.dataset.up = '')")
    page.goto("/try?left=1")
    expect(page.locator("body[data-up]")).to_have_count(1)
    expect(page.get_by_role("timer")).to_have_text("0:00")
