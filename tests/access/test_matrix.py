"""Every route and method against everybody who may ask."""

from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from werkzeug.datastructures import Headers

from tests.access.actors import PEOPLE, SHUT_OUT
from tests.access.snapshot import everything, undone
from tests.access.tables import CHANGES, DEMO_CHANGES, DEMO_PAGES, FORMS, PAGES, Row, rows_of
from tests.access.world import OWN, PRIVATE
from webapp.core.db import db

AUTOMATIC = {"HEAD", "OPTIONS"}  # Flask's own, made of GET
PAGE: dict[str, str] = {}
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
REFUSED = ("in", "401", "404")
FAR_LESS = "<b>Far less</b>"  # the mentee's rating, as a page shows it to who gave it
everybody = pytest.mark.parametrize("name", PEOPLE)


@pytest.fixture
def ask(world):
    """Send a row of a table from a browser; return the answer."""

    def ask(row, browser, **options):
        data = FORMS.get(row.path) if row.method == "POST" else None
        path = row.path.format(**world.ids)
        return browser.open(path, method=row.method, data=data, **options)

    return ask


@dataclass(frozen=True)
class Visit:
    """What somebody got for a row of a table."""

    row: Row
    outcome: str  # in the words of the tables
    said: str  # headers and text
    headers: Headers


VISITED: dict[tuple, list[Visit]] = {}  # all rows take seconds, and several tests read the answers


@pytest.fixture
def visits(ask, actors):
    """Return what somebody gets for each row; what one row changes is undone for the next."""

    def visits(name, headers=PAGE):
        key = (name, *headers)
        if key not in VISITED:
            VISITED[key] = list(visited(name, headers))
        return VISITED[key]

    def visited(name, headers):
        browser = actors.browser(name)
        for row in rows_of(PAGES + CHANGES):
            if row.method == "GET":
                yield visit_of(row, ask(row, browser, headers=headers))
                continue
            with undone():
                yield visit_of(row, ask(row, actors.browser(name), headers=headers))

    return visits


def visit_of(row, answer) -> Visit:
    text = answer.text if answer.mimetype != "image/webp" else ""
    return Visit(row, outcome(answer), f"{answer.headers}\n{text}", answer.headers)


def outcomes(visits) -> dict[str, str]:
    return {str(visit.row): visit.outcome for visit in visits}


def outcome(answer) -> str:
    leads_to = urlsplit(answer.location or "").path
    return "in" if leads_to == "/sign-in" else str(answer.status_code)


def expected(rows, name) -> dict[str, str]:
    return {str(row): row.answers[name] for row in rows}


def test_every_route_and_method_is_in_a_table(app, world):
    adapter = app.url_map.bind("localhost")
    listed = set()
    for row in rows_of(PAGES + CHANGES):
        path = urlsplit(row.path.format(**world.ids)).path
        listed.add((adapter.match(path, row.method)[0], row.method))
    served = {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in rule.methods - AUTOMATIC
    }
    assert listed == served


@everybody
def test_each_gets_what_the_table_says(name, visits):
    assert outcomes(visits(name)) == expected(rows_of(PAGES + CHANGES), name)


@pytest.mark.parametrize("name", SHUT_OUT)
def test_a_sign_in_that_has_ended_opens_nothing(name, visits):
    assert outcomes(visits(name)) == expected(rows_of(PAGES + CHANGES), "anonymous")


@everybody
def test_in_the_demo_mails_are_read_and_the_cast_is_entered_and_nothing_else(
    name, ask, actors, demo, make
):
    make.mentor(handle="chidi", email="chidi@demo.test")
    rows, got = rows_of(DEMO_PAGES + DEMO_CHANGES), {}
    for row in rows:
        with undone():
            got[str(row)] = outcome(ask(row, actors.browser(name)))
    assert got == expected(rows, name)


@everybody
def test_what_is_refused_changes_nothing(name, ask, actors):
    refused = [row for row in rows_of(CHANGES) if row.answers[name] in REFUSED]
    browser, before = actors.browser(name), everything()
    for row in refused:
        if row.path not in ("/sign-out", "/sign-in"):
            ask(row, browser)
    assert everything() == before


@pytest.mark.parametrize("name", ["mentee", "mentor"])
def test_nothing_changes_on_get(name, ask, actors):
    browser, before = actors.browser(name), everything()
    for row in rows_of(PAGES):
        ask(row, browser)
        db.session.rollback()
        assert everything() == before, row


def test_htmx_is_led_to_sign_in_where_a_page_would_be(ask, actors):
    browser = actors.anonymous()
    for row in rows_of(PAGES + CHANGES):
        if row.answers["anonymous"] == "in" and not row.path.startswith("/sign-"):
            answer = ask(row, browser, headers=HTMX)
            led = answer.headers.get("HX-Redirect", "").startswith("/sign-in")
            assert (answer.status_code, led) == (401, True), row


@pytest.mark.parametrize("name", ["anonymous", "stranger"])
@pytest.mark.parametrize("headers", [PAGE, HTMX], ids=["page", "fragment"])
def test_nobody_else_reads_what_is_between_the_two(name, headers, visits):
    for visit in visits(name, headers):
        assert PRIVATE not in visit.said, visit.row
        assert "@private.test" not in visit.said.replace("eve@private.test", ""), visit.row


@pytest.mark.parametrize(("name", "other"), [("mentee", "ada@"), ("mentor", "ben@")])
def test_the_two_do_not_learn_each_others_addresses(name, other, visits):
    for visit in visits(name):
        assert other not in visit.said, visit.row


def test_a_mentor_reads_nothing_that_is_the_mentees_own(visits):
    """No unsent brief, board, insight, reflection or rating, no notes of talks with others."""
    for visit in visits("mentor"):
        assert OWN not in visit.said, visit.row
        assert FAR_LESS not in visit.said, visit.row


def test_the_mentee_reads_the_own_rating(visits):
    """Else the one before could not fail."""
    assert any(FAR_LESS in visit.said for visit in visits("mentee"))


@everybody
def test_private_pages_are_kept_by_nobody(name, visits):
    for visit in pages(visits(name)):
        row = visit.row
        if row.answers["anonymous"] == "in" or row.path.startswith(("/mentors", "/sign-in")):
            assert visit.headers["Cache-Control"] == "no-store", row


def test_what_may_be_kept_carries_no_cookie(visits):
    for visit in pages(visits("mentee")):
        if visit.headers["Cache-Control"] != "no-store":
            assert "Set-Cookie" not in visit.headers, visit.row


def pages(visits) -> list[Visit]:
    return [visit for visit in visits if visit.row.method == "GET"]
