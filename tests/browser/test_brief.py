"""A brief while it is written: hints, counters, drafts, earlier ones, and a goal."""

import re
from itertools import count

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from tests.browser.barriers import barriers
from tests.browser.conftest import PHONE
from tests.browser.walking import give_name, sign_in_by_mail
from tests.making.browser import findable_mentor, talk_in
from webapp.booking.models import BookingStatus
from webapp.goals.models import Brief, Goal
from webapp.people.models import Person

pytestmark = pytest.mark.long

_serial = count(1)
LINE = "My harp has a broken string. Who mends it?"
SEVERAL = "This reads like two questions. One gets the better answer."


@pytest.fixture
def held(product, open_browser):
    """Return a maker of pages with a held time and its brief: of somebody new, by their handle."""

    def held(handle: str) -> Page:
        def make_hold(make) -> str:
            mentee = make.person(handle=handle, name="Hal Brief", time_zone="Europe/Berlin")
            until = make.now.replace(year=make.now.year + 1)
            more = {"status": BookingStatus.HELD, "held_until": until}
            make.brief(mentee, question="What did I ask before?", tried="To wait.")
            return talk_in(make, 300, mentee=mentee, **more).public_id

        page = open_browser(PHONE, person=None)
        booking = product.write(make_hold)
        token = product.token_of(handle)
        page.context.add_cookies([{"name": "device", "value": token, "url": product.url}])
        page.goto(f"/bookings/{booking}/confirm")
        return page

    return held


def briefs_of(product, handle: str) -> list[tuple]:
    columns = (Brief.question, Brief.tried, Brief.link, Goal.line)
    rows = sa.select(*columns).join(Person, Person.id == Brief.person_id).outerjoin(Goal)
    return product.rows(rows.where(Person.handle == handle))


def test_hints_are_said_while_one_types_and_stop_nobody(product, held):
    handle = f"hal{next(_serial)}"
    page = held(handle)
    question, advice = page.get_by_label("My one question"), page.locator("#question-advice")
    expect(advice).to_have_attribute("aria-live", "polite")
    question.fill("Who mends it, and when?")
    expect(advice).to_have_text(SEVERAL)
    question.fill("Who mends it?")
    expect(advice).to_be_empty()
    question.fill("Who mends it? And how?")
    expect(advice).to_have_text(SEVERAL)

    page.get_by_label("What “done” looks like").fill("Clarity")
    expect(page.locator("#done-advice")).to_contain_text("A few words more")
    page.get_by_label("Where I am").fill("word " * 116)
    expect(page.get_by_text("580 of 600")).to_be_visible()
    expect(page.get_by_text("are read in half a minute")).to_be_visible()
    assert barriers(page) == []

    page.get_by_label("A link to look at").fill("https://example.org/harp?key=1")
    page.get_by_label(re.compile("The goal behind it")).fill("Play again by May")
    page.get_by_role("button", name="Send and book").click()
    expect(page.get_by_text("Confirmed", exact=True)).to_be_visible()
    link = page.get_by_role("link", name="example.org/harp")
    expect(link).to_have_attribute("rel", "noopener noreferrer nofollow")
    assert (
        "Who mends it? And how?",
        "",
        "https://example.org/harp?key=1",
        "Play again by May",
    ) in (briefs_of(product, handle))


def test_an_earlier_brief_is_begun_from(product, held):
    handle = f"hal{next(_serial)}"
    page = held(handle)
    page.get_by_text("Use an earlier brief").click()
    page.get_by_role("button", name="Begin from this brief").click()

    expect(page.get_by_label("My one question")).to_have_value("What did I ask before?")
    expect(page.get_by_label("What I tried")).to_have_value("To wait.")
    expect(page.get_by_text("Held for you for")).to_be_visible()


def test_a_brief_written_signed_out_stays_in_the_browser_until_it_is_booked(product, open_browser):
    product.write(lambda make: findable_mentor(make, "harper", topics=["Strings of a harp"]).id)
    page = open_browser(PHONE)
    page.goto("/")
    page.get_by_role("textbox", name="What are you stuck on?").fill(LINE)
    page.get_by_role("button", name="Find somebody").click()
    page.get_by_role("link", name="Write your brief first").click()
    expect(page.get_by_label("My one question")).to_have_value(LINE)
    page.get_by_label("What I tried").fill("A knot.")
    page.get_by_label("What “done” looks like").fill("I know whom to ask.")
    page.reload()
    expect(page.get_by_label("What I tried")).to_have_value("A knot.")
    assert product.rows(sa.select(Brief.id).where(Brief.line == LINE)) == []

    page.get_by_role("button", name="Find somebody").click()
    page.get_by_role("link", name="Harper", exact=True).click()
    page.locator("input[name=slot]").last.check()
    page.get_by_role("button", name="Hold this time").click()
    sign_in_by_mail(page, "hopi@example.test")
    give_name(page, "Hopi Harp")
    page.get_by_role("button", name="Hold this time").click()

    expect(page.get_by_label("What I tried")).to_have_value("A knot.")
    expect(page.get_by_label("What “done” looks like")).to_have_value("I know whom to ask.")
    expect(page.locator("#saved")).to_contain_text("Saved at")
    assert page.evaluate("localStorage.getItem('draft:brief')") is None
    page.get_by_role("button", name="Send and book").click()
    expect(page.get_by_text("Confirmed", exact=True)).to_be_visible()
    found = product.rows(sa.select(Brief.tried, Brief.done).where(Brief.question == LINE))
    assert found == [("A knot.", "I know whom to ask.")]
