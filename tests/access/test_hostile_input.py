"""What nobody's browser sends by itself, and what must not come of it."""

import json
from html.parser import HTMLParser

import pytest

from webapp.live import note_markdown
from webapp.people.addresses import BadAddress, normal_address
from webapp.people.names import clean_line

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
HUGE = "9" * 40


@pytest.fixture
def many_mentors(make):
    return [make.mentor() for _ in range(13)]


class Links(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.found = set()
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        names = ("href", "action", "src", "hx-get", "hx-post")
        self.found |= {value for name, value in attributes if name in names and value}


@pytest.mark.parametrize(
    "query",
    ["_scheme=javascript&_external=1", "_external=1", "_anchor=x", "_method=POST", "endpoint=x",
     "self=1", "values=1", "page=2&page=3"],
)  # fmt: skip
def test_a_filter_of_the_list_is_never_an_argument_of_ours(browser, many_mentors, query):
    page = browser().get(f"/mentors?q=a&{query}")

    assert page.status_code == 200
    assert not {link for link in Links(page.text).found if not link.startswith(("/", "#"))}


@pytest.mark.parametrize(
    "path",
    [f"/mentors?page={HUGE}", "/mentors?page=-1", "/mentors?page=1e9",
     f"/mentors/ada?length={HUGE}", "/mentors/ada?day=9999-12-31", "/mentors/ada?day=0001-01-01",
     "/mentors/ada?slot=9999-12-31T23:59-23:59", "/?q=__", "/?q=%22%27%29+OR+*", "/?q=%F0%9F%98%80",
     f"/bookings?show=past&page={HUGE}", f"/availability?day={HUGE}",
     "/availability/dates?date=9999-12-31", "/?next=//[", "/sign-in?next=/%5B//["],
)  # fmt: skip
def test_numbers_and_dates_beyond_reason_are_no_fault_of_ours(sign_in, make, path):
    ada = make.mentor(handle="ada")
    assert sign_in(ada).get(path).status_code < 500


@pytest.mark.parametrize("path", ["/mentors/a%00b", "/mentors?skill=a%00b", "/bookings/%00"])
def test_a_character_no_database_keeps_is_refused_in_addresses(sign_in, make, path):
    assert sign_in(make.person()).get(path).status_code == 400


def test_a_character_no_database_keeps_is_refused_in_forms(sign_in, make):
    ben = make.person()
    brief = make.brief(ben)

    answer = sign_in(ben).post(f"/briefs/{brief.public_id}", data={"question": "a\0b"})

    assert answer.status_code == 400


def test_nested_json_is_a_bad_message(sign_in, make, clock):
    booking = make.booking()
    clock.advance(minutes=50)
    for data in ("[" * 90_000, '{"sdp":' * 15_000, json.dumps({"sdp": "\ud800"})):
        answer = sign_in(booking.mentee).post(
            f"/room/{booking.public_id}/check", data=data, content_type="application/json"
        )
        assert answer.status_code == 422


def test_where_to_go_next_travels_in_ascii(browser):
    form = {"email": "ada@example.test", "next": "/mentors?q=wer sagt’s"}
    for headers in (HTMX, {}):
        answer = browser().post("/sign-in", data=form, headers=headers)
        assert answer.headers.get("HX-Redirect", answer.location or "").isascii()


@pytest.mark.parametrize("url", ["http://[", "http://[::1", "", "//x", "javascript:alert(1)", "\\"])
def test_a_page_that_htmx_cannot_be_on_is_no_page_to_come_back_to(browser, url):
    answer = browser().get("/bookings", headers=HTMX | {"HX-Current-URL": url})

    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"].startswith("/sign-in")


@pytest.mark.parametrize(("is_own", "words"), [(True, "your own"), (False, "No bookings")])
def test_times_of_a_calendar_without_any_are_refused(make, sign_in, browser, is_own, words):
    ada = make.mentor(handle="ada", is_paused=not is_own)
    client = sign_in(ada) if is_own else browser()

    answer = client.get("/mentors/ada/slots", headers=HTMX)

    assert (answer.status_code, words in answer.text) == (409, True)


def test_a_line_is_cut_before_work_grows_with_its_square():
    assert len(clean_line("e" + "\u0301\u0316" * 50_000)) < 2000


def test_a_text_too_long_to_be_notes_is_shown_as_it_is():
    text = "[" * (note_markdown.LONGEST_MARKDOWN + 1) + "<b>"
    html = note_markdown.render_notes(text)

    assert html == f"<pre>{text.replace('<b>', '&lt;b&gt;')}</pre>"


@pytest.mark.parametrize(
    "address", ["=?utf-8?q?victim?=@example.org", "a.=?utf-8?b?dmljdGlt?=@example.org"]
)
def test_an_address_that_mail_programs_read_as_another_is_refused(address):
    with pytest.raises(BadAddress):
        normal_address(address)
