"""An hour for several at once: offered, filled to the last place, and given back."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.barriers import barriers
from tests.browser.conftest import PHONE
from tests.browser.walking import read_mail
from tests.making.browser import findable_mentor
from webapp.core.clock import SystemClock

pytestmark = pytest.mark.long

TOPIC = "Your first month as a lead"
QUESTION = "How do I say no to whoever was my peer?"
MENTEES = {"gil": "Gil First", "gwen": "Gwen Second", "gert": "Gert Late"}


@pytest.fixture(autouse=True)
def people(product):
    def make_people(make) -> None:
        findable_mentor(make, "gesa", name="Gesa Groups", time_zone="Europe/Berlin", lengths=(20,))
        for handle, name in MENTEES.items():
            make.person(handle=handle, name=name, email=f"{handle}@example.test")

    product.write(make_people)


def test_two_take_the_places_and_a_third_gets_one_that_is_given_back(open_browser):
    gesa, gil, gwen, gert = (
        open_browser(PHONE, person=name) for name in ("gesa", "gil", "gwen", "gert")
    )
    offer_an_hour(gesa)
    hour = find_the_hour(gert)
    for mentee in (gil, gwen):
        take_a_place(mentee, hour)
    gert.reload()
    expect(gert.get_by_text("Every place is taken.")).to_be_visible()
    looks_right(gert)

    gesa.goto(hour)
    people = gesa.get_by_role("region", name="Who comes")
    expect(people).to_contain_text("Gil First")
    expect(people).to_contain_text(QUESTION)
    looks_right(gesa)
    gil.get_by_role("button", name="Give the place back").tap()
    expect(gil.get_by_text("1 place left")).to_be_visible()
    take_a_place(gert, hour)
    gesa.reload()
    expect(people).to_contain_text("Gert Late")
    expect(people).not_to_contain_text("Gil First")
    call_off(gesa, gert)


def offer_an_hour(gesa: Page) -> None:
    gesa.goto("/availability/groups")
    gesa.get_by_role("button", name="Offer this hour").tap()
    expect(gesa.get_by_role("alert")).to_contain_text("Say in one line what the hour is about.")
    looks_right(gesa)
    gesa.get_by_label("What it is about").fill(TOPIC)
    gesa.get_by_label("On", exact=True).fill(f"{SystemClock().now() + timedelta(days=4):%Y-%m-%d}")
    gesa.get_by_label("At", exact=True).fill("14:00")
    gesa.locator("label").filter(has_text="2 people").tap()
    gesa.get_by_role("button", name="Offer this hour").tap()
    hours = gesa.get_by_role("region", name="Your group hours")
    expect(hours).to_contain_text("2 places left")


def find_the_hour(mentee: Page) -> str:
    mentee.goto("/mentors/gesa")
    mentee.get_by_role("link", name=TOPIC).tap()
    expect(mentee.get_by_role("button", name="Take this place")).to_be_visible()
    expect(mentee.get_by_text("2 places left")).to_be_visible()
    looks_right(mentee)
    return mentee.url


def take_a_place(mentee: Page, hour: str) -> None:
    mentee.goto(hour)
    mentee.get_by_label("Your question").fill(QUESTION)
    mentee.get_by_role("button", name="Take this place").tap()
    expect(mentee.get_by_role("button", name="Give the place back")).to_be_visible()


def call_off(gesa: Page, gert: Page) -> None:
    gesa.get_by_role("link", name="Cancel", exact=True).tap()
    expect(gesa.get_by_text("are told at once")).to_be_visible()
    looks_right(gesa)
    gesa.get_by_role("button", name="Cancel this hour").tap()
    expect(gesa.get_by_text("You cancelled this hour.")).to_be_visible()
    expect(read_mail(gert, "gert@example.test", "Cancelled")).to_be_visible()


def looks_right(page: Page) -> None:
    assert barriers(page) == []
    page.set_viewport_size(PHONE["viewport"])
